/** What stands in the printer's line buffer and how it looks, before it becomes rows of dots under the head. */
import { DEFAULT_LINE_SPACING_dots, type Image, type Order, type Style } from './order.ts';
import { CELL, characterOf, dotOf, isRule } from './typeface.ts';

type FullStyle = Required<Style>;
type Sign = { readonly x: number; readonly byte: number; readonly style: FullStyle };
/** A picture in the line, by ESC *. */
type Inset = { readonly x: number; readonly image: Image };

/** Rows of dots, and the text that they show where it is text. */
export type Print = { readonly rows: readonly Uint8Array[]; readonly text?: string };

export class Page {
  readonly #width_dots: number;
  #style: FullStyle;
  #signs: Sign[] = [];
  #insets: Inset[] = [];
  #x = 0;
  #stored: Image | undefined;

  constructor(width_dots: number) {
    this.#width_dots = width_dots;
    this.#style = this.#plain();
  }

  /** What `order` puts under the head; nothing for what only changes what comes later. */
  take(order: Order): Print | undefined {
    switch (order.do) {
      case 'init':
        this.#style = this.#plain();
        this.#startLine();
        this.#stored = undefined;
        return undefined;
      case 'style':
        this.#style = { ...this.#style, ...order.style };
        return undefined;
      case 'position':
        this.#x = Math.max(0, order.dots + (order.from === 'here' ? this.#x : 0));
        return undefined;
      case 'text':
        return this.#text(order.bytes);
      case 'columns':
        this.#insets.push({ x: this.#x, image: order.image });
        this.#x += order.image.width_bytes * 8 * order.image.scaleX;
        return undefined;
      case 'lineFeed':
        return this.#line(this.#style.lineSpacing_dots);
      case 'feed':
        return this.#line(order.dots);
      case 'feedLines':
        return this.#line(order.lines * this.#style.lineSpacing_dots);
      case 'image':
        return { rows: this.#image(order) };
      case 'store':
        this.#stored = order.image;
        return undefined;
      case 'printStored':
        return this.#stored && { rows: this.#image(this.#stored) };
      default:
        return undefined;
    }
  }

  #plain(): FullStyle {
    return {
      align: 'left',
      scaleX: 1,
      scaleY: 1,
      bold: false,
      underline: false,
      reverse: false,
      lineSpacing_dots: DEFAULT_LINE_SPACING_dots,
      margin_dots: 0,
      width_dots: this.#width_dots,
    };
  }

  #area(): number {
    return Math.min(this.#style.width_dots, this.#width_dots - this.#style.margin_dots);
  }

  /** Signs that find no room begin a new line. */
  #text(bytes: Uint8Array): Print | undefined {
    const rows: Uint8Array[] = [];
    const texts: string[] = [];
    for (const byte of bytes) {
      const width = CELL.width_dots * this.#style.scaleX;
      if (this.#x + width > this.#area() && this.#signs.length > 0) {
        const full = this.#line(this.#style.lineSpacing_dots);
        rows.push(...full.rows);
        texts.push(full.text ?? '');
      }
      this.#signs.push({ x: this.#x, byte, style: this.#style });
      this.#x += width;
    }
    return rows.length > 0 ? { rows, text: texts.join('\n') } : undefined;
  }

  #line(advance_dots: number): Print {
    const [signs, insets] = [this.#signs, this.#insets];
    const end = Math.max(
      0,
      ...signs.map(({ x, style }) => x + CELL.width_dots * style.scaleX),
      ...insets.map(({ x, image }) => x + image.width_bytes * 8 * image.scaleX),
    );
    const height = Math.max(
      0,
      ...signs.map(({ style }) => CELL.height_dots * style.scaleY),
      ...insets.map(({ image }) => image.lines * image.scaleY),
    );
    const left = this.#style.margin_dots + this.#aligned(end);
    const rows = emptyRows(Math.max(height, advance_dots), this.#width_dots);
    for (const sign of signs) drawSign(rows, sign, left, height);
    for (const { x, image } of insets) drawImage(rows, image, left + x);
    this.#startLine();
    return { rows, text: textOf(signs, left) };
  }

  #startLine(): void {
    this.#signs = [];
    this.#insets = [];
    this.#x = 0;
  }

  #image(image: Image): Uint8Array[] {
    const left = this.#style.margin_dots + this.#aligned(image.width_bytes * 8 * image.scaleX);
    const rows = emptyRows(image.lines * image.scaleY, this.#width_dots);
    drawImage(rows, image, left);
    return rows;
  }

  #aligned(width_dots: number): number {
    const room = Math.max(0, this.#area() - width_dots);
    return { left: 0, center: Math.floor(room / 2), right: room }[this.#style.align];
  }
}

function emptyRows(count: number, width_dots: number): Uint8Array[] {
  return Array.from({ length: count }, () => new Uint8Array(Math.ceil(width_dots / 8)));
}

/** A dot beside the head is none. */
function blacken(row: Uint8Array, x: number): void {
  const at = x >> 3;
  if (x >= 0 && at < row.length) row[at] = (row[at] ?? 0) | (0x80 >> (x & 7));
}

function drawImage(rows: readonly Uint8Array[], image: Image, left: number): void {
  const { width_bytes, lines, data, scaleX, scaleY } = image;
  for (let y = 0; y < lines * scaleY; y++) {
    const row = rows[y];
    if (!row) return;
    const from = Math.floor(y / scaleY) * width_bytes;
    if (left === 0 && scaleX === 1) {
      row.set(data.subarray(from, from + Math.min(width_bytes, row.length)));
      continue;
    }
    for (let x = 0; x < width_bytes * 8 * scaleX; x++) {
      const dot = Math.floor(x / scaleX);
      if (((data[from + (dot >> 3)] ?? 0) & (0x80 >> (dot & 7))) !== 0) blacken(row, left + x);
    }
  }
}

/** Signs of a line stand on one base line. */
function drawSign(rows: readonly Uint8Array[], { x, byte, style }: Sign, left: number, height: number): void {
  const { scaleX, scaleY, bold, underline, reverse } = style;
  const top = height - CELL.height_dots * scaleY;
  for (let dy = 0; dy < CELL.height_dots * scaleY; dy++) {
    const row = rows[top + dy];
    if (!row) continue;
    for (let dx = 0; dx < CELL.width_dots * scaleX; dx++) {
      const [cellX, cellY] = [Math.floor(dx / scaleX), Math.floor(dy / scaleY)];
      const isInk =
        dotOf(byte, cellX, cellY) ||
        (bold && dotOf(byte, cellX - 1, cellY)) ||
        (underline && dy >= CELL.height_dots * scaleY - 2);
      if (isInk !== reverse) blacken(row, left + x + dx);
    }
  }
}

/** One character a column, as a fixed-width printer would be read. */
function textOf(signs: readonly Sign[], left: number): string {
  const characters: string[] = [];
  for (const { x, byte, style } of signs) {
    const column = Math.round((left + x) / CELL.width_dots);
    characters[column] = characterOf(byte);
    if (isRule(byte)) for (let i = 1; i < style.scaleX; i++) characters[column + i] = '-';
  }
  return Array.from(characters, (character) => character ?? ' ')
    .join('')
    .trimEnd();
}
