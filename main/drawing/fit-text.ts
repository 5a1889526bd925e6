/**
 * The rule for text that is wider than its field (docs/artwork.md): as designed; letters closer; smaller; on a second
 * line; abbreviated. Each step is tried only when all before it were not enough, and the result says which
 * were taken. Nothing is ever cut: what does not fit at the end of the rule is refused.
 */
import { abbreviations } from './name-abbreviation.ts';
import type { TextStyle } from './svg.ts';
import type { MeasureText } from './text-measure.ts';

export type FitStep = 'tightened' | 'reduced' | 'secondLine' | 'abbreviated';

export type FitRule = {
  readonly style: TextStyle;
  /** Closest letter-spacing, Latin only. */
  readonly tightest_em: number;
  /** Smallest size on one line. */
  readonly smallest_px: number;
  /** Sizes on two lines, from the largest that the height allows; undefined where there is no room for a second line. */
  readonly twoLines: { readonly largest_px: number; readonly smallest_px: number } | undefined;
  readonly mayAbbreviate: boolean;
};

export type Fitted = {
  readonly lines: readonly string[];
  readonly style: TextStyle;
  readonly steps: readonly FitStep[];
};

export function fitText(text: string, width_px: number, rule: FitRule, measure: MeasureText): Fitted | undefined {
  const { style } = rule;
  if (measure(text, style) <= width_px) return { lines: [text], style, steps: [] };
  const tight = tightened(rule);
  const steps: FitStep[] = tight === style ? [] : ['tightened'];
  if (measure(text, tight) <= width_px) return { lines: [text], style: tight, steps };
  const reduced = largestSize(rule.style.size_px - 1, rule.smallest_px, tight, (candidate) =>
    measure(text, candidate) <= width_px ? [text] : undefined,
  );
  if (reduced) return { ...reduced, steps: [...steps, 'reduced'] };
  return (
    onTwoLines(text, width_px, rule, measure, [...steps, 'reduced', 'secondLine']) ??
    shortened(text, width_px, rule, measure, steps)
  );
}

/** The longest abbreviation that fits, in the smallest type that the field has. */
function shortened(
  text: string,
  width_px: number,
  rule: FitRule,
  measure: MeasureText,
  steps: readonly FitStep[],
): Fitted | undefined {
  if (!rule.mayAbbreviate) return undefined;
  for (const form of abbreviations(text)) {
    const one = largestSize(rule.smallest_px, rule.smallest_px, tightened(rule), (style) =>
      measure(form, style) <= width_px ? [form] : undefined,
    );
    if (one) return { ...one, steps: [...steps, 'reduced', 'abbreviated'] };
    const two = onTwoLines(form, width_px, rule, measure, [...steps, 'reduced', 'secondLine', 'abbreviated']);
    if (two) return two;
  }
  return undefined;
}

function onTwoLines(
  text: string,
  width_px: number,
  rule: FitRule,
  measure: MeasureText,
  steps: readonly FitStep[],
): Fitted | undefined {
  if (!rule.twoLines) return undefined;
  const { largest_px, smallest_px } = rule.twoLines;
  const fitted = largestSize(largest_px, smallest_px, tightened(rule), (style) =>
    breakInTwo(text, width_px, style, measure),
  );
  return fitted && { ...fitted, steps };
}

function largestSize(
  from_px: number,
  to_px: number,
  style: TextStyle,
  attempt: (style: TextStyle) => readonly string[] | undefined,
): { lines: readonly string[]; style: TextStyle } | undefined {
  for (let size_px = from_px; size_px >= to_px; size_px -= 1) {
    const candidate = { ...style, size_px };
    const lines = attempt(candidate);
    if (lines) return { lines, style: candidate };
  }
  return undefined;
}

/** As much as fits on the first line, the rest on the second; breaks after a space or a hyphen only. */
function breakInTwo(
  text: string,
  width_px: number,
  style: TextStyle,
  measure: MeasureText,
): [string, string] | undefined {
  const places = Array.from(text.matchAll(/ +|(?<=\p{L}-)(?=\p{L})/gu)).reverse();
  for (const place of places) {
    const first = text.slice(0, place.index);
    const second = text.slice(place.index + place[0].length);
    if (measure(first, style) > width_px) continue;
    return measure(second, style) <= width_px ? [first, second] : undefined;
  }
  return undefined;
}

function tightened(rule: FitRule): TextStyle {
  return rule.style.script === 'arabic' ? rule.style : { ...rule.style, tracking_em: rule.tightest_em };
}

/**
 * Widths for two texts that share a row, from both ends: each gets what it needs when both have room;
 * otherwise the shorter keeps its own up to half, and two long ones share in proportion.
 */
export function shareWidth(left_px: number, right_px: number, width_px: number, gap_px: number): [number, number] {
  const room = width_px - gap_px;
  if (left_px + right_px <= room) return [room - right_px, room - left_px];
  const half = room / 2;
  if (right_px <= half) return [room - right_px, right_px];
  if (left_px <= half) return [left_px, room - left_px];
  const left = (room * left_px) / (left_px + right_px);
  return [left, room - left];
}
