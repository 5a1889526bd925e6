/** The service's own rules: who may collect what, one claim at a time, each end once. In memory, one step at a time. */
import type { Clock } from '../../common/clock.ts';
import { uuidv7 } from '../../common/ids.ts';
import type { Random } from '../../common/random.ts';
import type { Resident, ResidentOrder } from '../residents/index.ts';
import { Refusal } from './problem.ts';

export type EventKind =
  | 'medium-bound'
  | 'personalised'
  | 'verified'
  | 'presented'
  | 'issued'
  | 'spoiled'
  | 'retained'
  | 'unresolved'
  | 'released';
export type ReportedEvent = {
  readonly entryId: string;
  readonly issuanceId: string;
  readonly ordinal: number;
  readonly kind: EventKind;
  readonly at_ms: number;
  readonly kioskId: string;
  readonly note?: string;
};

type Issuance = {
  readonly issuanceId: string;
  readonly orderId: string;
  readonly collectionId: string;
  readonly kioskId: string;
  readonly startBefore_ms: number;
  lapsed: boolean;
  readonly events: ReportedEvent[];
};

type Collection = { readonly civilId: string; readonly until_ms: number; accepted: boolean };
type Person = { resident: Resident; wrongCodes: number; locked: boolean; code: string; messages: Message[] };
export type Message = { readonly at_ms: number; readonly text: { readonly ar: string; readonly en: string } };

const TRIES = 3;
const COLLECTION_ms = 30 * 60_000;
const START_WITHIN_ms = 3 * 60_000;
const RESEND_AFTER_ms = 60_000;
const LOCK_REFERENCE = 'TS-LOCK-0001';
const ENDS: readonly EventKind[] = ['issued', 'spoiled', 'retained', 'unresolved', 'released'];
/** Which event may follow which; the first of an issuance follows `claimed`. */
const lawful: Readonly<Record<'claimed' | EventKind, readonly EventKind[]>> = {
  claimed: ['medium-bound', 'released', 'unresolved'],
  'medium-bound': ['personalised', 'spoiled', 'unresolved'],
  personalised: ['verified', 'spoiled', 'unresolved'],
  verified: ['presented', 'issued', 'retained', 'spoiled', 'unresolved'],
  presented: ['issued', 'retained', 'spoiled', 'unresolved'],
  issued: [],
  spoiled: [],
  retained: [],
  unresolved: [],
  released: [],
};

export class Registry {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #people = new Map<string, Person>();
  readonly #orders = new Map<string, { order: ResidentOrder; holder: string }>();
  readonly #collections = new Map<string, Collection>();
  readonly #issuances = new Map<string, Issuance>();

  constructor(clock: Clock, random: Random, residents: readonly Resident[]) {
    this.#clock = clock;
    this.#random = random;
    for (const resident of residents) {
      // A copy of somebody's card leads to the same person.
      if (this.#people.has(resident.civilId)) continue;
      const code = resident.collectionCode;
      this.#people.set(resident.civilId, { resident, wrongCodes: 0, locked: false, code, messages: [] });
      for (const order of resident.orders) this.#orders.set(order.orderId, { order, holder: resident.civilId });
    }
  }

  beginCollection(civilId: string) {
    const person = this.#people.get(civilId);
    if (!person || this.#openOrders(civilId).length === 0) return { outcome: 'nothing-to-collect' };
    if (person.locked) return { outcome: 'locked', reference: LOCK_REFERENCE };
    const collectionId = uuidv7(this.#clock, this.#random);
    this.#collections.set(collectionId, { civilId, until_ms: this.#clock.now_ms() + COLLECTION_ms, accepted: false });
    if (person.messages.length === 0) this.#text(person);
    return {
      outcome: 'second-factor',
      collectionId,
      kind: 'collection-code',
      phoneEnding: person.resident.phoneEnding,
      triesLeft: TRIES - person.wrongCodes,
    };
  }

  verifyCode(collectionId: string, code: string) {
    const { collection, person } = this.#collection(collectionId);
    if (person.locked) return { outcome: 'locked', reference: LOCK_REFERENCE };
    if (code !== person.code) {
      person.wrongCodes += 1;
      if (person.wrongCodes < TRIES) return { outcome: 'wrong', triesLeft: TRIES - person.wrongCodes };
      person.locked = true;
      return { outcome: 'locked', reference: LOCK_REFERENCE };
    }
    person.wrongCodes = 0;
    collection.accepted = true;
    return {
      outcome: 'accepted',
      holder: person.resident.name,
      orders: this.#openOrders(collection.civilId).map(({ licence: _, ...order }) => ({
        ...order,
        status: this.#statusOf(order.orderId),
      })),
    };
  }

