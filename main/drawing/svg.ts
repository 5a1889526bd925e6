/** Text of SVG, made only here so that nothing of the order's data gets into it unescaped. */
import { FONT_FAMILIES, fontFiles } from '../fonts/index.ts';

export type Script = keyof typeof FONT_FAMILIES;
export type TextStyle = {
  readonly script: Script;
  readonly size_px: number;
  readonly weight: 400 | 500 | 600 | 700;
  /** Letter-spacing in parts of the size. Never for Arabic: it tears joined letters. */
  readonly tracking_em?: number;
};

/** One line of text; `x` is its left end, middle or right end as `anchor` says, whatever its direction. */
export type TextRun = TextStyle & {
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill?: string;
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

const RIGHT_TO_LEFT_ISOLATE = '\u2067';
const POP_ISOLATE = '\u2069';

export function textElement(run: TextRun): string {
  const { script, size_px, weight, tracking_em = 0, anchor = 'start', fill = '#000' } = run;
  if (script === 'arabic' && tracking_em !== 0) throw new Error('Arabic is never letter-spaced');
  // The renderer takes every line for left-to-right; the isolate gives an Arabic one its own direction.
  const text = script === 'arabic' ? `${RIGHT_TO_LEFT_ISOLATE}${run.text}${POP_ISOLATE}` : run.text;
  const spacing = tracking_em === 0 ? '' : ` letter-spacing="${decimal(tracking_em * size_px)}"`;
  const side = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return (
    `<text x="${decimal(run.x)}" y="${decimal(run.baseline)}" font-family="${FONT_FAMILIES[script]}" font-size="${decimal(size_px)}" ` +
    `font-weight="${weight}" fill="${fill}" xml:space="preserve"${spacing}${side}>${escapeXml(text)}</text>`
  );
}

export const decimal = (value: number): string => String(Math.round(value * 1000) / 1000);

export type Region = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export function svgDocument(region: Region, body: string, defs = ''): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${region.width}" height="${region.height}" ` +
    `viewBox="${region.x} ${region.y} ${region.width} ${region.height}"><defs>${defs}</defs>${body}</svg>`
  );
}

/** One face of the typeface: a family in a weight. */
export type Face = Pick<TextStyle, 'script' | 'weight'>;
export type RenderOptions = { font: { loadSystemFonts: false; fontFiles: string[]; defaultFontFamily: string } };

/**
 * For every call of the renderer: our typeface and none of the system's, so that pixels are the same everywhere. It reads
 * each font file anew each time, so a caller that knows which `faces` its drawing has names them.
 */
export function renderOptions(faces?: readonly Face[]): RenderOptions {
  const files = faces === undefined ? fontFiles() : Array.from(new Set(faces.map(fileOf)));
  return { font: { loadSystemFonts: false, fontFiles: files, defaultFontFamily: FONT_FAMILIES.latin } };
}

const weights = [400, 500, 600, 700] as const;
let files: readonly string[] | undefined;

function fileOf({ script, weight }: Face): string {
  files ??= fontFiles();
  const file = files[weights.indexOf(weight) + (script === 'latin' ? 0 : weights.length)];
  if (file === undefined) throw new Error(`the typeface has no ${script} ${weight}`);
  return file;
}
