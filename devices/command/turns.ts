import type { Clock } from '../../common/clock.ts';
import { err } from '../../common/result.ts';
import { type CommandOptions, type Completion, deviceError } from '../contract/index.ts';
import { Run } from './run.ts';

/** More waiting commands than this is a mistake of the caller. */
const MAX_WAITING = 16;

/** What differs from driver to driver. */
type Habits = {
  /** At the device, while no command is given. */
  look(signal: AbortSignal): Promise<void>;
  /** Until the next look, asked anew after each command and each look. */
  interval_ms(): number;
  /** What becomes of commands that still wait when the device is closed. */
  readonly whenClosed: 'refuse' | 'finish';
};

/**
 * The commands of one open device, one at a time in the order in which they came. Looks at the device happen in between
 * and make way for a command at once.
 */
export class Turns {
  readonly #clock: Clock;
  readonly #habits: Habits;
  #isOpen = false;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #look: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  #cancelNext: (() => void) | undefined;

  constructor(clock: Clock, habits: Habits) {
    this.#clock = clock;
    this.#habits = habits;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Looks at once. */
  open(): void {
    if (this.#isOpen) return;
    this.#isOpen = true;
    this.#scheduleLook(0);
  }

  /** No look begins any more, no command is taken any more; what is under way goes on. */
  stop(): void {
    this.#isOpen = false;
    this.#cancelNext?.();
  }

  /** Stops a look in progress and waits for everything to end. */
  async drain(): Promise<void> {
    this.#look?.abort.abort();
    await this.#look?.done.catch(() => undefined);
    await this.#tail;
  }

  /** `usual_ms` is the limit where the command brings none; it begins with the command's turn. */
  async command<T>(options: CommandOptions, usual_ms: number, work: (run: Run) => Completion<T>): Completion<T> {
    if (!this.#isOpen) return err(deviceError('deviceNotReady', 'not open'));
    if (this.#waiting >= MAX_WAITING) return err(deviceError('deviceNotReady', 'too many commands wait'));
    this.#waiting += 1;
    this.#look?.abort.abort();
    const look = this.#look?.done;
    const turn = this.#tail
      .then(() => look)
      .then(() => this.#run(options, usual_ms, work))
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #run<T>(
    { signal, timeout_ms }: CommandOptions,
    usual_ms: number,
    work: (run: Run) => Completion<T>,
  ): Completion<T> {
    const run = new Run(this.#clock, timeout_ms ?? usual_ms, signal);
    try {
      if (!this.#isOpen && this.#habits.whenClosed === 'refuse') return run.fail('deviceNotReady', 'closed');
      return run.over ? run.fail('canceled', 'canceled before it was sent') : await work(run);
    } finally {
      run.release();
      this.#scheduleLook(this.#habits.interval_ms());
    }
  }

  get #isIdle(): boolean {
    return this.#waiting === 0 && this.#look === undefined;
  }

  #scheduleLook(delay_ms: number): void {
    this.#cancelNext?.();
    this.#cancelNext = this.#isOpen ? this.#clock.after(delay_ms, () => void this.#tick()) : undefined;
  }

  /** Commands look for themselves; this looks while there are none. */
  async #tick(): Promise<void> {
    if (!this.#isOpen || !this.#isIdle) return;
    const abort = new AbortController();
    const done = this.#habits.look(abort.signal).finally(() => {
      this.#look = undefined;
    });
    this.#look = { abort, done };
    await done;
    if (this.#isIdle) this.#scheduleLook(this.#habits.interval_ms());
  }
}
