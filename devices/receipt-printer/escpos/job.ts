/** One receipt on its way: sent, confirmed, or given up without leaving its rest in the printer. */
import { type Clock, sleep } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import type { ReceiptTicket } from '../../contract/index.ts';
import type { Conversation, LineFailure } from './conversation.ts';
import { askInTurn, clearBuffer, putAside, restOfRaster, ticketParts } from './encode.ts';
import type { Model } from './models.ts';

/** Late answers in turn follow each other at once; when none came for so long, none will. */
const QUIET_ms = 250;

export class Jobs {
  readonly #line: Conversation;
  readonly #model: Model;
  readonly #clock: Clock;
  readonly #limits: { readonly answer_ms: number; readonly print_ms: number };
  /** What the printer still holds: something, perhaps, until it was emptied once. */
  #rest: 'none' | 'unprinted' | 'halfPrinted' = 'unprinted';
  #isCutMidway = false;
  #clears: boolean;

  constructor(
    line: Conversation,
    model: Model,
    clock: Clock,
    limits: { readonly answer_ms: number; readonly print_ms: number },
  ) {
    this.#line = line;
    this.#model = model;
    this.#clock = clock;
    this.#limits = limits;
    this.#clears = model.dialect === 'epson';
  }

  /** Makes sure that the next receipt has nothing of an earlier one on it. */
  async empty(signal: AbortSignal): Promise<Result<void, LineFailure>> {
    if (this.#rest === 'none') return ok();
    const { print_ms } = this.#limits;
    if (this.#isCutMidway) {
      const ended = await this.#line.send(restOfRaster(this.#model), print_ms);
      if (!ended.ok) return ended;
      this.#isCutMidway = false;
    }
    if (this.#clears) await this.#clear();
    const opened = await this.#line.open();
    if (!opened.ok) return opened;
    if (this.#rest === 'halfPrinted') {
      const aside = await this.#line.send(putAside(this.#model), print_ms);
      if (!aside.ok) return aside;
    }
    if (this.#rest === 'halfPrinted' || !this.#clears) {
      const done = await this.#line.ask(askInTurn, 'inTurn', { limit_ms: print_ms, signal });
      if (!done.ok) return done;
      await sleep(this.#clock, QUIET_ms, signal);
      this.#line.forgetOwed();
    }
    this.#rest = 'none';
    return ok();
  }

  /** Resolves when the printer answers a request that stands behind everything else: all of it is then done. */
  async print(ticket: ReceiptTicket, signal: AbortSignal): Promise<Result<void, LineFailure>> {
    const { print_ms } = this.#limits;
    this.#rest = 'halfPrinted';
    for (const part of ticketParts(ticket, this.#model)) {
      const sent = await this.#line.send(part, print_ms);
      if (!sent.ok) {
        this.#isCutMidway = true;
        return sent;
      }
      if (signal.aborted) return err({ kind: 'aborted', words: 'canceled while it was sent' });
    }
    const done = await this.#line.ask(askInTurn, 'inTurn', { limit_ms: print_ms, signal });
    return done.ok ? ok() : done;
  }

  /** It is out, whole. */
  done(): void {
    this.#rest = this.#line.owesAnswers ? 'unprinted' : 'none';
  }

  /**
   * The rest of it must not come out when paper is loaded, in front of somebody else: it is cleared now where the
   * printer can, and otherwise before the next. `isHeld`: a person has to see to the paper, who takes away what
   * was printed of it.
   */
  async giveUp(isHeld: boolean): Promise<void> {
    if (isHeld) this.#rest = 'unprinted';
    // A line that is full lets no request through.
    this.#line.close();
    if (this.#clears && (await this.#line.open()).ok) await this.#clear();
  }

  async #clear(): Promise<void> {
    const cleared = await this.#line.ask(clearBuffer, 'cleared', { limit_ms: this.#limits.answer_ms });
    if (cleared.ok) {
      this.#isCutMidway = false;
      this.#line.forgetOwed();
      if (this.#rest === 'unprinted') this.#rest = 'none';
    } else if (cleared.error.kind === 'late') {
      // Not every printer of this kind knows the command.
      this.#clears = false;
    }
  }
}
