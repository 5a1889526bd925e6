import type { Intent } from './view.ts';

/** SP 800-73-4 part 1, 4.1. */
export const PIN_LENGTH = { least: 6, most: 8 } as const;
/** The longest that is typed anywhere. */
const MOST = PIN_LENGTH.most;
const ZERO = 0x30;

/**
 * What stands on the keypad's line: one place in memory for a whole session, overwritten as soon as it was used. Digits
 * never become part of a string here, but for the code that the service is asked about.
 */
export class TypedDigits {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  #length = 0;

  /** `memory`: where they are kept; of its own unless a test wants to look. */
  constructor(memory = new Uint8Array(MOST)) {
    this.#bytes = memory;
  }

  get length(): number {
    return this.#length;
  }

  /** `digit`: one of 0 to 9; what does not fit any more is dropped. */
  add(digit: string): void {
    if (this.#length >= MOST) return;
    this.#bytes[this.#length++] = ZERO + Number(digit);
  }

  removeLast(): void {
    if (this.#length > 0) this.#bytes[--this.#length] = 0;
  }

  wipe(): void {
    this.#bytes.fill(0);
    this.#length = 0;
  }

  /** The digit typed last; undefined when there is none. */
  get last(): string | undefined {
    return this.#length === 0 ? undefined : String((this.#bytes[this.#length - 1] ?? ZERO) - ZERO);
  }

  /** ASCII, for whoever asked: to be wiped there. */
  copy(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}

/** Which keys of the keypad do something, when so many digits were typed. */
export function keysAllowed(
  entered: number,
  length: { readonly least: number; readonly most: number },
): Intent['type'][] {
  const allowed: Intent['type'][] = [];
  if (entered < length.most) allowed.push('digit');
  if (entered >= length.least) allowed.push('submit-code');
  if (entered > 0) allowed.push('delete-digit', 'clear-digits');
  return allowed;
}
