import { invariant } from '../../common/assert.ts';

/**
 * Every place where a card can be. `taken`: with the person in front; `removed`: taken out by a
 * technician. A card leaves neither by itself, except that a person can push a taken one back in.
 */
export const cardPlaces = [
  'hopper',
  'feeder',
  'print',
  'contact',
  'contactless',
  'flip',
  'exit',
  'rejectBin',
  'retainBin',
  'taken',
  'removed',
] as const;
export type CardPlace = (typeof cardPlaces)[number];

/** The rollers between hopper and exit. */
const transportPlaces = ['feeder', 'print', 'contact', 'contactless', 'flip'] as const;

export type CardPathLimits = { readonly hopper: number; readonly rejectBin: number; readonly retainBin: number };
export type JamExit = 'reject' | 'out';
/** `unseen`: between two sensors, so that none of them sees a card. */
type Jam = { readonly stuck: boolean; readonly unseen?: boolean };

const usualLimits: CardPathLimits = { hopper: 200, rejectBin: 30, retainBin: 30 };

/**
 * The body of a card printer: which card is where. Every card is in exactly one place at any instant,
 * and there are as many as were ever loaded; both are asserted at every movement.
 */
export class CardPath {
  readonly limits: CardPathLimits;
  readonly #places = new Map<string, CardPlace>();
  readonly #hopper: string[] = [];
  #loaded = 0;
  #jam: Jam | undefined;

  constructor(limits: Partial<CardPathLimits> = {}) {
    this.limits = { ...usualLimits, ...limits };
  }

  get jam(): Jam | undefined {
    return this.#jam;
  }

  get loaded(): number {
    return this.#loaded;
  }

  /** Puts fresh blanks on the stack and answers how many fitted. */
  load(count: number): number {
    invariant(Number.isInteger(count) && count >= 0, 'blanks are loaded in whole numbers');
    const fits = Math.min(count, this.limits.hopper - this.#hopper.length);
    for (let i = 0; i < fits; i++) {
      this.#loaded += 1;
      const cardId = `B${String(this.#loaded).padStart(4, '0')}`;
      this.#places.set(cardId, 'hopper');
      this.#hopper.push(cardId);
    }
    this.#check();
    return fits;
  }

  /** The lowest blank (or two of them) leaves the stack for the rollers. */
  draw(count: 1 | 2 = 1): readonly string[] {
    const drawn = this.#hopper.splice(0, count);
    for (const cardId of drawn) this.#places.set(cardId, 'feeder');
    this.#check();
    return drawn;
  }

  placeOf(cardId: string): CardPlace {
    const place = this.#places.get(cardId);
    invariant(place, `no card is called ${cardId}`);
    return place;
  }

  at(place: CardPlace): readonly string[] {
    return [...this.#places].filter(([, where]) => where === place).map(([cardId]) => cardId);
  }

  count(place: CardPlace): number {
    return this.at(place).length;
  }

  /** Cards on the rollers: one in ordinary life, two after a double feed. */
  inTransport(): readonly string[] {
    return transportPlaces.flatMap((place) => this.at(place));
  }

  /** False, and nothing moves, when the place is occupied or the bin is full. */
  move(cardId: string, to: Exclude<CardPlace, 'hopper'>): boolean {
    const from = this.placeOf(cardId);
    if (from === to) return true;
    if (to === 'rejectBin' && this.count('rejectBin') >= this.limits.rejectBin) return false;
    if (to === 'retainBin' && this.count('retainBin') >= this.limits.retainBin) return false;
    const single = to === 'exit' || (transportPlaces as readonly string[]).includes(to);
    if (single && this.count(to) > 0) return false;
    if (from === 'hopper') this.#hopper.splice(this.#hopper.indexOf(cardId), 1);
    this.#places.set(cardId, to);
    if (this.inTransport().length === 0) this.#jam = undefined;
    this.#check();
    return true;
  }

  /** Cards wedged on the rollers; `stuck` ones need a hand, others can still be driven out. */
  setJam(jam: Jam): void {
    if (this.inTransport().length > 0) this.#jam = jam;
  }

  /** A technician frees the rollers and drops the cards in the reject bin or takes them out. */
  clearJam(to: JamExit): readonly string[] {
    const freed = this.inTransport();
    for (const cardId of freed) {
      if (to === 'out' || !this.move(cardId, 'rejectBin')) this.move(cardId, 'removed');
    }
    this.#jam = undefined;
    return freed;
  }

  emptyBins(): readonly string[] {
    const emptied = [...this.at('rejectBin'), ...this.at('retainBin')];
    for (const cardId of emptied) this.move(cardId, 'removed');
    return emptied;
  }

  counts(): Record<CardPlace, number> {
    const counts = Object.fromEntries(cardPlaces.map((place) => [place, 0])) as Record<CardPlace, number>;
    for (const place of this.#places.values()) counts[place] += 1;
    return counts;
  }

  cards(): readonly { readonly cardId: string; readonly place: CardPlace }[] {
    return [...this.#places].map(([cardId, place]) => ({ cardId, place }));
  }

  #check(): void {
    invariant(this.#places.size === this.#loaded, 'cards are neither made nor lost');
    invariant(this.count('hopper') === this.#hopper.length, 'the stack holds the cards that are in the hopper');
    invariant(this.#hopper.length <= this.limits.hopper, 'the hopper overflows');
    invariant(this.count('rejectBin') <= this.limits.rejectBin, 'the reject bin overflows');
    invariant(this.count('retainBin') <= this.limits.retainBin, 'the retain bin overflows');
    invariant(this.count('exit') <= 1, 'two cards at the exit');
  }
}
