/** Pen lines that look like somebody's signature, black on transparent; nobody signs like this. */
import { Resvg } from '@resvg/resvg-js';

export const SIGNATURE_WIDTH_px = 504;
export const SIGNATURE_HEIGHT_px = 168;

/** Small seeded generator (mulberry32): the same seed gives the same hand on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

type Point = { readonly x: number; readonly y: number };

type Between = (low: number, high: number) => number;

/** A first capital, a run of loops that grows quieter, a flourish. */
function strokePoints(next: () => number): Point[] {
  const between: Between = (low, high) => low + next() * (high - low);
  const baseline = between(94, 106);
  const capital = capitals[Math.floor(next() * capitals.length)] ?? tallCapital;
  const points = capital(between, baseline);
  let x = Math.max(...points.map((point) => point.x)) + between(14, 24);
  const letters = 3 + Math.floor(next() * 5);
  for (let letter = 0; letter < letters; letter += 1) {
    const quieter = 1 - letter / (letters + 2);
    const height = between(26, 54) * quieter;
    const width = between(24, 38);
    points.push({ x: x + width * 0.45, y: baseline - height });
    points.push({ x: x + width * (next() < 0.4 ? 0.1 : 0.75), y: baseline - height * between(0.1, 0.5) });
    points.push({ x: x + width * 0.7, y: baseline + between(-4, 14) * quieter });
    x += width;
  }
  const flourish = flourishes[Math.floor(next() * flourishes.length)] ?? underline;
  return [...points, ...flourish(between, x, baseline)];
}

const tallCapital = (between: Between, baseline: number): Point[] => [
  { x: between(24, 44), y: baseline + between(8, 22) },
  { x: between(62, 84), y: between(18, 34) },
  { x: between(76, 96), y: baseline + between(10, 30) },
];
const roundCapital = (between: Between, baseline: number): Point[] => [
  { x: between(92, 112), y: between(30, 44) },
  { x: between(60, 74), y: between(22, 30) },
  { x: between(22, 36), y: baseline - between(20, 34) },
  { x: between(50, 66), y: baseline + between(10, 18) },
  { x: between(100, 118), y: baseline - between(8, 22) },
];
const hookCapital = (between: Between, baseline: number): Point[] => [
  { x: between(30, 48), y: between(30, 46) },
  { x: between(84, 112), y: between(20, 28) },
  { x: between(58, 72), y: baseline + between(24, 38) },
  { x: between(24, 34), y: baseline + between(14, 24) },
  { x: between(92, 108), y: baseline - between(0, 16) },
];
const capitals = [tallCapital, roundCapital, hookCapital];

const underline = (between: Between, x: number, baseline: number): Point[] => [
  { x: x + 24, y: baseline - between(18, 40) },
  { x: x + 8, y: baseline + between(18, 34) },
  { x: Math.max(60, x - between(120, 200)), y: baseline + between(24, 40) },
  { x: Math.min(486, x + between(90, 170)), y: baseline + between(-6, 22) },
];
const sweep = (between: Between, x: number, baseline: number): Point[] => [
  { x: x + between(16, 30), y: baseline - between(4, 16) },
  { x: Math.min(488, x + between(110, 190)), y: baseline - between(2, 26) },
];
const loop = (between: Between, x: number, baseline: number): Point[] => [
  { x: x + 30, y: baseline - between(44, 62) },
  { x: x + 6, y: baseline - between(30, 44) },
  { x: x + between(26, 40), y: baseline + between(20, 34) },
  { x: Math.max(80, x - between(60, 120)), y: baseline + between(30, 42) },
  { x: Math.min(486, x + between(60, 120)), y: baseline + between(14, 26) },
];
const flourishes = [underline, sweep, loop];

/** Smooth curve through the points (Catmull-Rom as cubic Beziers). */
function smooth(points: readonly Point[]): string {
  const at = (index: number): Point => points[Math.min(Math.max(index, 0), points.length - 1)] ?? { x: 0, y: 0 };
  let path = `M${at(0).x.toFixed(1)} ${at(0).y.toFixed(1)}`;
  for (let index = 0; index < points.length - 1; index += 1) {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)];
    const tension = 5;
    path +=
      `C${(from.x + (to.x - before.x) / tension).toFixed(1)} ${(from.y + (to.y - before.y) / tension).toFixed(1)} ` +
      `${(to.x - (after.x - from.x) / tension).toFixed(1)} ${(to.y - (after.y - from.y) / tension).toFixed(1)} ` +
      `${to.x.toFixed(1)} ${to.y.toFixed(1)}`;
  }
  return path;
}

function signatureSvg(seed: number): string {
  const next = generator(seed);
  const path = smooth(strokePoints(next));
  const dots =
    next() < 0.6 ? `<path d="M${(150 + next() * 90).toFixed(1)} 34l8 6m10-8l8 6" stroke-width="6.500"/>` : '';
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIGNATURE_WIDTH_px}" height="${SIGNATURE_HEIGHT_px}" viewBox="0 0 504 168">` +
    `<g fill="none" stroke="#000" stroke-width="5.400" stroke-linecap="round" stroke-linejoin="round"><path d="${path}"/>${dots}</g></svg>`
  );
}

/** Signature as a PNG file, 504 x 168, black on transparent. */
export function signaturePng(seed: number): Buffer {
  return new Resvg(signatureSvg(seed), { font: { loadSystemFonts: false } }).render().asPng();
}
