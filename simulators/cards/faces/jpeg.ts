/**
 * Baseline JPEG (ITU-T T.81), as small as it can be: three components, no subsampling, the standard's own example
 * tables (annex K). A chip's face is such a file.
 */
import { BitWriter, huffmanCodes, huffmanTables } from './huffman.ts';

export type Pixels = { readonly width: number; readonly height: number /** RGBA. */; readonly data: Uint8Array };

/** K.1 and K.2, in rows. */
const luminance = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
];
const chrominance = [
  17,
  18,
  24,
  47,
  99,
  99,
  99,
  99,
  18,
  21,
  26,
  66,
  99,
  99,
  99,
  99,
  24,
  26,
  56,
  99,
  99,
  99,
  99,
  99,
  47,
  66,
  99,
  99,
  99,
  99,
  99,
  99,
  ...new Array<number>(32).fill(99),
];
/** Figure A.6: natural position of each coefficient in zigzag order. */
const zigzag = zigzagOrder();

/** `quality` 1 to 100, as everybody scales the example tables. */
export function encodeJpeg({ width, height, data }: Pixels, quality: number): Uint8Array<ArrayBuffer> {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  const scaled = (table: readonly number[]) =>
    table.map((step) => Math.min(255, Math.max(1, Math.floor((step * scale + 50) / 100))));
  const steps = [scaled(luminance), scaled(chrominance)] as const;
  const writer = new BitWriter();
  writer.bytes(headers(width, height, steps));
  const codes = huffmanCodes();
  const previous = [0, 0, 0];
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      const blocks = componentsOf({ width, height, data }, left, top);
      for (const [i, block] of blocks.entries()) {
        const kind = i === 0 ? 0 : 1;
        previous[i] = writeBlock(writer, quantise(block, steps[kind]), previous[i] ?? 0, codes[kind]);
      }
    }
  }
  writer.flush();
  writer.bytes([0xff, 0xd9]);
  return writer.finish();
}

function headers(width: number, height: number, steps: readonly [readonly number[], readonly number[]]): number[] {
  const segment = (marker: number, body: readonly number[]) => [
    0xff,
    marker,
    (body.length + 2) >> 8,
    (body.length + 2) & 0xff,
    ...body,
  ];
  const inZigzag = (table: readonly number[]) => zigzag.map((at) => table[at] ?? 1);
  const component = (id: number, table: number) => [id, 0x11, table];
  return [
    ...[0xff, 0xd8],
    ...segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    ...steps.flatMap((table, i) => segment(0xdb, [i, ...inZigzag(table)])),
    ...segment(0xc0, [
      ...[8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3],
      ...component(1, 0),
      ...component(2, 1),
      ...component(3, 1),
    ]),
    ...huffmanTables.flatMap(({ id, counts, values }) => segment(0xc4, [id, ...counts, ...values])),
    ...segment(0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]),
  ];
}

/** Y, Cb and Cr of one block, shifted to signed; past the edge the last pixel goes on. */
function componentsOf({ width, height, data }: Pixels, left: number, top: number): readonly Float64Array[] {
  const [y, cb, cr] = [new Float64Array(64), new Float64Array(64), new Float64Array(64)];
  for (let i = 0; i < 64; i++) {
    const row = Math.min(height - 1, top + (i >> 3));
    const column = Math.min(width - 1, left + (i & 7));
    const at = (row * width + column) * 4;
    const [r = 0, g = 0, b = 0] = data.subarray(at, at + 3);
    y[i] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
    cb[i] = -0.168736 * r - 0.331264 * g + 0.5 * b;
    cr[i] = 0.5 * r - 0.418688 * g - 0.081312 * b;
  }
  return [y, cb, cr];
}

const cosines = Array.from({ length: 64 }, (_, i) => {
  const [frequency, position] = [i >> 3, i & 7];
  const norm = frequency === 0 ? Math.SQRT1_2 : 1;
  return (norm / 2) * Math.cos(((2 * position + 1) * frequency * Math.PI) / 16);
});

/** Forward DCT (A.3.3), rows then columns, and division by the steps; in zigzag order. */
function quantise(block: Float64Array, steps: readonly number[]): number[] {
  const rows = new Float64Array(64);
  for (let y = 0; y < 8; y++) {
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let x = 0; x < 8; x++) sum += (block[y * 8 + x] ?? 0) * (cosines[u * 8 + x] ?? 0);
      rows[y * 8 + u] = sum;
    }
  }
  return zigzag.map((at) => {
    const [v, u] = [at >> 3, at & 7];
    let sum = 0;
    for (let y = 0; y < 8; y++) sum += (rows[y * 8 + u] ?? 0) * (cosines[v * 8 + y] ?? 0);
    return Math.round(sum / (steps[at] ?? 1));
  });
}

type Codes = ReturnType<typeof huffmanCodes>[0];

/** F.1.2: difference of the first coefficient, then runs of zeros; gives back the first coefficient. */
function writeBlock(writer: BitWriter, coefficients: readonly number[], previous: number, codes: Codes): number {
  const [dc = 0] = coefficients;
  const difference = dc - previous;
  writer.code(codes.dc, sizeOf(difference));
  writer.bits(magnitude(difference), sizeOf(difference));
  let run = 0;
  for (const value of coefficients.slice(1)) {
    if (value === 0) {
      run += 1;
      continue;
    }
    for (; run > 15; run -= 16) writer.code(codes.ac, 0xf0);
    writer.code(codes.ac, (run << 4) | sizeOf(value));
    writer.bits(magnitude(value), sizeOf(value));
    run = 0;
  }
  if (run > 0) writer.code(codes.ac, 0x00);
  return dc;
}

function sizeOf(value: number): number {
  return value === 0 ? 0 : 32 - Math.clz32(Math.abs(value));
}

/** F.1.2.1: a negative number is written as its ones' complement. */
function magnitude(value: number): number {
  return value >= 0 ? value : value + (1 << sizeOf(value)) - 1;
}

function zigzagOrder(): readonly number[] {
  const cells = Array.from({ length: 64 }, (_, at) => at);
  const diagonal = (at: number) => (at >> 3) + (at & 7);
  const along = (at: number) => (diagonal(at) % 2 === 0 ? at & 7 : at >> 3);
  return cells.sort((a, b) => diagonal(a) - diagonal(b) || along(a) - along(b));
}
