/** What writes licences' chips in the card printer: the chip of each card takes one writing, if it takes any. */
import { Emitter } from '../../common/emitter.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { ServiceAnswer } from '../../main/backoffice/index.ts';
import type { ChipEncoder, ChipProblem } from '../../main/issuance/index.ts';
import type { Card } from './card-printer-mechanism.ts';
import { type Life, never } from './life.ts';
import type { WorldTime } from './time.ts';

/** dead: it never answers; halfWritten: it stops taking data half way; diesLater: not after it was printed on. */
export type ChipFlaw = 'dead' | 'halfWritten' | 'diesLater';

const TAKES_ms = 1_200;

const problems: Readonly<Record<ChipFlaw, ChipProblem>> = {
  dead: { code: 'chip-dead', words: 'no answer to reset' },
  halfWritten: { code: 'chip-write-failed', words: 'step 7: SW 6581' },
  diesLater: { code: 'chip-dead', words: 'no answer to reset' },
};

export class EncoderBody {
  readonly #time: WorldTime;
  readonly #inside: () => Card | undefined;
  readonly #changes = new Emitter<void>();
  readonly #flaws: ChipFlaw[] = [];
  readonly #flawOf = new Map<number, ChipFlaw | undefined>();
  readonly #written = new Set<number>();
  #plugged = true;

  constructor(time: WorldTime, inside: () => Card | undefined) {
    this.#time = time;
    this.#inside = inside;
  }

  /** Of the next card whose chip is written. */
  spoil(flaw: ChipFlaw): void {
    this.#flaws.push(flaw);
  }

  plug(plugged: boolean): void {
    this.#plugged = plugged;
    this.#changes.emit();
  }

  /** What has not struck yet. */
  get armed(): number {
    return this.#flaws.length;
  }

  hasWritten({ number }: Card): boolean {
    return this.#written.has(number);
  }

  /** What one program holds. `script`: asks the service for what is to be written. */
  encoder(life: Life, script: (issuanceId: string) => ServiceAnswer<void>): ChipEncoder {
    const at = (flaws: readonly ChipFlaw[], done: (card: Card) => Result<void, ChipProblem>) => () =>
      this.#at(life, flaws, done);
    return {
      ready: () => this.#plugged,
      onChange: (listener) => this.#changes.on(() => life.alive && listener()),
      station: 'contactless',
      prepare: async (issuanceId) => {
        const made = await script(issuanceId);
        if (!made.ok) return made;
        return ok({
          write: at(['dead', 'halfWritten'], ({ number }) => {
            this.#written.add(number);
            return ok();
          }),
          confirm: at(['dead', 'halfWritten', 'diesLater'], (card) =>
            this.hasWritten(card) ? ok() : err({ code: 'chip-not-locked', words: 'a blank one' }),
          ),
        });
      },
    };
  }

  async #at(
    life: Life,
    flaws: readonly ChipFlaw[],
    done: (card: Card) => Result<void, ChipProblem>,
  ): Promise<Result<void, ChipProblem>> {
    if (!life.passes()) return never();
    await new Promise<void>((resolve) => this.#time.after(TAKES_ms, resolve));
    if (!life.passes()) return never();
    const card = this.#inside();
    if (!card || !this.#plugged) return err({ code: 'chip-dead', words: 'nothing at the station' });
    if (!this.#flawOf.has(card.number)) this.#flawOf.set(card.number, this.#flaws.shift());
    const flaw = this.#flawOf.get(card.number);
    return flaw && flaws.includes(flaw) ? err(problems[flaw]) : done(card);
  }
}
