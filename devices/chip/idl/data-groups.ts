/** The driving licence's data groups: ISO/IEC 18013-2, 8 and annex C, or the European form of them. */
import { fromHex, toHex } from '../../../common/bytes.ts';
import { ok, type Result } from '../../../common/result.ts';
import type { FileName } from '../file.ts';
import { type CheckName, type ChipProblem, malformed } from '../problem.ts';
import { findTlv, parseTlv, parseTlvInside } from '../tlv.ts';

export const IDL_AID = fromHex('A0000002480200');
export const IDL_COMMON: FileName = { id: 0x001e, name: 'EF.COM' };
export const IDL_SECURITY_OBJECT: FileName = { id: 0x001d, name: 'EF.SOD' };

export type LicenceCategory = {
  readonly category: string;
  /** YYYYMMDD each; absent where the licence does not say. */
  readonly firstIssued?: string;
  readonly validUntil?: string;
  /** Restriction: code, and where it has them sign and value. */
  readonly restriction?: string;
};

export type LicenceHolder = {
  readonly familyName: string;
  readonly givenNames: string;
  /** YYYYMMDD each. */
  readonly birthDate: string;
  readonly issueDate: string;
  readonly expiryDate: string;
  readonly issuingCountry: string;
  readonly issuingAuthority: string;
  readonly licenceNumber: string;
};

export type LicenceDg1 = { readonly holder: LicenceHolder; readonly categories: readonly LicenceCategory[] };

const DG1 = { check: 'EF.DG1 of the licence', clause: 'ISO/IEC 18013-2, annex C' };
const DATE_bytes = 4;
const COUNTRY_bytes = 3;
const MAX_CATEGORIES = 64;

/** Tag of each file, by data group; index 0 is not used, 0 where a group has no place here. */
const IDL_GROUP_TAGS: readonly number[] = [
  0, 0x61, 0x6b, 0x6c, 0x65, 0x67, 0x75, 0x63, 0x76, 0x70, 0, 0x6d, 0x71, 0x6f, 0x6e,
];

export function idlGroupFile(group: number): FileName {
  return { id: group, name: `EF.DG${group}` };
}

export function parseLicenceDg1(file: Uint8Array): Result<LicenceDg1, ChipProblem> {
  const objects = parseTlvInside(file, 0x61);
  if (!objects.ok) return malformed(DG1, objects.error.words);
  const international = findTlv(objects.value, 0x5f1f);
  const european = findTlv(objects.value, 0x5f02);
  if (!international && !european) return malformed(DG1, 'no demographic data');
  const holder = european ? parseEuropeanHolder(european) : parseHolder(international ?? new Uint8Array());
  if (!holder.ok) return holder;
  const categories = findTlv(objects.value, 0x7f63);
  const list = categories ? parseCategories(categories, european ? dayFirst : yearFirst) : ok([]);
  return list.ok ? ok({ holder: holder.value, categories: list.value }) : list;
}

/** Packed dates as YYYYMMDD, by how they stand. */
type DateOrder = (bytes: Uint8Array) => string;
const yearFirst: DateOrder = (bytes) => toHex(bytes);
const dayFirst: DateOrder = (bytes) =>
  toHex(bytes.subarray(2)) + toHex(bytes.subarray(1, 2)) + toHex(bytes.subarray(0, 1));

/** Regulation (EU) No 383/2012, annex I: an object for each element, dates with the day first. */
function parseEuropeanHolder(bytes: Uint8Array): Result<LicenceHolder, ChipProblem> {
  const objects = parseTlv(bytes);
  if (!objects.ok) return malformed(DG1, objects.error.words);
  const missing: string[] = [];
  const element = (tag: number) => {
    const value = findTlv(objects.value, tag);
    if (!value) missing.push(tag.toString(16).toUpperCase());
    return value ?? new Uint8Array();
  };
  const holder = {
    issuingCountry: readable(element(0x5f03)),
    familyName: readable(element(0x5f04)),
    givenNames: readable(element(0x5f05)),
    birthDate: dayFirst(element(0x5f06)),
    issueDate: dayFirst(element(0x5f0a)),
    expiryDate: dayFirst(element(0x5f0b)),
    issuingAuthority: readable(element(0x5f0c)),
    licenceNumber: readable(element(0x5f0e)),
  };
  if (missing.length > 0) return malformed(DG1, `elements missing: ${missing.join(', ')}`);
  return withDates(holder);
}

