import { PNG } from 'pngjs';
import { encodeJpeg } from './jpeg.ts';

export type FaceImage = {
  readonly format: 'jpeg' | 'jpeg2000';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
};

const PNG_SIGNATURE = '89504e470d0a1a0a';
/**
 * The best that fits; a picture with too much in it even for the last is made smaller. The first gives the 15 to 20 KB that
 * issuers aim at for a portrait of 420 x 540.
 */
const CHIP_QUALITIES = [82, 70, 58] as const;
/** A chip has some 32 kB for a face, and its reader little time (Doc 9303-9 asks for 15 to 20 kB). */
const CHIP_LIMIT_bytes = 24_000;

/** A PNG is made a JPEG, a JPEG is taken as it is. */
export function jpegFace(picture: Uint8Array): FaceImage {
  if (isPng(picture)) {
    const { width, height, data } = PNG.sync.read(Buffer.from(picture));
    return fitting({ width, height, data });
  }
  return { format: 'jpeg', bytes: picture, ...jpegSize(picture) };
}

type Pixels = { readonly width: number; readonly height: number; readonly data: Uint8Array };

function fitting(pixels: Pixels): FaceImage {
  const { width, height } = pixels;
  for (const quality of CHIP_QUALITIES) {
    const bytes = encodeJpeg(pixels, quality);
    if (bytes.length <= CHIP_LIMIT_bytes) return { format: 'jpeg', bytes, width, height };
  }
  return fitting(halved(pixels));
}

/** Each pixel is the mean of four; RGBA. */
function halved({ width, height, data }: Pixels): Pixels {
  const small = { width: width >> 1, height: height >> 1 };
  const pixels = new Uint8Array(small.width * small.height * 4);
  for (let at = 0; at < pixels.length; at++) {
    const x = (at >> 2) % small.width;
    const y = Math.floor((at >> 2) / small.width);
    const from = (2 * y * width + 2 * x) * 4 + (at & 3);
    const below = from + width * 4;
    pixels[at] = ((data[from] ?? 0) + (data[from + 4] ?? 0) + (data[below] ?? 0) + (data[below + 4] ?? 0)) >> 2;
  }
  return { ...small, data: pixels };
}

function isPng(picture: Uint8Array): boolean {
  return Buffer.from(picture.subarray(0, 8)).toString('hex') === PNG_SIGNATURE;
}

/** From the frame header; zero when there is none: what a broken picture is like on a chip. */
function jpegSize(jpeg: Uint8Array): { width: number; height: number } {
  for (let at = 2; at + 9 < jpeg.length && jpeg[at] === 0xff; ) {
    const marker = jpeg[at + 1] ?? 0;
    const two = (offset: number) => ((jpeg[at + offset] ?? 0) << 8) | (jpeg[at + offset + 1] ?? 0);
    if (marker >= 0xc0 && marker <= 0xc2) return { height: two(5), width: two(7) };
    at += 2 + two(2);
  }
  return { width: 0, height: 0 };
}
