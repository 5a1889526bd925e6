/** An entry as the database holds it, and the two shapes in which it leaves. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Entry } from './entry.ts';
import type { ExportedEntry } from './verify.ts';

export type Row = {
  readonly sequence: number;
  readonly id: string;
  readonly time_ms: number;
  readonly monotonic_ms: number;
  readonly kind: string;
  readonly issuance_id: string | null;
  /** Canonical JSON. */
  readonly body: string;
  readonly sealed: Uint8Array | null;
  readonly previous_hash: string;
  readonly hash: string;
};

type Values = readonly [
  sequence: number,
  id: string,
  time_ms: number,
  monotonic_ms: number,
  kind: string,
  issuance_id: string | null,
  body: string,
  sealed: Uint8Array | null,
  previous_hash: string,
  hash: string,
];

/** Of many rows: by their values in order, which comes three times as fast as by their names. */
export function selectRows(db: DatabaseSyncInstance, where: string): (...values: (string | number)[]) => Row[] {
  const statement = db.prepare(
    `SELECT sequence, id, time_ms, monotonic_ms, kind, issuance_id, body, sealed, previous_hash, hash FROM entry ${where}`,
  );
  statement.setReturnArrays(true);
  return (...values) => (statement.all(...values) as unknown as Values[]).map(rowOf);
}

function rowOf([
  sequence,
  id,
  time_ms,
  monotonic_ms,
  kind,
  issuance_id,
  body,
  sealed,
  previous_hash,
  hash,
]: Values): Row {
  return { sequence, id, time_ms, monotonic_ms, kind, issuance_id, body, sealed, previous_hash, hash };
}

/** Rows held in memory at once: a journal of years is larger than the machine. */
const PAGE_rows = 1000;

/** All rows up to `last`, oldest first, a page at a time. */
export function* rowsOf(db: DatabaseSyncInstance, last = Number.MAX_SAFE_INTEGER): Generator<Row> {
  const page = selectRows(db, 'WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?');
  for (let after = 0; ; ) {
    const rows = page(after, last, PAGE_rows);
    yield* rows;
    const end = rows.at(-1);
    if (!end || rows.length < PAGE_rows) return;
    after = end.sequence;
  }
}

export function entryOf(row: Row): Entry {
  const { sequence, id, time_ms, monotonic_ms, kind, hash } = row;
  return {
    sequence,
    id,
    time_ms,
    monotonic_ms,
    kind,
    ...(row.issuance_id === null ? {} : { issuanceId: row.issuance_id }),
    body: JSON.parse(row.body) as unknown,
    previousHash: row.previous_hash,
    hash,
    hasSealed: row.sealed !== null,
  } as Entry;
}

export function exportedOf(row: Row): ExportedEntry {
  const { sequence, id, time_ms, monotonic_ms, kind, hash } = row;
  return {
    sequence,
    id,
    time_ms,
    monotonic_ms,
    kind,
    issuanceId: row.issuance_id,
    body: JSON.parse(row.body) as unknown,
    sealed: row.sealed === null ? null : Buffer.from(row.sealed).toString('base64'),
    previousHash: row.previous_hash,
    hash,
  };
}
