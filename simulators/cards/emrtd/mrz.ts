/** Machine readable zones as they are printed: TD1 (Doc 9303-5, 4.2) and TD3 (Doc 9303-4, 4.2). */
import { civilDateDigits } from './dates.ts';
import { mrzLetters } from './mrz-letters.ts';

export type MrzHolder = {
  /** In Latin or Arabic letters. */
  readonly surname: string;
  readonly otherNames: string;
  readonly documentNumber: string;
  readonly issuingState: string;
  readonly nationality: string;
  /** ISO 8601. */
  readonly birthDate: string;
  readonly sex: 'M' | 'F' | 'X';
  /** ISO 8601. */
  readonly expiryDate: string;
  /** Of the optional field, e.g. a personal number. */
  readonly personalNumber?: string;
};

export type MrzFormat = 'td1' | 'td3';

/** Doc 9303-3, 4.9: weights 7 3 1. */
function checkDigit(text: string): string {
  const weights = [7, 3, 1];
  const value = (sign: string) => (sign === '<' ? 0 : Number.parseInt(sign, 36));
  const sum = Array.from(text).reduce((total, sign, i) => total + value(sign) * (weights[i % 3] ?? 0), 0);
  return String(sum % 10);
}

/** The lines, each as long as its format has them. */
export function machineReadableZone(holder: MrzHolder, format: MrzFormat): readonly string[] {
  return format === 'td1' ? td1(holder) : td3(holder);
}

/** What opens the chip: number, birth and expiry with their check digits (Doc 9303-11, 4.3). */
export function mrzInformation(holder: MrzHolder): string {
  const number = fill(holder.documentNumber, Math.max(9, holder.documentNumber.length));
  return [number, mrzDate(holder.birthDate), mrzDate(holder.expiryDate)]
    .map((part) => part + checkDigit(part))
    .join('');
}

function td3(holder: MrzHolder): readonly string[] {
  const number = withCheck(fill(holder.documentNumber, 9));
  const dates = `${withCheck(mrzDate(holder.birthDate))}${sexOf(holder)}${withCheck(mrzDate(holder.expiryDate))}`;
  const personal = fill(holder.personalNumber ?? '', 14);
  const personalCheck = holder.personalNumber ? checkDigit(personal) : '<';
  const second = `${number}${fill(holder.nationality, 3)}${dates}${personal}${personalCheck}`;
  const composite = second.slice(0, 10) + second.slice(13, 20) + second.slice(21, 43);
  return [`P<${fill(holder.issuingState, 3)}${nameField(holder, 39)}`, second + checkDigit(composite)];
}

function td1(holder: MrzHolder): readonly string[] {
  const first = `I<${fill(holder.issuingState, 3)}${numberField(holder)}`;
  const dates = `${withCheck(mrzDate(holder.birthDate))}${sexOf(holder)}${withCheck(mrzDate(holder.expiryDate))}`;
  const second = `${dates}${fill(holder.nationality, 3)}${fill('', 11)}`;
  const composite = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29);
  return [first, second + checkDigit(composite), nameField(holder, 30)];
}

/** Doc 9303-5, 4.2 note j: a longer number goes on in the optional field. */
function numberField({ documentNumber, personalNumber = '' }: MrzHolder): string {
  if (documentNumber.length <= 9) return withCheck(fill(documentNumber, 9)) + fill(personalNumber, 15);
  const rest = `${documentNumber.slice(9)}${checkDigit(documentNumber)}<`;
  return `${documentNumber.slice(0, 9)}<${fill(rest + personalNumber, 15)}`;
}

function nameField({ surname, otherNames }: MrzHolder, length: number): string {
  return fill(`${mrzLetters(surname)}<<${mrzLetters(otherNames)}`, length);
}

function sexOf({ sex }: MrzHolder): string {
  return sex === 'X' ? '<' : sex;
}

function mrzDate(iso: string): string {
  return civilDateDigits(iso).slice(2);
}

function withCheck(text: string): string {
  return text + checkDigit(text);
}

function fill(text: string, length: number): string {
  return text.slice(0, length).padEnd(length, '<');
}
