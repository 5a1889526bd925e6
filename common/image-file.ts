/** Pictures that came with an order, looked at before a decoder sees them. */
import { err, ok, type Result } from './result.ts';

export type ImageFile = { readonly type: 'png' | 'jpeg'; readonly width: number; readonly height: number };

const SHORTEST_SIDE_px = 60;
const LONGEST_SIDE_px = 4096;

const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Kind and dimensions of a whole file; or, in words, what is wrong with it. */
export function inspectImage(file: Buffer): Result<ImageFile, string> {
  const found = file.subarray(0, 8).equals(pngSignature)
    ? inspectPng(file)
    : file.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))
      ? inspectJpeg(file)
      : err('neither PNG nor JPEG');
  if (!found.ok) return found;
  const { width, height } = found.value;
  if (Math.min(width, height) < SHORTEST_SIDE_px || Math.max(width, height) > LONGEST_SIDE_px) {
    return err(`${width} x ${height} pixels, allowed are ${SHORTEST_SIDE_px} to ${LONGEST_SIDE_px} a side`);
  }
  return found;
}

/** PNG, third edition: IHDR first, chunk after chunk to IEND. */
function inspectPng(file: Buffer): Result<ImageFile, string> {
  let at = pngSignature.length;
  let size: { width: number; height: number } | undefined;
  while (at + 12 <= file.length) {
    const length = file.readUInt32BE(at);
    const name = file.toString('latin1', at + 4, at + 8);
    if (at + 12 + length > file.length) return err(`PNG ends within its chunk ${name}`);
    if (size === undefined) {
      if (name !== 'IHDR' || length !== 13) return err('PNG does not begin with IHDR');
      size = { width: file.readUInt32BE(at + 8), height: file.readUInt32BE(at + 12) };
    }
    if (name === 'IEND') return ok({ type: 'png', ...size });
    at += 12 + length;
  }
  return err('PNG ends before IEND');
}

/** ISO/IEC 10918-1 annex B: marker segments to SOS, then coded data to EOI. */
function inspectJpeg(file: Buffer): Result<ImageFile, string> {
  let at = 2;
  let size: { width: number; height: number } | undefined;
  while (at + 4 <= file.length) {
    if (file[at] !== 0xff) return err(`JPEG has no marker at byte ${at}`);
    const marker = file[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = file.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > file.length) return err('JPEG ends within a segment');
    if (isStartOfFrame(marker)) {
      if (length < 8) return err('JPEG has a frame header of no size');
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    }
    at += 2 + length;
    if (marker === 0xda) {
      if (size === undefined) return err('JPEG has coded data before its frame header');
      return hasEndOfImage(file, at) ? ok({ type: 'jpeg', ...size }) : err('JPEG ends before its end marker');
    }
  }
  return err('JPEG ends before its coded data');
}

const isStartOfFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** In coded data FF stands only before 00, before a restart marker, or in front of a marker. */
function hasEndOfImage(file: Buffer, from: number): boolean {
  for (let at = file.indexOf(0xff, from); at >= 0 && at + 1 < file.length; at = file.indexOf(0xff, at + 1)) {
    if (file[at + 1] === 0xd9) return true;
  }
  return false;
}
