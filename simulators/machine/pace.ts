import { type Clock, sleep } from '../../common/clock.ts';

/** How fast simulated machinery runs: 1 is real speed, 20 is twenty times as fast, changeable while it runs. */
export class Pace {
  #clock: Clock;
  #factor: number;

  constructor(clock: Clock, factor = 1) {
    this.#clock = clock;
    this.#factor = factor;
  }

  get factor(): number {
    return this.#factor;
  }

  setFactor(factor: number): void {
    if (!(factor > 0 && factor <= 1000)) throw new RangeError('pace must be above 0 and at most 1000');
    this.#factor = factor;
  }

  /** Waits as long as the machine would take for `duration_ms` of its own time. */
  wait(duration_ms: number, signal?: AbortSignal): Promise<void> {
    return sleep(this.#clock, duration_ms / this.#factor, signal);
  }
}
