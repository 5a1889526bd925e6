/** The journal as the issuance core writes and reads it: issuances by id, the stock, and nothing that is not durable. */
import { invariant } from '../../common/assert.ts';
import type { Clock } from '../../common/clock.ts';
import type { IssuanceEvent, Order } from '../backoffice/index.ts';
import type { Entry, Journal, NewEntry } from '../journal/index.ts';
import { advance, type End, type IssuanceState, type Step, wayOf } from './lifecycle.ts';
import {
  bookError,
  bookletPlaces,
  countEntry,
  movement,
  type Place,
  placesAround,
  placesOf,
  Stock,
  type StockLimits,
} from './stock.ts';

/** The journal did not take an entry: nothing may move any more until it does. */
export class JournalBroken extends Error {
  readonly words: string;
  constructor(words: string) {
    super(`the journal refused an entry: ${words}`);
    this.words = words;
  }
}

/** What a person needs to settle what a machine could not. */
export type Holder = { readonly civilId: string; readonly name: Order['name'] };
type IntentBody = Extract<NewEntry, { kind: 'issuance.intent' }>['body'];
type EventKind = IssuanceEvent['kind'];
export type Movement = { readonly from: Place; readonly to: Place };
type OutcomeDetail = {
  readonly note?: string;
  readonly startBefore_ms?: number;
  /** Length of the parts of a step: what the next residents are told to expect. */
  readonly durations_ms?: Readonly<Record<string, number>>;
  readonly event?: EventKind;
  readonly moved?: Movement;
};

/** What the service hears of an end; `undefined` when it never knew of the issuance. */
const eventOfEnd: Readonly<Record<End, EventKind | undefined>> = {
  issued: 'issued',
  spoiled: 'spoiled',
  retained: 'retained',
  unresolved: 'unresolved',
  released: 'released',
  unclaimed: undefined,
};

/** A ready document in a slot of the vault. */
export type Booklet = { readonly slot: number; readonly orderId: string; readonly reference: string };

/** A medium of which nobody could prove where it went: a person finds it, and says so. */
export type UnresolvedMedium = {
  readonly issuanceId: string;
  readonly reference: string;
  readonly endedAt_ms: number;
  /** Where the books have it; `hopper` or `slots` when it was never seen to leave them. */
  readonly place: Place;
};

const PAGE_entries = 1000;
const kinds = [
  'issuance.intent',
  'issuance.outcome',
  'issuance.ended',
  'stock.loaded',
  'stock.moved',
  'stock.emptied',
  'stock.counted',
  'stock.differenceAccepted',
  'stock.found',
  'vault.loaded',
  'vault.unloaded',
] as const;

export class Books {
  readonly stock: Stock;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #open = new Map<string, IssuanceState>();
  readonly #issuedOrders = new Set<string>();
  /** Of open issuances: where each one's medium is. */
  readonly #places = new Map<string, Place>();
  readonly #unresolved = new Map<string, UnresolvedMedium>();
  /** The vault's booklets, by slot. */
  readonly #booklets = new Map<number, Booklet>();
  #broken: string | undefined;

  constructor(journal: Journal, clock: Clock, limits: StockLimits) {
    this.#journal = journal;
    this.#clock = clock;
    this.stock = new Stock(limits);
    for (let after = 0; ; ) {
      const page = journal.entries({ kinds, afterSequence: after, limit: PAGE_entries });
      for (const entry of page) this.#take(entry);
      const last = page.at(-1);
      if (!last || page.length < PAGE_entries) break;
      after = last.sequence;
    }
  }

  /** Why the journal takes no entries; undefined while it does. */
  get broken(): string | undefined {
    return this.#broken;
  }

