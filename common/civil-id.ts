import { err, ok, type Result } from './result.ts';

declare const civilIdBrand: unique symbol;
/** Twelve digits `C YYMMDD SSSS K` that passed every check of `parseCivilId`. */
export type CivilId = string & { readonly [civilIdBrand]: true };

export type CivilIdProblem = 'notTwelveDigits' | 'unknownCentury' | 'impossibleDate' | 'birthInFuture' | 'checkDigit';

const FIRST_YEAR_BY_CENTURY: Readonly<Record<string, number>> = { '1': 1800, '2': 1900, '3': 2000 };
const WEIGHTS = [2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
/** Kuwait keeps UTC+3 all year: a birth date is compared with the calendar day there. */
const KUWAIT_OFFSET_ms = 3 * 60 * 60 * 1000;

/** `today` is the moment of the check; its calendar day in Kuwait is the last possible date of birth. */
export function parseCivilId(text: string, today: Date): Result<CivilId, CivilIdProblem> {
  if (!/^[0-9]{12}$/.test(text)) return err('notTwelveDigits');
  const firstYear = FIRST_YEAR_BY_CENTURY[text.charAt(0)];
  if (firstYear === undefined) return err('unknownCentury');
  const birth = realDate(firstYear + Number(text.slice(1, 3)), Number(text.slice(3, 5)), Number(text.slice(5, 7)));
  if (!birth) return err('impossibleDate');
  if (birth > new Date(today.getTime() + KUWAIT_OFFSET_ms).toISOString().slice(0, 10)) return err('birthInFuture');
  if (civilIdCheckDigit(text.slice(0, 11)) !== Number(text.charAt(11))) return err('checkDigit');
  return ok(text as CivilId);
}

/**
 * Check digit of the first eleven digits, or undefined where the sum gives 10 or 11: such serial numbers
 * are never issued.
 */
export function civilIdCheckDigit(firstEleven: string): number | undefined {
  if (!/^[0-9]{11}$/.test(firstEleven)) return undefined;
  const sum = WEIGHTS.reduce((total: number, weight, i) => total + weight * Number(firstEleven.charAt(i)), 0);
  const digit = 11 - (sum % 11);
  return digit < 10 ? digit : undefined;
}

/** Date of birth as ISO 8601: `1991-03-14`. */
export function birthDateOf(civilId: CivilId): string {
  const firstYear = FIRST_YEAR_BY_CENTURY[civilId.charAt(0)] ?? 1900;
  return `${firstYear + Number(civilId.slice(1, 3))}-${civilId.slice(3, 5)}-${civilId.slice(5, 7)}`;
}

function realDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}
