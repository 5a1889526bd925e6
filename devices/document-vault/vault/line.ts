/** One line to the vault: one request at a time, each answer matched by its number; made again when it broke. */
import type { Clock } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import type { TraceLine } from '../../contract/index.ts';
import { DeviceLine } from '../../transport/index.ts';
import { encodeFrame, type Frame, FrameReader } from './frame.ts';
import type { VaultOptions } from './options.ts';

export type LineFailure = {
  readonly kind: 'unreachable' | 'cut' | 'late' | 'garbled' | 'aborted';
  readonly words: string;
};

type Waiting = { readonly sequence: number; readonly code: string; end(result: Result<string, LineFailure>): void };

const TRACE_LINES = 200;

export class VaultLine {
  readonly #options: VaultOptions;
  readonly #clock: Clock;
  readonly #reader = new FrameReader();
  readonly #line: DeviceLine;
  #waiting: Waiting | undefined;
  #trace: TraceLine[] = [];

  constructor(options: VaultOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
    this.#line = new DeviceLine({
      transport: options.transport,
      clock,
      connect_ms: options.timeouts.connect_ms,
      onData: (data) => this.#receive(data),
      onLost: (loss) => this.#lost(loss),
    });
  }

  trace(): readonly TraceLine[] {
    return this.#trace;
  }

  close(): void {
    this.#line.close();
  }

  /** Sends one request, over a new line if there is none, and waits for the data of its answer. */
  async exchange(
    request: Pick<Frame, 'sequence' | 'code' | 'data'>,
    signal: AbortSignal,
  ): Promise<Result<string, LineFailure>> {
    if (signal.aborted) return err({ kind: 'aborted', words: 'canceled' });
    const opened = await this.#line.open();
    if (!opened.ok) return opened;
    if (signal.aborted) return err({ kind: 'aborted', words: 'canceled' });
    const { answer_ms } = this.#options.timeouts;
    this.#reader.forget();
    const answered = this.#expect(request, answer_ms, signal);
    this.#note('out', request);
    const frame = encodeFrame({ ...request, address: this.#options.address });
    await this.#line.write(frame, answer_ms);
    return answered;
  }

  #expect(
    { sequence, code }: { readonly sequence: number; readonly code: string },
    limit_ms: number,
    signal: AbortSignal,
  ): Promise<Result<string, LineFailure>> {
    return new Promise((resolve) => {
      const end = (result: Result<string, LineFailure>) => {
        if (this.#waiting === waiting) this.#waiting = undefined;
        cancel();
        signal.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const waiting: Waiting = { sequence, code: code.toLowerCase(), end };
      const onAbort = () => end(err({ kind: 'aborted', words: 'canceled' }));
      const late = `no answer to ${code} in ${limit_ms} ms`;
      const cancel = this.#clock.after(limit_ms, () => end(err({ kind: 'late', words: late })));
      this.#waiting = waiting;
      signal.addEventListener('abort', onAbort);
    });
  }

  #receive(data: Uint8Array): void {
    for (const frame of this.#reader.feed(data)) {
      this.#note('in', frame);
      const { sequence, code, end } = this.#waiting ?? {};
      // Anything else is of another unit, or answers what nobody waits for any more.
      if (frame.address !== this.#options.address || frame.sequence !== sequence || frame.code !== code) continue;
      end?.(ok(frame.data));
    }
  }

  #lost(failure: LineFailure): void {
    this.#reader.forget();
    this.#waiting?.end(err(failure));
  }

  /** What stands in a booklet is no technician's business. */
  #note(direction: TraceLine['direction'], { sequence, code, data }: Pick<Frame, 'sequence' | 'code' | 'data'>): void {
    const text = `${code} ${sequence} ${data.replace(/(text=)[^;]*/, '$1...')}`.trimEnd();
    this.#trace.push({ time_ms: this.#clock.now_ms(), direction, text });
    if (this.#trace.length > TRACE_LINES) this.#trace.shift();
  }
}