  /** Issuances without an end, oldest first. */
  get open(): readonly IssuanceState[] {
    return [...this.#open.values()];
  }

  of(issuanceId: string): IssuanceState {
    const state = this.#open.get(issuanceId);
    invariant(state, 'an issuance that is worked on is open');
    return state;
  }

  openFor(orderId: string): IssuanceState | undefined {
    return this.open.find((state) => state.orderId === orderId);
  }

  wasIssued(orderId: string): boolean {
    return this.#issuedOrders.has(orderId);
  }

  /** What lies in the vault's slots, in the order of their numbers. */
  get booklets(): readonly Booklet[] {
    return [...this.#booklets.values()].sort((a, b) => a.slot - b.slot);
  }

  bookletOf(orderId: string): Booklet | undefined {
    for (const booklet of this.#booklets.values()) if (booklet.orderId === orderId) return booklet;
    return undefined;
  }

  /** Whether the books have a medium there. */
  has(place: Place): boolean {
    return this.stock.counts[place] > 0;
  }

  /** Media that a person must find, oldest first. */
  get unresolved(): readonly UnresolvedMedium[] {
    return [...this.#unresolved.values()];
  }

  /** `holder`: who it is for, sealed under a key of this issuance that the retention period destroys. */
  intend(issuanceId: string, body: IntentBody, holder?: Holder): void {
    this.#write([{ kind: 'issuance.intent', issuanceId, body, ...(holder && { sealed: holder }) }]);
  }

  /** Returns the id of the event in the outbox: the last entry's. */
  outcome(issuanceId: string, step: Step, result: 'done' | 'nothing' | 'failed', detail: OutcomeDetail = {}): string {
    const { event, moved, ...rest } = detail;
    const entries: NewEntry[] = [];
    if (moved) entries.push(...this.#unexpected(moved), movement(moved.from, moved.to, issuanceId));
    entries.push({ kind: 'issuance.outcome', issuanceId, body: { step, result, ...rest } });
    return this.#write(entries, event && this.#event(issuanceId, event, rest.note));
  }

  /** The one end of an issuance, with where its medium came to lie. */
  end(issuanceId: string, end: End, detail: { readonly note?: string; readonly moved?: Movement } = {}): void {
    const entries: NewEntry[] = [];
    if (detail.moved) entries.push(movement(detail.moved.from, detail.moved.to, issuanceId));
    const note = detail.note === undefined ? {} : { note: detail.note };
    entries.push({ kind: 'issuance.ended', issuanceId, body: { end, ...note } });
    const kind = eventOfEnd[end];
    this.#write(entries, kind && this.#event(issuanceId, kind, detail.note));
  }

  noteMovement(moved: Movement, cause: string): void {
    this.#write([movement(moved.from, moved.to, cause)]);
  }

  /** Stock entries that belong to no issuance. */
  note(...entries: readonly NewEntry[]): void {
    this.#write(entries);
  }

  /** A person says where the medium of an unresolved issuance is. */
  found({ issuanceId, place }: UnresolvedMedium, at: Place, by: string, why: string): void {
    // Media in the transport and the tray are known apart by their issuance only: the books may have swapped the two.
    const { tray, transport } = placesAround(place);
    const inPath: readonly Place[] = place === tray ? [tray, transport] : [transport, tray];
    const isInPath = inPath.includes(place);
    const from = isInPath ? (inPath.find((one) => this.has(one)) ?? at) : place;
    const entries: NewEntry[] = [{ kind: 'stock.found', issuanceId, body: { at, by, why } }];
    if (from !== at) entries.push(...this.#unexpected({ from, to: at }), movement(from, at, issuanceId));
    this.#write(entries);
  }

  /** A blank that came out of a hopper which the books call empty is written in, and told: never passed over. */
  #unexpected({ from }: Movement): readonly NewEntry[] {
    if (from !== 'hopper' || this.has('hopper')) return [];
    return [
      { kind: 'stock.alarm', body: { unit: 'hopper', words: 'a blank came from a hopper that should be empty' } },
      { kind: 'stock.loaded', body: { unit: 'hopper', count: 1, by: 'kiosk', source: 'found' } },
    ];
  }

  #event(issuanceId: string, kind: EventKind, note: string | undefined) {
    const event = { kind, at_ms: this.#clock.now_ms(), ...(note === undefined ? {} : { note: note.slice(0, 200) }) };
    return { issuanceId, event };
  }

  #write(entries: readonly NewEntry[], event?: { issuanceId: string; event: unknown }): string {
    let counts = this.stock.counts;
    for (const entry of entries) counts = countEntry(counts, entry as unknown as Entry);
    const wrong = bookError(counts);
    invariant(wrong === undefined, `every medium is in one place (${wrong})`);
    const appended = this.#journal.append(entries, event ? [event] : []);
    if (!appended.ok) {
      this.#broken = appended.error.words;
      throw new JournalBroken(appended.error.words);
    }
    this.#broken = undefined;
    for (const entry of appended.value) this.#take(entry);
    const last = appended.value.at(-1);
    invariant(last, 'an append writes something');
    return last.id;
  }

  #take(entry: Entry): void {
    this.stock.add(entry);
    this.#takeSlots(entry);
    if (entry.kind === 'stock.moved' && this.#open.has(entry.body.cause))
      this.#places.set(entry.body.cause, entry.body.to);
    if (entry.issuanceId === undefined) return;
    if (entry.kind === 'stock.found') this.#unresolved.delete(entry.issuanceId);
    const next = advance(this.#open.get(entry.issuanceId), entry);
    if (!next) return;
    if (next.ended === 'issued') this.#issuedOrders.add(next.orderId);
    if (next.ended === undefined) {
      this.#open.set(entry.issuanceId, next);
      return;
    }
    const { issuanceId, reference, documentType } = next;
    const place = this.#places.get(issuanceId) ?? placesOf[wayOf(documentType)].source;
    if (next.ended === 'unresolved')
      this.#unresolved.set(issuanceId, { issuanceId, reference, endedAt_ms: entry.time_ms, place });
    this.#open.delete(issuanceId);
    this.#places.delete(issuanceId);
  }

  #takeSlots(entry: Entry): void {
    if (entry.kind === 'vault.loaded') {
      const { slot, orderId, reference } = entry.body;
      this.#booklets.set(slot, { slot, orderId, reference });
    }
    if (entry.kind === 'vault.unloaded') this.#booklets.delete(entry.body.slot);
    if (entry.kind !== 'stock.moved' || entry.body.from !== bookletPlaces.source) return;
    const orderId = this.#open.get(entry.body.cause)?.orderId;
    const gone = orderId === undefined ? undefined : this.bookletOf(orderId);
    if (gone) this.#booklets.delete(gone.slot);
  }
}
