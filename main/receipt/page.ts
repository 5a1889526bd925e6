import { createMeasure, encodeSymbol, type MeasureText, type TextRun, type TextStyle } from '../drawing/index.ts';
import { type Bitmap, drawModules, emptyBitmap, fillRectangle, overlay } from './bitmap.ts';
import { frameStamp, type Stamp, sealStamp, textStamp } from './stamp.ts';
import type { Words } from './words.ts';
import { oneLineStyle, wrapped } from './wrap.ts';

const MARGIN_dots = 24;
/** 3 mm: what can still be read at arm's length. */
const SMALLEST_dots = 24;
const QR_SIDE_dots = 232;
/** Beside the QR code: four of its modules, its quiet zone. */
const QR_GAP_dots = 32;
const SMALLEST_MODULE_dots = 3;

type Size = Pick<TextStyle, 'size_px' | 'weight'>;
export const sized = (size_px: number, weight: TextStyle['weight']): Size => ({ size_px, weight });
type Part = { readonly text: string; readonly style: TextStyle };

/** Widths of the words that every receipt has. */
const fixedMeasure = createMeasure();

/** A sheet that is written from the top; every method moves `#y` down by what it used. */
export class Page {
  readonly #width: number;
  /** Widths of the holder's texts; they go with the receipt. */
  readonly #ownMeasure = createMeasure();
  readonly #strokes: ((paper: Bitmap) => void)[] = [];
  #y = 0;

  constructor(width: number) {
    this.#width = width;
  }

