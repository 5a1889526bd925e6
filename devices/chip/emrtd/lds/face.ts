/** EF.DG2 (Doc 9303-10, 4.7): the face, in the CBEFF structure of ISO/IEC 7816-11, by ISO/IEC 19794-5 or 39794-5. */
import { ok, type Result } from '../../../../common/result.ts';
import { type ChipProblem, malformed, unsupported } from '../../problem.ts';
import { findTlv, parseTlv, unwrapTlv } from '../../tlv.ts';

export type FaceImage = { readonly format: 'jpeg' | 'jpeg2000'; readonly bytes: Uint8Array };

const DG2 = { check: 'EF.DG2', clause: 'Doc 9303-10, 4.7' };
const FACE_2005 = { check: 'EF.DG2: face record', clause: 'ISO/IEC 19794-5, 5' };
const FACE_2019 = { check: 'EF.DG2: face record', clause: 'ISO/IEC 39794-5' };
const RECORD_HEADER_bytes = 14;
const FACIAL_INFORMATION_bytes = 20;
const FEATURE_POINT_bytes = 8;
const IMAGE_INFORMATION_bytes = 12;
/** Structures of 39794-5 are no deeper; a deeper one is made to keep us busy. */
const MAX_DEPTH = 12;

/** The first face; documents rarely have another. */
export function parseDg2(file: Uint8Array): Result<FaceImage, ChipProblem> {
  const templates = inside(file, 0x75, 0x7f61);
  if (!templates.ok) return templates;
  const groups = parseTlv(templates.value);
  if (!groups.ok) return malformed(DG2, groups.error.words);
  const template = findTlv(groups.value, 0x7f60);
  if (!template) return malformed(DG2, 'no biometric information template');
  return faceInTemplate(template);
}

/** One biometric information template (7F60's value). */
function faceInTemplate(template: Uint8Array): Result<FaceImage, ChipProblem> {
  const parts = parseTlv(template);
  if (!parts.ok) return malformed(DG2, parts.error.words);
  const record = findTlv(parts.value, 0x5f2e);
  if (record) return faceOf2005(record);
  const structured = findTlv(parts.value, 0x7f2e);
  if (structured) return faceOf2019(structured);
  return malformed(DG2, 'no biometric data');
}

function inside(file: Uint8Array, ...tags: readonly number[]): Result<Uint8Array, ChipProblem> {
  let bytes = file;
  for (const tag of tags) {
    const value = unwrapTlv(bytes, tag);
    if (!value.ok) return malformed(DG2, value.error.words);
    bytes = value.value;
  }
  return ok(bytes);
}

function faceOf2005(record: Uint8Array): Result<FaceImage, ChipProblem> {
  const view = new DataView(record.buffer, record.byteOffset, record.length);
  if (record.length < RECORD_HEADER_bytes + FACIAL_INFORMATION_bytes) return malformed(FACE_2005, 'cut short');
  if (view.getUint32(0) !== 0x46414300) return malformed(FACE_2005, 'does not begin with "FAC"');
  if (view.getUint32(8) > record.length) return malformed(FACE_2005, 'longer than its file');
  const block_bytes = view.getUint32(RECORD_HEADER_bytes);
  const points = view.getUint16(RECORD_HEADER_bytes + 4);
  const infoAt = RECORD_HEADER_bytes + FACIAL_INFORMATION_bytes + points * FEATURE_POINT_bytes;
  const start = infoAt + IMAGE_INFORMATION_bytes;
  const end = RECORD_HEADER_bytes + block_bytes;
  if (start >= end || end > record.length) return malformed(FACE_2005, 'lengths that do not fit');
  return imageOf(record.slice(start, end)) ?? malformed(FACE_2005, 'neither JPEG nor JPEG 2000');
}

/** 39794-5 nests the image in an extensible structure: the first JPEG or JPEG 2000 in it is the face. */
function faceOf2019(bytes: Uint8Array): Result<FaceImage, ChipProblem> {
  return findImage(bytes, 0) ?? unsupported(FACE_2019, 'no JPEG or JPEG 2000 in it');
}

function findImage(bytes: Uint8Array, depth: number): Result<FaceImage, ChipProblem> | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const objects = parseTlv(bytes);
  if (!objects.ok) return undefined;
  for (const { tag, value } of objects.value) {
    const first = tag > 0xffff ? tag >> 16 : tag > 0xff ? tag >> 8 : tag;
    const found = first & 0x20 ? findImage(value, depth + 1) : imageOf(value);
    if (found) return found;
  }
  return undefined;
}

/** By the image's own first bytes: what the record says of its kind is often wrong. */
function imageOf(bytes: Uint8Array): Result<FaceImage, ChipProblem> | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('hex');
  if (head.startsWith('ffd8ff')) return ok({ format: 'jpeg', bytes });
  if (head.startsWith('0000000c6a5020200d0a870a') || head.startsWith('ff4fff51'))
    return ok({ format: 'jpeg2000', bytes });
  return undefined;
}
