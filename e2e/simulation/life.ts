/** One run of a kiosk's program, from its start to its stop or its death. */
import type { ProgramClock } from './time.ts';

export type Fall = { readonly how: 'kill' | 'power'; readonly down_ms: number };

export class Life {
  readonly clock: ProgramClock;
  /** Places passed so far where the power might have gone. */
  points = 0;
  #alive = true;
  #pointsLeft: number | undefined;
  #fall: Fall | undefined;
  readonly #onDeath: (fall: Fall) => void;
  /** While a technician works nothing falls: what was written and what was done are one act. */
  isHeld = false;

  constructor(clock: ProgramClock, onDeath: (fall: Fall) => void) {
    this.clock = clock;
    this.#onDeath = onDeath;
  }

  get alive(): boolean {
    return this.#alive;
  }

  get isDoomed(): boolean {
    return this.#pointsLeft !== undefined;
  }

  /** Lets the program die at the `after`-th point from now. */
  dieAfter(after: number, fall: Fall): void {
    this.#pointsLeft = after;
    this.#fall = fall;
  }

  /** A place where the power may go. False when it just did, or has before. */
  passes(): boolean {
    if (!this.#alive || this.isHeld) return this.#alive;
    this.points += 1;
    if (this.#pointsLeft === undefined) return true;
    this.#pointsLeft -= 1;
    if (this.#pointsLeft >= 0) return true;
    const fall = this.#fall;
    this.die();
    if (fall) this.#onDeath(fall);
    return false;
  }

  die(): void {
    this.#alive = false;
    this.#pointsLeft = undefined;
    this.clock.die();
  }
}

/** What a program hears that is no more. */
export function never<T>(): Promise<T> {
  return new Promise(() => {});
}
