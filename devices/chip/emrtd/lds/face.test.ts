import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex } from '../../../../common/bytes.ts';
import { encodeTlv } from '../../tlv.ts';
import { decodeJpeg2000 } from './decode-face.ts';
import { parseDg2 } from './face.ts';

const jpeg = concatBytes(fromHex('FFD8FFE0'), new Uint8Array(40), fromHex('FFD9'));

function fourBytes(value: number): Uint8Array {
  return Uint8Array.of(value >> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
}

/** ISO/IEC 19794-5: header, facial information, no feature points, image information, image. */
function record(image: Uint8Array, lie = 0): Uint8Array {
  const block_bytes = 20 + 12 + image.length + lie;
  const header = concatBytes(fromHex('46414300 30313000'), fourBytes(14 + 32 + image.length), fromHex('0001'));
  return concatBytes(header, fourBytes(block_bytes), new Uint8Array(16 + 12), image);
}

function dg2(template: Uint8Array): Uint8Array {
  return encodeTlv(0x75, encodeTlv(0x7f61, encodeTlv(0x02, Uint8Array.of(1)), encodeTlv(0x7f60, template)));
}

describe('EF.DG2', () => {
  it('with a record of ISO/IEC 19794-5 gives the picture', () => {
    const face = parseDg2(dg2(concatBytes(encodeTlv(0xa1), encodeTlv(0x5f2e, record(jpeg)))));
    expect(face).toEqual({ ok: true, value: { format: 'jpeg', bytes: jpeg } });
  });

  it('with a structure of ISO/IEC 39794-5 gives the first picture in it', () => {
    const structure = encodeTlv(0x65, encodeTlv(0xa1, encodeTlv(0x30, encodeTlv(0xa0, encodeTlv(0x80, jpeg)))));
    const face = parseDg2(dg2(concatBytes(encodeTlv(0xa1), encodeTlv(0x7f2e, structure))));
    expect(face.ok && face.value.format).toBe('jpeg');
  });

  it('with lengths that lie, or with no picture, is refused', () => {
    for (const bytes of [record(jpeg, 1), record(jpeg, -60), record(new Uint8Array(50)), record(jpeg).slice(0, 30)]) {
      expect(parseDg2(dg2(encodeTlv(0x5f2e, bytes)))).toMatchObject({ ok: false, error: { kind: 'malformed' } });
    }
  });
});

type Encoder = {
  getDecodedBuffer(frame: object): Uint8Array;
  encode(): void;
  getEncodedBuffer(): Uint8Array;
};

async function encoded(width: number, height: number): Promise<Uint8Array> {
  const create = createRequire(import.meta.url)('@cornerstonejs/codec-openjpeg');
  const encoder: Encoder = new (await create()).J2KEncoder();
  const frame = { width, height, bitsPerSample: 8, componentCount: 3, isSigned: false };
  encoder.getDecodedBuffer(frame).set(Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 7) & 0xff));
  encoder.encode();
  return Uint8Array.from(encoder.getEncodedBuffer());
}

describe('a face in JPEG 2000', () => {
  it('becomes pixels', async () => {
    const face = await decodeJpeg2000(await encoded(48, 64));
    if (!face.ok) return expect.unreachable(face.error.words);
    expect(face.value).toMatchObject({ width: 48, height: 64 });
    expect(face.value.rgba.slice(0, 4)).toEqual(Uint8Array.of(0, 7, 14, 255));
  });

  it('that announces more pixels than any portrait has does not reach the decoder', async () => {
    const bytes = await encoded(48, 64);
    const at = Buffer.from(bytes).indexOf(Buffer.from('ff51', 'hex'));
    bytes.set(fromHex('0001000000010000'), at + 6);
    expect(await decodeJpeg2000(bytes)).toMatchObject({ ok: false, error: { kind: 'limit' } });
  });

  it('that is cut short is refused or comes out whole in size, and never throws', async () => {
    const bytes = await encoded(48, 64);
    for (const kept of [0, 20, 60, 120, 400]) {
      const face = await decodeJpeg2000(bytes.slice(0, kept));
      if (face.ok) expect(face.value.rgba.length).toBe(48 * 64 * 4);
      else expect(face.error.kind).toBe('malformed');
    }
  });
});
