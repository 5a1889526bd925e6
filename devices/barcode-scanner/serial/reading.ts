import type { Clock } from '../../../common/clock.ts';
import type { Barcode } from '../../contract/index.ts';
import { linesOf } from './decode.ts';

/** The lines of one zone follow each other at once. */
const NEXT_LINE_ms = 300;

/** One reading: a code is whole as it comes, a zone when all its lines have come, be it in one go. */
export class Reading {
  readonly #clock: Clock;
  readonly #done: (whole: Barcode) => void;
  /** What came is none, or not all of it: the scanner thinks that it has done its work. */
  readonly #again: () => void;
  readonly #lines: Barcode[] = [];
  #cancelLate = () => {};

  constructor(clock: Clock, done: (whole: Barcode) => void, again: () => void) {
    this.#clock = clock;
    this.#done = done;
    this.#again = again;
  }

  /** Undefined: bytes that are no code. */
  take(came: Barcode | undefined): void {
    this.#cancelLate();
    if (!came) {
      this.#startOver();
      return;
    }
    if (this.#lines[0]?.text.length !== came.text.length) this.#lines.length = 0;
    this.#lines.push(came);
    const [{ symbology } = came] = this.#lines;
    if (this.#lines.length >= linesOf(came))
      this.#done({ symbology, text: this.#lines.map(({ text }) => text).join('\n') });
    else this.#cancelLate = this.#clock.after(NEXT_LINE_ms, () => this.#startOver());
  }

  stop(): void {
    this.#cancelLate();
  }

  #startOver(): void {
    this.#lines.length = 0;
    this.#again();
  }
}
