/** The woven edge above and below: Al-Sadu in black and white, cell by cell, so that every dot is sharp. */
import { type Bitmap, emptyBitmap, fillRectangle } from './bitmap.ts';

const CELL_dots = 4;
/** The pattern repeats after this many cells. */
const PERIOD = 12;

/** `true` where a cell is black; `column` within one period. */
type Row = (column: number) => boolean;

const full: Row = () => true;
const triangle =
  (height: number, fromTip: number): Row =>
  (column) =>
    Math.abs(column - 5.5) >= ((fromTip + 1) * (PERIOD / 2)) / height - 0.01;
/** Rings of a diamond from its heart outwards; what lies beyond them is ground. */
const rings = [false, true, false, false];
const diamond =
  (height: number, row: number): Row =>
  (column) =>
    rings[Math.floor((Math.abs(column - 5.5) * height) / PERIOD + Math.abs(row - (height - 1) / 2) + 0.01)] ?? true;

const rows: readonly Row[] = [
  full,
  full,
  ...Array.from({ length: 6 }, (_, row) => triangle(6, 5 - row)),
  full,
  ...Array.from({ length: 7 }, (_, row) => diamond(7, row)),
  full,
  ...Array.from({ length: 6 }, (_, row) => triangle(6, row)),
  full,
  full,
];

/** 100 dots high; the pattern is the same seen from left and right, whatever the width. */
export function clothEdge(width_dots: number): Bitmap {
  const edge = emptyBitmap(width_dots, rows.length * CELL_dots);
  const columns = Math.ceil(width_dots / CELL_dots);
  const shift = (((5.5 - (columns - 1) / 2) % PERIOD) + PERIOD) % PERIOD;
  for (const [row, isBlack] of rows.entries()) {
    for (let column = 0; column < columns; column += 1) {
      if (!isBlack(Math.floor(column + shift) % PERIOD)) continue;
      const x = column * CELL_dots;
      fillRectangle(edge, x, row * CELL_dots, Math.min(CELL_dots, width_dots - x), CELL_dots);
    }
  }
  return edge;
}
