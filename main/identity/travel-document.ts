/** Whose is the identity card or passport that was read by ICAO Doc 9303, and may it be believed? */
import { type CivilId, parseCivilId } from '../../common/civil-id.ts';
import { type Mrz, parseMrz } from '../../common/mrz.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { TravelDocument } from '../../devices/contract/index.ts';
import { distrust } from './chip.ts';
import type { Holder } from './judge.ts';
import type { IdentityRefusal } from './refusal.ts';

/**
 * Where in DG1 the civil ID number stands. `optionalData`: of a TD1 in its first line, of a TD3 in its second;
 * `optionalData2`: of a TD1 in its second line.
 */
export const civilIdFields = ['optionalData', 'optionalData2', 'documentNumber'] as const;
export type CivilIdField = (typeof civilIdFields)[number];

export type TravelDocumentPolicy = {
  readonly civilIdField: CivilIdField;
  /** `required`: the chip must prove that it is no copy; `ifOffered`: one that cannot is taken as it is. */
  readonly copyProtection: 'required' | 'ifOffered';
  readonly now: Date;
};

const KUWAIT_OFFSET_ms = 3 * 60 * 60 * 1000;

/** Each refusal names the one thing that is wrong, the gravest first: as of every other card. */
export function judgeIdentityDocument(
  read: TravelDocument,
  { civilIdField, copyProtection, now }: TravelDocumentPolicy,
): Result<Holder, IdentityRefusal> {
  const reason = distrust(read);
  if (reason) return refuse(codeOf(reason.check), reason.words);
  if (copyProtection === 'required' && !read.isOriginalChip) {
    return refuse('unproven', 'the chip offers neither chip nor active authentication (Doc 9303-11, 6)');
  }
  const mrz = parseMrz(read.mrz);
  if (!mrz.ok) return refuse('malformed', `DG1: ${mrz.error.field}: ${mrz.error.words} (${mrz.error.clause})`);
  const validUntil = expiryOf(mrz.value, now);
  if (validUntil < dayIn(now)) return refuse('expired', `valid until ${validUntil}`);
  const civilId = numberIn(mrz.value, civilIdField, now);
  return civilId.ok ? ok({ civilId: civilId.value }) : refuse('badCivilId', `${civilIdField}: ${civilId.error}`);
}

type Check = TravelDocument['checks'][number]['name'];

function codeOf(check: Check | undefined): IdentityRefusal['code'] {
  switch (check) {
    case 'revocation':
      return 'revoked';
    case 'hashes':
    case 'consistency':
    case 'downgrade':
    case 'printedLines':
      return 'altered';
    case 'chipAuthentication':
    case 'activeAuthentication':
      return 'cloned';
    case 'access':
    case 'signature':
    case undefined:
      return 'wrongAuthority';
  }
}

function numberIn({ optionalData, documentNumber }: Mrz, field: CivilIdField, now: Date): Result<CivilId, string> {
  const text = { optionalData: optionalData[0], optionalData2: optionalData[1], documentNumber }[field];
  return parseCivilId(text ?? '', now);
}

/** ISO 8601. Two digits of a year: no document is valid for fifty years (Doc 9303-3, 4.8). */
function expiryOf({ expiryDate }: Mrz, now: Date): string {
  const year = 2000 + Number(expiryDate.slice(0, 2));
  const century = year > now.getUTCFullYear() + 50 ? year - 100 : year;
  return `${century}-${expiryDate.slice(2, 4)}-${expiryDate.slice(4, 6)}`;
}

/** The last day of a document is a whole one, where the machine stands. */
function dayIn(now: Date): string {
  return new Date(now.getTime() + KUWAIT_OFFSET_ms).toISOString().slice(0, 10);
}

function refuse(code: IdentityRefusal['code'], words: string): Result<never, IdentityRefusal> {
  return err({ code, words });
}
