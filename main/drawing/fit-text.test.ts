import { describe, expect, it } from 'vitest';
import { type FitRule, type Fitted, fitText, shareWidth } from './fit-text.ts';
import { abbreviations } from './name-abbreviation.ts';
import { createMeasure } from './text-measure.ts';

/** A field of a card's name, as the front has it. */
const latin: FitRule = {
  style: { script: 'latin', size_px: 27, weight: 600, tracking_em: 0.005 },
  tightest_em: -0.025,
  smallest_px: 21,
  twoLines: { largest_px: 20, smallest_px: 18 },
  mayAbbreviate: true,
};
const arabic: FitRule = { ...latin, style: { script: 'arabic', size_px: 29, weight: 600 }, tightest_em: 0 };
const measure = createMeasure();
const name = 'MOHAMMED ABDULLAH SAAD';
const natural_px = measure(name, latin.style);

const fitIn = (text: string, width_px: number, rule = latin): Fitted | undefined =>
  fitText(text, width_px, rule, measure);

describe('a text that is wider than its field', () => {
  it('stays as designed as long as it fits to the dot', () => {
    expect(fitIn(name, natural_px)).toEqual({ lines: [name], style: latin.style, steps: [] });
  });

  it('takes each step only when all before it were not enough', () => {
    const steps = [1, 0.985, 0.9, 0.6, 0.32].map((share) => fitIn(name, natural_px * share)?.steps);
    expect(steps).toEqual([
      [],
      ['tightened'],
      ['tightened', 'reduced'],
      ['tightened', 'reduced', 'secondLine'],
      ['tightened', 'reduced', 'secondLine', 'abbreviated'],
    ]);
  });

  it('is never wider than its field, nor smaller than the field’s smallest, at any width', () => {
    for (let width_px = 60; width_px < natural_px; width_px += 7) {
      const fitted = fitIn(name, width_px);
      if (!fitted) continue;
      for (const line of fitted.lines) expect(measure(line, fitted.style)).toBeLessThanOrEqual(width_px);
      expect(fitted.style.size_px).toBeGreaterThanOrEqual(fitted.lines.length === 1 ? 21 : 18);
    }
  });

  it('loses no letter before it is abbreviated', () => {
    for (let width_px = 60; width_px < natural_px; width_px += 7) {
      const fitted = fitIn(name, width_px);
      if (fitted && !fitted.steps.includes('abbreviated')) expect(fitted.lines.join(' ')).toBe(name);
    }
  });

  it('is never letter-spaced in Arabic, where letters are joined', () => {
    const text = 'عبدالرحمن عبدالعزيز عبداللطيف';
    const fitted = fitIn(text, measure(text, arabic.style) * 0.9, arabic);
    expect(fitted?.steps).toEqual(['reduced']);
    expect(fitted?.style.tracking_em).toBeUndefined();
  });

  it('breaks after a hyphen and keeps it', () => {
    const text = 'WOLFESCHLEGEL-VENKATASUBRAMANIAN';
    expect(fitIn(text, measure(text, latin.style) * 0.5)?.lines).toEqual(['WOLFESCHLEGEL-', 'VENKATASUBRAMANIAN']);
  });

  it('is refused when nothing helps', () => {
    expect(fitIn('WOLFESCHLEGELSTEINHAUSENBERGERDORFF', 120)).toBeUndefined();
    expect(fitIn(name, natural_px * 0.32, { ...latin, mayAbbreviate: false })).toBeUndefined();
  });
});

describe('a name’s shorter forms', () => {
  it('turn parts into initials from the last one backwards and keep the first whole', () => {
    expect(abbreviations(name)).toEqual(['MOHAMMED ABDULLAH S.', 'MOHAMMED A. S.']);
  });

  it('take a compound name for one', () => {
    expect(abbreviations('Abdul Rahman bin Said')).toEqual(['Abdul Rahman bin S.']);
    expect(abbreviations('عبد الرحمن خالد')).toEqual(['عبد الرحمن خ.']);
  });

  it('are none of a name with one part', () => {
    expect(abbreviations('NOURA')).toEqual([]);
  });
});

describe('two texts in one row', () => {
  it('get what they need when both have room', () => {
    expect(shareWidth(100, 50, 300, 20)).toEqual([230, 180]);
  });

  it.each([
    [400, 50],
    [50, 400],
    [400, 300],
  ])('never overlap: %i and %i', (left, right) => {
    const [first, second] = shareWidth(left, right, 300, 20);
    expect(first + second).toBeLessThanOrEqual(280);
    expect(Math.min(first, second)).toBeGreaterThan(0);
  });
});
