/** Pixels of one face: a colour layer and, apart from it, how much black lies on each dot. */
import { renderAsync } from '@resvg/resvg-js';
import { CARD_HEIGHT_px, CARD_WIDTH_px, type CardFace } from '../../devices/contract/index.ts';
import { type Modules, type Region, renderOptions, svgDocument, type TextRun, textElement } from '../drawing/index.ts';

export const faceRegion: Region = { x: 0, y: 0, width: CARD_WIDTH_px, height: CARD_HEIGHT_px };

export type Canvas = {
  /** RGB, 3 bytes a pixel. */
  readonly color: Uint8Array<ArrayBuffer>;
  /** 0 none to 255 black, a byte a pixel. */
  readonly ink: Uint8Array<ArrayBuffer>;
};

/** RGBA, 4 bytes a pixel. */
export type Picture = { readonly width: number; readonly height: number; readonly rgba: Uint8Array };

export async function render(svg: string): Promise<Picture> {
  const image = await renderAsync(svg, renderOptions());
  return { width: image.width, height: image.height, rgba: image.pixels };
}

export function copyOf(canvas: Canvas): Canvas {
  return { color: canvas.color.slice(), ink: canvas.ink.slice() };
}

/** A canvas of a face that is opaque everywhere. */
export function canvasOf(picture: Picture): Canvas {
  const color = new Uint8Array(CARD_WIDTH_px * CARD_HEIGHT_px * 3);
  for (let from = 0, to = 0; to < color.length; from += 4, to += 3) {
    color[to] = picture.rgba[from] ?? 0;
    color[to + 1] = picture.rgba[from + 1] ?? 0;
    color[to + 2] = picture.rgba[from + 2] ?? 0;
  }
  return { color, ink: new Uint8Array(CARD_WIDTH_px * CARD_HEIGHT_px) };
}

/** Draws the runs that lie in `region` in black. */
export async function inkText(canvas: Canvas, runs: readonly TextRun[], region: Region): Promise<void> {
  if (runs.length === 0) return;
  const picture = await render(svgDocument(region, runs.map(textElement).join('')));
  for (let y = 0; y < picture.height; y += 1) {
    const row = (region.y + y) * CARD_WIDTH_px + region.x;
    for (let x = 0; x < picture.width; x += 1) {
      const alpha = picture.rgba[(y * picture.width + x) * 4 + 3] ?? 0;
      if (alpha !== 0) addInk(canvas, row + x, alpha);
    }
  }
}

export function addInk(canvas: Canvas, dot: number, amount: number): void {
  const before = canvas.ink[dot] ?? 0;
  canvas.ink[dot] = 255 - Math.round(((255 - before) * (255 - amount)) / 255);
}

/** Rows `top` to `bottom` (not included) of the colour layer as they are in `from`, between `left` and `right`. */
export function copyRows(
  canvas: Canvas,
  from: Canvas,
  { left, right, top, bottom }: { left: number; right: number; top: number; bottom: number },
): void {
  for (let y = top; y < bottom; y += 1) {
    const start = (y * CARD_WIDTH_px + left) * 3;
    canvas.color.set(from.color.subarray(start, start + (right - left) * 3), start);
  }
}

/** Modules of a barcode as whole dots: edges are where the reader expects them. */
export function inkModules(canvas: Canvas, modules: Modules, at: { x: number; y: number; module_px: number }): void {
  for (let row = 0; row < modules.rows; row += 1) {
    for (let column = 0; column < modules.columns; column += 1) {
      if (!modules.dark[row * modules.columns + column]) continue;
      for (let dy = 0; dy < at.module_px; dy += 1) {
        const start = (at.y + row * at.module_px + dy) * CARD_WIDTH_px + at.x + column * at.module_px;
        canvas.ink.fill(255, start, start + at.module_px);
      }
    }
  }
}

/** Coverage from which a dot gets resin: half. */
const RESIN_THRESHOLD = 128;

/**
 * Resin is there or not; the dots at the edge of a letter that are less than half covered are left to the dye of the
 * colour layer, which has tones. So letters have soft edges, while barcodes, whole dots only, stay pure resin.
 */
export function toCardFace({ color, ink }: Canvas): CardFace {
  const resin = new Uint8Array((CARD_WIDTH_px / 8) * CARD_HEIGHT_px);
  const dyed = color.slice();
  for (let dot = 0; dot < ink.length; dot += 1) {
    const amount = ink[dot] ?? 0;
    if (amount >= RESIN_THRESHOLD) resin[dot >> 3] = (resin[dot >> 3] ?? 0) | (0x80 >> (dot & 7));
    else if (amount > 0) darken(dyed, dot, amount);
  }
  return { color: dyed, resin, overlay: 'full' };
}

function darken(pixels: Uint8Array, dot: number, amount: number): void {
  for (let channel = dot * 3; channel < dot * 3 + 3; channel += 1) {
    pixels[channel] = Math.round(((pixels[channel] ?? 0) * (255 - amount)) / 255);
  }
}

/** Both layers as one picture for a screen, with soft edges. RGB. */
export function toScreenPixels(canvas: Canvas): Buffer {
  const pixels = Buffer.from(canvas.color);
  for (let dot = 0; dot < canvas.ink.length; dot += 1) {
    const ink = canvas.ink[dot] ?? 0;
    if (ink > 0) darken(pixels, dot, ink);
  }
  return pixels;
}
