import { timingSafeEqual } from 'node:crypto';
import type { CardAnswer } from '../os/card-os.ts';
import type { CardCommand } from '../os/command.ts';

/** Key reference of the application's own PIN (SP 800-73-4 part 1, table 4a). */
const APPLICATION_PIN = 0x80;
const PIN_bytes = 8;
const PIN_TRIES = 5;

/** VERIFY (part 2, 3.2.1): tries outlive power, being verified does not. */
export class Pin {
  readonly #padded: Uint8Array | undefined;
  #triesLeft: number;
  #verified = false;

  constructor(digits: string | undefined) {
    this.#padded = digits === undefined ? undefined : Buffer.from(digits.padEnd(PIN_bytes, '\xff'), 'latin1');
    this.#triesLeft = digits === undefined ? 0 : PIN_TRIES;
  }

  get verified(): boolean {
    return this.#verified;
  }

  forget(): void {
    this.#verified = false;
  }

  /** Without data it only tells how many tries are left: 63Cx, or 9000 when there is nothing to verify any more. */
  verify({ p1, p2, data }: CardCommand): CardAnswer {
    if (p2 !== APPLICATION_PIN) return { sw: 0x6a88 };
    if (p1 === 0xff && data.length === 0) {
      this.#verified = false;
      return { sw: 0x9000 };
    }
    if (p1 !== 0) return { sw: 0x6a86 };
    if (data.length === 0) return { sw: this.#verified ? 0x9000 : this.#statusOfTries() };
    if (this.#triesLeft === 0) return { sw: 0x6983 };
    // 3.2.1: a malformed PIN costs no try.
    if (data.length !== PIN_bytes) return { sw: 0x6a80 };
    this.#verified = this.#padded !== undefined && timingSafeEqual(this.#padded, data);
    this.#triesLeft = this.#verified ? PIN_TRIES : this.#triesLeft - 1;
    return { sw: this.#verified ? 0x9000 : this.#statusOfTries() };
  }

  #statusOfTries(): number {
    return this.#triesLeft === 0 ? 0x6983 : 0x63c0 | this.#triesLeft;
  }
}
