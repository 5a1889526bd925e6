import type { Clock } from '../../common/clock.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { ByteStream } from './byte-stream.ts';
import type { TransportOptions } from './options.ts';
import { openByteStream } from './stream.ts';

type LineLoss = { readonly kind: 'unreachable' | 'cut' | 'aborted'; readonly words: string };

type LineOptions = {
  readonly transport: TransportOptions;
  readonly clock: Clock;
  readonly connect_ms: number;
  onData(data: Uint8Array): void;
  /** It broke or was closed: whoever waits for an answer waits in vain. */
  onLost(loss: LineLoss): void;
};

/** A line to one device: made when it is needed, made again after it broke. Nothing of an earlier one comes through. */
export class DeviceLine {
  readonly #options: LineOptions;
  #stream: ByteStream | undefined;
  #closings = 0;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#stream !== undefined;
  }

  async open(): Promise<Result<void, LineLoss>> {
    if (this.#stream) return ok();
    const closings = this.#closings;
    const { transport, clock, connect_ms, onData } = this.#options;
    const opened = await openByteStream(transport, clock, connect_ms);
    if (!opened.ok) return err({ kind: 'unreachable', words: opened.error });
    const stream = opened.value;
    if (closings !== this.#closings) {
      stream.close();
      return err({ kind: 'aborted', words: 'closed' });
    }
    this.#stream = stream;
    stream.onData((data) => this.#stream === stream && onData(data));
    stream.onClose((words) => this.#stream === stream && this.#lost({ kind: 'cut', words }));
    // It may have ended before anybody listened.
    return this.#stream === stream ? ok() : err({ kind: 'cut', words: 'closed by the other end' });
  }

  async write(data: Uint8Array, limit_ms: number): Promise<Result<void, LineLoss>> {
    if (!this.#stream) return err({ kind: 'unreachable', words: 'not connected' });
    const sent = await this.#stream.write(data, limit_ms);
    if (sent.ok) return ok();
    const loss = { kind: 'cut', words: sent.error } as const;
    this.#lost(loss);
    return err(loss);
  }

  /** Lets go of it, and tells nobody; the next `open` makes another. */
  drop(): void {
    const stream = this.#stream;
    this.#stream = undefined;
    stream?.close();
  }

  /** Also ends one that is being made. */
  close(): void {
    this.#closings += 1;
    this.#lost({ kind: 'aborted', words: 'closed' });
  }

  #lost(loss: LineLoss): void {
    this.drop();
    this.#options.onLost(loss);
  }
}
