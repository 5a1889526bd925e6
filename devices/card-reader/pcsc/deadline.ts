import type { Clock } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import { type CommandOptions, type DeviceError, deviceError } from '../../contract/index.ts';

/** The limit of one command: its time and its caller's wish to stop. `end` must be called. */
export class Deadline {
  readonly #over: Promise<DeviceError>;
  #error: DeviceError | undefined;
  #release: () => void = () => {};

  constructor(clock: Clock, options: CommandOptions, default_ms: number) {
    const limit_ms = options.timeout_ms ?? default_ms;
    const { signal } = options;
    this.#over = new Promise((resolve) => {
      const finish = (error: DeviceError) => {
        this.end();
        this.#error ??= error;
        resolve(this.#error);
      };
      const cancel = () => finish(deviceError('canceled', 'canceled by the caller', { effect: 'unknown' }));
      const stopClock = clock.after(limit_ms, () =>
        finish(deviceError('timeOut', `no end within ${limit_ms} ms`, { effect: 'unknown' })),
      );
      this.#release = () => {
        stopClock();
        signal?.removeEventListener('abort', cancel);
      };
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel);
    });
  }

  /** Why the command must stop, once it must. */
  get error(): DeviceError | undefined {
    return this.#error;
  }

  /** The work's value, or the deadline's error when that comes first. The work itself goes on. */
  async race<T>(work: Promise<T>): Promise<Result<T, DeviceError>> {
    if (this.#error) return err(this.#error);
    return Promise.race([work.then((value) => ok(value)), this.#over.then((error) => err(error))]);
  }

  end(): void {
    this.#release();
  }
}
