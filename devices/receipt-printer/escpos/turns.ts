/** Commands of one device: one at a time in the order in which they were given, each with a limit and one completion. */
import type { Clock } from '../../../common/clock.ts';
import { err } from '../../../common/result.ts';
import { type CommandOptions, type Completion, deviceError } from '../../contract/index.ts';

export class Turns {
  readonly #clock: Clock;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get areIdle(): boolean {
    return this.#waiting === 0;
  }

  /** Waits for its turn; `usual_ms` is the limit of the work itself where the command brings none. */
  take<T>(options: CommandOptions, usual_ms: number, work: (signal: AbortSignal) => Completion<T>): Completion<T> {
    this.#waiting += 1;
    const turn = this.#tail.then(() => this.#limited(options, usual_ms, work));
    this.#tail = turn.catch(() => undefined);
    return turn.finally(() => {
      this.#waiting -= 1;
    });
  }

  /** Resolves when everything that was given until now has ended. */
  async ended(): Promise<void> {
    await this.#tail;
  }

  async #limited<T>(
    { signal, timeout_ms }: CommandOptions,
    usual_ms: number,
    work: (signal: AbortSignal) => Completion<T>,
  ): Completion<T> {
    if (signal?.aborted) return err(deviceError('canceled', 'canceled before it was sent'));
    const controller = new AbortController();
    let isLate = false;
    const cancel = this.#clock.after(timeout_ms ?? usual_ms, () => {
      isLate = true;
      controller.abort();
    });
    const onAbort = () => controller.abort();
    signal?.addEventListener('abort', onAbort);
    try {
      const result = await work(controller.signal);
      return !result.ok && isLate && result.error.completionCode === 'canceled'
        ? err({ ...result.error, completionCode: 'timeOut' })
        : result;
    } finally {
      cancel();
      signal?.removeEventListener('abort', onAbort);
    }
  }
}
