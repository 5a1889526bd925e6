/** The machine readable zone of identity cards (TD1) and passports (TD3): ICAO Doc 9303-3, -4 and -5. */
import { err, ok, type Result } from './result.ts';

/** What opens a chip (Doc 9303-11, 4.3). Dates are YYMMDD. */
export type MrzKeyFields = {
  readonly documentNumber: string;
  readonly birthDate: string;
  readonly expiryDate: string;
};

export type Mrz = MrzKeyFields & {
  readonly format: 'TD1' | 'TD3';
  /** "P", "I", "AC": without fillers. */
  readonly documentCode: string;
  readonly issuingState: string;
  /** Three letters, or one, as "D". */
  readonly nationality: string;
  readonly sex: 'F' | 'M' | 'X';
  /** Surname; words with blanks between them. */
  readonly primaryIdentifier: string;
  /** Given names; empty when there are none. */
  readonly secondaryIdentifier: string;
  /** A filler stands behind the names; without one they may have been cut (Doc 9303-4, 4.2). */
  readonly hasRoomForNames: boolean;
  /** Optional elements without fillers: TD1 has two, TD3 one. */
  readonly optionalData: readonly string[];
  readonly lines: readonly string[];
};

export type MrzProblem = { readonly field: string; readonly clause: string; readonly words: string };

type Format = Mrz['format'];

const LINE_CHARACTERS = { TD1: 30, TD3: 44 } as const;
const LINE_COUNT = { TD1: 3, TD3: 2 } as const;
const CLAUSE = { TD1: 'Doc 9303-5, 4.2', TD3: 'Doc 9303-4, 4.2' } as const;
const WEIGHTS = [7, 3, 1] as const;
const NUMBER_CHARACTERS = 9;

/** Doc 9303-3, 4.9: weights 7 3 1, fillers 0, letters from A = 10; modulo 10. */
export function checkDigit(text: string): string {
  let sum = 0;
  for (const [at, character] of [...text].entries()) {
    const value = character === '<' ? 0 : Number.parseInt(character, 36);
    sum += value * (WEIGHTS[at % WEIGHTS.length] ?? 0);
  }
  return String(sum % 10);
}

/** The text that access keys are made of: number, birth and expiry, each with its check digit. */
export function mrzInformation({ documentNumber, birthDate, expiryDate }: MrzKeyFields): string {
  const number = documentNumber.padEnd(NUMBER_CHARACTERS, '<');
  return [number, birthDate, expiryDate].map((field) => field + checkDigit(field)).join('');
}

/** Lines apart by line breaks or blanks, or all in one. Every check digit must be right. */
export function parseMrz(text: string): Result<Mrz, MrzProblem> {
  const characters = text.replaceAll(/\s/g, '').toUpperCase();
  const format = (['TD1', 'TD3'] as const).find((one) => characters.length === LINE_CHARACTERS[one] * LINE_COUNT[one]);
  if (!format) {
    const words = `${characters.length} characters: a TD1 has 90, a TD3 has 88`;
    return err({ field: 'length', clause: 'Doc 9303-3, 4.1', words });
  }
  const strange = /[^A-Z0-9<]/.exec(characters);
  if (strange) {
    const words = `character at ${strange.index + 1} is none of A-Z, 0-9 and <`;
    return err({ field: 'characters', clause: 'Doc 9303-3, 4.3', words });
  }
  const size = LINE_CHARACTERS[format];
  const lines = Array.from({ length: LINE_COUNT[format] }, (_, at) => characters.slice(at * size, (at + 1) * size));
  return format === 'TD1' ? parseTd1(lines) : parseTd3(lines);
}

function parseTd1(lines: readonly string[]): Result<Mrz, MrzProblem> {
  const [first = '', second = '', third = ''] = lines;
  const number = td1Number(first);
  if (!number.ok) return number;
  const composite = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29);
  const fields = {
    documentNumber: number.value.documentNumber,
    birthDate: second.slice(0, 6),
    expiryDate: second.slice(8, 14),
  };
  const checked = firstProblem('TD1', [
    ['date of birth', fields.birthDate, second.slice(6, 7)],
    ['date of expiry', fields.expiryDate, second.slice(14, 15)],
    ['composite', composite, second.slice(29)],
  ]);
  if (checked) return err(checked);
  return finish('TD1', lines, {
    ...fields,
    code: first.slice(0, 2),
    state: first.slice(2, 5),
    nationality: second.slice(15, 18),
    sex: second.slice(7, 8),
    names: third,
    optionalData: [number.value.rest, withoutFillers(second.slice(18, 29))],
  });
}

