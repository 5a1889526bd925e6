/** One line to the printer: requests one at a time, answers matched to them, a line that is made again when it broke. */
import type { Clock } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import type { TraceLine } from '../../contract/index.ts';
import { type ByteStream, openByteStream, type TransportOptions } from '../../transport/index.ts';
import { type Answer, type Condition, decode } from './decode.ts';
import type { Dialect } from './models.ts';

export type LineFailure = {
  readonly kind: 'unreachable' | 'cut' | 'late' | 'aborted';
  readonly words: string;
};

type Asked = { readonly wanted: Answer['kind']; readonly resolve: (result: Result<Answer, LineFailure>) => void };

const TRACE_LINES = 200;
const LONGEST_ANSWERS_bytes = 4_096;

export class Conversation {
  readonly #transport: TransportOptions;
  readonly #dialect: Dialect;
  readonly #clock: Clock;
  readonly #connect_ms: number;
  readonly #onReport: (condition: Condition) => void;
  #stream: ByteStream | undefined;
  #asked: Asked | undefined;
  #incoming = new Uint8Array(0);
  #trace: TraceLine[] = [];

  /** `onReport`: what the printer says without being asked. */
  constructor(
    line: { transport: TransportOptions; dialect: Dialect; connect_ms: number; clock: Clock },
    onReport: (condition: Condition) => void,
  ) {
    this.#transport = line.transport;
    this.#dialect = line.dialect;
    this.#clock = line.clock;
    this.#connect_ms = line.connect_ms;
    this.#onReport = onReport;
  }

  get isOpen(): boolean {
    return this.#stream !== undefined;
  }

  trace(): readonly TraceLine[] {
    return this.#trace;
  }

  async open(): Promise<Result<void, LineFailure>> {
    if (this.#stream) return ok();
    const opened = await openByteStream(this.#transport, this.#clock, this.#connect_ms);
    if (!opened.ok) return err({ kind: 'unreachable', words: opened.error });
    const stream = opened.value;
    this.#stream = stream;
    this.#incoming = new Uint8Array(0);
    stream.onData((data) => this.#receive(data));
    stream.onClose((words) => {
      if (this.#stream === stream) this.#lost({ kind: 'cut', words });
    });
    return ok();
  }

  close(): void {
    const stream = this.#stream;
    this.#stream = undefined;
    stream?.close();
    this.#answer(err({ kind: 'aborted', words: 'closed' }));
  }

  async send(data: Uint8Array, limit_ms: number): Promise<Result<void, LineFailure>> {
    if (!this.#stream) return err({ kind: 'unreachable', words: 'not connected' });
    this.#note('out', data);
    const sent = await this.#stream.write(data, limit_ms);
    if (sent.ok) return ok();
    const failure = { kind: 'cut', words: sent.error } as const;
    this.#lost(failure);
    return err(failure);
  }

  /** Sends a request and waits for the first answer of the wanted kind. */
  async ask(
    request: Uint8Array,
    wanted: Answer['kind'],
    limit_ms: number,
    signal?: AbortSignal,
  ): Promise<Result<Answer, LineFailure>> {
    const answered = this.#expect(wanted, limit_ms, signal);
    const sent = await this.send(request, limit_ms);
    if (!sent.ok) this.#answer(sent);
    return answered;
  }

  #expect(wanted: Answer['kind'], limit_ms: number, signal?: AbortSignal): Promise<Result<Answer, LineFailure>> {
    // An answer that came too late for the last request must not pass for this one's.
    this.#incoming = new Uint8Array(0);
    return new Promise((resolve) => {
      const end = (result: Result<Answer, LineFailure>) => {
        cancel();
        signal?.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const onAbort = () => this.#answer(err({ kind: 'aborted', words: 'canceled' }));
      const cancel = this.#clock.after(limit_ms, () => this.#answer(err({ kind: 'late', words: 'no answer' })));
      this.#asked = { wanted, resolve: end };
      signal?.addEventListener('abort', onAbort);
    });
  }

  #receive(data: Uint8Array): void {
    this.#note('in', data);
    this.#incoming = Buffer.concat([this.#incoming, data]).subarray(-LONGEST_ANSWERS_bytes);
    for (;;) {
      const answer = decode(this.#incoming, this.#dialect);
      if (!answer) return;
      this.#incoming = this.#incoming.slice(answer.size);
      if (answer.kind === 'automatic') this.#onReport(answer.condition);
      else if (this.#asked?.wanted === answer.kind) this.#answer(ok(answer));
    }
  }

  #answer(result: Result<Answer, LineFailure>): void {
    const asked = this.#asked;
    this.#asked = undefined;
    asked?.resolve(result);
  }

  #lost(failure: LineFailure): void {
    const stream = this.#stream;
    this.#stream = undefined;
    stream?.close();
    this.#answer(err(failure));
  }

  #note(direction: TraceLine['direction'], data: Uint8Array): void {
    const hex = Buffer.from(data.subarray(0, 16)).toString('hex');
    const text = data.length > 16 ? `${hex}… (${data.length} bytes)` : hex;
    this.#trace.push({ time_ms: this.#clock.now_ms(), direction, text });
    if (this.#trace.length > TRACE_LINES) this.#trace.shift();
  }
}
