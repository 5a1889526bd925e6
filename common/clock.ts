/**
 * Time is a port: production uses the system's, tests and the simulation a virtual one, so that no
 * test sleeps and a whole day of a kiosk runs in a second.
 */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. May jump: the operator or NTP can set it. */
  now_ms(): number;
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonic_ms(): number;
  /** Calls `callback` once after `delay_ms`; the returned function cancels it (idempotent). */
  after(delay_ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now_ms: () => Date.now(),
  monotonic_ms: () => performance.now(),
  after(delay_ms, callback) {
    const timer = setTimeout(callback, delay_ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `delay_ms`, or at once (without rejecting) when `signal` aborts. */
export function sleep(clock: Clock, delay_ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => {
      cancel();
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const cancel = clock.after(delay_ms, finish);
    signal?.addEventListener('abort', finish);
  });
}

type Due = { at_ms: number; order: number; callback: () => void };

/** A clock that moves only when told to. */
export class VirtualClock implements Clock {
  #offset_ms: number;
  #elapsed_ms = 0;
  #order = 0;
  #due: Due[] = [];

  constructor(start: Date = new Date('2026-11-24T08:00:00Z')) {
    this.#offset_ms = start.getTime();
  }

  now_ms(): number {
    return this.#offset_ms + this.#elapsed_ms;
  }

  monotonic_ms(): number {
    return this.#elapsed_ms;
  }

  /** Sets the wall clock, as an operator or NTP would; timers are not moved by it. */
  set(now: Date): void {
    this.#offset_ms = now.getTime() - this.#elapsed_ms;
  }

  after(delay_ms: number, callback: () => void): () => void {
    const due: Due = { at_ms: this.#elapsed_ms + Math.max(0, delay_ms), order: this.#order++, callback };
    this.#due.push(due);
    return () => {
      const index = this.#due.indexOf(due);
      if (index >= 0) this.#due.splice(index, 1);
    };
  }

  /** Runs everything that falls due within `duration_ms`, letting promises settle in between. */
  async advance(duration_ms: number): Promise<void> {
    const until_ms = this.#elapsed_ms + duration_ms;
    await settle();
    for (;;) {
      const next = this.#next();
      if (!next || next.at_ms > until_ms) break;
      this.#elapsed_ms = Math.max(this.#elapsed_ms, next.at_ms);
      this.#due.splice(this.#due.indexOf(next), 1);
      next.callback();
      await settle();
    }
    this.#elapsed_ms = until_ms;
  }

  #next(): Due | undefined {
    let best: Due | undefined;
    for (const due of this.#due) {
      if (!best || due.at_ms < best.at_ms || (due.at_ms === best.at_ms && due.order < best.order)) best = due;
    }
    return best;
  }
}

/** Lets chains of promises run to their end: one macrotask lets all microtasks drain. */
async function settle(): Promise<void> {
  for (let round = 0; round < 3; round++) await new Promise<void>((resolve) => setImmediate(resolve));
}
