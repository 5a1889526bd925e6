/**
 * The rule for texts that are wider than their place (docs/artwork.md): as designed; letters closer, Latin only; smaller, down to
 * `smallest_px`; on as many lines as it takes, in the size as designed. A receipt can grow, so nothing is abbreviated or cut.
 */
import type { MeasureText, TextStyle } from '../drawing/index.ts';

const TIGHTEST_em = -0.02;

/** The first style on the way down in which all `texts` side by side take up at most `width`; undefined when none does. */
export function oneLineStyle(
  parts: readonly { readonly text: string; readonly style: TextStyle }[],
  width: number,
  smallest_px: number,
  measure: MeasureText,
): readonly TextStyle[] | undefined {
  const fits = (styles: readonly TextStyle[]): boolean =>
    parts.reduce((sum, { text }, index) => sum + measure(text, styles[index] as TextStyle), 0) <= width;
  const designed = parts.map(({ style }) => style);
  if (fits(designed)) return designed;
  const tight = designed.map(tightened);
  if (fits(tight)) return tight;
  const largest_px = Math.max(...designed.map(({ size_px }) => size_px));
  for (let less = 1; largest_px - less >= smallest_px; less += 1) {
    const smaller = tight.map((style) => ({
      ...style,
      size_px: Math.max(Math.min(style.size_px, smallest_px), style.size_px - less),
    }));
    if (fits(smaller)) return smaller;
  }
  return undefined;
}

function tightened(style: TextStyle): TextStyle {
  return style.script === 'arabic' ? style : { ...style, tracking_em: TIGHTEST_em };
}

/** Lines of at most `width`, broken between words; within a word only when it is wider than a whole line. */
export function wrapped(text: string, width: number, style: TextStyle, measure: MeasureText): string[] {
  if (measure(text, style) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).flatMap((part) => pieces(part, width, style, measure))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer, style) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

function pieces(word: string, width: number, style: TextStyle, measure: MeasureText): string[] {
  if (measure(word, style) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && measure(piece + segment, style) > width) {
      found.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...found, piece];
}
