/** Is what was read of a licence's chip what the order says? */
import type { LicenceData } from '../../common/document.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { LicenceChip } from '../../devices/contract/index.ts';
import { distrust, firstDifference } from './chip.ts';

/**
 * Genuine by an authority of the site, and of this order: number, holder, dates, authority, and each category with its
 * dates and restrictions. Words name the field, never what stands in it.
 */
export function judgeLicenceChip(read: LicenceChip, licence: LicenceData): Result<void, string> {
  const reason = distrust(read);
  if (reason) return err(reason.words);
  const differing = differingField(read.holder, licence);
  if (differing) return err(`DG1: ${differing} is not that of the order`);
  const written = read.categories.map(({ category, firstIssued, validUntil, restriction }) =>
    rowOf(category, firstIssued, validUntil, restriction),
  );
  if (sorted(written) !== sorted(orderedRows(licence))) return err('DG1: the categories are not those of the order');
  return ok();
}

function differingField(holder: LicenceChip['holder'], licence: LicenceData): string | undefined {
  const { surname, otherNames } = licence.name.en;
  return firstDifference({
    'licence number': [holder.licenceNumber, licence.licenceNumber],
    'family name': [holder.familyName, surname],
    'given names': [holder.givenNames, otherNames],
    'date of birth': [holder.birthDate, digits(licence.birthDate)],
    'date of issue': [holder.issueDate, digits(licence.issueDate)],
    'date of expiry': [holder.expiryDate, digits(licence.expiryDate)],
    authority: [holder.issuingAuthority, licence.authority],
  });
}

/** A restriction has a row of its own, as on the chip. */
function orderedRows({ categories }: LicenceData): string[] {
  return categories.flatMap(({ category, firstIssued, validUntil, restrictions }) =>
    (restrictions.length === 0 ? [undefined] : restrictions).map((code) =>
      rowOf(category, digits(firstIssued), digits(validUntil), code),
    ),
  );
}

function rowOf(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => part ?? '').join(';');
}

function sorted(rows: readonly string[]): string {
  return [...rows].sort().join('\n');
}

/** `2026-11-24` as `20261124`. */
function digits(isoDate: string): string {
  return isoDate.replaceAll('-', '');
}
