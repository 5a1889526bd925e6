/** The strip of Al-Sadu weaving under the header: a grid of cells, equal neighbours joined to one path a colour. */
import { cloth } from '../palette.ts';

type Thread = keyof typeof cloth;

const CELL_px = 4;
const rows = 6;
const SADU_HEIGHT_px = rows * CELL_px;

/** Thread of a cell: a brick edge, stepped triangles that hang down every eight cells, a teal ground. */
function threadAt(column: number, row: number): Thread {
  if (row === 0) return 'B';
  if (row === rows - 1) return 'T';
  const height = rows - 2;
  const fromTip = height - 1 - (row - 1);
  const half = ((fromTip + 1) * 4) / height - 0.01;
  return Math.abs((column % 8) - 3.5) < half ? 'S' : 'T';
}

export const saduDefs =
  '<pattern id="thread" width="4" height="8" patternUnits="userSpaceOnUse">' +
  '<path d="M0 4L4 1.4M0 8L4 5.4" stroke="#000" stroke-width="0.88" opacity="0.55"/>' +
  '<path d="M0 2.2L4 -0.4M0 6.2L4 3.6" stroke="#fff" stroke-width="0.8" opacity="0.6"/></pattern>';

export function saduStrip(y: number, width: number): string {
  const columns = Math.ceil(width / CELL_px);
  const paths: Record<Thread, string> = { B: '', S: '', T: '' };
  for (let row = 0; row < rows; row += 1) {
    let start = 0;
    for (let column = 1; column <= columns; column += 1) {
      const thread = threadAt(start, row);
      if (column < columns && threadAt(column, row) === thread) continue;
      const run = (column - start) * CELL_px;
      paths[thread] += `M${start * CELL_px} ${y + row * CELL_px}h${run}v${CELL_px}h${-run}z`;
      start = column;
    }
  }
  const body = (Object.keys(paths) as Thread[])
    .map((thread) => `<path fill="${cloth[thread]}" d="${paths[thread]}" shape-rendering="crispEdges"/>`)
    .join('');
  return `${body}<rect y="${y}" width="${width}" height="${SADU_HEIGHT_px}" fill="url(#thread)" opacity="0.12"/>`;
}
