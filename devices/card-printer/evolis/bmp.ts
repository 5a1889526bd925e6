import { invariant } from '../../../common/assert.ts';
import type { Bytes } from '../../../common/bytes.ts';

const FILE_HEADER_bytes = 14;
const INFO_HEADER_bytes = 40;
/** 300 dpi. */
const PIXELS_PER_METRE = 11_811;

/** RGB rows from the top (3 bytes a pixel) as a 24-bit Windows bitmap. */
export function encodeColorBmp(rgb: Uint8Array, width_px: number, height_px: number): Bytes {
  invariant(rgb.length === width_px * height_px * 3, 'color pixels do not match the size');
  const stride = Math.ceil((width_px * 3) / 4) * 4;
  const { file, pixelsAt } = frame(width_px, height_px, 24, stride, 0);
  for (let y = 0; y < height_px; y++) {
    let to = pixelsAt + (height_px - 1 - y) * stride;
    let from = y * width_px * 3;
    for (let x = 0; x < width_px; x++) {
      file[to] = rgb[from + 2] ?? 0;
      file[to + 1] = rgb[from + 1] ?? 0;
      file[to + 2] = rgb[from] ?? 0;
      to += 3;
      from += 3;
    }
  }
  return file;
}

/** Bits from the top, most significant first, 1 = black, as a 1-bit Windows bitmap (palette white, black). */
export function encodeMonoBmp(bits: Uint8Array, width_px: number, height_px: number): Bytes {
  const row_bytes = Math.ceil(width_px / 8);
  invariant(bits.length === row_bytes * height_px, 'resin bits do not match the size');
  const stride = Math.ceil(row_bytes / 4) * 4;
  const { file, pixelsAt } = frame(width_px, height_px, 1, stride, 8);
  file.fill(0xff, pixelsAt - 8, pixelsAt - 5);
  for (let y = 0; y < height_px; y++) {
    file.set(bits.subarray(y * row_bytes, (y + 1) * row_bytes), pixelsAt + (height_px - 1 - y) * stride);
  }
  return file;
}

function frame(
  width_px: number,
  height_px: number,
  bitsPerPixel: number,
  stride: number,
  palette_bytes: number,
): { file: Bytes; pixelsAt: number } {
  const pixelsAt = FILE_HEADER_bytes + INFO_HEADER_bytes + palette_bytes;
  const file = new Uint8Array(pixelsAt + stride * height_px);
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x424d, false);
  view.setUint32(2, file.length, true);
  view.setUint32(10, pixelsAt, true);
  view.setUint32(14, INFO_HEADER_bytes, true);
  view.setInt32(18, width_px, true);
  view.setInt32(22, height_px, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, bitsPerPixel, true);
  view.setUint32(34, stride * height_px, true);
  view.setInt32(38, PIXELS_PER_METRE, true);
  view.setInt32(42, PIXELS_PER_METRE, true);
  view.setUint32(46, palette_bytes / 4, true);
  return { file, pixelsAt };
}
