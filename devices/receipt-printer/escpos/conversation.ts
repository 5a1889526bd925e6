/** One line to the printer: answers matched to what was asked, a line that is made again when it broke. */
import type { Clock } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import type { TraceLine } from '../../contract/index.ts';
import { DeviceLine, type TransportOptions } from '../../transport/index.ts';
import { type Answer, type Condition, decode } from './decode.ts';
import type { Dialect } from './models.ts';

export type LineFailure = {
  readonly kind: 'unreachable' | 'cut' | 'late' | 'aborted';
  readonly words: string;
};

type Kind = Exclude<Answer['kind'], 'automatic' | 'noise'>;
type AnswerOf<K extends Kind> = Extract<Answer, { kind: K }>;
type Waiting = { readonly kind: Kind; readonly end: (result: Result<Answer, LineFailure>) => void };

export type AskOptions = {
  readonly limit_ms: number;
  readonly signal?: AbortSignal;
};

/** Told from all other answers by what they begin with. */
const unmistakable: ReadonlySet<Kind> = new Set(['text', 'cleared']);

const TRACE_LINES = 200;
const LONGEST_ANSWERS_bytes = 4_096;

export class Conversation {
  readonly #line: DeviceLine;
  readonly #dialect: Dialect;
  readonly #clock: Clock;
  readonly #connect_ms: number;
  readonly #greeting: Uint8Array | undefined;
  readonly #onReport: (condition: Condition) => void;
  #waiting: Waiting[] = [];
  #incoming = new Uint8Array(0);
  #trace: TraceLine[] = [];
  /** Requests in turn whose answer has not come: it may still, on this line or on the next. */
  #owed = 0;

  /** `greeting`: said on each new line. `onReport`: what the printer says without being asked. */
  constructor(
    line: {
      readonly transport: TransportOptions;
      readonly dialect: Dialect;
      readonly connect_ms: number;
      readonly clock: Clock;
      readonly greeting: Uint8Array | undefined;
    },
    onReport: (condition: Condition) => void,
  ) {
    this.#line = new DeviceLine({
      transport: line.transport,
      clock: line.clock,
      connect_ms: line.connect_ms,
      onData: (data) => this.#receive(data),
      onLost: (loss) => this.#lost(loss),
    });
    this.#dialect = line.dialect;
    this.#clock = line.clock;
    this.#connect_ms = line.connect_ms;
    this.#greeting = line.greeting;
    this.#onReport = onReport;
  }

  get isOpen(): boolean {
    return this.#line.isOpen;
  }

  trace(): readonly TraceLine[] {
    return this.#trace;
  }

  get owesAnswers(): boolean {
    return this.#owed > 0;
  }

  /** The buffer that held the requests is known to be empty. */
  forgetOwed(): void {
    this.#owed = 0;
  }

  async open(): Promise<Result<void, LineFailure>> {
    if (this.#line.isOpen) return ok();
    this.#incoming = new Uint8Array(0);
    const opened = await this.#line.open();
    if (!opened.ok) return opened;
    return this.#greeting ? this.send(this.#greeting, this.#connect_ms) : ok();
  }

  close(): void {
    this.#line.close();
  }

  async send(data: Uint8Array, limit_ms: number): Promise<Result<void, LineFailure>> {
    if (this.#line.isOpen) this.#note('out', data);
    return this.#line.write(data, limit_ms);
  }

  /**
   * Sends a request and waits for the first answer of its kind. Most answers carry no mark of their request: when one
   * does not come in time, the line is closed, so that it cannot pass for the next one's.
   */
  async ask<K extends Kind>(
    request: Uint8Array,
    kind: K,
    { limit_ms, signal }: AskOptions,
  ): Promise<Result<AnswerOf<K>, LineFailure>> {
    const answered = this.#expect(kind, limit_ms, signal);
    if (kind === 'inTurn') this.#owed += 1;
    const sent = await this.send(request, limit_ms);
    if (!sent.ok) this.#lost(sent.error);
    const answer = await answered;
    if (!answer.ok && !unmistakable.has(kind)) this.#lost(answer.error);
    return answer;
  }

  #expect<K extends Kind>(kind: K, limit_ms: number, signal?: AbortSignal): Promise<Result<AnswerOf<K>, LineFailure>> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        kind,
        end: (result) => {
          this.#waiting = this.#waiting.filter((one) => one !== waiting);
          cancel();
          signal?.removeEventListener('abort', onAbort);
          // Only answers of its own kind are handed to it.
          resolve(result as Result<AnswerOf<K>, LineFailure>);
        },
      };
      const onAbort = () => waiting.end(err({ kind: 'aborted', words: 'canceled' }));
      const cancel = this.#clock.after(limit_ms, () => waiting.end(err({ kind: 'late', words: 'no answer' })));
      this.#waiting.push(waiting);
      signal?.addEventListener('abort', onAbort);
      if (signal?.aborted) onAbort();
    });
  }

  #receive(data: Uint8Array): void {
    this.#note('in', data);
    this.#incoming = Buffer.concat([this.#incoming, data]).subarray(-LONGEST_ANSWERS_bytes);
    for (;;) {
      const answer = decode(this.#incoming, this.#dialect);
      if (!answer) return;
      this.#incoming = this.#incoming.slice(answer.size);
      if (answer.kind === 'inTurn') this.#owed = Math.max(0, this.#owed - 1);
      if (answer.kind === 'automatic') this.#onReport(answer.condition);
      else this.#waiting.find(({ kind }) => kind === answer.kind)?.end(ok(answer));
    }
  }

  #lost(failure: LineFailure): void {
    this.#line.drop();
    for (const waiting of this.#waiting) waiting.end(err(failure));
  }

  #note(direction: TraceLine['direction'], data: Uint8Array): void {
    const hex = Buffer.from(data.subarray(0, 16)).toString('hex');
    const text = data.length > 16 ? `${hex}… (${data.length} bytes)` : hex;
    this.#trace.push({ time_ms: this.#clock.now_ms(), direction, text });
    if (this.#trace.length > TRACE_LINES) this.#trace.shift();
  }
}
