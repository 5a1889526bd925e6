import { PNG } from 'pngjs';

/** Paper as it comes out of the head: one row of dots after the other. */
export class Paper {
  readonly #width_dots: number;
  readonly #rows: Uint8Array[] = [];
  readonly #lines: string[] = [];

  constructor(width_dots: number) {
    this.#width_dots = width_dots;
  }

  get height_dots(): number {
    return this.#rows.length;
  }

  get text(): string {
    return this.#lines.join('\n');
  }

  /** Dots of a row, most significant bit left; what is wider than the head is not printed. */
  row(bits: Uint8Array): void {
    const row = new Uint8Array(Math.ceil(this.#width_dots / 8));
    row.set(bits.subarray(0, row.length));
    this.#rows.push(row);
  }

  /** The text that the next rows show. */
  note(text: string | undefined): void {
    if (text !== undefined) this.#lines.push(text);
  }

  /** Black on the paper's white. */
  png(): Uint8Array {
    const png = new PNG({ width: this.#width_dots, height: Math.max(1, this.height_dots), colorType: 0 });
    png.data.fill(0xff);
    for (const [y, row] of this.#rows.entries()) {
      for (let x = 0; x < this.#width_dots; x++) {
        if (((row[x >> 3] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
        png.data.fill(0, 4 * (y * this.#width_dots + x), 4 * (y * this.#width_dots + x) + 3);
      }
    }
    return Uint8Array.from(PNG.sync.write(png, { colorType: 0 }));
  }
}
