/** EF.COM, EF.DG1, EF.DG11 and EF.DG12 (Doc 9303-10, 4.6 and 4.7). */
import { toHex } from '../../../../common/bytes.ts';
import { type Mrz, parseMrz } from '../../../../common/mrz.ts';
import { ok, type Result } from '../../../../common/result.ts';
import { type CheckName, type ChipProblem, malformed } from '../../problem.ts';
import { findTlv, parseTlv, parseTlvInside, type Tlv } from '../../tlv.ts';
import { GROUP_TAGS } from './files.ts';

export type CommonData = {
  /** "0107", "0108": as it stands. */
  readonly ldsVersion: string;
  readonly unicodeVersion: string;
  readonly groups: readonly number[];
};

export type AdditionalPersonalDetails = {
  readonly fullName?: string;
  readonly otherNames: readonly string[];
  readonly personalNumber?: string;
  /** YYYYMMDD. */
  readonly birthDate?: string;
  readonly placeOfBirth?: string;
  readonly address?: string;
  readonly telephone?: string;
  readonly profession?: string;
  readonly title?: string;
};

export type AdditionalDocumentDetails = {
  readonly issuingAuthority?: string;
  /** YYYYMMDD. */
  readonly issueDate?: string;
  readonly endorsements?: string;
  readonly personalisationTime?: string;
};

export function parseCommon(file: Uint8Array): Result<CommonData, ChipProblem> {
  const at = { check: 'EF.COM', clause: 'Doc 9303-10, 4.6' };
  const objects = objectsOf(at, file, 0x60);
  if (!objects.ok) return objects;
  const tags = findTlv(objects.value, 0x5c);
  if (!tags) return malformed(at, 'no list of data groups');
  const groups: number[] = [];
  for (const tag of tags) {
    const group = GROUP_TAGS.indexOf(tag);
    if (group < 1) return malformed(at, `tag ${tag.toString(16)} is no data group`);
    groups.push(group);
  }
  const version = (tag: number) => latin1(findTlv(objects.value, tag) ?? new Uint8Array());
  return ok({ ldsVersion: version(0x5f01), unicodeVersion: version(0x5f36), groups });
}

export function parseDg1(file: Uint8Array): Result<Mrz, ChipProblem> {
  const at = { check: 'EF.DG1', clause: 'Doc 9303-10, 4.7' };
  const objects = objectsOf(at, file, 0x61);
  if (!objects.ok) return objects;
  const text = findTlv(objects.value, 0x5f1f);
  if (!text) return malformed(at, 'no machine readable zone');
  const mrz = parseMrz(latin1(text));
  if (mrz.ok) return mrz;
  return malformed({ check: `EF.DG1: ${mrz.error.field}`, clause: mrz.error.clause }, mrz.error.words);
}

export function parseDg11(file: Uint8Array): Result<AdditionalPersonalDetails, ChipProblem> {
  const at = { check: 'EF.DG11', clause: 'Doc 9303-10, 4.7' };
  const objects = objectsOf(at, file, 0x6b);
  if (!objects.ok) return objects;
  const others = findTlv(objects.value, 0xa0);
  const names = others ? parseTlv(others) : ok([]);
  if (!names.ok) return malformed(at, names.error.words);
  return ok({
    ...texts(objects.value, {
      fullName: 0x5f0e,
      personalNumber: 0x5f10,
      placeOfBirth: 0x5f11,
      address: 0x5f42,
      telephone: 0x5f12,
      profession: 0x5f13,
      title: 0x5f14,
    }),
    ...dates(objects.value, { birthDate: 0x5f2b }),
    otherNames: names.value.filter(({ tag }) => tag === 0x5f0f).map(({ value }) => readable(value)),
  });
}

export function parseDg12(file: Uint8Array): Result<AdditionalDocumentDetails, ChipProblem> {
  const objects = objectsOf({ check: 'EF.DG12', clause: 'Doc 9303-10, 4.7' }, file, 0x6c);
  if (!objects.ok) return objects;
  return ok({
    ...texts(objects.value, { issuingAuthority: 0x5f19, endorsements: 0x5f1b }),
    ...dates(objects.value, { issueDate: 0x5f26, personalisationTime: 0x5f55 }),
  });
}

function objectsOf(at: CheckName, file: Uint8Array, tag: number): Result<readonly Tlv[], ChipProblem> {
  const objects = parseTlvInside(file, tag);
  return objects.ok ? ok(objects.value) : malformed(at, objects.error.words);
}

/** Only those that are there. */
function texts<K extends string>(objects: readonly Tlv[], tags: Readonly<Record<K, number>>) {
  return picked(objects, tags, readable);
}

/** Digits as text, or packed two in a byte (older documents). */
function dates<K extends string>(objects: readonly Tlv[], tags: Readonly<Record<K, number>>) {
  return picked(objects, tags, (value) => (value.length === 4 || value.length === 7 ? toHex(value) : latin1(value)));
}

function picked<K extends string>(
  objects: readonly Tlv[],
  tags: Readonly<Record<K, number>>,
  read: (value: Uint8Array) => string,
): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const [name, tag] of Object.entries(tags) as [K, number][]) {
    const value = findTlv(objects, tag);
    if (value) found[name] = read(value);
  }
  return found;
}

/** UTF-8, with fillers and control characters as blanks: it goes to screens and terminals. */
function readable(value: Uint8Array): string {
  return Buffer.from(value)
    .toString('utf8')
    .replaceAll(/[<\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
}

function latin1(value: Uint8Array): string {
  return Buffer.from(value).toString('latin1');
}
