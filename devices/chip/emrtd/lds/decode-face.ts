/** A face in JPEG 2000 to pixels: no screen shows the format by itself. */
import { ok, type Result } from '../../../../common/result.ts';
import { beyondLimit, type ChipProblem, malformed } from '../../problem.ts';

export type DecodedFace = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

const JPEG_2000 = { check: 'face in JPEG 2000', clause: 'ISO/IEC 15444-1, A.5.1' };
/** Portraits have less than half a million; more is an attempt on our memory. */
const MAX_PIXELS = 16_000_000;
const MAX_SIDE_px = 8_192;
/** Each tile costs the decoder memory before it sees that there is nothing in it. */
const MAX_TILES = 1_024;

type Size = { readonly width: number; readonly height: number; readonly components: number };

/** The decoder sees nothing whose header announces more than it is given. */
export async function decodeJpeg2000(bytes: Uint8Array): Promise<Result<DecodedFace, ChipProblem>> {
  const size = readSize(bytes);
  if (!size.ok) return size;
  const { default: createCodec } = await import('@cornerstonejs/codec-openjpeg/decode');
  const codec = await createCodec({ print: () => {}, printErr: () => {} });
  const decoder = new codec.J2KDecoder();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const frame = decoder.getFrameInfo();
    const { width, height, components } = size.value;
    if (frame.width !== width || frame.height !== height || frame.componentCount !== components) {
      return malformed(JPEG_2000, 'the picture is not as large as its header says');
    }
    if (frame.bitsPerSample > 8) return malformed(JPEG_2000, `${frame.bitsPerSample} bits a sample`);
    const rgba = toRgba(decoder.getDecodedBuffer(), size.value);
    return rgba ? ok({ width, height, rgba }) : malformed(JPEG_2000, 'fewer pixels than announced');
  } catch (error) {
    return malformed(JPEG_2000, error instanceof Error ? error.message : String(error));
  } finally {
    decoder.delete();
  }
}

/** The SIZ marker: FF4F FF51, then length, capabilities, Xsiz, Ysiz, XOsiz, YOsiz, tile size and offset, components. */
function readSize(bytes: Uint8Array): Result<Size, ChipProblem> {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(Buffer.from('ff4fff51', 'hex'));
  if (at < 0 || at + 44 > bytes.length) return malformed(JPEG_2000, 'no size in it');
  const view = new DataView(bytes.buffer, bytes.byteOffset + at + 8);
  const width = view.getUint32(0) - view.getUint32(8);
  const height = view.getUint32(4) - view.getUint32(12);
  const tiles = Math.ceil(width / (view.getUint32(16) || 1)) * Math.ceil(height / (view.getUint32(20) || 1));
  const components = view.getUint16(32);
  if (width < 1 || height < 1) return malformed(JPEG_2000, `${width} x ${height} pixels`);
  if (width > MAX_SIDE_px || height > MAX_SIDE_px || width * height > MAX_PIXELS || tiles > MAX_TILES) {
    return beyondLimit(JPEG_2000, `${width} x ${height} pixels in ${tiles} tiles`);
  }
  if (components !== 1 && components !== 3) return malformed(JPEG_2000, `${components} components`);
  return ok({ width, height, components });
}

function toRgba(samples: Uint8Array, { width, height, components }: Size): Uint8Array | undefined {
  const pixels = width * height;
  if (samples.length < pixels * components) return undefined;
  const rgba = new Uint8Array(pixels * 4).fill(255);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgba[pixel * 4 + channel] = samples[pixel * components + (components === 3 ? channel : 0)] ?? 0;
    }
  }
  return rgba;
}
