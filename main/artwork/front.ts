/** The holder's texts on the front, by the field numbers of ISO/IEC 18013-1, fitted into their places. */
import type { LicenceData } from '../../common/document.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { MeasureText, Region, TextRun, TextStyle } from '../drawing/index.ts';
import { type FitRule, type FitStep, fitText, shareWidth } from '../drawing/index.ts';
import type { PrintedText } from './barcodes.ts';
import type { LicenceText } from './content.ts';
import { columnX, GHOST_LEFT_px, LEFT_px, RIGHT_px, rowY } from './front-layout.ts';
import { type ArtworkProblem, problem } from './problem.ts';
import type { BilingualLine } from './template.ts';

/** All that `frontRuns` places lies in here. */
export const frontTextRegion: Region = { x: 320, y: 160, width: 664, height: 412 };

const VALUE_BASELINE_px = 46;
/** The licence number is taller and keeps its distance from the label. */
const NUMBER_BASELINE_px = 50;
/** Where first and second line stand when there are two. */
const twoLineBaselines = { latin: [36, 58], arabic: [35, 60] } as const;
/** Between two fields of a row, and between Latin and Arabic. */
const GAP_px = 20;
const SCRIPTS_GAP_px = 28;

const value: TextStyle = { script: 'latin', size_px: 27, weight: 600, tracking_em: 0.005 };
const valueArabic: TextStyle = { script: 'arabic', size_px: 29, weight: 600 };

const nameRule: FitRule = {
  style: value,
  tightest_em: -0.025,
  smallest_px: 21,
  twoLines: { largest_px: 20, smallest_px: 18 },
  mayAbbreviate: true,
};
const arabicNameRule: FitRule = {
  style: valueArabic,
  tightest_em: 0,
  smallest_px: 23,
  twoLines: { largest_px: 21, smallest_px: 19 },
  mayAbbreviate: true,
};
const nameRules = [nameRule, arabicNameRule] as const;
const placeRules = [
  { ...nameRule, mayAbbreviate: false },
  { ...arabicNameRule, mayAbbreviate: false },
] as const;
const lineRule: FitRule = { ...nameRule, smallest_px: 17, twoLines: undefined, mayAbbreviate: false };
const numberRule: FitRule = { ...lineRule, style: { ...value, size_px: 34, tracking_em: 0.03 } };

export type FieldFitting = { readonly field: string; readonly steps: readonly FitStep[] };
export type FittedRuns = {
  readonly runs: readonly TextRun[];
  readonly fittings: readonly FieldFitting[];
  /** Latin texts as they came out, for the barcode: it says no more than the card does. */
  readonly printed: PrintedText;
};

type Place = {
  readonly field: string;
  readonly text: string;
  readonly rule: FitRule;
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly anchor: 'start' | 'end';
  readonly baseline?: number;
};

/** The runs of all fields, or the first field that does not fit. */
export function frontRuns(
  text: LicenceText,
  categories: LicenceData['categories'],
  measure: MeasureText,
): Result<FittedRuns, ArtworkProblem> {
  const runs: TextRun[] = [];
  const fittings: FieldFitting[] = [];
  const printed = new Map<string, string>();
  for (const place of places(text, categories, measure)) {
    const { field, rule } = place;
    const fitted = fitText(place.text, place.width, rule, measure);
    if (!fitted) {
      return err(
        rule.mayAbbreviate
          ? problem('nameDoesNotFit', `${field} is too long, even abbreviated`)
          : problem('textDoesNotFit', `${field} is too long`),
      );
    }
    const single = fitted.lines.length === 1;
    const baselines = single ? [place.baseline ?? VALUE_BASELINE_px] : twoLineBaselines[rule.style.script];
    for (const [index, line] of fitted.lines.entries()) {
      const baseline = place.top + (baselines[index] ?? VALUE_BASELINE_px);
      runs.push({ ...fitted.style, text: line, x: place.x, baseline, anchor: place.anchor });
    }
    if (fitted.steps.length > 0) fittings.push({ field, steps: fitted.steps });
    printed.set(field, fitted.lines.join(' ').replaceAll('- ', '-'));
  }
  const asPrinted = (field: string): string => printed.get(field) ?? '';
  return ok({
    runs,
    fittings,
    printed: {
      surname: asPrinted('surname.en'),
      otherNames: asPrinted('otherNames.en'),
      birthPlace: asPrinted('birthPlace.en'),
    },
  });
}

function places(text: LicenceText, categories: LicenceData['categories'], measure: MeasureText): Place[] {
  const { first, expires, third } = columnX;
  const line = (field: string, content: string, x: number, top: number, right: number): Place => ({
    ...{ field, text: content, rule: lineRule, x, top, width: right - x, anchor: 'start' },
  });
  const placeLeft = LEFT_px + measure(text.birthDate, value) + 18;
  const categoryList = categories.map(({ category }) => category).join('\u2002');
  return [
    ...fromBothEnds('surname', text.surname, nameRules, rowY.surname, LEFT_px, measure),
    ...fromBothEnds('otherNames', text.otherNames, nameRules, rowY.otherNames, LEFT_px, measure),
    line('birthDate', text.birthDate, first, rowY.birth, expires),
    ...fromBothEnds('birthPlace', text.birthPlace, placeRules, rowY.birth, placeLeft, measure),
    line('issueDate', text.issueDate, first, rowY.dates, expires - GAP_px),
    line('expiryDate', text.expiryDate, expires, rowY.dates, third - GAP_px),
    line('authority', text.authority, third, rowY.dates, RIGHT_px),
    {
      ...line('licenceNumber', text.licenceNumber, first, rowY.number, third - GAP_px),
      ...{ rule: numberRule, baseline: NUMBER_BASELINE_px },
    },
    line('nationality', text.nationality, third, rowY.number, GHOST_LEFT_px - GAP_px),
    line('civilId', text.civilId, first, rowY.civil, columnX.categories - GAP_px),
    line('categories', categoryList, columnX.categories, rowY.civil, GHOST_LEFT_px - GAP_px / 2),
  ];
}

/** Latin from the left and Arabic from the right of one row. */
function fromBothEnds(
  field: string,
  text: BilingualLine,
  [latin, arabic]: readonly [FitRule, FitRule],
  top: number,
  left: number,
  measure: MeasureText,
): [Place, Place] {
  const natural = [measure(text.en, latin.style), measure(text.ar, arabic.style)] as const;
  const [enWidth, arWidth] = shareWidth(...natural, RIGHT_px - left, SCRIPTS_GAP_px);
  return [
    { field: `${field}.en`, text: text.en, rule: latin, x: left, top, width: enWidth, anchor: 'start' },
    { field: `${field}.ar`, text: text.ar, rule: arabic, x: RIGHT_px, top, width: arWidth, anchor: 'end' },
  ];
}
