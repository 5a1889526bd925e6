/** How long each part of making a document takes here, learnt from the last ones. */
import type { Entry, Journal } from '../journal/index.ts';
import type { MakingStep, MakingWay } from './desk.ts';

/** What a new machine assumes. */
const usual_ms: Readonly<Record<MakingStep, number>> = {
  claiming: 400,
  feeding: 4_000,
  'writing-chip': 15_000,
  'printing-front': 14_000,
  'printing-back': 10_000,
  fetching: 9_000,
  checking: 1_000,
  presenting: 3_000,
};

/** The parts of each way to a document, in the order in which they happen. */
const parts = {
  print: ['claiming', 'feeding', 'printing-front', 'printing-back', 'checking', 'presenting'],
  'print-with-chip': [
    'claiming',
    'feeding',
    'writing-chip',
    'printing-front',
    'printing-back',
    'checking',
    'presenting',
  ],
  dispense: ['claiming', 'fetching', 'checking', 'presenting'],
} as const satisfies Record<MakingWay, readonly MakingStep[]>;

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
  remaining_ms(way: MakingWay, step: MakingStep): number {
    return this.#sum(stepsFrom(way, step));
  }

  /** The part of the whole that lies behind when `step` begins, 0 to 1. */
  done(way: MakingWay, step: MakingStep): number {
    return 1 - this.remaining_ms(way, step) / this.#sum(parts[way]);
  }

  #sum(steps: readonly MakingStep[]): number {
    return steps.reduce((sum, step) => sum + this.#learnt[step], 0);
  }
}

function stepsFrom(way: MakingWay, step: MakingStep): readonly MakingStep[] {
  const steps: readonly MakingStep[] = parts[way];
  return steps.slice(Math.max(0, steps.indexOf(step)));
}
