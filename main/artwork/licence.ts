/**
 * The licence's two faces, from an order's data to dots. What no holder changes is drawn once and kept as pixels;
 * a card then costs its own texts, its portrait and two barcodes.
 */
import type { LicenceData } from '../../common/document.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { CardFace } from '../../devices/contract/index.ts';
import { createMeasure, type Modules, svgDocument, type TextRun, textElement } from '../drawing/index.ts';
import { backBackground, backFixedRuns, backRuns, backTextRegions, pdf417Panel, qrPanel, rowOf } from './back.ts';
import { PDF417_WIDTH_modules, type PrintedText, pdf417, pdf417Text, qrCode, verificationUrl } from './barcodes.ts';
import { checkDates, checkText, licenceText, maskedText } from './content.ts';
import { type FieldFitting, frontRuns, frontTextRegion } from './front.ts';
import { frontBackground } from './front-background.ts';
import { decodePortrait, inkSignature, layGhost, layPortrait } from './photo.ts';
import { screenPng } from './preview-png.ts';
import { type ArtworkProblem, problem } from './problem.ts';
import {
  type Canvas,
  canvasOf,
  copyOf,
  copyRows,
  faceRegion,
  inkModules,
  inkText,
  render,
  toCardFace,
} from './raster.ts';
import { type LicenceTemplate, specimenTemplate } from './template.ts';

export type ArtworkOptions = { readonly template?: LicenceTemplate };

export type LicenceArtwork = {
  readonly front: CardFace;
  readonly back: CardFace;
  /** Fields whose text did not fit as designed, and what was done about it; empty for most cards. */
  readonly fittings: readonly FieldFitting[];
};

/** Both faces as PNG files, 1016 x 648, opaque, square corners: the screen rounds them. */
export type LicencePreview = { readonly frontPng: Buffer; readonly backPng: Buffer };

/** Both faces as the printer gets them. */
export async function renderLicence(
  data: LicenceData,
  options: ArtworkOptions = {},
): Promise<Result<LicenceArtwork, ArtworkProblem>> {
  const drawn = await draw(data, options.template ?? specimenTemplate, 'printed');
  if (!drawn.ok) return drawn;
  const { front, back, fittings } = drawn.value;
  return ok({ front: toCardFace(front), back: toCardFace(back), fittings });
}

/** Both faces for a shared screen: names, numbers and birth date masked, barcodes that say nothing. */
export async function renderLicencePreview(
  data: LicenceData,
  options: ArtworkOptions = {},
): Promise<Result<LicencePreview, ArtworkProblem>> {
  const drawn = await draw(data, options.template ?? specimenTemplate, 'masked');
  if (!drawn.ok) return drawn;
  const [frontPng, backPng] = await Promise.all([screenPng(drawn.value.front), screenPng(drawn.value.back)]);
  return ok({ frontPng, backPng });
}

/** Draws ahead what every card of a template has; `renderLicence` does it itself when this was not called. */
export async function prepareArtwork(options: ArtworkOptions = {}): Promise<void> {
  await fixedParts(options.template ?? specimenTemplate);
}

/** Both faces as whole drawings for the renderer, without portrait and barcodes: a bench times it alone on them. */
export function faceSvgs(data: LicenceData): readonly string[] {
  const measure = createMeasure();
  const front = frontRuns(licenceText(data), data.categories, measure);
  const back = backRuns(data, measure);
  if (!front.ok || !back.ok) throw new Error('these data cannot be drawn');
  const faces = [
    { ...frontBackground(specimenTemplate, measure), runs: front.value.runs },
    { ...backBackground(specimenTemplate, 'active'), runs: [...backFixedRuns(specimenTemplate), ...back.value] },
  ];
  return faces.map(({ body, defs, runs }) => svgDocument(faceRegion, body + runs.map(textElement).join(''), defs));
}

type Drawn = { readonly front: Canvas; readonly back: Canvas; readonly fittings: readonly FieldFitting[] };

async function draw(
  data: LicenceData,
  template: LicenceTemplate,
  as: 'printed' | 'masked',
): Promise<Result<Drawn, ArtworkProblem>> {
  const text = licenceText(data);
  const dates = checkDates(data);
  if (!dates.ok) return dates;
  const signs = checkText(text);
  if (!signs.ok) return signs;
  const fitted = frontRuns(as === 'printed' ? text : maskedText(data), data.categories, createMeasure());
  if (!fitted.ok) return fitted;
  const fixed = await fixedParts(template);
  const front = await drawFront(data, fitted.value.runs, fixed.front);
  if (!front.ok) return front;
  const codes = as === 'printed' ? codesOf(data, fitted.value.printed, template) : ok(fixed.emptyCodes);
  if (!codes.ok) return codes;
  const back = await drawBack(data, fixed, codes.value);
  if (!back.ok) return back;
  return ok({ front: front.value, back: back.value, fittings: fitted.value.fittings });
}

