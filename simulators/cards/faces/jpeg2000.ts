import createCodec from '@cornerstonejs/codec-openjpeg/wasmjs';
import { PNG } from 'pngjs';
import type { FaceImage } from './face.ts';

/** Gives some 18 KB for a portrait of 420 x 540. */
const COMPRESSION_RATIO = 37;

/** A PNG as a JPEG 2000 code stream (ITU-T T.800), the other format that a chip's face may have. */
export async function jpeg2000Face(picture: Uint8Array): Promise<FaceImage> {
  const { width, height, data } = PNG.sync.read(Buffer.from(picture));
  const { J2KEncoder } = await createCodec();
  const encoder = new J2KEncoder();
  const frame = { width, height, bitsPerSample: 8, componentCount: 3, isSigned: false, isUsingColorTransform: true };
  const pixels = encoder.getDecodedBuffer(frame);
  for (let i = 0; i < width * height; i++) pixels.set(data.subarray(i * 4, i * 4 + 3), i * 3);
  encoder.setQuality(false, 1);
  encoder.setCompressionRatio(0, COMPRESSION_RATIO);
  encoder.encode();
  const bytes = Uint8Array.from(encoder.getEncodedBuffer());
  encoder.delete();
  return { format: 'jpeg2000', bytes, width, height };
}
