/** Portrait, ghost image and signature. */
import { inspectImage } from '../../common/image-file.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { CARD_WIDTH_px } from '../../devices/contract/index.ts';
import { decimal, type Region, svgDocument } from '../drawing/index.ts';
import { GHOST_LEFT_px } from './front-layout.ts';

import { type ArtworkProblem, problem } from './problem.ts';
import { addInk, type Canvas, type Picture, render } from './raster.ts';

export const portraitRegion: Region = { x: 44, y: 152, width: 252, height: 324 };
export const portraitRadius_px = 12;
const ghostRegion: Region = { x: GHOST_LEFT_px, y: 450, width: 136, height: 175 };
const signatureRegion: Region = { x: 44, y: 490, width: 252, height: 84 };

/** An image element that fills `region`: `slice` covers it, `meet` stays within. */
function imageElement(base64: string, type: 'png' | 'jpeg', region: Region, fill: 'slice' | 'meet'): string {
  return (
    `<image x="${decimal(region.x)}" y="${decimal(region.y)}" width="${region.width}" height="${region.height}" ` +
    `preserveAspectRatio="xMidYMid ${fill}" href="data:image/${type};base64,${base64}"/>`
  );
}

/** Decoded and scaled to its place; several times that size first when the file has more, then averaged, so that fine lines do not break up. */
export async function decodePortrait(base64: string): Promise<Result<Picture, ArtworkProblem>> {
  const unreadable = (words: string): Result<never, ArtworkProblem> => err(problem('portraitUnreadable', words));
  const found = inspectImage(Buffer.from(base64, 'base64'));
  if (!found.ok) return unreadable(found.error);
  const { width, height, type } = found.value;
  const factor = Math.max(
    1,
    Math.min(4, Math.floor(Math.min(width / portraitRegion.width, height / portraitRegion.height))),
  );
  const large = { x: 0, y: 0, width: portraitRegion.width * factor, height: portraitRegion.height * factor };
  const paper = `<rect width="${large.width}" height="${large.height}" fill="#fff"/>`;
  const picture = averaged(
    await render(svgDocument(large, paper + imageElement(base64, type, large, 'slice'))),
    factor,
  );
  if (contrast(picture) < LOWEST_CONTRAST) return unreadable('decodes to nothing, or to one even surface');
  return ok(picture);
}

/** Standard deviation of the luminance of a picture with anything on it is far above; a decoder that gave up leaves white paper. */
const LOWEST_CONTRAST = 3;

function contrast(picture: Picture): number {
  let sum = 0;
  let squares = 0;
  const count = picture.width * picture.height;
  for (let dot = 0; dot < count; dot += 1) {
    const value = luminance(picture, dot);
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

function luminance({ rgba }: Picture, dot: number): number {
  const at = dot * 4;
  return 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0);
}

function averaged(picture: Picture, factor: number): Picture {
  if (factor === 1) return picture;
  const width = picture.width / factor;
  const height = picture.height / factor;
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0;
        for (let dy = 0; dy < factor; dy += 1) {
          const row = ((y * factor + dy) * picture.width + x * factor) * 4 + channel;
          for (let dx = 0; dx < factor; dx += 1) sum += picture.rgba[row + dx * 4] ?? 0;
        }
        rgba[(y * width + x) * 4 + channel] = Math.round(sum / (factor * factor));
      }
    }
  }
  return { width, height, rgba };
}

/** Lays the portrait into its frame, corners round. */
export function layPortrait(canvas: Canvas, portrait: Picture): void {
  for (let y = 0; y < portrait.height; y += 1) {
    for (let x = 0; x < portrait.width; x += 1) {
      const share = cornerCoverage(x, y, portrait.width, portrait.height);
      if (share === 0) continue;
      const from = (y * portrait.width + x) * 4;
      const to = ((portraitRegion.y + y) * CARD_WIDTH_px + portraitRegion.x + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        const below = canvas.color[to + channel] ?? 0;
        canvas.color[to + channel] = Math.round(below + ((portrait.rgba[from + channel] ?? 0) - below) * share);
      }
    }
  }
}

