/**
 * The geometry of Al-Sadu weaving as a grid of threads: bands of teeth, triangles, seeds and diamonds.
 * Pure; `cloth.ts` draws it.
 */

/** I indigo-black, B brick, S sand, T teal, W white. */
export type Thread = 'I' | 'B' | 'S' | 'T' | 'W';
export type ClothName = 'hero' | 'strip' | 'middle';

type Band = { readonly rows: number; readonly thread: (column: number, row: number) => Thread };

const modulo = (value: number, period: number) => ((value % period) + period) % period;

function solid(rows: number, thread: Thread): Band {
  return { rows, thread: () => thread };
}

function teeth(rows: number, on: Thread, off: Thread, period = 4, width = 2): Band {
  return { rows, thread: (column) => (modulo(column, period) < width ? on : off) };
}

function triangles(period: number, rows: number, inner: Thread, outer: Thread, pointsUp: boolean): Band {
  const centre = (period - 1) / 2;
  return {
    rows,
    thread: (column, row) => {
      const fromTip = pointsUp ? row : rows - 1 - row;
      const halfWidth = ((fromTip + 1) * (period / 2)) / rows - 0.01;
      return Math.abs(modulo(column, period) - centre) < halfWidth ? inner : outer;
    },
  };
}

function diamonds(period: number, rows: number, rings: string, ground: Thread, small: string): Band {
  const centreColumn = (period - 1) / 2;
  const centreRow = (rows - 1) / 2;
  const distance = (column: number, row: number) =>
    Math.floor(Math.abs(modulo(column, period) - centreColumn) * (rows / period) + Math.abs(row - centreRow) + 0.01);
  return {
    rows,
    thread: (column, row) =>
      (rings[distance(column, row)] as Thread | undefined) ??
      (small[distance(column + period / 2, row)] as Thread | undefined) ??
      ground,
  };
}

function upsideDown(band: Band): Band {
  return { rows: band.rows, thread: (column, row) => band.thread(column, band.rows - 1 - row) };
}

function mirrored(half: readonly Band[], middle: readonly Band[]): readonly Band[] {
  return [...half, ...middle, ...[...half].reverse().map(upsideDown)];
}

const cloths: Record<ClothName, readonly Band[]> = {
  hero: mirrored(
    [
      solid(1, 'I'),
      solid(2, 'B'),
      solid(1, 'I'),
      teeth(3, 'S', 'I'),
      solid(1, 'I'),
      solid(1, 'T'),
      triangles(12, 6, 'S', 'T', false),
      solid(1, 'T'),
      solid(1, 'S'),
      teeth(1, 'B', 'S'),
      solid(1, 'S'),
      solid(1, 'I'),
      triangles(8, 4, 'B', 'W', true),
      solid(1, 'I'),
    ],
    [solid(1, 'T'), diamonds(24, 21, 'SBBSIIISSTT', 'T', 'SS'), solid(1, 'T')],
  ),
  strip: [
    solid(1, 'T'),
    triangles(8, 4, 'S', 'T', false),
    solid(1, 'B'),
    triangles(8, 4, 'S', 'T', true),
    solid(1, 'T'),
  ],
  middle: mirrored(
    [
      solid(1, 'I'),
      solid(1, 'B'),
      solid(1, 'I'),
      teeth(2, 'S', 'I'),
      solid(1, 'I'),
      triangles(12, 6, 'S', 'T', false),
      solid(1, 'T'),
      solid(1, 'I'),
      triangles(8, 4, 'B', 'W', true),
      solid(1, 'I'),
    ],
    [solid(1, 'T'), diamonds(24, 15, 'SBSIIST', 'T', 'SS'), solid(1, 'T')],
  ),
};

/** Columns after which every cloth repeats. */
export const PERIOD = 24;

export function rowsOf(cloth: ClothName): number {
  return cloths[cloth].reduce((sum, band) => sum + band.rows, 0);
}

export type Run = { readonly column: number; readonly row: number; readonly length: number; readonly thread: Thread };

/** Equal neighbours in a row merged into runs. `shift` moves the pattern, to centre a piece on a diamond. */
export function runsOf(cloth: ClothName, columns: number, shift = 0): Run[] {
  const runs: Run[] = [];
  let top = 0;
  for (const band of cloths[cloth]) {
    for (let row = 0; row < band.rows; row += 1) {
      let start = 0;
      for (let column = 1; column <= columns; column += 1) {
        const thread = band.thread(start + shift, row);
        if (column < columns && band.thread(column + shift, row) === thread) continue;
        runs.push({ column: start, row: top + row, length: column - start, thread });
        start = column;
      }
    }
    top += band.rows;
  }
  return runs;
}
