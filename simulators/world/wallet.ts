import { createCard, createPassportCard, type TestPki, type VirtualCard } from '../cards/index.ts';
import type { Resident } from '../residents/index.ts';
import { BadCall } from './bad-call.ts';

type Held = { readonly card: VirtualCard; readonly mrz?: readonly string[] };

/** The residents' cards, made when first taken out: a key pair each. */
export class Wallet {
  readonly #pki: TestPki;
  readonly #people: readonly Resident[];
  readonly #now: Date;
  readonly #cards = new Map<string, Held>();

  constructor(pki: TestPki, people: readonly Resident[], now: Date) {
    this.#pki = pki;
    this.#people = people;
    this.#now = now;
  }

  cardOf(id: string): VirtualCard {
    return this.#held(id).card;
  }

  /** The lines at the back of an ICAO identity card; undefined on any other. */
  zoneOf(id: string): readonly string[] | undefined {
    return this.#held(id).mrz;
  }

  #held(id: string): Held {
    const person = this.#people.find((resident) => resident.id === id);
    if (!person)
      throw new BadCall(`nobody is called "${id}": ${this.#people.map((resident) => resident.id).join(', ')}`);
    const known = this.#cards.get(id);
    if (known) return known;
    const held = this.#make(person);
    this.#cards.set(id, held);
    return held;
  }

  #make({ card: kind, civilId, icao }: Resident): Held {
    if (!icao) return { card: createCard(this.#pki, { kind, civilId }) };
    const { kind: chip, can, document: holder } = icao;
    const options = { holder, kind: chip, can, format: 'td1', access: 'pace', now: this.#now } as const;
    return createPassportCard(this.#pki, options);
  }

  list() {
    return this.#people.map(({ id, name, card, about }) => ({ id, name: name.en, card, about }));
  }
}
