/** What every front has: paper, header, frame, labels, and that it is a specimen. */
import { CARD_HEIGHT_px, CARD_WIDTH_px } from '../../devices/contract/index.ts';
import type { MeasureText } from '../drawing/index.ts';
import { seal, type TextRun, type TextStyle, textElement } from '../drawing/index.ts';
import { guilloche, paper, paperDefs } from './drawing/guilloche.ts';
import { saduDefs, saduStrip } from './drawing/sadu.ts';
import { columnX, LEFT_px, RIGHT_px, rowY } from './front-layout.ts';
import { gold, specimenRed, teal, tealGlow, tealPale } from './palette.ts';
import { portraitRadius_px, portraitRegion } from './photo.ts';
import type { LicenceTemplate } from './template.ts';

const HEADER_HEIGHT_px = 104;
const LABEL_BASELINE_px = 14;
const label: TextStyle = { script: 'latin', size_px: 15.5, weight: 600 };
const labelArabic: TextStyle = { script: 'arabic', size_px: 15.5, weight: 600 };

/** A label: number, English, and Arabic either beside it or at the right edge. */
function fieldLabel(
  at: { x: number; top: number },
  number: string,
  en: string,
  ar: string,
  arabicAt: 'beside' | 'right',
  measure: MeasureText,
): string {
  const baseline = at.top + LABEL_BASELINE_px;
  const bold: TextStyle = { ...label, weight: 700 };
  const enX = number === '' ? at.x : at.x + measure(number, bold) + 9;
  const runs: TextRun[] = [{ ...label, text: en, x: enX, baseline }];
  if (number !== '') runs.push({ ...bold, text: number, x: at.x, baseline });
  runs.push(
    arabicAt === 'right'
      ? { ...labelArabic, text: ar, x: RIGHT_px, baseline: baseline - 1, anchor: 'end' }
      : { ...labelArabic, weight: 500, text: ar, x: enX + measure(en, label) + 9, baseline },
  );
  return runs.map((run) => textElement({ ...run, fill: teal })).join('');
}

/** Everything on the front that is the same for every holder, without any black. */
export function frontBackground(template: LicenceTemplate, measure: MeasureText): { body: string; defs: string } {
  const { first, expires, third, categories } = columnX;
  const at = (x: number, top: number) => ({ x, top });
  const labels =
    fieldLabel(at(first, rowY.surname), '1', 'Surname', 'اللقب', 'right', measure) +
    fieldLabel(at(first, rowY.otherNames), '2', 'Other names', 'الأسماء', 'right', measure) +
    fieldLabel(at(first, rowY.birth), '3', 'Date and place of birth', 'تاريخ ومكان الميلاد', 'right', measure) +
    fieldLabel(at(first, rowY.dates), '4a', 'Issued', 'الإصدار', 'beside', measure) +
    fieldLabel(at(expires, rowY.dates), '4b', 'Expires', 'الانتهاء', 'beside', measure) +
    fieldLabel(at(third, rowY.dates), '4c', 'Authority', 'جهة الإصدار', 'beside', measure) +
    fieldLabel(at(first, rowY.number), '5', 'Licence number', 'رقم الرخصة', 'beside', measure) +
    fieldLabel(at(third, rowY.number), '', 'Nationality', 'الجنسية', 'beside', measure) +
    fieldLabel(at(first, rowY.civil), '4d', 'Civil number', 'الرقم المدني', 'beside', measure) +
    fieldLabel(at(categories, rowY.civil), '9', 'Categories', 'الفئات', 'beside', measure);
  const body =
    paper(CARD_WIDTH_px, CARD_HEIGHT_px) +
    guilloche(CARD_WIDTH_px, CARD_HEIGHT_px) +
    header(template) +
    saduStrip(HEADER_HEIGHT_px, CARD_WIDTH_px) +
    portraitFrame() +
    labels +
    signatureLabel() +
    specimenLine(template, LEFT_px, 812, 590) +
    `<rect y="${CARD_HEIGHT_px - 8}" width="${CARD_WIDTH_px}" height="8" fill="${teal}"/>`;
  return { body, defs: paperDefs + saduDefs + headerDefs };
}

const headerDefs =
  `<linearGradient id="header" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="${teal}"/>` +
  `<stop offset="0.5" stop-color="${tealGlow}"/><stop offset="1" stop-color="${teal}"/></linearGradient>`;

function header({ country, title, issuer }: LicenceTemplate): string {
  const white = { fill: '#fff' } as const;
  const pale = { fill: tealPale } as const;
  return (
    `<rect width="${CARD_WIDTH_px}" height="${HEADER_HEIGHT_px}" fill="url(#header)"/>` +
    '<ellipse cx="82" cy="52" rx="40.75" ry="25.75" fill="none" stroke="#fff" stroke-width="2.5"/>' +
    [
      {
        ...white,
        script: 'latin',
        size_px: 24,
        weight: 700,
        tracking_em: 0.04,
        text: country,
        x: 82.5,
        baseline: 60.5,
        anchor: 'middle',
      },
      { ...white, script: 'latin', size_px: 31, weight: 700, tracking_em: 0.015, text: title.en, x: 148, baseline: 51 },
      { ...pale, script: 'latin', size_px: 17, weight: 500, text: issuer.en, x: 149, baseline: 79 },
      { ...white, script: 'arabic', size_px: 36, weight: 700, text: title.ar, x: 876, baseline: 47, anchor: 'end' },
      { ...pale, script: 'arabic', size_px: 18, weight: 500, text: issuer.ar, x: 876, baseline: 79, anchor: 'end' },
    ]
      .map((run) => textElement(run as TextRun))
      .join('') +
    seal({ x: 892, y: 10, size: 84 }, { line: '#fff', ground: teal, slot: gold })
  );
}

function portraitFrame(): string {
  const { x, y, width, height } = portraitRegion;
  const around = (grow: number, fill: string): string =>
    `<rect x="${x - grow}" y="${y - grow}" width="${width + 2 * grow}" height="${height + 2 * grow}" rx="${portraitRadius_px + grow}" fill="${fill}"/>`;
  return around(4.5, '#9DB3AD') + around(3, '#fff');
}

function signatureLabel(): string {
  const baseline = 608;
  return [
    { ...label, weight: 700, text: '7', x: 44, baseline },
    { ...label, text: 'Signature', x: 61, baseline },
    { ...labelArabic, text: 'التوقيع', x: 296, baseline: baseline - 1, anchor: 'end' },
  ]
    .map((run) => textElement({ ...(run as TextRun), fill: teal }))
    .join('');
}

/** A hairline and under it, in red, that this is no document. */
export function specimenLine({ specimen }: LicenceTemplate, left: number, right: number, y: number): string {
  const red = { fill: specimenRed, weight: 700 } as const;
  return (
    `<rect x="${left}" y="${y}" width="${right - left}" height="1.5" fill="${teal}" opacity="0.4"/>` +
    textElement({
      ...red,
      script: 'latin',
      size_px: 15,
      tracking_em: 0.16,
      text: specimen.en,
      x: left,
      baseline: y + 24,
    }) +
    textElement({ ...red, script: 'arabic', size_px: 17, text: specimen.ar, x: right, baseline: y + 23, anchor: 'end' })
  );
}
