/** How long each part of making a document takes here, learnt from the last ones. */
import type { Entry, Journal } from '../journal/index.ts';
import type { MakingStep } from './desk.ts';

/** Parts in the order in which they happen, with what a new machine assumes. */
const usual_ms: Readonly<Record<MakingStep, number>> = {
  claiming: 400,
  feeding: 4_000,
  'printing-front': 14_000,
  'printing-back': 10_000,
  checking: 1_000,
  presenting: 3_000,
};
const makingSteps = Object.keys(usual_ms) as MakingStep[];

/** Weight of the newest: the machine's pace changes with its temperature and ribbon, not from card to card. */
const NEWEST = 0.3;
const LEARN_FROM_entries = 400;

export class Pace {
  readonly #learnt: Record<MakingStep, number> = { ...usual_ms };

  /** Takes the lengths that the latest issuances wrote down. */
  learnFrom(journal: Journal): void {
    const from = Math.max(0, journal.head().sequence - LEARN_FROM_entries);
    for (const entry of journal.entries({ kinds: ['issuance.outcome'], afterSequence: from })) this.learn(entry);
  }

  learn(entry: Entry): void {
    if (entry.kind !== 'issuance.outcome') return;
    for (const [part, length_ms] of Object.entries(entry.body.durations_ms ?? {})) {
      if (part in this.#learnt) this.learnt(part as MakingStep, length_ms);
    }
  }

  learnt(part: MakingStep, length_ms: number): void {
    this.#learnt[part] += NEWEST * (length_ms - this.#learnt[part]);
  }

  /** What is still to come when `step` has just begun. */
  remaining_ms(step: MakingStep): number {
    return this.#sum(makingSteps.indexOf(step), makingSteps.length);
  }

  /** The part of the whole that lies behind when `step` begins, 0 to 1. */
  done(step: MakingStep): number {
    return this.#sum(0, makingSteps.indexOf(step)) / this.#sum(0, makingSteps.length);
  }

  #sum(from: number, to: number): number {
    return makingSteps.slice(from, to).reduce((sum, step) => sum + this.#learnt[step], 0);
  }
}
