/** The back: table of categories, barcodes, what the numbers mean, where to hand it in. */
import { type LicenceData, vehicleCategories } from '../../common/document.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { CARD_HEIGHT_px, CARD_WIDTH_px } from '../../devices/contract/index.ts';
import type { MeasureText } from '../drawing/index.ts';
import {
  type FitRule,
  fitText,
  type Region,
  seal,
  type TextRun,
  type TextStyle,
  textElement,
} from '../drawing/index.ts';
import { cardDate } from './content.ts';
import { guilloche, paper, paperDefs } from './drawing/guilloche.ts';
import { saduDefs, saduStrip } from './drawing/sadu.ts';
import { vehicle } from './drawing/vehicles.ts';
import { specimenLine } from './front-background.ts';
import { brick, teal } from './palette.ts';
import { type ArtworkProblem, problem } from './problem.ts';
import type { LicenceTemplate } from './template.ts';

/** Edges of the table's columns: category, vehicle, first issued, valid until, restrictions. */
const columns = [44, 120, 222, 362, 502, 664] as const;
const HEAD_px = { top: 48, bottom: 84 } as const;
const ROW_HEIGHT_px = 43;
const LEGEND_LEFT_px = 708;
const LEGEND_RIGHT_px = 972;

export const qrPanel: Region = { x: 708, y: 48, width: 264, height: 232 };
export const pdf417Panel: Region = { x: 44, y: 450, width: 620, height: 150 };
/** Where runs of the holder lie: the table, then the line under the barcode, then the legend. */
export const backTextRegions: readonly Region[] = [
  { x: 44, y: 84, width: 620, height: 346 },
  { x: 40, y: 604, width: 630, height: 26 },
  { x: 700, y: 286, width: 280, height: 284 },
];

export const rowOf = (category: LicenceData['categories'][number]['category']) => {
  const top = HEAD_px.bottom + vehicleCategories.indexOf(category) * ROW_HEIGHT_px;
  return { left: columns[0] + 1, right: columns[5], top: top + 1, bottom: top + ROW_HEIGHT_px - 1 };
};

const cell: TextStyle = { script: 'latin', size_px: 20, weight: 600 };
const cellRule: FitRule = {
  style: cell,
  tightest_em: -0.02,
  smallest_px: 15,
  twoLines: { largest_px: 15, smallest_px: 13 },
  mayAbbreviate: false,
};
const small: TextStyle = { script: 'latin', size_px: 14.5, weight: 400 };
const smallArabic: TextStyle = { script: 'arabic', size_px: 15, weight: 400 };
const inventory: TextStyle = { script: 'latin', size_px: 14, weight: 500, tracking_em: 0.04 };

const middleOf = (column: 0 | 1 | 2 | 3 | 4): number => (columns[column] + columns[(column + 1) as 1]) / 2;

/** The holder's texts of the back. */
export function backRuns(data: LicenceData, measure: MeasureText): Result<readonly TextRun[], ArtworkProblem> {
  const runs: TextRun[] = [];
  for (const { category, firstIssued, validUntil, restrictions } of data.categories) {
    const { top } = rowOf(category);
    const centre = (column: 0 | 1 | 2 | 3 | 4, text: string, style: TextStyle, baseline: number): TextRun => ({
      ...style,
      text,
      x: middleOf(column),
      baseline: top + baseline,
      anchor: 'middle',
    });
    runs.push(centre(0, category, { ...cell, size_px: 23, weight: 700 }, 29));
    runs.push(centre(2, cardDate(firstIssued), cell, 28), centre(3, cardDate(validUntil), cell, 28));
    if (restrictions.length === 0) continue;
    const fitted = fitText(restrictions.join(', '), columns[5] - columns[4] - 14, cellRule, measure);
    if (!fitted) return err(problem('textDoesNotFit', `restrictions of category ${category} are too long`));
    const baselines = fitted.lines.length === 1 ? [28] : [18, 35];
    for (const [index, line] of fitted.lines.entries())
      runs.push(centre(4, line, fitted.style, baselines[index] ?? 28));
  }
  runs.push({ ...inventory, text: `${data.inventoryText} · ISO/IEC 18013-1`, x: columns[0], baseline: 624 });
  return ok([...runs, ...restrictionLegend(data)]);
}

/** Codes of restrictions in words; a code that is not here is printed all the same, without words. */
const restrictionWords: Readonly<Record<string, readonly [en: string, ar: string]>> = {
  '01': ['Sight correction', 'تصحيح النظر'],
  '02': ['Hearing aid', 'سماعة أذن'],
  '03': ['Prosthesis', 'طرف صناعي'],
  '10': ['Adapted gears', 'ناقل معدّل'],
  '78': ['Automatic only', 'ناقل آلي فقط'],
};

/** Explains at most two codes, the first ones that have words; they are also what most licences have. */
function restrictionLegend(data: LicenceData): TextRun[] {
  const codes = new Set(data.categories.flatMap(({ restrictions }) => restrictions));
  const known = Array.from(codes).filter((code) => restrictionWords[code] !== undefined);
  return known
    .slice(0, 2)
    .flatMap((code, index) => legendLine(code, ...(restrictionWords[code] ?? ['', '']), 418 + index * 23));
}

