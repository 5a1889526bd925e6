/** What the service decides about one person: whether they may collect, and what their code is worth. Pure, as rules.ts. */
import type { BilingualName } from '../../common/document.ts';
import type { Change, Collection, Decision, Message, Order, OrderRows, Person, SecondFactorKind } from './model.ts';
import { placeOf } from './places.ts';
import { Refusal } from './problem.ts';
import { finalEndOf, type OrderStatus, openCollection, statusOf } from './rules.ts';

export type CollectionStart =
  | { readonly outcome: 'nothing-to-collect' }
  | { readonly outcome: 'locked'; readonly reference: string }
  | {
      readonly outcome: 'second-factor';
      readonly collectionId: string;
      readonly kind: 'collection-code';
      readonly phoneEnding: string;
      readonly triesLeft: number;
    }
  | { readonly outcome: 'second-factor'; readonly collectionId: string; readonly kind: 'chip-pin' }
  | {
      readonly outcome: 'second-factor';
      readonly collectionId: string;
      readonly kind: 'mobile-id';
      readonly phoneEnding: string;
      readonly waitAtMost_s: number;
    };
type ListedOrder = Omit<Order, 'hasDocument' | 'status'> & {
  readonly status: OrderStatus;
  readonly vault?: { readonly kioskId: string; readonly where: string };
};
export type ProofVerdict =
  | { readonly outcome: 'accepted'; readonly holder: BilingualName; readonly orders: readonly ListedOrder[] }
  | { readonly outcome: 'locked'; readonly reference: string };
export type CodeVerdict = ProofVerdict | { readonly outcome: 'wrong'; readonly triesLeft: number };
export type CodeRequestVerdict =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'too-soon'; readonly retryAfter_s: number };

/** A person with their orders, and the collection that was asked for. */
export type PersonRows = {
  readonly person: Person;
  readonly orders: readonly OrderRows[];
  readonly collection: Collection | undefined;
};

const TRIES = 3;
const COLLECTION_ms = 30 * 60_000;
const RESEND_AFTER_ms = 60_000;
const LOCK_REFERENCE = 'TS-LOCK-0001';
const locked = { outcome: 'locked', reference: LOCK_REFERENCE } as const;

export function decideCollection(
  rows: PersonRows | undefined,
  {
    collectionId,
    secondFactor,
    phoneWait_s,
  }: { readonly collectionId: string; readonly secondFactor: SecondFactorKind; readonly phoneWait_s: number },
  now_ms: number,
): Decision<CollectionStart> {
  if (!rows || openOrders(rows).length === 0) return { answer: { outcome: 'nothing-to-collect' }, changes: [] };
  const { person } = rows;
  if (person.locked) return { answer: locked, changes: [] };
  const { civilId, phoneEnding, wrongCodes } = person;
  const collection = {
    collectionId,
    civilId,
    until_ms: now_ms + COLLECTION_ms,
    accepted: false,
    secondFactor,
    phone: undefined,
  };
  const opened: Change = { kind: 'collection-opened', collection };
  if (secondFactor === 'chip-pin') {
    return { answer: { outcome: 'second-factor', collectionId, kind: secondFactor }, changes: [opened] };
  }
  if (secondFactor === 'mobile-id') {
    const phone = { until_ms: now_ms + phoneWait_s * 1000, answer: undefined };
    return {
      answer: { outcome: 'second-factor', collectionId, kind: secondFactor, phoneEnding, waitAtMost_s: phoneWait_s },
      changes: [{ kind: 'collection-opened', collection: { ...collection, phone } }],
    };
  }
  return {
    answer: {
      outcome: 'second-factor',
      collectionId,
      kind: 'collection-code',
      phoneEnding,
      triesLeft: TRIES - wrongCodes,
    },
    changes: [opened, ...(person.messages.length === 0 ? [codeMessage(person, now_ms)] : [])],
  };
}

export function decideCode(
  given: PersonRows | undefined,
  collectionId: string,
  code: string,
  now_ms: number,
): Decision<CodeVerdict> {
  const rows = inCollection(given, collectionId, now_ms);
  const { person } = rows;
  assertSecondFactor(rows.collection, 'collection-code');
  if (person.locked) return { answer: locked, changes: [] };
  const { civilId } = person;
  if (code !== person.code) {
    const wrongCodes = person.wrongCodes + 1;
    const triesLeft = TRIES - wrongCodes;
    return {
      answer: triesLeft > 0 ? { outcome: 'wrong', triesLeft } : locked,
      changes: [{ kind: 'code-tried', civilId, wrongCodes, locked: triesLeft <= 0 }],
    };
  }
  return {
    answer: acceptance(rows),
    changes: [
      { kind: 'code-tried', civilId, wrongCodes: 0, locked: false },
      { kind: 'collection-accepted', collectionId },
    ],
  };
}

