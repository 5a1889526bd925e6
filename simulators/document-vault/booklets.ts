import { invariant } from '../../common/assert.ts';
import type { VirtualCard } from '../cards/index.ts';

/** A booklet as it was loaded: what stands in its machine-readable zone, and the chip in its cover. */
export type Booklet = {
  readonly id: string;
  /** Lines of the MRZ, parted by line feeds. */
  readonly mrz: string;
  /** Left out: a chip that does not answer. */
  readonly card?: VirtualCard | undefined;
};

/** `taken`: with the person in front; `removed`: taken out by a technician. */
export const bookletPlaces = ['slot', 'gripper', 'exit', 'retain', 'taken', 'removed'] as const;
export type BookletPlace = (typeof bookletPlaces)[number];
type Where = { readonly place: BookletPlace; readonly slot?: number };

/** Which booklet is where: each in exactly one place, one at most in a slot, in the gripper and at the exit. */
export class Booklets {
  readonly slots: number;
  readonly retainCapacity: number;
  readonly #booklets = new Map<string, Booklet>();
  readonly #places = new Map<string, Where>();

  constructor(slots: number, retainCapacity: number) {
    this.slots = slots;
    this.retainCapacity = retainCapacity;
  }

  /** Its number; undefined when the slot is occupied or there is none of that number. */
  load(slot: number, booklet: Omit<Booklet, 'id'>): string | undefined {
    if (!Number.isInteger(slot) || slot < 1 || slot > this.slots || this.inSlot(slot)) return undefined;
    const id = `P${String(this.#booklets.size + 1).padStart(4, '0')}`;
    this.#booklets.set(id, { id, ...booklet });
    this.#places.set(id, { place: 'slot', slot });
    this.#check();
    return id;
  }

  inSlot(slot: number): Booklet | undefined {
    return this.#where((where) => where.place === 'slot' && where.slot === slot)[0];
  }

  at(place: Exclude<BookletPlace, 'slot'>): readonly Booklet[] {
    return this.#where((where) => where.place === place);
  }

  inGripper(): Booklet | undefined {
    return this.at('gripper')[0];
  }

  atExit(): Booklet | undefined {
    return this.at('exit')[0];
  }

  /** False, and nothing moves, when there is no room for it. */
  move(id: string, to: Exclude<BookletPlace, 'slot'> | { readonly slot: number }): boolean {
    invariant(this.#places.has(id), `no booklet is called ${id}`);
    if (typeof to === 'object') {
      if (to.slot < 1 || to.slot > this.slots || this.inSlot(to.slot)) return false;
      this.#places.set(id, { place: 'slot', slot: to.slot });
    } else {
      if ((to === 'gripper' || to === 'exit') && this.at(to).length > 0) return false;
      if (to === 'retain' && this.at('retain').length >= this.retainCapacity) return false;
      this.#places.set(id, { place: to });
    }
    this.#check();
    return true;
  }

  /** Two booklets change their slots, as they would if a technician had mistaken them. */
  exchange(slot: number): boolean {
    const here = this.inSlot(slot);
    const other = this.list().find((one) => one.place === 'slot' && one.slot !== slot);
    if (!here || !other) return false;
    this.#places.set(here.id, { place: 'slot', slot: other.slot ?? slot });
    this.#places.set(other.id, { place: 'slot', slot });
    this.#check();
    return true;
  }

  list(): readonly (Where & { readonly id: string })[] {
    return [...this.#places].map(([id, where]) => ({ id, ...where }));
  }

  #where(wanted: (where: Where) => boolean): readonly Booklet[] {
    const found: Booklet[] = [];
    for (const [id, where] of this.#places) {
      const booklet = this.#booklets.get(id);
      if (booklet && wanted(where)) found.push(booklet);
    }
    return found;
  }

  #check(): void {
    invariant(this.#places.size === this.#booklets.size, 'booklets are neither made nor lost');
    const full = this.list().flatMap(({ place, slot }) => (place === 'slot' ? [slot] : []));
    invariant(new Set(full).size === full.length, 'two booklets in a slot');
    invariant(this.at('gripper').length <= 1, 'two booklets in the gripper');
    invariant(this.at('exit').length <= 1, 'two booklets at the exit');
    invariant(this.at('retain').length <= this.retainCapacity, 'the retain unit overflows');
  }
}