function legendLine(code: string, en: string, ar: string, baseline: number): TextRun[] {
  return [
    { ...small, weight: 700, text: code, x: LEGEND_LEFT_px, baseline },
    { ...small, text: en, x: LEGEND_LEFT_px + 27, baseline },
    { ...smallArabic, text: ar, x: LEGEND_RIGHT_px, baseline: baseline - 1, anchor: 'end' },
  ];
}

const fieldLegend = [
  ['9', 'Category of vehicle', 'فئة المركبة'],
  ['10', 'First issued', 'أول إصدار'],
  ['11', 'Valid until', 'سارية حتى'],
  ['12', 'Restrictions', 'القيود'],
] as const;
const legendBaseline = (index: number): number => 310 + index * 23;

/** Their numbers are teal, as on the front. */
function fieldLegendNumbers(): string {
  return fieldLegend
    .map(([text], index) =>
      textElement({ ...small, weight: 700, text, x: LEGEND_LEFT_px, baseline: legendBaseline(index), fill: teal }),
    )
    .join('');
}

/** Black texts of the back that every card has. */
export function backFixedRuns({ finder }: LicenceTemplate): TextRun[] {
  return [
    ...fieldLegend.flatMap(([number, en, ar], index) => legendLine(number, en, ar, legendBaseline(index)).slice(1)),
    { ...small, text: finder.en[0], x: 784, baseline: 483 },
    { ...small, text: finder.en[1], x: 784, baseline: 503 },
    { ...smallArabic, size_px: 15.5, text: finder.ar, x: LEGEND_RIGHT_px, baseline: 547, anchor: 'end' },
  ];
}

/** Everything on the back that is no black: with all rows of the table at rest, or all of them in use. */
export function backBackground(template: LicenceTemplate, rows: 'resting' | 'active'): { body: string; defs: string } {
  const body =
    paper(CARD_WIDTH_px, CARD_HEIGHT_px) +
    guilloche(CARD_WIDTH_px, CARD_HEIGHT_px) +
    saduStrip(0, CARD_WIDTH_px) +
    table(rows) +
    panel(qrPanel, 14) +
    panel(pdf417Panel, 10) +
    fieldLegendNumbers() +
    hairline(LEGEND_LEFT_px, 393, LEGEND_RIGHT_px - LEGEND_LEFT_px, 1.5) +
    seal({ x: 708, y: 461, size: 60 }, { line: teal, ground: '#EFF1E8', slot: brick }) +
    specimenLine(template, LEGEND_LEFT_px, LEGEND_RIGHT_px, 572) +
    `<rect y="${CARD_HEIGHT_px - 8}" width="${CARD_WIDTH_px}" height="8" fill="${teal}"/>`;
  return { body, defs: paperDefs + saduDefs };
}

function panel({ x, y, width, height }: Region, radius: number): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="#fff" stroke="${teal}" stroke-opacity="0.3" stroke-width="1.5"/>`;
}

const hairline = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${teal}" opacity="0.35"/>`;

const restingText = '#55665F';
const restingVehicle = '#6A7C78';

function table(rows: 'resting' | 'active'): string {
  const width = columns[5] - columns[0];
  const bottom = HEAD_px.bottom + vehicleCategories.length * ROW_HEIGHT_px;
  let drawn = `<rect x="${columns[0]}" y="${HEAD_px.top}" width="${width}" height="${HEAD_px.bottom - HEAD_px.top}" fill="${teal}" opacity="0.09"/>`;
  if (rows === 'active') {
    drawn += `<rect x="${columns[0]}" y="${HEAD_px.bottom}" width="${width}" height="${bottom - HEAD_px.bottom}" fill="#fff" opacity="0.72"/>`;
  }
  const lines = [
    HEAD_px.top,
    ...Array.from({ length: vehicleCategories.length + 1 }, (_, row) => HEAD_px.bottom + row * ROW_HEIGHT_px),
  ];
  for (const y of lines) drawn += hairline(columns[0], y - 0.75, width, 1.5);
  for (const x of columns) drawn += hairline(x - 0.75, HEAD_px.top, 1.5, bottom - HEAD_px.top);
  return drawn + tableHead() + vehicleCategories.map((category) => tableRow(category, rows)).join('');
}

function tableHead(): string {
  const numbers = [
    [0, '9'],
    [2, '10'],
    [3, '11'],
    [4, '12'],
  ] as const;
  return numbers
    .map(([column, text]) =>
      textElement({
        script: 'latin',
        size_px: 16,
        weight: 700,
        text,
        x: middleOf(column),
        baseline: 72,
        anchor: 'middle',
        fill: teal,
      }),
    )
    .join('');
}

function tableRow(category: (typeof vehicleCategories)[number], rows: 'resting' | 'active'): string {
  const middle = rowOf(category).top - 1 + ROW_HEIGHT_px / 2;
  const drawn = vehicle(category, middleOf(1), middle, rows === 'active' ? teal : restingVehicle);
  if (rows === 'active') return drawn;
  const resting = { script: 'latin', anchor: 'middle', fill: restingText } as const;
  return (
    drawn +
    textElement({ ...resting, size_px: 23, weight: 700, text: category, x: middleOf(0), baseline: middle + 8 }) +
    ([2, 3, 4] as const)
      .map((column) =>
        textElement({ ...resting, size_px: 20, weight: 500, text: '—', x: middleOf(column), baseline: middle + 7 }),
      )
      .join('')
  );
}