function withDates(holder: LicenceHolder): Result<LicenceHolder, ChipProblem> {
  const dates = [holder.birthDate, holder.issueDate, holder.expiryDate];
  return dates.every((digits) => /^\d{8}$/.test(digits)) ? ok(holder) : malformed(DG1, 'a date that is none');
}

/** Texts with a byte of length before them, dates of four packed bytes, a country of three letters. */
function parseHolder(bytes: Uint8Array): Result<LicenceHolder, ChipProblem> {
  let at = 0;
  let isShort = false;
  const take = (length: number): Uint8Array => {
    const part = bytes.subarray(at, at + length);
    if (part.length < length) isShort = true;
    at += length;
    return part;
  };
  const text = () => readable(take(take(1)[0] ?? 0));
  const date = () => toHex(take(DATE_bytes));
  const holder = {
    familyName: text(),
    givenNames: text(),
    birthDate: date(),
    issueDate: date(),
    expiryDate: date(),
    issuingCountry: readable(take(COUNTRY_bytes)),
    issuingAuthority: text(),
    licenceNumber: text(),
  };
  if (isShort) return malformed(DG1, 'demographic data cut short');
  if (at !== bytes.length) return malformed(DG1, `${bytes.length - at} bytes too many`);
  return withDates(holder);
}

/** 02 count, then 87 for each: category;issued;expires;code;sign;value. */
function parseCategories(bytes: Uint8Array, order: DateOrder): Result<readonly LicenceCategory[], ChipProblem> {
  const objects = parseTlv(bytes);
  if (!objects.ok) return malformed(DG1, objects.error.words);
  const entries = objects.value.filter(({ tag }) => tag === 0x87);
  const count = findTlv(objects.value, 0x02)?.[0];
  if (count !== entries.length || entries.length > MAX_CATEGORIES) {
    return malformed(DG1, `${entries.length} categories, ${count ?? 'no number'} announced`);
  }
  return ok(entries.map(({ value }) => parseCategory(value, order)));
}

function parseCategory(bytes: Uint8Array, order: DateOrder): LicenceCategory {
  const [category, firstIssued, validUntil, ...restriction] = splitFields(bytes);
  const code = restriction
    .map(readable)
    .filter((part) => part !== '')
    .join(' ');
  return {
    category: readable(category ?? new Uint8Array()),
    ...dateField('firstIssued', firstIssued, order),
    ...dateField('validUntil', validUntil, order),
    ...(code === '' ? {} : { restriction: code }),
  };
}

/** At semicolons: packed dates have no digit B, so that none is ever part of one. */
function splitFields(bytes: Uint8Array): Uint8Array[] {
  const fields: Uint8Array[] = [];
  let start = 0;
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== 0x3b) continue;
    fields.push(bytes.subarray(start, at));
    start = at + 1;
  }
  return fields;
}

/** Packed, or as eight digits. */
function dateField<K extends string>(
  name: K,
  bytes: Uint8Array | undefined,
  order: DateOrder,
): Partial<Record<K, string>> {
  if (!bytes || bytes.length === 0) return {};
  const digits = bytes.length === DATE_bytes ? order(bytes) : readable(bytes);
  return { [name]: digits } as Partial<Record<K, string>>;
}

/**
 * ISO/IEC 8859-1, as DG1 has its texts in either form; every byte is a letter of it, and what is not Latin stands in DG11.
 * Control characters become blanks: it goes to screens and terminals.
 */
function readable(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
}

/** Groups that the unsigned EF.COM names. */
export function parseLicenceCommon(file: Uint8Array): Result<readonly number[], ChipProblem> {
  const at: CheckName = { check: 'EF.COM of the licence', clause: 'ISO/IEC 18013-2, 8.1' };
  const objects = parseTlvInside(file, 0x60);
  if (!objects.ok) return malformed(at, objects.error.words);
  const tags = findTlv(objects.value, 0x5c);
  if (!tags) return malformed(at, 'no list of data groups');
  const groups = [...tags].map((tag) => IDL_GROUP_TAGS.indexOf(tag));
  return groups.every((group) => group > 0) ? ok(groups) : malformed(at, 'a tag that is no data group');
}
