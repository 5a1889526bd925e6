/** What stands on a licence, as text: the order's data as they are printed, or masked for a shared screen. */
import type { LicenceData } from '../../common/document.ts';
import {
  groupDocumentNumber,
  maskCivilId,
  maskDate,
  maskDocumentNumber,
  maskOtherNames,
  maskSurname,
} from '../../common/masking.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { unprintableSign } from './printable.ts';
import { type ArtworkProblem, problem } from './problem.ts';
import type { BilingualLine } from './template.ts';

export type LicenceText = {
  readonly surname: BilingualLine;
  readonly otherNames: BilingualLine;
  readonly birthDate: string;
  readonly birthPlace: BilingualLine;
  readonly issueDate: string;
  readonly expiryDate: string;
  readonly authority: string;
  readonly civilId: string;
  readonly licenceNumber: string;
  readonly nationality: string;
  readonly inventory: string;
};

export function licenceText(data: LicenceData): LicenceText {
  return {
    surname: { ar: data.name.ar.surname, en: capitals(data.name.en.surname) },
    otherNames: { ar: data.name.ar.otherNames, en: capitals(data.name.en.otherNames) },
    birthDate: cardDate(data.birthDate),
    birthPlace: { ar: data.birthPlace.ar, en: capitals(data.birthPlace.en) },
    issueDate: cardDate(data.issueDate),
    expiryDate: cardDate(data.expiryDate),
    authority: data.authority,
    civilId: data.civilId.replace(/(.{4})(?=.)/g, '$1 '),
    licenceNumber: groupDocumentNumber(data.licenceNumber),
    nationality: data.nationality,
    inventory: data.inventoryText,
  };
}

export function maskedText(data: LicenceData): LicenceText {
  const full = licenceText(data);
  return {
    ...full,
    surname: { ar: bare(maskSurname(full.surname.ar)), en: bare(maskSurname(full.surname.en)) },
    otherNames: { ar: bare(maskOtherNames(full.otherNames.ar)), en: bare(maskOtherNames(full.otherNames.en)) },
    birthDate: bare(maskDate()),
    civilId: bare(maskCivilId(data.civilId)),
    licenceNumber: bare(maskDocumentNumber(data.licenceNumber)),
  };
}

/** Without the masks' direction marks: each line is drawn with a direction of its own. */
const bare = (masked: string): string => masked.replace(/[\u200E\u200F]/g, '').replace(/ •/, ' •');

const capitals = (text: string): string => text.toLocaleUpperCase('en');

/** `1991-03-14` as `14.03.1991`. */
export function cardDate(isoDate: string): string {
  const [year, month, day] = isoDate.split('-');
  return `${day}.${month}.${year}`;
}

/** Refuses what cannot be drawn before anything is. */
export function checkText(text: LicenceText): Result<void, ArtworkProblem> {
  const latin = { ...text, surname: text.surname.en, otherNames: text.otherNames.en, birthPlace: text.birthPlace.en };
  for (const [field, value] of Object.entries(latin)) {
    const sign = unprintableSign(value, 'latin');
    if (sign) return err(problem('textUnprintable', `${field} has ${sign}, which cannot be printed`));
  }
  for (const field of ['surname', 'otherNames', 'birthPlace'] as const) {
    const sign = unprintableSign(text[field].ar, 'arabic');
    if (sign) return err(problem('textUnprintable', `${field} in Arabic has ${sign}, which cannot be printed`));
  }
  return ok();
}

/** ISO dates compare as text. */
export function checkDates(data: LicenceData): Result<void, ArtworkProblem> {
  const impossible = (words: string): Result<never, ArtworkProblem> => err(problem('dateImpossible', words));
  if (data.issueDate <= data.birthDate) return impossible('issue is not after birth');
  if (data.expiryDate <= data.issueDate) return impossible('expiry is not after issue');
  const seen = new Set<string>();
  for (const { category, firstIssued, validUntil } of data.categories) {
    if (firstIssued <= data.birthDate) return impossible(`category ${category}: first issued is not after birth`);
    if (firstIssued > data.issueDate) return impossible(`category ${category}: first issued is after the card's issue`);
    if (validUntil <= firstIssued) return impossible(`category ${category}: valid until is not after first issued`);
    if (seen.has(category)) return err(problem('categoryRepeated', `category ${category} stands twice`));
    seen.add(category);
  }
  return ok();
}
