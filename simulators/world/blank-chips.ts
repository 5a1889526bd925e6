/** The chips of the printer's blanks: each is in its card from the factory on, and goes wherever its card goes. */
import { createBlankLicenceChip, type LicenceChip, type LicenceChipKind, type VirtualCard } from '../cards/index.ts';
import type { Pace } from '../machine/index.ts';
import type { Resident } from '../residents/index.ts';

/**
 * What is on a chip. half: something was written, and it was never locked; dead: it answers nobody. `resident`: whose
 * licence the writing says it is.
 */
export type ChipState = {
  readonly state: 'blank' | 'half' | 'locked' | 'dead';
  readonly resident: string | null;
};

/** One exchange at real speed: 240 bytes at 106 kbit/s, and as long again for the chip's memory. */
const EXCHANGE_ms = 40;

export class BlankChips {
  readonly #pace: Pace;
  readonly #people: readonly Resident[];
  readonly #chips = new Map<string, { readonly kind: LicenceChipKind; readonly chip: LicenceChip }>();

  constructor(pace: Pace, people: readonly Resident[]) {
    this.#pace = pace;
    this.#people = people;
  }

  /** What a chip is good for shows when it is used for the first time: only then `kind` is asked. */
  of(cardId: string, kind: () => LicenceChipKind): VirtualCard {
    const known = this.#chips.get(cardId);
    if (known) return this.#paced(known.chip.card);
    const made = kind();
    const chip = createBlankLicenceChip({ kind: made });
    this.#chips.set(cardId, { kind: made, chip });
    return this.#paced(chip.card);
  }

  tell(cardId: string): ChipState {
    const known = this.#chips.get(cardId);
    if (!known) return { state: 'blank', resident: null };
    const { locked, files } = known.chip.contents();
    const isBegun = [...files.values()].some(({ length }) => length > 0);
    return {
      state: known.kind === 'dead' ? 'dead' : locked ? 'locked' : isBegun ? 'half' : 'blank',
      resident: this.#residentIn(files.get('DG1')),
    };
  }

  #residentIn(text: Uint8Array | undefined): string | null {
    const written = Buffer.from(text ?? []);
    const names = (number: string | undefined) => number !== undefined && written.includes(number, 'latin1');
    const found = this.#people.find(({ orders }) => orders.some(({ licence }) => names(licence?.licenceNumber)));
    return found?.id ?? null;
  }

  /** As slow as the machinery that it is carried through. */
  #paced(card: VirtualCard): VirtualCard {
    const pace = this.#pace;
    return {
      atr: card.atr,
      get latency_ms() {
        return EXCHANGE_ms / pace.factor;
      },
      powerOn: () => card.powerOn(),
      powerOff: () => card.powerOff(),
      reset: () => card.reset(),
      transmit: (command) => card.transmit(command),
    };
  }
}