  finish(): Bitmap {
    const paper = emptyBitmap(this.#width, this.#y);
    for (const stroke of this.#strokes) stroke(paper);
    return paper;
  }

  gap(dots: number): void {
    this.#y += dots;
  }

  crest(): void {
    const size = 128;
    this.#stamp(sealStamp(Math.round((this.#width - size) / 2), this.#y + 18, size));
    this.#y += 18 + size;
  }

  /** Two fixed texts in the middle, the first left of the second. */
  beside(left: Part, right: Part, gap: number, height: number): void {
    const widths = [left, right].map(({ text, style }) => fixedMeasure(text, style)) as [number, number];
    const x = (this.#width - widths[0] - gap - widths[1]) / 2;
    const baseline = this.#y + height - 2;
    this.#text({ ...left.style, text: left.text, x, baseline }, { isFixed: true });
    this.#text({ ...right.style, text: right.text, x: x + widths[0] + gap, baseline }, { isFixed: true });
    this.#y += height;
  }

  /** White on black from edge to edge, as high as its words need. */
  bar(words: Words): void {
    const top = this.#y;
    this.#strokes.push((paper) => fillRectangle(paper, 0, top, this.#width, height));
    this.pair(words, sized(36, 700), 12, { ink: 'white' });
    this.#y += 11;
    const height = this.#y - top;
  }

  /** Latin left, Arabic right, on one line; one under the other when they do not fit side by side. */
  pair(words: Words, size: Size, before: number, { ink = 'black', isFixed = true }: Look = {}): void {
    this.#y += before;
    const latin = { text: words.en, style: { script: 'latin', ...size } } as const;
    const arabic = { text: words.ar, style: { script: 'arabic', ...size } } as const;
    const line_dots = Math.round(size.size_px * 1.35);
    const [left, right] =
      oneLineStyle([latin, arabic], this.#inner - MARGIN_dots, SMALLEST_dots, this.#measure(isFixed)) ?? [];
    const look = { ink, isFixed };
    if (left && right) {
      const baseline = this.#y + size.size_px;
      this.#text({ ...left, text: words.en, x: MARGIN_dots, baseline }, look);
      this.#text({ ...right, text: words.ar, x: this.#right, baseline, anchor: 'end' }, look);
      this.#y += line_dots;
      return;
    }
    this.#lines(latin, 'start', line_dots, look);
    this.#lines(arabic, 'end', line_dots, look);
  }

  rule(): void {
    this.#fill(MARGIN_dots, this.#inner, 4);
    this.#y += 4;
  }

  /** What it is in both languages, and the value between them; the value below when there is no room. */
  row(label: Words, value: string): void {
    const size = sized(25, 500);
    const part = { text: value, style: { script: 'latin', ...sized(29, 700) } } as const;
    const between = this.#inner - 2 * (this.#widest(label, size) + 12);
    const style = oneLineStyle([part], between, SMALLEST_dots, this.#ownMeasure)?.[0];
    this.#sides(label, size, this.#y + 43);
    if (style) {
      this.#text({ ...style, text: value, x: this.#width / 2, baseline: this.#y + 43, anchor: 'middle' });
      this.#y += 62;
    } else {
      this.#y += 52;
      this.#lines(part, 'middle', 38);
      this.#y += 10;
    }
    for (let x = MARGIN_dots; x < this.#right; x += 10) this.#fill(x, Math.min(6, this.#right - x), 2);
    this.#y += 2;
  }

  reference(label: Words, value: string): void {
    this.#y += 24;
    const top = this.#y;
    const size = sized(24, 500);
    this.beside(
      { text: label.en, style: { script: 'latin', ...size } },
      { text: label.ar, style: { script: 'arabic', ...size } },
      18,
      44,
    );
    const part = { text: value, style: { script: 'latin', ...sized(50, 700), tracking_em: 0.03 } } as const;
    const style = oneLineStyle([part], this.#inner - 32, 30, this.#ownMeasure)?.[0];
    if (style) {
      this.#text({ ...style, text: value, x: this.#width / 2, baseline: this.#y + 54, anchor: 'middle' });
      this.#y += 78;
    } else {
      this.#lines({ ...part, style: { ...part.style, size_px: 30 } }, 'middle', 42);
      this.#y += 20;
    }
    this.#stamp(frameStamp(MARGIN_dots, top, this.#inner, this.#y - top));
    this.#y += 30;
  }

  /** The QR code at the left, what it is for beside it. Its modules are whole dots. */
  scan(url: string, words: Words): void {
    const modules = encodeSymbol('qrcode', url, 'eclevel=M');
    if (!modules) throw new Error('the address is more than a QR code holds');
    const module_dots = Math.max(SMALLEST_MODULE_dots, Math.floor(QR_SIDE_dots / modules.columns));
    const side = module_dots * modules.columns;
    const symbol = { modules, x: MARGIN_dots + 8, y: this.#y, module_dots };
    if (symbol.x + side > this.#right) throw new Error('the address is too long for a QR code of this width');
    this.#strokes.push((paper) => drawModules(paper, symbol));
    const x = symbol.x + side + QR_GAP_dots;
    const top = this.#y;
    this.#note({ text: words.en, style: { script: 'latin', ...sized(27, 500) } }, x, 36);
    this.#y += 14;
    this.#note({ text: words.ar, style: { script: 'arabic', ...sized(28, 500) } }, x, 40);
    this.#y = Math.max(this.#y, top + side) + 32;
  }

  help(label: Words, phone: string): void {
    this.rule();
    const size = sized(26, 500);
    const part = { text: phone, style: { script: 'latin', ...sized(38, 700) } } as const;
    const between = this.#inner - 2 * (this.#widest(label, size) + 20);
    const style = oneLineStyle([part], between, 26, this.#ownMeasure)?.[0];
    this.#sides(label, size, this.#y + 54);
    if (style) {
      this.#text({ ...style, text: phone, x: this.#width / 2, baseline: this.#y + 56, anchor: 'middle' });
      this.#y += 88;
      return;
    }
    this.#y += 70;
    this.#lines({ ...part, style: { ...part.style, size_px: 26 } }, 'middle', 38);
    this.#y += 16;
  }

  get #right(): number {
    return this.#width - MARGIN_dots;
  }

  get #inner(): number {
    return this.#width - 2 * MARGIN_dots;
  }

  #measure(isFixed: boolean): MeasureText {
    return isFixed ? fixedMeasure : this.#ownMeasure;
  }

  #widest(words: Words, size: Size): number {
    const en = fixedMeasure(words.en, { script: 'latin', ...size });
    return Math.max(en, fixedMeasure(words.ar, { script: 'arabic', ...size }));
  }

  #sides(words: Words, size: Size, baseline: number): void {
    const look = { isFixed: true };
    this.#text({ script: 'latin', ...size, text: words.en, x: MARGIN_dots, baseline }, look);
    this.#text({ script: 'arabic', ...size, text: words.ar, x: this.#right, baseline, anchor: 'end' }, look);
  }

  #lines({ text, style }: Part, anchor: 'start' | 'middle' | 'end', line_dots: number, look: Look = {}): void {
    const x = { start: MARGIN_dots, middle: this.#width / 2, end: this.#right }[anchor];
    for (const line of wrapped(text, this.#inner, style, this.#measure(look.isFixed ?? false))) {
      this.#text({ ...style, text: line, x, baseline: this.#y + style.size_px, anchor }, look);
      this.#y += line_dots;
    }
  }

  /** Fixed words between `left` and the right margin, each script at its own side. */
  #note({ text, style }: Part, left: number, line_dots: number): void {
    const [anchor, x] = style.script === 'arabic' ? (['end', this.#right] as const) : (['start', left] as const);
    for (const line of wrapped(text, this.#right - left, style, fixedMeasure)) {
      const baseline = this.#y + style.size_px - 4;
      this.#text({ ...style, text: line, x, baseline, anchor }, { isFixed: true });
      this.#y += line_dots;
    }
  }

  #text(run: TextRun, { ink = 'black', isFixed = false }: Look = {}): void {
    this.#stamp(textStamp(run, ink, this.#measure(isFixed), isFixed));
  }

  #stamp({ bitmap, left, top, ink }: Stamp): void {
    this.#strokes.push((paper) => overlay(paper, bitmap, left, top, ink));
  }

  #fill(x: number, width: number, height: number): void {
    const y = this.#y;
    this.#strokes.push((paper) => fillRectangle(paper, x, y, width, height));
  }
}

/** Fixed: a word that every receipt has, so its picture is kept. */
type Look = { readonly ink?: Stamp['ink']; readonly isFixed?: boolean };
