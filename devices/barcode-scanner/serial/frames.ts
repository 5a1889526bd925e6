/** Cuts what a scanner sends into codes. Pure: bytes and the moment they came at in, frames out. */
import { BARCODE_LONGEST } from '../../contract/index.ts';

const suffixes = { cr: '\r', lf: '\n', crlf: '\r\n' } as const;
/** A scanner sends a code in one go; what hangs for longer is the rest of one that was lost, or noise. */
const GAP_ms = 500;
/** With its identifier, two bytes a sign and its suffix. */
const LONGEST_bytes = 2 * BARCODE_LONGEST + 16;

export type Frame =
  | { readonly kind: 'frame'; readonly bytes: Uint8Array }
  /** Longer than any code: thrown away up to its suffix. */
  | { readonly kind: 'tooLong' };

export class Frames {
  readonly #suffix: Buffer;
  #held = Buffer.alloc(0);
  #last_ms = 0;
  #isSkipping = false;

  constructor(suffix: keyof typeof suffixes) {
    this.#suffix = Buffer.from(suffixes[suffix], 'latin1');
  }

  push(data: Uint8Array, now_ms: number): readonly Frame[] {
    if (now_ms - this.#last_ms > GAP_ms) this.reset();
    this.#last_ms = now_ms;
    this.#held = Buffer.concat([this.#held, data]);
    const frames: Frame[] = [];
    for (let end = this.#end(); end >= 0; end = this.#end()) {
      const bytes = Uint8Array.from(this.#held.subarray(0, end));
      this.#held = this.#held.subarray(end + this.#suffix.length);
      if (this.#isSkipping || bytes.length > LONGEST_bytes) frames.push({ kind: 'tooLong' });
      else if (bytes.length > 0) frames.push({ kind: 'frame', bytes });
      this.#isSkipping = false;
    }
    if (this.#held.length > LONGEST_bytes) {
      this.#isSkipping = true;
      // Half of a suffix may have come.
      this.#held = this.#held.subarray(1 - this.#suffix.length || this.#held.length);
    }
    return frames;
  }

  /** Forgets what came of a code that is not whole. */
  reset(): void {
    this.#held = Buffer.alloc(0);
    this.#isSkipping = false;
  }

  #end(): number {
    return this.#held.indexOf(this.#suffix);
  }
}
