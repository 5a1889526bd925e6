/** What writes chips, for tests of the core: the card that lies at its station has a chip that takes one script. */
import { type Clock, sleep } from '../../../common/clock.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import type { ServiceError } from '../../backoffice/index.ts';
import type { ChipEncoder, ChipProblem } from '../index.ts';
import type { PrinterModel } from './printer-model.ts';

const BETWEEN_ms = 100;

export class EncoderModel {
  /** What the next of each part comes to instead of its success. */
  refusal: ServiceError | undefined;
  writing: ChipProblem | undefined;
  confirming: ChipProblem | undefined;
  alwaysFails: ChipProblem | undefined;
  /** Called when a chip is about to be written. */
  onWrite: () => void = () => {};
  isReady = true;
  /** Issuances for which the service made a script, and what was done with each. */
  readonly told: string[] = [];
  readonly #printer: PrinterModel;
  #changed: () => void = () => {};

  constructor(printer: PrinterModel) {
    this.#printer = printer;
  }

  plug(isReady: boolean): void {
    this.isReady = isReady;
    this.#changed();
  }

  /** What a program holds; `step` is a place where the power may go. */
  driver(clock: Clock, alive: () => boolean, step: () => void): ChipEncoder {
    const run = async <T, E>(word: string, work: () => Result<T, E>): Promise<Result<T, E>> => {
      step();
      if (!alive()) return new Promise(() => {});
      this.told.push(word);
      const done = work();
      await sleep(clock, BETWEEN_ms);
      step();
      return alive() ? done : new Promise(() => {});
    };
    return {
      ready: () => this.isReady,
      onChange: (listener) => {
        this.#changed = listener;
        return () => {};
      },
      station: 'contactless',
      prepare: () =>
        run('prepare', () => {
          const { refusal } = this;
          this.refusal = undefined;
          if (refusal) return err(refusal);
          return ok({
            write: () => run('write', () => this.#write()),
            confirm: () => run('confirm', () => this.#confirm()),
          });
        }),
    };
  }

  #write(): Result<void, ChipProblem> {
    this.onWrite();
    const problem = this.writing ?? this.alwaysFails ?? this.#elsewhere();
    this.writing = undefined;
    if (problem) return err(problem);
    this.#printer.isChipWritten = true;
    return ok();
  }

  #confirm(): Result<void, ChipProblem> {
    const blank = { code: 'chip-not-locked', words: 'a blank one' } as const;
    const problem = this.confirming ?? this.#elsewhere() ?? (this.#printer.isChipWritten ? undefined : blank);
    this.confirming = undefined;
    return problem ? err(problem) : ok();
  }

  #elsewhere(): ChipProblem | undefined {
    const { position, station } = this.#printer;
    if (position === 'transport' && station === 'contactless') return undefined;
    return { code: 'chip-dead', words: `the card is at ${position}, ${station}` };
  }
}