/** Doc 9303-5, 4.2: a number of more than nine characters goes on, with its check digit, in the optional data. */
function td1Number(line: string): Result<{ documentNumber: string; rest: string }, MrzProblem> {
  const head = line.slice(5, 14);
  const digit = line.slice(14, 15);
  const optional = line.slice(15);
  if (digit !== '<' || !/^[A-Z0-9]{2,}</.test(optional)) {
    const wrong = firstProblem('TD1', [['document number', head, digit]]);
    return wrong ? err(wrong) : ok({ documentNumber: withoutFillers(head), rest: withoutFillers(optional) });
  }
  const [tail = ''] = optional.split('<');
  const documentNumber = head + tail.slice(0, -1);
  const wrong = firstProblem('TD1', [['document number', documentNumber, tail.slice(-1)]]);
  return wrong ? err(wrong) : ok({ documentNumber, rest: withoutFillers(optional.slice(tail.length + 1)) });
}

function parseTd3(lines: readonly string[]): Result<Mrz, MrzProblem> {
  const [first = '', second = ''] = lines;
  const number = second.slice(0, 9);
  const fields = { birthDate: second.slice(13, 19), expiryDate: second.slice(21, 27) };
  const optional = second.slice(28, 42);
  const optionalDigit = second.slice(42, 43);
  const composite = second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43);
  const isOptionalEmpty = withoutFillers(optional) === '' && optionalDigit === '<';
  const checked = firstProblem('TD3', [
    ['document number', number, second.slice(9, 10)],
    ['date of birth', fields.birthDate, second.slice(19, 20)],
    ['date of expiry', fields.expiryDate, second.slice(27, 28)],
    ...(isOptionalEmpty ? [] : [['optional data', optional, optionalDigit] as const]),
    ['composite', composite, second.slice(43)],
  ]);
  if (checked) return err(checked);
  return finish('TD3', lines, {
    ...fields,
    documentNumber: withoutFillers(number),
    code: first.slice(0, 2),
    state: first.slice(2, 5),
    nationality: second.slice(10, 13),
    sex: second.slice(20, 21),
    names: first.slice(5),
    optionalData: [withoutFillers(optional)],
  });
}

function firstProblem(
  format: Format,
  checks: readonly (readonly [field: string, text: string, digit: string])[],
): MrzProblem | undefined {
  for (const [field, text, digit] of checks) {
    const right = checkDigit(text);
    if (digit !== right) {
      return {
        field,
        clause: 'Doc 9303-3, 4.9',
        words: `check digit of ${format} is ${digit}, ${right} would be right`,
      };
    }
  }
  return undefined;
}

type RawFields = MrzKeyFields & {
  readonly code: string;
  readonly state: string;
  readonly nationality: string;
  readonly sex: string;
  readonly names: string;
  readonly optionalData: readonly string[];
};

function finish(format: Format, lines: readonly string[], raw: RawFields): Result<Mrz, MrzProblem> {
  const clause = CLAUSE[format];
  const problem = (field: string, words: string) => err({ field, clause, words });
  const { code, names, sex, documentNumber, birthDate, expiryDate } = raw;
  if (format === 'TD3' ? !code.startsWith('P') : !/^[ACI]/.test(code)) return problem('document code', `"${code}"`);
  if (!/^[A-Z]+<*$/.test(raw.state)) return problem('issuing state', `"${raw.state}"`);
  if (!/^[A-Z]+<*$/.test(raw.nationality)) return problem('nationality', `"${raw.nationality}"`);
  if (!/^[FM<]$/.test(sex)) return problem('sex', `"${sex}"`);
  if (!isDate(birthDate)) return problem('date of birth', 'not a date');
  if (!isDate(expiryDate)) return problem('date of expiry', 'not a date');
  const [primary = '', ...secondary] = names.replace(/<+$/, '').split('<<');
  if (primary === '') return problem('name', 'no primary identifier');
  return ok({
    format,
    documentNumber,
    birthDate,
    expiryDate,
    documentCode: withoutFillers(code),
    issuingState: withoutFillers(raw.state),
    nationality: withoutFillers(raw.nationality),
    sex: sex === 'F' || sex === 'M' ? sex : 'X',
    primaryIdentifier: primary.replaceAll('<', ' '),
    secondaryIdentifier: secondary.join(' ').replaceAll('<', ' ').trim(),
    hasRoomForNames: names.endsWith('<'),
    optionalData: raw.optionalData,
    lines,
  });
}

/** Doc 9303-3, 4.8: parts that are not known are fillers. */
function isDate(text: string): boolean {
  const match = /^(\d\d|<<)(\d\d|<<)(\d\d|<<)$/.exec(text);
  if (!match) return false;
  const [, , month = '', day = ''] = match;
  return isBetween(month, 1, 12) && isBetween(day, 1, 31);
}

function isBetween(part: string, least: number, most: number): boolean {
  return part === '<<' || (Number(part) >= least && Number(part) <= most);
}

function withoutFillers(text: string): string {
  return text.replace(/<+$/, '').replaceAll('<', ' ').trim();
}
