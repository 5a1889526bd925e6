export type Bitmap =
  | { readonly depth: 'color'; readonly width_px: number; readonly height_px: number; readonly rgb: Uint8Array }
  /** One byte a pixel, 1 = dark. */
  | { readonly depth: 'mono'; readonly width_px: number; readonly height_px: number; readonly dark: Uint8Array };

const MAX_SIDE_px = 4096;

/**
 * Reads an uncompressed Windows bitmap of 24 bits or 1 bit a pixel, rows in either order. Answers words
 * for what is wrong with it: this is a printer's input, not a bug.
 */
export function readBitmap(file: Uint8Array): Bitmap | string {
  if (file.length < 54) return 'shorter than its headers';
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint16(0, false) !== 0x424d) return 'no BM signature';
  const pixelsAt = view.getUint32(10, true);
  const infoLength = view.getUint32(14, true);
  const width_px = view.getInt32(18, true);
  const rows = view.getInt32(22, true);
  const bitsPerPixel = view.getUint16(28, true);
  if (view.getUint32(30, true) !== 0) return 'compressed';
  const height_px = Math.abs(rows);
  if (!(width_px > 0 && width_px <= MAX_SIDE_px && height_px > 0 && height_px <= MAX_SIDE_px)) return 'impossible size';
  const stride = Math.ceil((width_px * bitsPerPixel) / 32) * 4;
  if (pixelsAt + stride * height_px > file.length) return 'fewer pixels than its size';
  const rowAt = (y: number) => pixelsAt + stride * (rows > 0 ? height_px - 1 - y : y);
  if (bitsPerPixel === 24)
    return { depth: 'color', width_px, height_px, rgb: readRgb(file, width_px, height_px, rowAt) };
  if (bitsPerPixel !== 1) return `${bitsPerPixel} bits a pixel`;
  const paletteAt = 14 + infoLength;
  if (paletteAt + 8 > file.length) return 'no palette';
  return { depth: 'mono', width_px, height_px, dark: readDark(file, width_px, height_px, rowAt, paletteAt) };
}

function readRgb(file: Uint8Array, width_px: number, height_px: number, rowAt: (y: number) => number): Uint8Array {
  const rgb = new Uint8Array(width_px * height_px * 3);
  let to = 0;
  for (let y = 0; y < height_px; y++) {
    let from = rowAt(y);
    for (let x = 0; x < width_px; x++) {
      rgb[to] = file[from + 2] ?? 0;
      rgb[to + 1] = file[from + 1] ?? 0;
      rgb[to + 2] = file[from] ?? 0;
      to += 3;
      from += 3;
    }
  }
  return rgb;
}

function readDark(
  file: Uint8Array,
  width_px: number,
  height_px: number,
  rowAt: (y: number) => number,
  paletteAt: number,
): Uint8Array {
  const brightness = (index: number) =>
    (file[paletteAt + index * 4] ?? 0) +
    (file[paletteAt + index * 4 + 1] ?? 0) +
    (file[paletteAt + index * 4 + 2] ?? 0);
  const darkIndex = brightness(1) < brightness(0) ? 1 : 0;
  const dark = new Uint8Array(width_px * height_px);
  for (let y = 0; y < height_px; y++) {
    const row = rowAt(y);
    for (let x = 0; x < width_px; x++) {
      const bit = ((file[row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      dark[y * width_px + x] = bit === darkIndex ? 1 : 0;
    }
  }
  return dark;
}
