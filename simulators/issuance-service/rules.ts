/**
 * What the service decides about one order: one claim at a time, events in order, one end each. Pure functions over the
 * rows of the order; whoever calls them sees to it that nobody changes those rows before the changes are written.
 */
import type {
  Change,
  ClaimRequest,
  Collection,
  Decision,
  EventKind,
  Issuance,
  Order,
  OrderRows,
  ReportedEvent,
  Ruling,
  VaultLoading,
  VaultUnloading,
} from './model.ts';
import { placeOf } from './places.ts';
import { Refusal } from './problem.ts';

export type ClaimVerdict =
  | { readonly outcome: 'granted'; readonly startBefore_ms: number; readonly startWithin_ms: number }
  | { readonly outcome: 'refused'; readonly reason: RefusedClaim; readonly where?: string };
type RefusedClaim = 'in-progress-elsewhere' | 'already-issued' | 'held' | 'not-ready' | 'frozen';
export type EventReceipt = { readonly outcome: 'recorded' | 'duplicate'; readonly standing: 'held' | 'lapsed' };
export type LoadingVerdict =
  | { readonly outcome: 'bound'; readonly orderId: string; readonly reference: string }
  | { readonly outcome: 'refused'; readonly reason: RefusedLoading };
export type UnloadingVerdict = { readonly outcome: 'removed' | 'not-there' };
type RefusedLoading = 'unknown-document' | 'already-issued' | 'frozen' | 'expired' | 'in-progress';
export type OrderStatus = Order['status'] | { readonly state: 'frozen'; readonly reason: 'retained' | 'unresolved' };

/** What a claim is decided over. */
export type ClaimRows = {
  /** The issuance of that id, of whichever order. */
  readonly known: Issuance | undefined;
  readonly collection: Collection | undefined;
  readonly rows: OrderRows | undefined;
};

const START_WITHIN_ms = 3 * 60_000;
const ends: readonly EventKind[] = ['issued', 'spoiled', 'retained', 'unresolved', 'released'];
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

export function decideClaim(given: ClaimRows, request: ClaimRequest, now_ms: number): Decision<ClaimVerdict> {
  const { known, collection, rows } = given;
  if (known) {
    const isSame = (['orderId', 'collectionId', 'kioskId'] as const).every((name) => known[name] === request[name]);
    if (!isSame) throw new Refusal('idempotency-key-reused', request.issuanceId);
    return { answer: known.lapsed ? refused('in-progress-elsewhere') : granted(known, now_ms), changes: [] };
  }
  const { civilId } = openCollection(collection, request.collectionId, now_ms);
  if (!collection?.accepted) throw new Refusal('code-not-accepted', 'give the code first');
  if (rows?.holder !== civilId) throw new Refusal('unknown-order', request.orderId);
  const { hindrance, lapsed } = hindranceOf(rows, request.kioskId, now_ms);
  const lapses = lapsed.map((issuanceId): Change => ({ kind: 'issuance-lapsed', issuanceId }));
  if (hindrance) return { answer: hindrance, changes: lapses };
  const { issuanceId, orderId, collectionId, kioskId } = request;
  const startBefore_ms = now_ms + START_WITHIN_ms;
  const issuance = {
    issuanceId,
    orderId,
    collectionId,
    kioskId,
    startBefore_ms,
    lapsed: false,
    events: [],
    ruling: undefined,
  };
  return { answer: granted(issuance, now_ms), changes: [...lapses, { kind: 'issuance-granted', issuance }] };
}