/** How much of the pixel lies within the rounded rectangle, 0 to 1. */
function cornerCoverage(x: number, y: number, width: number, height: number): number {
  const radius = portraitRadius_px;
  const dx = Math.max(radius - (x + 0.5), x + 0.5 - (width - radius), 0);
  const dy = Math.max(radius - (y + 0.5), y + 0.5 - (height - radius), 0);
  if (dx === 0 || dy === 0) return 1;
  return Math.min(1, Math.max(0, radius + 0.5 - Math.hypot(dx, dy)));
}

/** How strongly the ghost image stands out, and its tone: red is taken away more than green and blue, which leaves teal. */
const ghostStrength = [0.5, 0.4, 0.41] as const;

/**
 * The portrait once more, small and pale, as part of the background: what is darker than the wall behind the head
 * darkens the paper, what is lighter lightens it, and the wall itself vanishes.
 */
export function layGhost(canvas: Canvas, portrait: Picture): void {
  const wall = wallLuminance(portrait);
  for (let y = 0; y < ghostRegion.height; y += 1) {
    for (let x = 0; x < ghostRegion.width; x += 1) {
      const share = ghostCoverage(x, y);
      if (share === 0) continue;
      const relief = beyondWall(sample(portrait, x, y) - wall) * share;
      const to = ((ghostRegion.y + y) * CARD_WIDTH_px + ghostRegion.x + x) * 3;
      ghostStrength.forEach((strength, channel) => {
        const value = (canvas.color[to + channel] ?? 0) + relief * strength;
        canvas.color[to + channel] = Math.min(255, Math.max(0, Math.round(value)));
      });
    }
  }
}

/** A wall is not quite even; what differs less from it belongs to it. */
const WALL_TOLERANCE = 9;
const beyondWall = (difference: number): number =>
  Math.sign(difference) * Math.max(0, Math.abs(difference) - WALL_TOLERANCE);

/** Mean luminance of the portrait under one pixel of the ghost. */
function sample(portrait: Picture, x: number, y: number): number {
  const left = Math.floor((x * portrait.width) / ghostRegion.width);
  const right = Math.max(left + 1, Math.floor(((x + 1) * portrait.width) / ghostRegion.width));
  const top = Math.floor((y * portrait.height) / ghostRegion.height);
  const bottom = Math.max(top + 1, Math.floor(((y + 1) * portrait.height) / ghostRegion.height));
  let sum = 0;
  for (let row = top; row < bottom; row += 1) {
    for (let column = left; column < right; column += 1) sum += luminance(portrait, row * portrait.width + column);
  }
  return sum / ((right - left) * (bottom - top));
}

function wallLuminance(portrait: Picture): number {
  const side = 24;
  let sum = 0;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      sum += luminance(portrait, y * portrait.width + x);
      sum += luminance(portrait, y * portrait.width + portrait.width - 1 - x);
    }
  }
  return sum / (side * side * 2);
}

/** Whole in the middle, fading out towards an ellipse. */
function ghostCoverage(x: number, y: number): number {
  const across = (x + 0.5) / ghostRegion.width - 0.5;
  const down = (y + 0.5) / ghostRegion.height - 0.5;
  const distance = Math.hypot(across, down) * 2;
  return Math.min(1, Math.max(0, (1 - distance) / 0.22));
}

/** Draws the signature in black: what is dark and opaque in the file. */
export async function inkSignature(canvas: Canvas, base64: string): Promise<Result<void, ArtworkProblem>> {
  const unreadable = (words: string): Result<never, ArtworkProblem> => err(problem('signatureUnreadable', words));
  const found = inspectImage(Buffer.from(base64, 'base64'));
  if (!found.ok) return unreadable(found.error);
  const region = signatureRegion;
  const picture = await render(svgDocument(region, imageElement(base64, found.value.type, region, 'meet')));
  let inked = false;
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const dot = y * picture.width + x;
      const alpha = picture.rgba[dot * 4 + 3] ?? 0;
      const amount = Math.round((alpha * (255 - luminance(picture, dot))) / 255);
      if (amount < 16) continue;
      inked = true;
      addInk(canvas, (region.y + y) * CARD_WIDTH_px + region.x + x, amount);
    }
  }
  return inked ? ok() : unreadable('decodes to nothing dark');
}
