/** Questions and orders to the vault, over a line that may lose, garble and end. */
import type { z } from 'zod';
import type { Clock } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import type { Run } from '../../command/index.ts';
import type { Completion } from '../../contract/index.ts';
import {
  type OrderAnswer,
  orderAnswerSchema,
  readAnswer,
  type StatusAnswer,
  statusAnswerSchema,
  writeFields,
} from './answers.ts';
import { meaningOf } from './errors.ts';
import { type LineFailure, VaultLine } from './line.ts';
import type { VaultOptions } from './options.ts';

/** Status, information, slots, counters, text. */
export type Question = 'S' | 'I' | 'L' | 'C' | 'M';
/** Home, turn, pick, open, close (X), retract, back, scan (N), view the text at the exit, reset (Z). */
export type OrderCode = 'H' | 'T' | 'P' | 'O' | 'X' | 'R' | 'B' | 'N' | 'V' | 'Z';
export type Order = { readonly code: OrderCode; readonly slot?: number };

/** A question that is not answered is asked again, an order that did not arrive is given again. */
const TRIES = 3;
const FIRST_QUESTION = 128;

export class Wire {
  readonly line: VaultLine;
  readonly #options: VaultOptions;
  readonly #clock: Clock;
  readonly #onStatus: (status: StatusAnswer) => void;
  #question = FIRST_QUESTION;

  constructor(options: VaultOptions, clock: Clock, onStatus: (status: StatusAnswer) => void) {
    this.line = new VaultLine(options, clock);
    this.#options = options;
    this.#clock = clock;
    this.#onStatus = onStatus;
  }

  async ask<T>(run: Run, code: Question, schema: z.ZodType<T>, fields: Record<string, number> = {}): Completion<T> {
    let failure: LineFailure = { kind: 'late', words: 'never asked' };
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const answer = await this.#asked(run, code, schema, fields);
      if (answer.ok) return answer;
      failure = answer.error;
      if (failure.kind === 'unreachable' || failure.kind === 'aborted') break;
    }
    return run.failBy(failure);
  }

  async status(run: Run): Completion<StatusAnswer> {
    const status = await this.ask(run, 'S', statusAnswerSchema);
    if (status.ok) this.#onStatus(status.value);
    return status;
  }

  /** What was ordered before has ended, also what was ordered by a program that is no more. */
  async whenIdle(run: Run): Completion<StatusAnswer> {
    for (;;) {
      const status = await this.status(run);
      if (!status.ok || (status.value.state !== 'moving' && status.value.state !== 'starting')) return status;
      await run.pause(this.#options.busyPoll_ms);
      if (run.over) return run.fail('deviceNotReady', `still ${status.value.state}`);
    }
  }

  /**
   * Gives an order and waits for its end. It is done at most once: it is given again, under the same number, only when
   * the vault says that it never got it, and one that started anew refuses it.
   */
  async perform(run: Run, order: Order): Completion<StatusAnswer> {
    const before = await this.whenIdle(run);
    if (!before.ok) return before;
    const sequence = (before.value.seq % (FIRST_QUESTION - 1)) + 1;
    const accepted = await this.#give(run, order, sequence, before.value.boot);
    if (!accepted.ok) return accepted;
    for (;;) {
      const status = await this.#statusThroughLoss(run);
      if (!status.ok) return status;
      const { boot, seq, result } = status.value;
      if (boot !== before.value.boot || seq !== sequence) return run.fail('hardwareError', 'restarted');
      if (result !== 'running') return this.#ended(run, status.value);
      await run.pause(this.#options.busyPoll_ms);
      if (run.over) return run.fail('deviceNotReady', 'still at it');
    }
  }

  async #give(run: Run, { code, slot }: Order, sequence: number, boot: number): Completion<void> {
    if (run.over) return run.fail('canceled', 'canceled before it was sent');
    const data = writeFields({ boot, ...(slot === undefined ? {} : { slot }) });
    let words = '';
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const mayHaveActed = run.acted;
      run.acted = true;
      const answer = await this.#order(run, { sequence, code, data });
      if (answer.ok) return answer.value.result === 'accepted' ? ok() : this.#refused(run, answer.value, mayHaveActed);
      words = answer.error.words;
      // Nothing was sent, so nothing can have been done.
      if (answer.error.kind === 'unreachable') run.acted = mayHaveActed;
      const status = await this.#statusThroughLoss(run);
      if (!status.ok) return status;
      if (status.value.boot !== boot) return run.fail('hardwareError', 'restarted');
      if (status.value.seq === sequence) return ok();
      // Lines keep their order: what was sent before this question did not arrive, or not whole.
      run.acted = false;
      if (run.over) break;
    }
    return run.fail('timeOut', words);
  }

  #refused(run: Run, answer: Extract<OrderAnswer, { result: 'refused' }>, mayHaveActed: boolean): Completion<never> {
    run.acted = answer.error === 'restarted' && mayHaveActed;
    const { code, action } = meaningOf(answer.error);
    return Promise.resolve(run.fail(code, answer.error, { action }));
  }

  #ended(run: Run, status: StatusAnswer): Result<StatusAnswer, never> | ReturnType<Run['fail']> {
    if (status.result === 'done') return ok(status);
    run.acted = status.moved === 'yes';
    const { code, action } = meaningOf(status.result);
    return run.fail(code, status.result, { action });
  }

  /** A line that is lost for a moment while the vault works is waited for. */
  async #statusThroughLoss(run: Run): Completion<StatusAnswer> {
    const until_ms = this.#clock.monotonic_ms() + this.#options.timeouts.lineLoss_ms;
    for (;;) {
      const status = await this.status(run);
      if (status.ok || run.over || this.#clock.monotonic_ms() >= until_ms) return status;
      await run.pause(this.#options.busyPoll_ms);
    }
  }

  async #order(run: Run, request: { sequence: number; code: string; data: string }) {
    const answer = await this.line.exchange(request, run.signal);
    return answer.ok ? understood(readAnswer(orderAnswerSchema, answer.value)) : answer;
  }

  async #asked<T>(run: Run, code: Question, schema: z.ZodType<T>, fields: Record<string, number>) {
    const sequence = this.#question;
    this.#question = sequence === 255 ? FIRST_QUESTION : sequence + 1;
    const answer = await this.line.exchange({ sequence, code, data: writeFields(fields) }, run.signal);
    return answer.ok ? understood(readAnswer(schema, answer.value)) : answer;
  }
}

function understood<T>(read: Result<T, string>): Result<T, LineFailure> {
  return read.ok ? read : err({ kind: 'garbled', words: read.error });
}
