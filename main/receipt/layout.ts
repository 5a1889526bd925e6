/**
 * The receipt, top to bottom, at 8 dots a millimetre: laid out by a text engine, drawn, and set to one bit. It grows with its
 * content; nothing is ever cut off (wrap.ts has the rule).
 */
import { Resvg } from '@resvg/resvg-js';
import {
  createMeasure,
  decimal,
  encodeSymbol,
  type MeasureText,
  renderOptions,
  type Script,
  seal,
  svgDocument,
  type TextRun,
  type TextStyle,
  textElement,
} from '../drawing/index.ts';
import { type Bitmap, drawModules, type PlacedSymbol, stacked, thresholded } from './bitmap.ts';
import { clothEdge } from './cloth.ts';
import type { ReceiptData } from './data.ts';
import {
  brandWords,
  documentWords,
  issuerWords,
  kindWords,
  labels,
  reasonWords,
  scanWords,
  type Words,
} from './words.ts';
import { oneLineStyle, wrapped } from './wrap.ts';

const MARGIN_dots = 24;
/** 3 mm: what can still be read at arm's length. */
const SMALLEST_dots = 24;
const QR_SIDE_dots = 232;
const QR_GAP_dots = 32;
/** White below the lower edge, so that the knife misses it. */
const TAIL_dots = 24;

/** A receipt as dots; the width is the head's. */
export function layoutReceipt(data: ReceiptData, { width_dots }: { width_dots: number }): Bitmap {
  const { svg, height_dots, symbol } = receiptSvg(data, width_dots);
  const drawn = new Resvg(svg, renderOptions(usedFaces)).render();
  const body = thresholded(width_dots, height_dots, drawn.pixels);
  drawModules(body, symbol);
  const edge = clothEdge(width_dots);
  const tail = { width_dots, height_dots: TAIL_dots, raster: new Uint8Array(Math.ceil(width_dots / 8) * TAIL_dots) };
  return stacked(width_dots, [edge, body, edge, tail]);
}

const usedFaces = (['latin', 'arabic'] as const).flatMap((script) =>
  ([500, 600, 700] as const).map((weight) => ({ script, weight })),
);

/** The part between the woven edges, as text for the renderer. */
function receiptSvg(data: ReceiptData, width_dots: number): { svg: string; height_dots: number; symbol: PlacedSymbol } {
  const page = new Page(width_dots, createMeasure());
  header(page);
  page.bar(kindWords[data.kind]);
  page.pair(documentWords[data.documentType], style(40, 700), 14);
  page.pair(reasonWords[data.reason], style(28, 500), 2);
  page.pair(data.nameMasked, style(34, 700), 4);
  page.gap(12);
  page.rule();
  const paid = data.fee.paid ? labels.feePaid : labels.feeDue;
  page.row(labels.number, data.numberMasked);
  page.row(labels.validUntil, dottedDate(data.validUntil));
  page.row(paid, `${data.fee.currency} ${data.fee.amount}`);
  page.row(labels[data.kind], dottedTime(data.endedAt));
  page.row(labels.machine, data.machineId);
  page.reference(labels.reference, data.reference);
  const symbol = page.scan(data.verifyUrl, scanWords);
  page.help(labels.help, data.helpPhone);
  return { ...page.finish(), symbol };
}

function header(page: Page): void {
  page.crest();
  page.beside(
    { text: brandWords.ar, style: { script: 'arabic', ...style(46, 700) } },
    { text: brandWords.en, style: { script: 'latin', ...style(38, 600) } },
    16,
    58,
  );
  page.beside(
    { text: `${issuerWords.en}  ·`, style: { script: 'latin', ...style(25, 500) } },
    { text: issuerWords.ar, style: { script: 'arabic', ...style(25, 500) } },
    12,
    42,
  );
  page.gap(20);
}

type Size = Pick<TextStyle, 'size_px' | 'weight'>;
const style = (size_px: number, weight: TextStyle['weight']): Size => ({ size_px, weight });
type Part = { readonly text: string; readonly style: TextStyle };

/** A sheet that is written from the top; every method moves `#y` down by what it used. */
class Page {
  readonly #width: number;
  readonly #measure: MeasureText;
  #body = '';
  #y = 0;