  requestCode(collectionId: string) {
    const { person } = this.#collection(collectionId);
    const last = person.messages.at(-1);
    const wait_ms = last ? last.at_ms + RESEND_AFTER_ms - this.#clock.now_ms() : 0;
    if (wait_ms > 0) return { outcome: 'too-soon', retryAfter_s: Math.ceil(wait_ms / 1000) };
    this.#text(person);
    return { outcome: 'sent' };
  }

  documentData(collectionId: string, orderId: string): unknown {
    const { collection } = this.#collection(collectionId);
    if (!collection.accepted) throw new Refusal('code-not-accepted', 'give the code first');
    const known = this.#orders.get(orderId);
    if (!known || known.holder !== collection.civilId) throw new Refusal('unknown-order', orderId);
    if (!known.order.licence) throw new Refusal('no-document-data', known.order.documentType);
    if (this.#statusOf(orderId).state !== 'ready') throw new Refusal('not-ready', this.#statusOf(orderId).state);
    return known.order.licence;
  }

  claim(issuanceId: string, request: { orderId: string; collectionId: string; kioskId: string }) {
    const { orderId, collectionId, kioskId } = request;
    const known = this.#issuances.get(issuanceId);
    if (known) {
      if (known.orderId !== orderId || known.collectionId !== collectionId || known.kioskId !== kioskId) {
        throw new Refusal('idempotency-key-reused', issuanceId);
      }
      return known.lapsed ? refused('in-progress-elsewhere') : this.#granted(known);
    }
    const { collection } = this.#collection(collectionId);
    if (!collection.accepted) throw new Refusal('code-not-accepted', 'give the code first');
    if (this.#orders.get(orderId)?.holder !== collection.civilId) throw new Refusal('unknown-order', orderId);
    const hindrance = this.#hindrance(orderId, kioskId);
    if (hindrance) return hindrance;
    const startBefore_ms = this.#clock.now_ms() + START_WITHIN_ms;
    const issuance = { issuanceId, orderId, collectionId, kioskId, startBefore_ms, lapsed: false, events: [] };
    this.#issuances.set(issuanceId, issuance);
    return this.#granted(issuance);
  }

  report(event: ReportedEvent) {
    const issuance = this.#issuances.get(event.issuanceId);
    if (!issuance) throw new Refusal('unknown-issuance', event.issuanceId);
    const standing = issuance.lapsed ? 'lapsed' : 'held';
    const before = issuance.events.find(({ entryId }) => entryId === event.entryId);
    if (before) return { outcome: 'duplicate', standing };
    const expected = issuance.events.length + 1;
    if (event.ordinal !== expected) throw new Refusal('gap', `Expected ordinal ${expected}, got ${event.ordinal}.`);
    const last = issuance.events.at(-1)?.kind ?? 'claimed';
    if (last !== 'claimed' && ENDS.includes(last)) throw new Refusal('already-ended', last);
    if (!lawful[last].includes(event.kind)) throw new Refusal('impossible-event', `${event.kind} after ${last}`);
    issuance.events.push(event);
    this.#checkInvariant();
    return { outcome: 'recorded', standing };
  }

  collectionCodeOf(civilId: string): string | undefined {
    const person = this.#people.get(civilId);
    return person && person.messages.length > 0 ? person.code : undefined;
  }

  phone(civilId: string): readonly Message[] {
    return this.#people.get(civilId)?.messages ?? [];
  }

  snapshot() {
    return {
      orders: [...this.#orders.values()].map(({ order }) => ({
        orderId: order.orderId,
        documentType: order.documentType,
        reason: order.reason,
        reference: order.reference,
        state: this.#endOf(order.orderId) ?? this.#statusOf(order.orderId).state,
      })),
      issuances: [...this.#issuances.values()].map(({ issuanceId, orderId, kioskId, events, lapsed }) => ({
        issuanceId,
        orderId,
        kioskId,
        lapsed,
        events: events.map(({ kind, note }) => (note === undefined ? kind : `${kind} (${note})`)),
      })),
      doubled: this.#doubled(),
    };
  }

  #granted({ startBefore_ms }: Issuance) {
    return { outcome: 'granted', startBefore_ms, startWithin_ms: Math.max(0, startBefore_ms - this.#clock.now_ms()) };
  }

  /** Why nobody may claim the order now; a claim that nobody used lapses here, and only here. */
  #hindrance(orderId: string, kioskId: string) {
    for (const other of this.#issuancesOf(orderId)) {
      const end = endOf(other);
      if (end === 'issued') return refused('already-issued');
      if (end === 'retained' || end === 'unresolved') return refused('frozen');
      if (end !== undefined || other.lapsed) continue;
      const isBound = other.events.length > 0;
      const isOwn = other.kioskId === kioskId;
      if (isBound || (!isOwn && this.#clock.now_ms() < other.startBefore_ms)) {
        return { ...refused('in-progress-elsewhere'), where: other.kioskId };
      }
      other.lapsed = true;
    }
    const { state } = this.#statusOf(orderId);
    switch (state) {
      case 'ready':
        return undefined;
      case 'held':
        return refused('held');
      case 'in-progress':
        return refused('in-progress-elsewhere');
      default:
        return refused('not-ready');
    }
  }

  #statusOf(orderId: string): ResidentOrder['status'] | { state: 'frozen'; reason: string } {
    const order = this.#orders.get(orderId)?.order;
    if (!order) throw new Refusal('unknown-order', orderId);
    for (const issuance of this.#issuancesOf(orderId)) {
      const end = endOf(issuance);
      if (end === 'retained' || end === 'unresolved') return { state: 'frozen', reason: end };
      if (end === undefined && !issuance.lapsed && issuance.events.length > 0) {
        return { state: 'in-progress', where: issuance.kioskId };
      }
    }
    return order.status;
  }

  #endOf(orderId: string): EventKind | undefined {
    const ends = this.#issuancesOf(orderId).map(endOf);
    return ends.find((end) => end === 'issued' || end === 'retained' || end === 'unresolved');
  }

  #openOrders(civilId: string): readonly ResidentOrder[] {
    const person = this.#people.get(civilId);
    return (person?.resident.orders ?? []).filter(({ orderId }) => this.#endOf(orderId) !== 'issued');
  }

  #issuancesOf(orderId: string): readonly Issuance[] {
    return [...this.#issuances.values()].filter((issuance) => issuance.orderId === orderId);
  }

  #collection(collectionId: string): { collection: Collection; person: Person } {
    const collection = this.#collections.get(collectionId);
    const person = collection && this.#people.get(collection.civilId);
    if (!collection || !person || this.#clock.now_ms() > collection.until_ms) {
      throw new Refusal('unknown-collection', collectionId);
    }
    return { collection, person };
  }

  #text(person: Person): void {
    const { code } = person;
    person.messages.push({
      at_ms: this.#clock.now_ms(),
      text: {
        ar: `رمز الاستلام: ${code}. لا تعطه لأحد.`,
        en: `Your collection code: ${code}. Give it to nobody.`,
      },
    });
  }

  /** An order issued twice is what this whole product exists to prevent: the service says so loudly. */
  #checkInvariant(): void {
    const doubled = this.#doubled();
    if (doubled.length > 0) throw new Error(`orders issued twice: ${doubled.join(', ')}`);
  }

  #doubled(): readonly string[] {
    return [...this.#orders.keys()].filter(
      (orderId) => this.#issuancesOf(orderId).filter((issuance) => endOf(issuance) === 'issued').length > 1,
    );
  }
}

function endOf({ events }: Issuance): EventKind | undefined {
  return events.find(({ kind }) => ENDS.includes(kind))?.kind;
}

function refused(reason: string): { outcome: 'refused'; reason: string; where?: string } {
  return { outcome: 'refused', reason };
}