async function drawFront(
  data: LicenceData,
  runs: readonly TextRun[],
  fixed: Canvas,
): Promise<Result<Canvas, ArtworkProblem>> {
  const portrait = await decodePortrait(data.portrait);
  if (!portrait.ok) return portrait;
  const canvas = copyOf(fixed);
  layPortrait(canvas, portrait.value);
  layGhost(canvas, portrait.value);
  if (data.signature !== undefined) {
    const signed = await inkSignature(canvas, data.signature);
    if (!signed.ok) return signed;
  }
  await inkText(canvas, runs, frontTextRegion);
  return ok(canvas);
}

type Codes = { readonly qr: Modules; readonly pdf417: Modules };

async function drawBack(data: LicenceData, fixed: FixedParts, codes: Codes): Promise<Result<Canvas, ArtworkProblem>> {
  const runs = backRuns(data, createMeasure());
  if (!runs.ok) return runs;
  const canvas = copyOf(fixed.back);
  for (const { category } of data.categories) copyRows(canvas, fixed.activeBack, rowOf(category));
  inkCodes(canvas, codes);
  await Promise.all(
    backTextRegions.map((region) =>
      inkText(
        canvas,
        runs.value.filter(({ baseline, x }) => contains(region, x, baseline)),
        region,
      ),
    ),
  );
  return ok(canvas);
}

function contains(region: { x: number; y: number; width: number; height: number }, x: number, y: number): boolean {
  return x >= region.x && x < region.x + region.width && y >= region.y && y < region.y + region.height;
}

/** Dots of a module: the smallest that hand-held readers like at 300 dpi (0.17 mm, 0.42 mm). */
const PDF417_MODULE_px = 2;
const QR_MODULE_px = 5;

function inkCodes(canvas: Canvas, { qr, pdf417: stacked }: Codes): void {
  inkModules(canvas, qr, { ...centred(qrPanel, qr, QR_MODULE_px), module_px: QR_MODULE_px });
  inkModules(canvas, stacked, { ...centred(pdf417Panel, stacked, PDF417_MODULE_px), module_px: PDF417_MODULE_px });
}

/** The panel's white around it is the quiet zone: 4 modules for QR, 2 for PDF417, and more. */
function centred(
  panel: { x: number; y: number; width: number; height: number },
  { columns, rows }: Modules,
  module_px: number,
): { x: number; y: number } {
  return {
    x: panel.x + Math.floor((panel.width - columns * module_px) / 2),
    y: panel.y + Math.floor((panel.height - rows * module_px) / 2),
  };
}

function codesOf(data: LicenceData, printed: PrintedText, template: LicenceTemplate): Result<Codes, ArtworkProblem> {
  const stacked = pdf417(pdf417Text(data, printed, template.specimen.en));
  if (!stacked) return err(problem('textDoesNotFit', 'the data are more than the PDF417 holds'));
  const qr = qrCode(verificationUrl(template.verificationUrl, data));
  if (!qr) return err(problem('textDoesNotFit', 'the verification address is more than the QR code holds'));
  return ok({ qr, pdf417: stacked });
}

type FixedParts = {
  readonly front: Canvas;
  readonly back: Canvas;
  readonly activeBack: Canvas;
  /** For pictures on a screen: barcodes of the right size that name nobody. */
  readonly emptyCodes: Codes;
};

const kept = new WeakMap<LicenceTemplate, Promise<FixedParts>>();

function fixedParts(template: LicenceTemplate): Promise<FixedParts> {
  let parts = kept.get(template);
  if (!parts) {
    parts = drawFixedParts(template);
    kept.set(template, parts);
    parts.catch(() => kept.delete(template));
  }
  return parts;
}

async function drawFixedParts(template: LicenceTemplate): Promise<FixedParts> {
  const backgrounds = [
    frontBackground(template, createMeasure()),
    backBackground(template, 'resting'),
    backBackground(template, 'active'),
  ];
  const [front, back, activeBack] = await Promise.all(
    backgrounds.map(async ({ body, defs }) => canvasOf(await render(svgDocument(faceRegion, body, defs)))),
  );
  const qr = qrCode(template.verificationUrl);
  const stacked = pdf417(`TSL1 ${template.specimen.en}\n`);
  if (!front || !back || !activeBack || !qr || !stacked) throw new Error('the template cannot be drawn');
  await inkText(back, backFixedRuns(template), faceRegion);
  return { front, back, activeBack, emptyCodes: { qr, pdf417: stacked } };
}

/** Width the PDF417 takes must leave its quiet zone; both are fixed, so a wrong edit of either shows at once. */
if (PDF417_WIDTH_modules * PDF417_MODULE_px + 4 * PDF417_MODULE_px > pdf417Panel.width) {
  throw new Error('the PDF417 is wider than its panel');
}
