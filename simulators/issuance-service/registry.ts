/** The service without its wire: each call is one piece of work on the store, decided by the rules. */
import type { Clock } from '../../common/clock.ts';
import type { LicenceData } from '../../common/document.ts';
import { uuidv7 } from '../../common/ids.ts';
import type { Random } from '../../common/random.ts';
import type { Resident } from '../residents/index.ts';
import {
  assertMayPrint,
  type CodeRequestVerdict,
  type CodeVerdict,
  type CollectionStart,
  decideCode,
  decideCodeRequest,
  decideCollection,
  decidePhone,
  decidePin,
  type PersonRows,
  type PhoneAnswer,
  type ProofVerdict,
} from './collection-rules.ts';
import { decideLicenceScript } from './licence-script.ts';
import type {
  ClaimRequest,
  Decision,
  Issuance,
  Message,
  OrderRows,
  ReportedEvent,
  Ruling,
  SecondFactorKind,
  VaultLoading,
  VaultUnloading,
} from './model.ts';
import {
  type ClaimVerdict,
  decideClaim,
  decideLoading,
  decideReport,
  decideRuling,
  decideUnloading,
  type EventReceipt,
  finalEndOf,
  isDoubled,
  isToReturn,
  type LoadingVerdict,
  statusOf,
  type UnloadingVerdict,
} from './rules.ts';
import { licenceOf } from './store/licence-work.ts';
import type { Answer, Mode, Store } from './store/store.ts';
import {
  admission,
  claiming,
  everything,
  loading,
  type Once,
  type PersonKey,
  personal,
  printing,
  reporting,
  unloading,
  vaultOf,
} from './store/work.ts';

export type Snapshot = ReturnType<typeof snapshotOf>;

/** How long a resident may take to answer on the phone. */
const PHONE_WAIT_s = 90;

export class Registry<M extends Mode> {
  readonly #store: Store<M>;
  readonly #clock: Clock;
  readonly #random: Random;
  #secondFactor: SecondFactorKind = 'collection-code';
  #phoneWait_s = PHONE_WAIT_s;

  constructor(store: Store<M>, clock: Clock, random: Random) {
    this.#store = store;
    this.#clock = clock;
    this.#random = random;
  }

  admit(residents: readonly Resident[]): Answer<M, void> {
    return this.#store.transact(() => admission(residents));
  }

