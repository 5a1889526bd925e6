import { createCard, type TestPki, type VirtualCard } from '../cards/index.ts';
import type { Resident } from '../residents/index.ts';
import { BadCall } from './bad-call.ts';

/** The residents' cards, made when first taken out: a key pair each. */
export class Wallet {
  readonly #pki: TestPki;
  readonly #people: readonly Resident[];
  readonly #cards = new Map<string, Promise<VirtualCard>>();

  constructor(pki: TestPki, people: readonly Resident[]) {
    this.#pki = pki;
    this.#people = people;
  }

  cardOf(id: string): Promise<VirtualCard> {
    const person = this.#people.find((resident) => resident.id === id);
    if (!person)
      throw new BadCall(`nobody is called "${id}": ${this.#people.map((resident) => resident.id).join(', ')}`);
    const known = this.#cards.get(id);
    if (known) return known;
    const card = Promise.resolve(createCard(this.#pki, { kind: person.card, civilId: person.civilId }));
    this.#cards.set(id, card);
    return card;
  }

  list() {
    return this.#people.map(({ id, name, card, about }) => ({ id, name: name.en, card, about }));
  }
}
