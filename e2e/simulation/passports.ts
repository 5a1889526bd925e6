/** Passports of a simulated country: what the service says of one, and what is printed on its booklet. */
import type { PassportData } from '../../common/document.ts';
import { checkDigit } from '../../common/mrz.ts';

/** A photograph: the smallest that is taken for one, all white. */
const PORTRAIT =
  'iVBORw0KGgoAAAANSUhEUgAAADwAAABQAQAAAABtsSv+AAAAE0lEQVR42mP4DwUMo4xRxtBnAACzUH2fd6B0ewAAAABJRU5ErkJggg==';
const name = { surname: 'X', otherNames: 'Y' };

/** They differ in their numbers only. */
const common = {
  birthDate: '1990-05-17',
  sex: 'F',
  issueDate: '2026-11-24',
  expiryDate: '2036-11-24',
  nationality: 'KWT',
  issuingState: 'KWT',
} as const;

export function passportOf(orderId: string, civilId: string): PassportData {
  const passportNumber = passportNumberOf(orderId);
  return {
    documentType: 'passport',
    name: { ar: name, en: name },
    ...common,
    civilId,
    passportNumber,
    portrait: PORTRAIT,
  };
}

/** Of an order `o<resident>-<index>`. */
export function passportNumberOf(orderId: string): string {
  const [resident = '', index = ''] = orderId.slice(1).split('-');
  return `P${resident.padStart(6, '0')}${index}`;
}

/** The two lines of Doc 9303-4, 4.2, joined by a line feed. */
export function printedLines(passportNumber: string): string {
  const { issuingState, nationality, sex } = common;
  const number = checked(passportNumber.padEnd(9, '<'));
  const [birth, expiry] = [common.birthDate, common.expiryDate].map((date) =>
    checked(date.slice(2).replaceAll('-', '')),
  );
  const personal = checked(''.padEnd(14, '<'));
  const composite = checkDigit([number, birth, expiry, personal].join(''));
  return [
    `P<${issuingState}${name.surname}<<${name.otherNames}`.padEnd(44, '<'),
    `${number}${nationality}${birth}${sex}${expiry}${personal}${composite}`,
  ].join('\n');
}

function checked(field: string): string {
  return field + checkDigit(field);
}
