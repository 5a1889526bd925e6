/**
 * The licence's files (ISO/IEC 18013-2): common data, text, face and security object. Tags of DG1's elements: Regulation
 * (EU) No 383/2012, annex I; dates are packed, two digits a byte, day first.
 */
import { invariant } from '../../../common/assert.ts';
import { type Bytes, concatBytes, fromHex } from '../../../common/bytes.ts';
import type { LicenceData } from '../../../common/document.ts';
import { biometricFace } from '../emrtd/data-groups.ts';
import { makeSecurityObject } from '../emrtd/security-object.ts';
import { jpegFace } from '../faces/face.ts';
import { ber } from '../os/ber.ts';
import type { DocumentSigner } from '../pki/travel-pki.ts';

export type LicenceFile = { readonly name: 'COM' | 'SOD' | 'DG1' | 'DG6'; readonly id: number; readonly sfi: number };

/** With room for each; short identifiers are the last five bits of the long ones. */
export const licenceFiles: readonly (LicenceFile & { readonly room_bytes: number })[] = [
  { name: 'COM', id: 0x001e, sfi: 0x1e, room_bytes: 128 },
  { name: 'DG1', id: 0x0001, sfi: 0x01, room_bytes: 2_048 },
  { name: 'DG6', id: 0x0006, sfi: 0x06, room_bytes: 32_000 },
  { name: 'SOD', id: 0x001d, sfi: 0x1d, room_bytes: 4_096 },
];

const ISSUING_STATE = 'KWT';
/** 18013-2, 8.3: the data group's own tag for the face. */
const DG6_TAG = 0x75;

export function makeLicenceFiles(
  licence: LicenceData,
  documentSigner: DocumentSigner,
  now: Date,
): ReadonlyMap<LicenceFile['name'], Bytes> {
  const group1 = licenceText(licence);
  const group6 = biometricFace(DG6_TAG, jpegFace(Buffer.from(licence.portrait, 'base64')));
  const groups = new Map([
    [1, group1],
    [6, group6],
  ]);
  const common = ber(0x60, ber(0x5f01, Uint8Array.of(1, 0)), ber(0x5c, Uint8Array.of(0x61, DG6_TAG)));
  return new Map([
    ['COM', common],
    ['DG1', group1],
    ['DG6', group6],
    ['SOD', makeSecurityObject({ groups, documentSigner, version: 0, signingTime: now })],
  ]);
}

function licenceText(licence: LicenceData): Bytes {
  const holder = ber(
    0x5f02,
    ber(0x5f03, text(ISSUING_STATE)),
    ber(0x5f04, text(licence.name.en.surname)),
    ber(0x5f05, text(licence.name.en.otherNames)),
    ber(0x5f06, packedDate(licence.birthDate)),
    ber(0x5f07, text(licence.birthPlace.en)),
    ber(0x5f08, text(licence.nationality)),
    ber(0x5f0a, packedDate(licence.issueDate)),
    ber(0x5f0b, packedDate(licence.expiryDate)),
    ber(0x5f0c, text(licence.authority)),
    ber(0x5f0d, text(licence.civilId)),
    ber(0x5f0e, text(licence.licenceNumber)),
  );
  const rows = licence.categories.flatMap(({ category, firstIssued, validUntil, restrictions }) => {
    const row = (code: string) =>
      concatBytes(text(`${category};`), packedDate(firstIssued), text(';'), packedDate(validUntil), text(`;${code};;`));
    return (restrictions.length === 0 ? [''] : restrictions).map((code) => ber(0x87, row(code)));
  });
  const categories = ber(0x7f63, ber(0x02, Uint8Array.of(rows.length)), ...rows);
  return ber(0x61, ber(0x5f01, text('TEST')), holder, categories);
}

/** ISO/IEC 8859-1, one byte a letter. What it has no letter for is not written as something else: a bug of who made the order. */
function text(value: string): Buffer {
  const foreign = [...value].find((letter) => (letter.codePointAt(0) ?? 0) > 0xff);
  invariant(foreign === undefined, `DG1 has no letter ${foreign}`);
  return Buffer.from(value, 'latin1');
}

/** `2026-11-24` as 24 11 20 26. */
function packedDate(iso: string): Bytes {
  const [year = '', month = '', day = ''] = iso.split('-');
  return fromHex(`${day}${month}${year}`);
}