  /** A booklet was put into a slot: which order is it for? */
  recordLoading(loaded: VaultLoading, once?: Once): Answer<M, LoadingVerdict> {
    return this.#store.transact(() =>
      loading(loaded, once, (rows, displaced) => decideLoading(rows, displaced, loaded)),
    );
  }

  /** A person took a booklet out of a kiosk's vault. */
  recordUnloading(unloaded: VaultUnloading, once?: Once): Answer<M, UnloadingVerdict> {
    return this.#store.transact(() => unloading(unloaded, once, (rows) => decideUnloading(rows, unloaded)));
  }

  /** What lies in a kiosk's vault and was not collected yet. */
  vaultOrders(kioskId: string): Answer<M, VaultContents> {
    return this.#store.transact(() => vaultOf(kioskId, contentsOf));
  }

  /** Of the collections that begin from now on, at machines that can ask for it. */
  askFor(secondFactor: SecondFactorKind, phoneWait_s = PHONE_WAIT_s): void {
    this.#secondFactor = secondFactor;
    this.#phoneWait_s = phoneWait_s;
  }

  beginCollection(
    civilId: string,
    once?: Once,
    can: readonly SecondFactorKind[] = ['collection-code'],
  ): Answer<M, CollectionStart> {
    const secondFactor = can.includes(this.#secondFactor) ? this.#secondFactor : 'collection-code';
    return this.#personal({ civilId }, once, (rows) => {
      const collectionId = uuidv7(this.#clock, this.#random);
      const asked = { collectionId, secondFactor, phoneWait_s: this.#phoneWait_s };
      return decideCollection(rows, asked, this.#clock.now_ms());
    });
  }

  reportPin(collectionId: string, once?: Once): Answer<M, ProofVerdict> {
    return this.#personal({ collectionId }, once, (rows) => decidePin(rows, collectionId, this.#clock.now_ms()));
  }

  phoneAnswer(collectionId: string): Answer<M, PhoneAnswer> {
    return this.#personal({ collectionId }, undefined, (rows) => decidePhone(rows, collectionId, this.#clock.now_ms()));
  }

  /** What a resident touches in the national app: for every visit of theirs that waits for it. */
  answerOnPhone(civilId: string, answer: 'approved' | 'declined'): Answer<M, void> {
    return this.#personal({ civilId }, undefined, () => ({
      answer: undefined,
      changes: [{ kind: 'phone-answered', civilId, answer }],
    }));
  }

  verifyCode(collectionId: string, code: string, once?: Once): Answer<M, CodeVerdict> {
    return this.#personal({ collectionId }, once, (rows) => decideCode(rows, collectionId, code, this.#clock.now_ms()));
  }

  requestCode(collectionId: string, once?: Once): Answer<M, CodeRequestVerdict> {
    return this.#personal({ collectionId }, once, (rows) =>
      decideCodeRequest(rows, collectionId, this.#clock.now_ms()),
    );
  }

  documentData(collectionId: string, orderId: string): Answer<M, unknown> {
    const request = { collectionId, orderId };
    const check = (rows: PersonRows | undefined) => assertMayPrint(rows, request, this.#clock.now_ms());
    return this.#store.transact(() => printing(request, check));
  }

  /** Of an issuance that this kiosk may write the chip for. */
  licenceOf(issuanceId: string, kioskId: string): Answer<M, LicenceData> {
    return this.#store.transact(() => licenceOf(issuanceId, (rows) => decideLicenceScript(rows, issuanceId, kioskId)));
  }

  claim(issuanceId: string, body: Omit<ClaimRequest, 'issuanceId'>): Answer<M, ClaimVerdict> {
    const request = { ...body, issuanceId };
    return this.#store.transact(() => claiming(request, (given) => decideClaim(given, request, this.#clock.now_ms())));
  }

  report(event: ReportedEvent): Answer<M, EventReceipt> {
    return this.#store.transact(() => reporting(event.issuanceId, (rows) => decideReport(rows, event)));
  }

  /** A person's decision about an order that is frozen for machines: who, when and why stay with the issuance. */
  rule(issuanceId: string, ruling: Omit<Ruling, 'at_ms'>): Answer<M, Ruling> {
    const made = { ...ruling, at_ms: this.#clock.now_ms() };
    return this.#store.transact(() => reporting(issuanceId, (rows) => decideRuling(rows, issuanceId, made)));
  }

  /** Once it was sent to the phone. */
  collectionCodeOf(civilId: string): Answer<M, string | undefined> {
    return this.#look(civilId, (rows) => (rows && rows.person.messages.length > 0 ? rows.person.code : undefined));
  }

  phone(civilId: string): Answer<M, readonly Message[]> {
    return this.#look(civilId, (rows) => rows?.person.messages ?? []);
  }

  snapshot(): Answer<M, Snapshot> {
    return this.#store.transact(() => everything(snapshotOf));
  }

  #personal<T>(key: PersonKey, once: Once | undefined, decide: (rows: PersonRows | undefined) => Decision<T>) {
    return this.#store.transact(() => personal(key, once, decide));
  }

  #look<T>(civilId: string, look: (rows: PersonRows | undefined) => T): Answer<M, T> {
    return this.#personal({ civilId }, undefined, (rows) => ({ answer: look(rows), changes: [] }));
  }
}

type VaultContents = ReturnType<typeof contentsOf>;

function contentsOf(orders: readonly OrderRows[]) {
  return {
    orders: orders.map((rows) => ({
      slot: rows.vault?.slot ?? 0,
      orderId: rows.order.orderId,
      reference: rows.order.reference,
      documentNumber: rows.documentNumber ?? '',
      standing: isToReturn(rows) ? ('to-return' as const) : ('waiting' as const),
    })),
  };
}

function snapshotOf(orders: readonly OrderRows[], issuances: readonly Issuance[]) {
  return {
    orders: orders.map((rows) => ({
      orderId: rows.order.orderId,
      documentType: rows.order.documentType,
      reason: rows.order.reason,
      reference: rows.order.reference,
      state: finalEndOf(rows) ?? statusOf(rows).state,
      ...(rows.vault && { vault: rows.vault }),
    })),
    issuances: issuances.map(({ issuanceId, orderId, kioskId, events, lapsed, ruling }) => ({
      issuanceId,
      orderId,
      kioskId,
      lapsed,
      events: events.map(({ kind, note }) => (note === undefined ? kind : `${kind} (${note})`)),
      ...(ruling && { ruling }),
    })),
    doubled: orders.filter((rows) => isDoubled(rows)).map(({ order }) => order.orderId),
  };
}
