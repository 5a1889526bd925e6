/** Virtual time of a whole world: one queue of what is due, in an order that depends on nothing but the world itself. */
import type { Clock } from '../../common/clock.ts';

type Due = { readonly at_ms: number; readonly order: number; callback: (() => void) | undefined };

/** 2026-11-24T05:00Z, eight in the morning in Kuwait. */
const START_ms = Date.UTC(2026, 10, 24, 5);

export class WorldTime implements Clock {
  #elapsed_ms = 0;
  #order = 0;
  /** A binary heap, the next due first. */
  readonly #heap: Due[] = [];

  now_ms(): number {
    return START_ms + this.#elapsed_ms;
  }

  monotonic_ms(): number {
    return this.#elapsed_ms;
  }

  after(delay_ms: number, callback: () => void): () => void {
    const due: Due = { at_ms: this.#elapsed_ms + Math.max(0, delay_ms), order: this.#order++, callback };
    this.#push(due);
    return () => {
      due.callback = undefined;
    };
  }

  /** Time goes on and nothing is called meanwhile, as in a program that waits for its disk; what came due is called after. */
  stall(for_ms: number): void {
    this.#elapsed_ms += for_ms;
  }

  /** Goes to what is due next, if that is before `until_ms`, and runs it. False when there is nothing. */
  step(until_ms: number): boolean {
    for (;;) {
      const next = this.#heap[0];
      if (!next || next.at_ms > until_ms) return false;
      this.#pop();
      const { callback } = next;
      if (!callback) continue;
      this.#elapsed_ms = Math.max(this.#elapsed_ms, next.at_ms);
      next.callback = undefined;
      callback();
      return true;
    }
  }

  #push(due: Due): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(due);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(due, heap[parent] as Due)) break;
      heap[index] = heap[parent] as Due;
      index = parent;
    }
    heap[index] = due;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right] as Due, heap[left] as Due) ? right : left;
      if (!isBefore(heap[child] as Due, last)) break;
      heap[index] = heap[child] as Due;
      index = child;
    }
    heap[index] = last;
  }
}

/**
 * Lets time pass, one thing at a time and every promise at rest in between, until `isDone`; false when that does not come
 * to be. `check` is called between any two things, and may throw.
 */
export async function passTime(
  time: WorldTime,
  within_ms: number,
  isDone: () => boolean,
  check: () => void,
): Promise<boolean> {
  const until_ms = time.monotonic_ms() + within_ms;
  for (let steps = 1; ; steps++) {
    await (steps % STEPS_AT_A_STRETCH === 0 ? rest() : microtasksDone());
    check();
    if (isDone()) return true;
    if (!time.step(until_ms)) return false;
  }
}

/** Then whoever wants to stop this thread is heard. */
const STEPS_AT_A_STRETCH = 64;

/** Node runs all microtasks before what was put off to the next tick, and goes nowhere else in between. */
function microtasksDone(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** All microtasks run before the next macrotask does. */
export function rest(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(a: Due, b: Due): boolean {
  return a.at_ms < b.at_ms || (a.at_ms === b.at_ms && a.order < b.order);
}

/** A program's own clock: its wall clock may be set, and when the program dies nothing of it is ever called again. */
export class ProgramClock implements Clock {
  readonly #time: WorldTime;
  readonly #started_ms: number;
  readonly #deviation: { ms: number };
  #alive = true;

  /** `deviation`: of the machine's wall clock, shared by all programs that ever run on it. */
  constructor(time: WorldTime, deviation: { ms: number }) {
    this.#time = time;
    this.#started_ms = time.monotonic_ms();
    this.#deviation = deviation;
  }

  now_ms(): number {
    return this.#time.now_ms() + this.#deviation.ms;
  }

  monotonic_ms(): number {
    return this.#time.monotonic_ms() - this.#started_ms;
  }

  after(delay_ms: number, callback: () => void): () => void {
    return this.#time.after(delay_ms, () => {
      if (this.#alive) callback();
    });
  }

  die(): void {
    this.#alive = false;
  }
}