/** An event is a fact: it is recorded even when the claim has lapsed, and even when it shows that all went wrong. */
export function decideReport(rows: OrderRows | undefined, event: ReportedEvent): Decision<EventReceipt> {
  const issuance = rows?.issuances.find(({ issuanceId }) => issuanceId === event.issuanceId);
  if (!rows || !issuance) throw new Refusal('unknown-issuance', event.issuanceId);
  const standing = issuance.lapsed ? 'lapsed' : 'held';
  const isKnown = issuance.events.some(({ entryId }) => entryId === event.entryId);
  if (isKnown) return { answer: { outcome: 'duplicate', standing }, changes: [] };
  if (!Number.isSafeInteger(event.at_ms)) throw new Refusal('invalid-request', 'at_ms is no moment');
  const expected = issuance.events.length + 1;
  if (event.ordinal !== expected) throw new Refusal('gap', `Expected ordinal ${expected}, got ${event.ordinal}.`);
  const last = issuance.events.at(-1)?.kind ?? 'claimed';
  if (last !== 'claimed' && ends.includes(last)) throw new Refusal('already-ended', last);
  if (!mayFollow(rows.order, last, event.kind)) throw new Refusal('impossible-event', `${event.kind} after ${last}`);
  const after = rows.issuances.map((one) => (one === issuance ? { ...one, events: [...one.events, event] } : one));
  return {
    answer: { outcome: 'recorded', standing },
    changes: [{ kind: 'event-recorded', event, isEnd: ends.includes(event.kind) }, ...leavingVault(rows, event.kind)],
    // An order issued twice is what this whole product exists to prevent: the service says so loudly.
    ...(isDoubled({ order: rows.order, issuances: after }) && { alarm: `orders issued twice: ${issuance.orderId}` }),
  };
}

/** A booklet comes ready made: nothing is written on it between its slot and the check, after which it may stay inside. */
function mayFollow({ documentType }: Order, last: 'claimed' | EventKind, next: EventKind): boolean {
  if (documentType === 'passport' && last === 'medium-bound' && (next === 'verified' || next === 'retained'))
    return true;
  return lawful[last].includes(next);
}

function leavingVault({ order, vault }: OrderRows, kind: EventKind): readonly Change[] {
  return vault && kind === 'medium-bound' ? [{ kind: 'booklet-left', orderId: order.orderId }] : [];
}

/**
 * That the booklet lies there is a fact; whether somebody may collect it there is decided here. `displaced`: other orders
 * that were said to lie in that slot.
 */
export function decideLoading(
  rows: OrderRows | undefined,
  displaced: readonly string[],
  { kioskId, slot }: VaultLoading,
): Decision<LoadingVerdict> {
  const left = displaced.map((orderId): Change => ({ kind: 'booklet-left', orderId }));
  const reason = rows ? unloadable(rows) : 'unknown-document';
  if (!rows || reason) return { answer: { outcome: 'refused', reason: reason ?? 'unknown-document' }, changes: left };
  const { orderId, reference } = rows.order;
  return {
    answer: { outcome: 'bound', orderId, reference },
    changes: [...left, { kind: 'booklet-loaded', orderId, place: { kioskId, slot } }],
  };
}

/** A booklet that another kiosk took in meanwhile stays where that kiosk has it. */
export function decideUnloading(
  rows: OrderRows | undefined,
  { kioskId, orderId }: VaultUnloading,
): Decision<UnloadingVerdict> {
  if (rows?.vault?.kioskId !== kioskId) return { answer: { outcome: 'not-there' }, changes: [] };
  return { answer: { outcome: 'removed' }, changes: [{ kind: 'booklet-left', orderId }] };
}

/** What a technician takes out: nobody may collect it here any more. */
export function isToReturn(rows: OrderRows): boolean {
  const reason = unloadable(rows);
  return reason !== undefined && reason !== 'in-progress';
}

function unloadable(rows: OrderRows): RefusedLoading | undefined {
  if (finalEndOf(rows) === 'issued') return 'already-issued';
  const { state } = statusOf(rows);
  return state === 'frozen' || state === 'expired' || state === 'in-progress' ? state : undefined;
}

/** Only what is frozen needs a person, and each issuance only once: a ruling is a fact as an event is. */
export function decideRuling(rows: OrderRows | undefined, issuanceId: string, ruling: Ruling): Decision<Ruling> {
  const issuance = rows?.issuances.find((one) => one.issuanceId === issuanceId);
  if (!rows || !issuance) throw new Refusal('unknown-issuance', issuanceId);
  if (issuance.ruling) throw new Refusal('already-ruled', `${issuance.ruling.outcome}, by ${issuance.ruling.by}`);
  const end = endOf(issuance, rows.order);
  if (end !== 'retained' && end !== 'unresolved') throw new Refusal('not-frozen', end ?? 'under way');
  for (const [name, text] of Object.entries({ by: ruling.by, why: ruling.why })) {
    if (text.trim() === '' || text.length > 500) throw new Refusal('invalid-request', `${name}: 1 to 500 characters`);
  }
  return { answer: ruling, changes: [{ kind: 'ruled', issuanceId, ruling }] };
}

