import { type Clock, sleep } from '../../common/clock.ts';
import { type Err, err } from '../../common/result.ts';
import {
  type CommandOptions,
  type CompletionCode,
  type DeviceError,
  deviceError,
  type ErrorCode,
} from '../contract/index.ts';

/** Why a line brought no answer, or, `refused`, one that is an error of the other end's own. */
type LineFailureKind = 'unreachable' | 'cut' | 'late' | 'garbled' | 'refused' | 'aborted';

const codes = {
  unreachable: 'deviceNotReady',
  cut: 'deviceNotReady',
  late: 'timeOut',
  garbled: 'hardwareError',
  refused: 'hardwareError',
  aborted: 'canceled',
} as const satisfies Record<LineFailureKind, CompletionCode | ErrorCode>;

/** What a command ends in that a failure of its line has stopped. */
export function codeOfFailure(kind: LineFailureKind): CompletionCode | ErrorCode {
  return codes[kind];
}

/** One command on its way: its time limit, its cancellation, and whether the device may have begun to do it. */
export class Run {
  /** True while an order may have reached the device and its end is not known. */
  acted = false;
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  readonly #release: () => void;
  #ended: 'canceled' | 'timeOut' | undefined;

  constructor(clock: Clock, timeout_ms: number, signal?: CommandOptions['signal']) {
    this.#clock = clock;
    const cancelTimer = clock.after(timeout_ms, () => this.#end('timeOut'));
    const onAbort = () => this.#end('canceled');
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    this.#release = () => {
      cancelTimer();
      signal?.removeEventListener('abort', onAbort);
    };
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get over(): boolean {
    return this.#ended !== undefined;
  }

  pause(duration_ms: number): Promise<void> {
    return sleep(this.#clock, duration_ms, this.signal);
  }

  /** To be called once the command has its completion. */
  release(): void {
    this.#release();
  }

  fail(
    code: CompletionCode | ErrorCode,
    words: string,
    rest: Partial<Pick<DeviceError, 'effect' | 'action'>> = {},
  ): Err<DeviceError> {
    const effect = rest.effect ?? (this.acted ? 'unknown' : 'none');
    return err(deviceError(this.#ended ?? code, words, { ...rest, effect }));
  }

  failBy(failure: { readonly kind: LineFailureKind; readonly words: string }): Err<DeviceError> {
    return this.fail(codeOfFailure(failure.kind), failure.words);
  }

  #end(reason: 'canceled' | 'timeOut'): void {
    this.#ended ??= reason;
    this.#controller.abort();
  }
}
