/** One-bit picture in the form that a receipt printer takes. */
import type { Bytes } from '../../common/bytes.ts';
import type { Modules } from '../drawing/index.ts';

/** 1 bit a dot, rows from the top, most significant bit left, rows padded to whole bytes; 1 = black. */
export type Bitmap = { readonly width_dots: number; readonly height_dots: number; readonly raster: Bytes };

export function emptyBitmap(width_dots: number, height_dots: number): Bitmap {
  return { width_dots, height_dots, raster: new Uint8Array(rowBytes(width_dots) * height_dots) };
}

const rowBytes = (width_dots: number): number => Math.ceil(width_dots / 8);

/** Luminance below which a dot is burnt. Above the middle: thin strokes keep their width on paper. */
export const BLACK_BELOW = 150;

/**
 * Of a drawing, RGBA, 4 bytes a dot: what is at least `inkFrom` opaque; or, when it is drawn on white, what is dark.
 */
export function thresholded(
  width_dots: number,
  height_dots: number,
  rgba: Uint8Array,
  inkFrom: number | 'luminance',
): Bitmap {
  const bitmap = emptyBitmap(width_dots, height_dots);
  const stride = rowBytes(width_dots);
  const isInk =
    inkFrom === 'luminance'
      ? (at: number) => (rgba[at] ?? 255) < BLACK_BELOW
      : (at: number) => (rgba[at + 3] ?? 0) >= inkFrom;
  for (let y = 0; y < height_dots; y += 1) {
    let at = y * width_dots * 4;
    for (let x = 0; x < width_dots; x += 1, at += 4) if (isInk(at)) blacken(bitmap.raster, y * stride, x);
  }
  return bitmap;
}

/**
 * Puts the black dots of `stamp` on `bitmap`, in black or, to write on black, in white. Whatever lies beyond the edges of
 * `bitmap` must be white.
 */
export function overlay(bitmap: Bitmap, stamp: Bitmap, left: number, top: number, ink: 'black' | 'white'): void {
  const stride = rowBytes(bitmap.width_dots);
  const stampStride = rowBytes(stamp.width_dots);
  const shift = left & 7;
  for (let row = 0; row < stamp.height_dots; row += 1) {
    const to = (top + row) * stride + (left >> 3);
    for (let index = 0; index < stampStride; index += 1) {
      const dots = (stamp.raster[row * stampStride + index] ?? 0) << (8 - shift);
      if (dots === 0) continue;
      put(bitmap.raster, to + index, dots >> 8, ink);
      put(bitmap.raster, to + index + 1, dots & 0xff, ink);
    }
  }
}

function put(raster: Uint8Array, at: number, dots: number, ink: 'black' | 'white'): void {
  const before = raster[at] ?? 0;
  if (dots !== 0) raster[at] = ink === 'black' ? before | dots : before & ~dots;
}

function blacken(raster: Uint8Array, row: number, x: number): void {
  const at = row + (x >> 3);
  raster[at] = (raster[at] ?? 0) | (0x80 >> (x & 7));
}

export function fillRectangle(bitmap: Bitmap, x: number, y: number, width: number, height: number): void {
  const stride = rowBytes(bitmap.width_dots);
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) blacken(bitmap.raster, row * stride, column);
  }
}

/** Modules as whole dots, on what is white. */
export function drawModules(bitmap: Bitmap, symbol: PlacedSymbol): void {
  const { modules, x, y, module_dots } = symbol;
  for (let row = 0; row < modules.rows; row += 1) {
    for (let column = 0; column < modules.columns; column += 1) {
      if (!modules.dark[row * modules.columns + column]) continue;
      fillRectangle(bitmap, x + column * module_dots, y + row * module_dots, module_dots, module_dots);
    }
  }
}

type PlacedSymbol = {
  readonly modules: Modules;
  readonly x: number;
  readonly y: number;
  readonly module_dots: number;
};

/** Pictures of one width, one under the other. */
export function stacked(width_dots: number, bitmaps: readonly Bitmap[]): Bitmap {
  const height_dots = bitmaps.reduce((sum, bitmap) => sum + bitmap.height_dots, 0);
  const whole = emptyBitmap(width_dots, height_dots);
  let at = 0;
  for (const bitmap of bitmaps) {
    if (bitmap.width_dots !== width_dots) throw new Error('pictures of different widths cannot be stacked');
    whole.raster.set(bitmap.raster, at);
    at += bitmap.raster.length;
  }
  return whole;
}
