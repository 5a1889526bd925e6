import { toHex } from '../../common/bytes.ts';

type Row = Readonly<Record<string, unknown>>;

/** One line of JSON; bytes become hexadecimal. */
export function toJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, inner) => (inner instanceof Uint8Array ? toHex(inner) : inner));
}

/** A value for a reader: `key  value` lines, one table for a list of alike things, `done` for nothing. */
export function formatValue(value: unknown): string {
  if (value === undefined || value === null) return 'done';
  return linesOf(value).join('\n');
}

function linesOf(value: unknown): string[] {
  if (Array.isArray(value)) return list(value);
  return isRow(value) ? pairs(value) : [scalar(value)];
}

function list(values: readonly unknown[]): string[] {
  if (values.length === 0) return ['none'];
  if (!values.every(isRow)) return values.map(scalar);
  const isFlat = values.every((row) => !Object.values(row).some(isNested));
  return isFlat ? table(values) : values.flatMap((row, index) => [...(index > 0 ? [''] : []), ...pairs(row)]);
}

function pairs(row: Row): string[] {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...entries.map(([key]) => key.length));
  return entries.flatMap(([key, value]) => {
    if (isNested(value)) return [key, ...linesOf(value).map((line) => `  ${line}`)];
    return [`${key.padEnd(width)}  ${scalar(value)}`];
  });
}

function table(rows: readonly Row[]): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => scalar(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  return cells.map((line) =>
    line
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function scalar(value: unknown): string {
  if (value === undefined || value === null || value === '') return '-';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value instanceof Uint8Array) return toHex(value);
  return isNested(value) ? toJson(value) : String(value);
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

function isNested(value: unknown): boolean {
  return isRow(value) || (Array.isArray(value) && value.length > 0);
}