/** The collection, unless it is over or never was. */
export function openCollection(collection: Collection | undefined, id: string, now_ms: number): Collection {
  if (!collection || now_ms > collection.until_ms) throw new Refusal('unknown-collection', id);
  return collection;
}

export function statusOf({ order, issuances }: OrderRows): OrderStatus {
  for (const issuance of issuances) {
    const end = endOf(issuance, order);
    if (end === 'retained' || end === 'unresolved') return { state: 'frozen', reason: end };
    if (end === undefined && !issuance.lapsed && issuance.events.length > 0) {
      return { state: 'in-progress', where: issuance.kioskId };
    }
  }
  return order.status;
}

/** The end after which no machine tries the order again. */
export function finalEndOf({ order, issuances }: OrderRows): 'issued' | 'retained' | 'unresolved' | undefined {
  for (const end of issuances.map((issuance) => endOf(issuance, order))) {
    if (end === 'issued' || end === 'retained' || end === 'unresolved') return end;
  }
  return undefined;
}

export function isDoubled({ order, issuances }: Pick<OrderRows, 'order' | 'issuances'>): boolean {
  return issuances.filter((issuance) => endOf(issuance, order) === 'issued').length > 1;
}

/** Why nobody may claim the order now. A claim that nobody used lapses here, and only here. */
function hindranceOf(rows: OrderRows, kioskId: string, now_ms: number) {
  const lapsed: string[] = [];
  for (const other of rows.issuances) {
    const end = endOf(other, rows.order);
    if (end === 'issued') return { hindrance: refused('already-issued'), lapsed };
    if (end === 'retained' || end === 'unresolved') return { hindrance: refused('frozen'), lapsed };
    if (end !== undefined || other.lapsed) continue;
    const isBound = other.events.length > 0;
    const isOwn = other.kioskId === kioskId;
    if (isBound || (!isOwn && now_ms < other.startBefore_ms)) {
      return { hindrance: { ...refused('in-progress-elsewhere'), where: other.kioskId }, lapsed };
    }
    lapsed.push(other.issuanceId);
  }
  return { hindrance: unready(rows.order.status.state) ?? elsewhere(rows, kioskId), lapsed };
}

/** A booklet is given out only where it lies. */
function elsewhere({ vault }: OrderRows, kioskId: string): ClaimVerdict | undefined {
  if (!vault || vault.kioskId === kioskId) return undefined;
  return { ...refused('not-ready'), where: placeOf(vault.kioskId) };
}

function unready(state: Order['status']['state']): ClaimVerdict | undefined {
  switch (state) {
    case 'ready':
      return undefined;
    case 'held':
      return refused('held');
    case 'in-progress':
      return refused('in-progress-elsewhere');
    case 'not-yet':
    case 'expired':
      return refused('not-ready');
  }
}

/** What its kiosk said last, or what a person decided after it. */
function endOf(issuance: Issuance, { documentType }: Order): EventKind | undefined {
  switch (issuance.ruling?.outcome) {
    case undefined: {
      const end = reportedEndOf(issuance);
      // There is no second blank: a booklet that failed its check stays inside until a person decides.
      return documentType === 'passport' && end === 'spoiled' ? 'retained' : end;
    }
    case 'handed-over':
      return 'issued';
    case 'may-be-made-again':
      return 'spoiled';
  }
}

function reportedEndOf({ events }: Issuance): EventKind | undefined {
  return events.find(({ kind }) => ends.includes(kind))?.kind;
}

function granted({ startBefore_ms }: Issuance, now_ms: number): ClaimVerdict {
  return { outcome: 'granted', startBefore_ms, startWithin_ms: Math.max(0, startBefore_ms - now_ms) };
}

function refused(reason: RefusedClaim) {
  return { outcome: 'refused' as const, reason };
}
