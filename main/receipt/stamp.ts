/**
 * Texts and figures as small pictures of one bit, to be put on the paper where the layout wants them. Drawing each by itself
 * costs a fraction of drawing the whole paper, and those that every receipt has are drawn once.
 */
import { Resvg } from '@resvg/resvg-js';
import {
  type Face,
  type MeasureText,
  renderOptions,
  seal,
  svgDocument,
  type TextRun,
  textElement,
} from '../drawing/index.ts';
import { type Bitmap, BLACK_BELOW, thresholded } from './bitmap.ts';

export type Stamp = {
  readonly bitmap: Bitmap;
  readonly ink: 'black' | 'white';
  readonly left: number;
  readonly top: number;
};

/** Letters may reach a little beyond their advance width. */
const OVERHANG_dots = 8;

/** A run of text in its place; `x` and `baseline` count in whole dots, so that a text looks the same wherever it stands. */
export function textStamp(run: TextRun, ink: Stamp['ink'], measure: MeasureText, isFixed: boolean): Stamp {
  const half = Math.ceil(measure(run.text, run) / 2) + OVERHANG_dots;
  const above = Math.ceil(run.size_px * 1.25);
  const height = above + Math.ceil(run.size_px * 0.65);
  const anchor = run.anchor ?? 'start';
  const x = { start: OVERHANG_dots, middle: half, end: 2 * half - OVERHANG_dots }[anchor];
  const element = textElement({ ...run, x, baseline: above, fill: '#000' });
  // On black, a dot stays white from the same luminance on from which a dot on white does.
  const inkFrom = ink === 'black' ? 256 - BLACK_BELOW : BLACK_BELOW;
  const bitmap = drawn(element, { width: 2 * half, height }, inkFrom, [run], isFixed);
  return { bitmap, ink, left: Math.round(run.x) - x, top: Math.round(run.baseline) - above };
}

export function sealStamp(left: number, top: number, size: number): Stamp {
  const element = seal({ x: 0, y: 0, size }, { line: '#000', ground: '#fff', slot: '#000' });
  // The seal has white in it, so it is drawn on white and not on nothing.
  const ground = `<rect width="${size}" height="${size}" fill="#fff"/>`;
  return {
    bitmap: drawn(ground + element, { width: size, height: size }, 'luminance', [], true),
    ink: 'black',
    left,
    top,
  };
}

const FRAME_dots = 4;
const FRAME_RADIUS_dots = 14;

/** Outline with round corners, drawn inside `width` and `height`. */
export function frameStamp(left: number, top: number, width: number, height: number): Stamp {
  const inset = FRAME_dots / 2;
  const element =
    `<rect x="${inset}" y="${inset}" width="${width - FRAME_dots}" height="${height - FRAME_dots}" rx="${FRAME_RADIUS_dots}" ` +
    `fill="none" stroke="#000" stroke-width="${FRAME_dots}"/>`;
  return { bitmap: drawn(element, { width, height }, 256 - BLACK_BELOW, [], true), ink: 'black', left, top };
}

/** Fixed pieces by their drawing: a machine has one paper width and a handful of words, so there are few. */
const kept = new Map<string, Bitmap>();

function drawn(
  element: string,
  size: { width: number; height: number },
  inkFrom: number | 'luminance',
  faces: readonly Face[],
  isFixed: boolean,
): Bitmap {
  const svg = svgDocument({ x: 0, y: 0, ...size }, element);
  const key = `${inkFrom} ${svg}`;
  const known = isFixed ? kept.get(key) : undefined;
  if (known) return known;
  const { pixels } = new Resvg(svg, renderOptions(faces)).render();
  const bitmap = thresholded(size.width, size.height, pixels, inkFrom);
  if (isFixed) kept.set(key, bitmap);
  return bitmap;
}
