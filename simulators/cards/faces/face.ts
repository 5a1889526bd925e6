import { PNG } from 'pngjs';
import { encodeJpeg } from './jpeg.ts';

export type FaceImage = {
  readonly format: 'jpeg' | 'jpeg2000';
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
};

const PNG_SIGNATURE = '89504e470d0a1a0a';
/** Gives the 15 to 20 KB that issuers aim at for a portrait of 420 x 540. */
const CHIP_QUALITY = 82;

/** A PNG is made a JPEG, a JPEG is taken as it is. */
export function jpegFace(picture: Uint8Array): FaceImage {
  if (isPng(picture)) {
    const { width, height, data } = PNG.sync.read(Buffer.from(picture));
    return { format: 'jpeg', bytes: encodeJpeg({ width, height, data }, CHIP_QUALITY), width, height };
  }
  return { format: 'jpeg', bytes: picture, ...jpegSize(picture) };
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