  constructor(width: number, measure: MeasureText) {
    this.#width = width;
    this.#measure = measure;
  }

  finish(): { svg: string; height_dots: number } {
    const height_dots = Math.ceil(this.#y);
    const region = { x: 0, y: 0, width: this.#width, height: height_dots };
    return {
      svg: svgDocument(region, `<rect width="${this.#width}" height="${height_dots}" fill="#fff"/>${this.#body}`),
      height_dots,
    };
  }

  gap(dots: number): void {
    this.#y += dots;
  }

  crest(): void {
    const size = 128;
    this.#body += seal(
      { x: (this.#width - size) / 2, y: this.#y + 18, size },
      { line: '#000', ground: '#fff', slot: '#000' },
    );
    this.#y += 18 + size;
  }

  /** Two texts in the middle, the first left of the second. */
  beside(left: Part, right: Part, gap: number, height: number): void {
    const widths = [left, right].map(({ text, style: one }) => this.#measure(text, one)) as [number, number];
    const x = (this.#width - widths[0] - gap - widths[1]) / 2;
    this.#text({ ...left.style, text: left.text, x, baseline: this.#y + height - 2 });
    this.#text({ ...right.style, text: right.text, x: x + widths[0] + gap, baseline: this.#y + height - 2 });
    this.#y += height;
  }

  /** White on black from edge to edge, as high as its words need. */
  bar(words: Words): void {
    const top = this.#y;
    const above = this.#body;
    this.#body = '';
    this.pair(words, style(36, 700), 12, '#fff');
    this.#y = Math.round(this.#y + 11.4);
    const ground = `<rect x="0" y="${decimal(top)}" width="${this.#width}" height="${decimal(this.#y - top)}" fill="#000"/>`;
    this.#body = above + ground + this.#body;
  }

  /** Latin left, Arabic right, on one line; one under the other when they do not fit side by side. */
  pair(words: Words, size: Size, before: number, fill = '#000'): void {
    this.#y += before;
    const gap = MARGIN_dots;
    const latin = { text: words.en, style: { script: 'latin', ...size } } as const;
    const arabic = { text: words.ar, style: { script: 'arabic', ...size } } as const;
    const line_dots = size.size_px * 1.35;
    const styles = oneLineStyle([latin, arabic], this.#inner - gap, SMALLEST_dots, this.#measure);
    if (styles?.[0] && styles[1]) {
      const baseline = this.#y + size.size_px;
      this.#text({ ...styles[0], text: words.en, x: MARGIN_dots, baseline, fill });
      this.#text({ ...styles[1], text: words.ar, x: this.#right, baseline, anchor: 'end', fill });
      this.#y += line_dots;
      return;
    }
    this.#lines(latin, 'start', line_dots, fill);
    this.#lines(arabic, 'end', line_dots, fill);
  }

  rule(): void {
    this.#body += `<rect x="${MARGIN_dots}" y="${decimal(this.#y)}" width="${this.#inner}" height="4" fill="#000"/>`;
    this.#y += 4;
  }

  /** What it is in both languages, and the value between them; the value below when there is no room. */
  row(label: Words, value: string): void {
    const size = style(25, 500);
    const sides = Math.max(
      this.#measure(label.en, { script: 'latin', ...size }),
      this.#measure(label.ar, { script: 'arabic', ...size }),
    );
    const part = { text: value, style: { script: 'latin', ...style(29, 700) } } as const;
    const between = this.#inner - 2 * (sides + 12);
    const fitting = oneLineStyle([part], between, SMALLEST_dots, this.#measure)?.[0];
    this.#sides(label, size, this.#y + 43);
    if (fitting) {
      this.#text({ ...fitting, text: value, x: this.#width / 2, baseline: this.#y + 43, anchor: 'middle' });
      this.#y += 62;
    } else {
      this.#y += 52;
      this.#lines(part, 'middle', 38);
      this.#y += 10;
    }
    const dash = 'stroke="#000" stroke-width="2" stroke-dasharray="6 4"';
    this.#body += `<path d="M${MARGIN_dots} ${decimal(this.#y + 1)}H${this.#right}" ${dash}/>`;
    this.#y += 2;
  }

  reference(label: Words, value: string): void {
    this.#y += 24;
    const top = this.#y;
    this.beside(
      { text: label.en, style: { script: 'latin', ...style(24, 500) } },
      { text: label.ar, style: { script: 'arabic', ...style(24, 500) } },
      18,
      44,
    );
    const part = { text: value, style: { script: 'latin', ...style(50, 700), tracking_em: 0.03 } } as const;
    const fitting = oneLineStyle([part], this.#inner - 32, 30, this.#measure)?.[0];
    if (fitting) {
      this.#text({ ...fitting, text: value, x: this.#width / 2, baseline: this.#y + 54, anchor: 'middle' });
      this.#y += 78;
    } else {
      this.#lines({ ...part, style: { ...part.style, size_px: 30 } }, 'middle', 42);
      this.#y += 20;
    }
    const frame = `x="${MARGIN_dots + 2}" y="${decimal(top + 2)}" width="${this.#inner - 4}" height="${decimal(this.#y - top - 4)}"`;
    this.#body += `<rect ${frame} rx="14" fill="none" stroke="#000" stroke-width="4"/>`;
    this.#y += 30;
  }

  /** The QR code at the left, what it is for beside it. Its modules are whole dots, drawn after the texts. */
  scan(url: string, words: Words): PlacedSymbol {
    const modules = encodeSymbol('qrcode', url, 'eclevel=M');
    if (!modules) throw new Error('the address is more than a QR code holds');
    const module_dots = Math.max(3, Math.floor(QR_SIDE_dots / modules.columns));
    const side = module_dots * modules.columns;
    const symbol = { modules, x: MARGIN_dots + 8, y: Math.round(this.#y), module_dots };
    const x = symbol.x + side + QR_GAP_dots;
    const width = this.#right - x;
    const top = this.#y;
    const place = (text: string, script: Script, size: Size, line_dots: number): void => {
      for (const line of wrapped(text, width, { script, ...size }, this.#measure)) {
        const anchor = script === 'arabic' ? 'end' : 'start';
        this.#text({
          script,
          ...size,
          text: line,
          x: anchor === 'end' ? this.#right : x,
          baseline: this.#y + size.size_px - 4,
          anchor,
        });
        this.#y += line_dots;
      }
    };
    place(words.en, 'latin', style(27, 500), 36);
    this.#y += 14;
    place(words.ar, 'arabic', style(28, 500), 40);
    this.#y = Math.max(this.#y, top + side) + 32;
    return symbol;
  }

  help(label: Words, phone: string): void {
    this.rule();
    const part = { text: phone, style: { script: 'latin', ...style(38, 700) } } as const;
    const fitting = oneLineStyle([part], this.#inner - 240, 26, this.#measure)?.[0];
    this.#sides(label, style(26, 500), this.#y + 54);
    if (fitting) {
      this.#text({ ...fitting, text: phone, x: this.#width / 2, baseline: this.#y + 56, anchor: 'middle' });
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

  #sides(words: Words, size: Size, baseline: number): void {
    this.#text({ script: 'latin', ...size, text: words.en, x: MARGIN_dots, baseline });
    this.#text({ script: 'arabic', ...size, text: words.ar, x: this.#right, baseline, anchor: 'end' });
  }

  #lines({ text, style: one }: Part, anchor: 'start' | 'middle' | 'end', line_dots: number, fill = '#000'): void {
    const x = { start: MARGIN_dots, middle: this.#width / 2, end: this.#right }[anchor];
    for (const line of wrapped(text, this.#inner, one, this.#measure)) {
      this.#text({ ...one, text: line, x, baseline: this.#y + one.size_px, anchor, fill });
      this.#y += line_dots;
    }
  }

  #text(run: TextRun): void {
    this.#body += textElement(run);
  }
}

/** `2035-11-22` as `22.11.2035`. */
function dottedDate(date: string): string {
  return date.split('-').reverse().join('.');
}

/** `2025-11-23T14:07` as `23.11.2025 14:07`. */
function dottedTime(moment: string): string {
  const [date = '', time = ''] = moment.split('T');
  return `${dottedDate(date)} ${time}`;
}
