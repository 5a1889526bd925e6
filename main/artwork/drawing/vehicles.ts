/** Side views of the vehicles of each category, on a field of 64 x 30. */
import type { LicenceData } from '../../../common/document.ts';
import { decimal } from '../../drawing/index.ts';

type Category = LicenceData['categories'][number]['category'];

const paper = '#F5F1E4';
const wheel = (x: number, y: number, radius: number, width = 3): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${paper}" stroke-width="${width}"/>`;
const body = (path: string): string => `<path d="${path}" stroke="none" class="body"/>`;
const pane = (path: string): string => `<path d="${path}" fill="${paper}" stroke="none"/>`;

const motorcycle =
  '<circle cx="14" cy="22" r="6.5" fill="none" stroke-width="3"/><circle cx="50" cy="22" r="6.5" fill="none" stroke-width="3"/>' +
  '<path d="M14 22l9-9h13l8 9M36 13l6-7h6M42 6l8 16M20 12h10" fill="none" stroke-width="3"/>';
const carBody = 'M4 22v-6l8-2 8-8h18l10 8 10 2v6z';
const car = body(carBody) + pane('M22 13l5-5h4v5zM34 8h4l6 5H34z') + wheel(16, 22, 5.5) + wheel(47, 22, 5.5);
const lorry = body('M2 3h38v19H2zM42 8h10l8 8v6H42z') + pane('M46 11h5l4 5h-9z') + wheel(13, 23, 5) + wheel(50, 23, 5);
const bus =
  body('M2 5a3 3 0 013-3h52a3 3 0 013 3v17H2z') +
  pane('M7 7h9v6H7zM20 7h9v6h-9zM33 7h9v6h-9zM46 7h10v6H46z') +
  wheel(15, 23, 5) +
  wheel(48, 23, 5);
const carWithTrailer =
  `<g transform="translate(0 4) scale(0.62 0.8)">${body(carBody)}${wheel(16, 22, 5)}${wheel(47, 22, 5)}</g>` +
  '<path d="M36 20h5M41 9h21v12H41z" stroke-width="2.5" class="body"/>' +
  wheel(52, 23, 4);
const lorryWithTrailer =
  body('M0 7h20v14H0zM21 11h6l4 5v5H21zM36 7h26v14H36z') +
  '<path d="M31 20h6" stroke-width="2.5"/>' +
  [7, 26, 48, 57].map((x) => wheel(x, 23, 3.8, 2.5)).join('');

/** The same view stands for two categories; the lighter one is drawn smaller. */
const views: Record<Category, { readonly view: string; readonly scale: number }> = {
  A1: { view: motorcycle, scale: 0.8 },
  A: { view: motorcycle, scale: 1 },
  B: { view: car, scale: 1 },
  C1: { view: lorry, scale: 0.8 },
  C: { view: lorry, scale: 1 },
  D: { view: bus, scale: 1 },
  BE: { view: carWithTrailer, scale: 1 },
  CE: { view: lorryWithTrailer, scale: 1 },
};

/** The view centred at `x`, `y`; 58 px wide at full size. */
export function vehicle(category: Category, x: number, y: number, colour: string): string {
  const { view, scale } = views[category];
  const factor = (58 / 64) * scale;
  return (
    `<g transform="translate(${decimal(x - 32 * factor)} ${decimal(y - 15 * factor)}) scale(${decimal(factor)})" stroke="${colour}" fill="none" ` +
    `stroke-linejoin="round" stroke-linecap="round">${view.replaceAll('class="body"', `fill="${colour}"`)}</g>`
  );
}