export function decidePin(given: PersonRows | undefined, collectionId: string, now_ms: number): Decision<ProofVerdict> {
  const rows = inCollection(given, collectionId, now_ms);
  assertSecondFactor(rows.collection, 'chip-pin');
  if (rows.person.locked) return { answer: locked, changes: [] };
  return { answer: acceptance(rows), changes: [{ kind: 'collection-accepted', collectionId }] };
}

export type PhoneAnswer = ProofVerdict | { readonly outcome: 'waiting' | 'declined' | 'timed-out' };

/** What the phone has said until now. An approval that comes too late is none. */
export function decidePhone(
  given: PersonRows | undefined,
  collectionId: string,
  now_ms: number,
): Decision<PhoneAnswer> {
  const rows = inCollection(given, collectionId, now_ms);
  const { collection, person } = rows;
  assertSecondFactor(collection, 'mobile-id');
  if (person.locked) return { answer: locked, changes: [] };
  const isOver = now_ms > (collection.phone?.until_ms ?? 0) && !collection.accepted;
  switch (collection.phone?.answer) {
    case 'declined':
      return { answer: { outcome: 'declined' }, changes: [] };
    case 'approved':
      if (isOver) return { answer: { outcome: 'timed-out' }, changes: [] };
      return { answer: acceptance(rows), changes: [{ kind: 'collection-accepted', collectionId }] };
    case undefined:
      return { answer: { outcome: isOver ? 'timed-out' : 'waiting' }, changes: [] };
  }
}

export function decideCodeRequest(
  given: PersonRows | undefined,
  collectionId: string,
  now_ms: number,
): Decision<CodeRequestVerdict> {
  const { person, collection } = inCollection(given, collectionId, now_ms);
  assertSecondFactor(collection, 'collection-code');
  const last = person.messages.at(-1);
  const wait_ms = last ? last.at_ms + RESEND_AFTER_ms - now_ms : 0;
  if (wait_ms > 0) return { answer: { outcome: 'too-soon', retryAfter_s: Math.ceil(wait_ms / 1000) }, changes: [] };
  return { answer: { outcome: 'sent' }, changes: [codeMessage(person, now_ms)] };
}

/** Throws unless this collection may see what is to be printed for the order. */
export function assertMayPrint(
  given: PersonRows | undefined,
  request: { readonly collectionId: string; readonly orderId: string },
  now_ms: number,
): void {
  const { collection, orders } = inCollection(given, request.collectionId, now_ms);
  if (!collection.accepted) throw new Refusal('code-not-accepted', 'give the code first');
  const wanted = orders.find(({ order }) => order.orderId === request.orderId);
  if (!wanted) throw new Refusal('unknown-order', request.orderId);
  if (!wanted.order.hasDocument) throw new Refusal('no-document-data', wanted.order.documentType);
  const { state } = statusOf(wanted);
  if (state !== 'ready') throw new Refusal('not-ready', state);
}

function inCollection(rows: PersonRows | undefined, collectionId: string, now_ms: number) {
  const collection = openCollection(rows?.collection, collectionId, now_ms);
  if (!rows) throw new Refusal('unknown-collection', collectionId);
  return { ...rows, collection };
}

/** A kiosk cannot choose an easier one than it was told. */
function assertSecondFactor({ secondFactor }: Collection, given: SecondFactorKind): void {
  if (secondFactor !== given) throw new Refusal('other-second-factor', `${secondFactor}, not ${given}`);
}

function acceptance(rows: PersonRows): Extract<ProofVerdict, { outcome: 'accepted' }> {
  return { outcome: 'accepted', holder: rows.person.name, orders: openOrders(rows).map(listed) };
}

function listed(rows: OrderRows): ListedOrder {
  const { hasDocument: _, ...order } = rows.order;
  const { vault } = rows;
  return {
    ...order,
    status: statusOf(rows),
    ...(vault && { vault: { kioskId: vault.kioskId, where: placeOf(vault.kioskId) } }),
  };
}

function openOrders({ orders }: PersonRows): readonly OrderRows[] {
  return orders.filter((one) => finalEndOf(one) !== 'issued');
}

function codeMessage({ civilId, code }: Person, at_ms: number): Change {
  const message: Message = {
    at_ms,
    text: {
      ar: `رمز الاستلام: ${code}. لا تعطه لأحد.`,
      en: `Your collection code: ${code}. Give it to nobody.`,
    },
  };
  return { kind: 'message-sent', civilId, message };
}
