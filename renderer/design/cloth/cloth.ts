import { type ClothName, PERIOD, rowsOf, runsOf, type Thread } from './sadu.ts';

type Palette = Record<Thread, string>;

const DYED: Palette = { I: '#10211f', B: '#a9402f', S: '#ebddc2', T: '#0e4f49', W: '#f8f2e6' };
const HIGH_CONTRAST: Palette = { I: '#000', B: '#fff', S: '#000', T: '#ffe500', W: '#fff' };

export type ClothImage = { readonly url: string; readonly width: number; readonly height: number };

export type ClothOptions = {
  readonly cloth: ClothName;
  /** Size of one thread in device pixels, whole. */
  readonly cell: number;
  readonly columns?: number;
  readonly shift?: number;
  readonly highContrast: boolean;
};

/** How much of the thread texture shows. */
const TEXTURE = 0.16;
/** Pieces in use at a time are few; older ones are drawn again when they are needed. */
const CACHE_SIZE = 24;
const cache = new Map<string, ClothImage>();

/**
 * A piece of cloth as a bitmap, drawn once: one period by default, to be repeated. Vector cloth would be 64 kB of
 * paths that software rendering fills again and again.
 */
export function clothImage({ cloth, cell, columns = PERIOD, shift = 0, highContrast }: ClothOptions): ClothImage {
  const key = [cloth, cell, columns, shift, highContrast].join();
  const known = cache.get(key);
  if (known) return known;
  const image = draw(columns * cell, rowsOf(cloth) * cell, (context) => {
    const palette = highContrast ? HIGH_CONTRAST : DYED;
    for (const run of runsOf(cloth, columns, shift)) {
      context.fillStyle = palette[run.thread];
      context.fillRect(run.column * cell, run.row * cell, run.length * cell, cell);
    }
    if (!highContrast) drawTexture(context, columns, rowsOf(cloth), cell);
  });
  return remember(key, image);
}

/** Slanted threads: dark and light strokes across each cell. */
function drawTexture(context: CanvasRenderingContext2D, columns: number, rows: number, cell: number): void {
  const strokes = [
    { colour: '#000', alpha: 0.55, width: 0.22, from: 1, to: 0.35 },
    { colour: '#fff', alpha: 0.6, width: 0.2, from: 0.55, to: -0.1 },
  ];
  for (const stroke of strokes) {
    context.globalAlpha = TEXTURE * stroke.alpha;
    context.strokeStyle = stroke.colour;
    context.lineWidth = stroke.width * cell;
    context.beginPath();
    for (let row = 0; row <= rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        context.moveTo(column * cell, (row + stroke.from) * cell);
        context.lineTo((column + 1) * cell, (row + stroke.to) * cell);
      }
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

export type WarpOptions = {
  readonly cell: number;
  readonly rows: number;
  readonly columns: number;
  /** Every seventh thread may have the second colour. */
  readonly colours: readonly [string, string];
  readonly ground: string;
  readonly thread: number;
};

/**
 * Bare warp on its ground, with a stepped leading edge: it lies over finished cloth and moves away, so that the cloth
 * seems to be woven by moving one layer.
 */
export function warpImage(options: WarpOptions, ragged: boolean): ClothImage {
  const { cell, rows, columns, colours, ground, thread } = options;
  const key = ['warp', ragged, cell, rows, columns, colours, ground, thread].join();
  const known = cache.get(key);
  if (known) return known;
  const image = draw(columns * cell, rows * cell, (context) => {
    for (let row = 0; row < rows; row += 1) {
      const start = ragged ? raggedStart(row, rows, columns) * cell : 0;
      context.fillStyle = ground;
      context.fillRect(start, row * cell, columns * cell - start, cell);
      context.fillStyle = row % 7 === 3 ? colours[1] : colours[0];
      context.fillRect(start, row * cell + (cell - thread) / 2, columns * cell - start, thread);
    }
  });
  return remember(key, image);
}

/** The last rows of weft are not beaten in yet: whole cells, in a wave of two lengths. */
function raggedStart(row: number, rows: number, columns: number): number {
  const wave = Math.sin((row * Math.PI * 3) / rows) * 0.55 + Math.sin(row * 1.7) * 0.25;
  return Math.round(((wave + 0.8) / 1.6) * (columns - 1));
}

function remember(key: string, image: ClothImage): ClothImage {
  if (cache.size >= CACHE_SIZE) cache.delete(cache.keys().next().value ?? key);
  cache.set(key, image);
  return image;
}

function draw(width: number, height: number, paint: (context: CanvasRenderingContext2D) => void): ClothImage {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  paint(context);
  return { url: canvas.toDataURL(), width, height };
}
