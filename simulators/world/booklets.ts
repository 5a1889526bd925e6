/** The residents' passports as booklets: in the slots of this machine's vault at the beginning, or still on their way. */
import { createPassportCard, printedLines, type TestPki, type VirtualCard } from '../cards/index.ts';
import type { DocumentVaultSimulator } from '../document-vault/index.ts';
import type { Resident, ResidentOrder } from '../residents/index.ts';
import { BadCall } from './bad-call.ts';

/** Printed lines and chip, as the factory delivered them. */
type MadeBooklet = {
  readonly resident: string;
  readonly isHere: boolean;
  readonly mrz: string;
  readonly chip: LateChip;
};

export class BookletStock {
  readonly #made: readonly MadeBooklet[];
  readonly #vault: DocumentVaultSimulator;
  /** By the number that the vault gave the booklet. */
  readonly #known = new Map<string, MadeBooklet>();

  constructor(pki: TestPki, people: readonly Resident[], vault: DocumentVaultSimulator, now: Date) {
    this.#vault = vault;
    this.#made = people.flatMap(({ id, orders }) => orders.flatMap((order) => madeBooklet(pki, id, order, now)));
  }

  /** What is to be collected at this machine, from the first slot on. */
  fill(): void {
    for (const [index, booklet] of this.#made.filter(({ isHere }) => isHere).entries()) this.#put(index + 1, booklet);
  }

  /** A booklet of this resident's that does not lie in the vault. */
  load(slot: number, resident: string): string {
    const lying = new Set(
      this.#vault.booklets().flatMap(({ id, place }) => (isInside(place) ? [this.#known.get(id)] : [])),
    );
    const booklet = this.#made.find((one) => one.resident === resident && !lying.has(one));
    if (!booklet) throw new BadCall(`no booklet of ${resident} is outside the vault`);
    const id = this.#put(slot, booklet);
    if (id === undefined) throw new BadCall(`slot ${slot} is occupied, or there is none of that number`);
    return id;
  }

  /** Makes the chips of this resident's booklets now, while nothing moves. */
  prepare(resident: string): void {
    for (const booklet of this.#made) if (booklet.resident === resident) booklet.chip.make();
  }

  residentOf(id: string): string {
    return this.#known.get(id)?.resident ?? 'nobody';
  }

  #put(slot: number, booklet: MadeBooklet): string | undefined {
    const id = this.#vault.hand.loadSlot(slot, { mrz: booklet.mrz, card: booklet.chip });
    if (id !== undefined) this.#known.set(id, booklet);
    return id;
  }
}

function isInside(place: string): boolean {
  return place !== 'taken' && place !== 'removed';
}

/** Nothing for an order without a booklet, or with one that lies in the vault of another machine. */
function madeBooklet(pki: TestPki, resident: string, order: ResidentOrder, now: Date): readonly MadeBooklet[] {
  const { passport: holder, booklet } = order;
  if (!holder || !booklet || booklet.at === 'elsewhere') return [];
  const { chip: kind = 'genuine' } = booklet;
  return [
    {
      resident,
      isHere: booklet.at === 'here',
      mrz: printedLines(holder).join('\n'),
      chip: new LateChip(() => createPassportCard(pki, { holder, kind, now }).card),
    },
  ];
}

/** A chip that is made when it is first wanted: its portrait takes a third of a second, and most are never read. */
class LateChip implements VirtualCard {
  readonly #maker: () => VirtualCard;
  #chip: VirtualCard | undefined;

  constructor(maker: () => VirtualCard) {
    this.#maker = maker;
  }

  make(): VirtualCard {
    this.#chip ??= this.#maker();
    return this.#chip;
  }

  get atr(): Uint8Array {
    return this.make().atr;
  }

  get latency_ms(): number {
    return this.make().latency_ms;
  }

  powerOn(): void {
    this.make().powerOn();
  }

  powerOff(): void {
    this.#chip?.powerOff();
  }

  reset(): void {
    this.make().reset();
  }

  transmit(command: Uint8Array): Uint8Array | undefined {
    return this.make().transmit(command);
  }
}
