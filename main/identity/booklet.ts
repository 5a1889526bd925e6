/** Is the booklet at the exit the one that the order is for? Its printed lines and its chip must both say so. */
import type { PassportData } from '../../common/document.ts';
import { type Mrz, parseMrz } from '../../common/mrz.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { isMrzNameOf } from '../../common/transliteration.ts';
import type { TravelDocument } from '../../devices/contract/index.ts';
import { distrust, firstDifference } from './chip.ts';

export type BookletRefusal = {
  readonly code:
    | 'mrz-unreadable'
    | 'mrz-mismatch'
    | 'chip-unreadable'
    | 'chip-not-genuine'
    | 'chip-mismatch'
    /** The chip is genuine, and belongs to other printed lines. */
    | 'chip-of-another';
  readonly words: string;
};

/** The lines that the camera read, held against the order. Words name the field, never what stands in it. */
export function judgeMrz(text: string, passport: PassportData): Result<Mrz, BookletRefusal> {
  const parsed = parseMrz(text);
  if (!parsed.ok) {
    const { field, clause, words } = parsed.error;
    return err({ code: 'mrz-unreadable', words: `${field}: ${words} (${clause})` });
  }
  const differing = differingField(parsed.value, passport);
  if (differing) return err({ code: 'mrz-mismatch', words: `${differing} is not that of the order` });
  return parsed;
}

/**
 * What was read of the chip: genuine by an authority of the site, in the very lines that are printed (Doc 9303-11, 6.1),
 * and of this order. A chip that offers no proof of itself is taken: the service issued it, and knows what it can do.
 */
export function judgeChip(read: TravelDocument, printed: Mrz, passport: PassportData): Result<void, BookletRefusal> {
  const reason = distrust(read);
  if (reason) {
    const code = reason.check === 'printedLines' ? 'chip-of-another' : 'chip-not-genuine';
    return err({ code, words: reason.words });
  }
  const chip = parseMrz(read.mrz);
  if (!chip.ok) return err({ code: 'chip-mismatch', words: `DG1: ${chip.error.field}: ${chip.error.words}` });
  if (chip.value.lines.join() !== printed.lines.join())
    return err({ code: 'chip-of-another', words: 'DG1 and the printed lines differ' });
  const differing = differingField(chip.value, passport);
  return differing ? err({ code: 'chip-mismatch', words: `DG1: ${differing} is not that of the order` }) : ok();
}

function differingField(mrz: Mrz, passport: PassportData): string | undefined {
  const differing = firstDifference({
    'document number': [mrz.documentNumber, passport.passportNumber],
    'issuing state': [mrz.issuingState, passport.issuingState],
    nationality: [mrz.nationality, passport.nationality],
    'date of birth': [mrz.birthDate, shortDate(passport.birthDate)],
    'date of expiry': [mrz.expiryDate, shortDate(passport.expiryDate)],
    sex: [mrz.sex, passport.sex],
  });
  return differing ?? (isNameOf(mrz, passport) ? undefined : 'name');
}

/** In either script, in any of the ways that Doc 9303-3, section 6, has for it; as much of it as the zone had room for. */
function isNameOf({ primaryIdentifier, secondaryIdentifier, hasRoomForNames }: Mrz, { name }: PassportData): boolean {
  const isCut = !hasRoomForNames;
  return [name.en, name.ar].some(
    ({ surname, otherNames }) =>
      isMrzNameOf(primaryIdentifier, surname, isCut) && isMrzNameOf(secondaryIdentifier, otherNames, isCut),
  );
}

/** `1990-12-31` as `901231`. */
function shortDate(isoDate: string): string {
  return isoDate.slice(2).replaceAll('-', '');
}
