/**
 * The issuance service of a whole simulated country: orders, claims, events, by its own short rules. All kiosks share it;
 * messages take time, get lost, and come twice.
 */
import { err, ok, type Result } from '../../common/result.ts';
import type {
  ClaimVerdict,
  CodeVerdict,
  CollectionStart,
  DocumentData,
  EventReceipt,
  IssuanceEvent,
  IssuanceService,
  Order,
  PhoneAnswer,
  ProofVerdict,
  SecondFactorKind,
  ServiceAnswer,
  ServiceError,
} from '../../main/backoffice/index.ts';
import { type Life, never } from './life.ts';
import { passportOf } from './passports.ts';
import { LINE_DOWN_ms, type MessageFault, type Operation, type OrderKind, type Plan } from './plan.ts';
import type { Chance } from './seeded.ts';
import type { WorldTime } from './time.ts';

type Issuance = {
  readonly issuanceId: string;
  readonly orderId: string;
  readonly kioskId: string;
  readonly startBefore_ms: number;
  readonly entries: Set<string>;
  readonly kinds: IssuanceEvent['kind'][];
  lapsed: boolean;
  end: IssuanceEvent['kind'] | undefined;
};

export type KnownOrder = {
  order: Order;
  readonly resident: number;
  readonly issuances: Issuance[];
};

export type Link = {
  state: 'up' | 'down' | 'silent' | 'slow';
  readonly messages: { operation: Operation; fault: MessageFault }[];
};

const ENDS: readonly IssuanceEvent['kind'][] = ['issued', 'spoiled', 'retained', 'unresolved', 'released'];
const START_WITHIN_ms = 180_000;
const ANSWER_LIMIT_ms = 10_000;
const PHONE_ANSWERS_ms = 5_000;
const HELD: Order['status'] = { state: 'held', reason: 'unpaid-fines' };
export const CODE = '246810';
const name = { surname: 'X', otherNames: 'Y' };

export function civilIdOf(resident: number): string {
  return String(200_000_000_000 + resident);
}

export class SimulatedService {
  readonly orders = new Map<string, KnownOrder>();
  /** What everybody is asked for besides their card. */
  secondFactor: SecondFactorKind = 'collection-code';
  /** Whether it wants licences' chips written. */
  writesChips = false;
  /** When whoever holds the phone has answered. */
  #phoneAnswers_ms = 0;
  readonly #byResident = new Map<number, KnownOrder[]>();
  readonly #issuances = new Map<string, Issuance>();
  readonly #collections = new Map<string, number>();
  readonly #time: WorldTime;
  readonly #chance: Chance;

  /** `homeOf`: in which machine's vault a resident's passport lies. */
  constructor(
    time: WorldTime,
    chance: Chance,
    residents: Plan['residents'],
    homeOf: (resident: number) => string = () => '',
  ) {
    this.#time = time;
    this.#chance = chance;
    for (const [resident, { orders }] of residents.entries()) {
      const known = orders.map((state, index) => {
        const order = orderOf(resident, index, state, homeOf(resident));
        return { order, resident, issuances: [] };
      });
      this.#byResident.set(resident, known);
      for (const one of known) this.orders.set(one.order.orderId, one);
    }
  }

  /** What a program holds. `toKioskTime`: from the service's clock to the kiosk's, as the client reckons. */
  client(kioskId: string, life: Life, link: Link): IssuanceService {
    const send = <T>(operation: Operation | undefined, serve: () => T | ServiceError): ServiceAnswer<T> =>
      this.#send(life, link, operation, serve);
    return {
      beginCollection: ({ civilId }) => send('beginCollection', () => this.#begin(civilId)),
      reportPin: ({ collectionId }) => send('reportPin', () => this.#accepted(collectionId)),
      phoneAnswer: ({ collectionId }) => send('phoneAnswer', () => this.#phone(collectionId)),
      verifyCode: ({ collectionId, code }) => send('verifyCode', () => this.#verify(collectionId, code)),
      requestCode: () => send(undefined, () => ({ outcome: 'sent' as const })),
      documentData: ({ collectionId, orderId }) => send('documentData', () => this.#document(collectionId, orderId)),
      claim: async ({ issuanceId, orderId, collectionId }) => {
        const answer = await send('claim', () => this.#claim(issuanceId, orderId, collectionId, kioskId));
        if (!answer.ok || answer.value.outcome !== 'granted') return answer;
        const left_ms = answer.value.startBefore_ms - this.#time.now_ms();
        return ok({ outcome: 'granted', startBefore_ms: life.clock.now_ms() + left_ms });
      },
      report: (event) => send('report', () => this.#report(event)),
      heartbeat: () => send(undefined, () => ({ time_ms: this.#time.now_ms() })),
    };
  }

  /** What a program's encoder asks for; here nobody looks at what is to be written. */
  chipScript(life: Life, link: Link): (issuanceId: string) => ServiceAnswer<void> {
    return (issuanceId) =>
      this.#send(life, link, 'chipScript', () =>
        this.#issuances.has(issuanceId) ? undefined : rejected('unknown-issuance'),
      );
  }

  /** Every end that an order has, over all kiosks; `open` while a claim holds it. */
  endsOf(orderId: string): readonly string[] {
    const holds = ({ lapsed, end, kinds, startBefore_ms }: Issuance) =>
      !lapsed && (end !== undefined || kinds.length > 0 || this.#time.now_ms() < startBefore_ms);
    return (this.orders.get(orderId)?.issuances ?? []).filter(holds).map(({ end }) => end ?? 'open');
  }

  /** Orders whose booklets lie in this machine's vault on its first day. */
  bookletsAt(kioskId: string): readonly string[] {
    return [...this.orders.values()].flatMap(({ order }) => (order.vault?.kioskId === kioskId ? [order.orderId] : []));
  }

  /** From now on nobody may make it. */
  hold(orderId: string): void {
    const known = this.orders.get(orderId);
    if (known) known.order = { ...known.order, status: HELD };
  }

  async #send<T>(
    life: Life,
    link: Link,
    operation: Operation | undefined,
    serve: () => T | ServiceError,
  ): ServiceAnswer<T> {
    if (!life.alive) return never();
    const index = link.messages.findIndex((message) => message.operation === operation);
    const fault = index < 0 ? undefined : link.messages.splice(index, 1)[0]?.fault;
    if (fault === 'down' || fault === 'silent' || fault === 'slow') link.state = fault;
    const latency_ms = this.#chance.between(15, 60) * (link.state === 'slow' ? 60 : 1);
    if (link.state === 'down') return this.#after(life, latency_ms, err(failed('unreachable', 'none')));
    if (link.state === 'silent' || fault === 'requestLost') {
      return this.#after(life, ANSWER_LIMIT_ms, err(failed('timeOut', 'unknown')));
    }
    if (fault === 'rejected') return this.#after(life, 2 * latency_ms, err(rejected('refused')));
    const answered = await this.#at(latency_ms, serve);
    if (fault === 'garbled') {
      return this.#after(life, latency_ms, err({ code: 'badAnswer', effect: 'unknown', words: 'garbled' }));
    }
    // Sent again by the line itself, and late: long after its sender went on.
    if (fault === 'twice') this.#time.after(this.#chance.between(0, 60_000), serve);
    if (fault === 'answerLost') return this.#after(life, ANSWER_LIMIT_ms, err(failed('timeOut', 'unknown')));
    if (fault === 'thenDown') {
      link.state = 'down';
      this.#time.after(LINE_DOWN_ms, () => {
        link.state = 'up';
      });
    }
    return this.#after(life, latency_ms, isError(answered) ? err(answered) : ok(answered));
  }

  #at<T>(delay_ms: number, work: () => T): Promise<T> {
    return new Promise((resolve) => this.#time.after(delay_ms, () => resolve(work())));
  }

  #after<T>(life: Life, delay_ms: number, answer: Result<T, ServiceError>): ServiceAnswer<T> {
    return new Promise((resolve) =>
      this.#time.after(delay_ms, () => {
        if (life.alive) resolve(answer);
      }),
    );
  }

  // --- rules ---

  #begin(civilId: string): CollectionStart {
    const resident = Number(civilId) - 200_000_000_000;
    const open = (this.#byResident.get(resident) ?? []).filter((known) => !known.issuances.some(isIssued));
    if (open.length === 0) return { outcome: 'nothing-to-collect' };
    const collectionId = `c${this.#collections.size}-${resident}`;
    this.#collections.set(collectionId, resident);
    const start = { outcome: 'second-factor', collectionId } as const;
    const phoneEnding = '418';
    switch (this.secondFactor) {
      case 'collection-code':
        return { ...start, kind: this.secondFactor, phoneEnding, triesLeft: 3 };
      case 'chip-pin':
        return { ...start, kind: this.secondFactor };
      case 'mobile-id':
        this.#phoneAnswers_ms = this.#time.monotonic_ms() + PHONE_ANSWERS_ms;
        return { ...start, kind: this.secondFactor, phoneEnding, waitAtMost_s: 90 };
    }
  }

  #verify(collectionId: string, code: string): CodeVerdict | ServiceError {
    return code === CODE ? this.#accepted(collectionId) : { outcome: 'wrong', triesLeft: 2 };
  }

  #phone(collectionId: string): PhoneAnswer | ServiceError {
    const isWaiting = this.#time.monotonic_ms() < this.#phoneAnswers_ms;
    return isWaiting ? { outcome: 'waiting' } : this.#accepted(collectionId);
  }

  #accepted(collectionId: string): Extract<ProofVerdict, { outcome: 'accepted' }> | ServiceError {
    const resident = this.#collections.get(collectionId);
    if (resident === undefined) return rejected('unknown-collection');
    const open = (this.#byResident.get(resident) ?? []).filter((known) => !known.issuances.some(isIssued));
    const orders = open.map((known) => ({ ...known.order, status: statusOf(known) }));
    return { outcome: 'accepted', holder: { ar: name, en: name }, orders };
  }

  #document(collectionId: string, orderId: string): DocumentData | ServiceError {
    const known = this.orders.get(orderId);
    const resident = this.#collections.get(collectionId);
    if (!known || known.resident !== resident) return rejected('unknown-order');
    if (statusOf(known).state !== 'ready') return rejected('not-ready');
    // Nothing of the simulation looks at more of a licence than whose it is, which order's, and until when.
    const { documentType } = known.order;
    const civilId = civilIdOf(resident);
    if (documentType === 'passport') return passportOf(orderId, civilId);
    return {
      documentType,
      civilId,
      expiryDate: '2036-11-24',
      licenceNumber: orderId,
      chip: this.writesChips,
    } as DocumentData;
  }

  #claim(issuanceId: string, orderId: string, collectionId: string, kioskId: string): ClaimVerdict | ServiceError {
    const before = this.#issuances.get(issuanceId);
    if (before) {
      return before.lapsed
        ? refused('in-progress-elsewhere')
        : { outcome: 'granted', startBefore_ms: before.startBefore_ms };
    }
    const known = this.orders.get(orderId);
    if (!known || known.resident !== this.#collections.get(collectionId)) return rejected('unknown-order');
    for (const other of known.issuances) {
      if (other.end === 'issued') return refused('already-issued');
      if (freezes(known.order, other)) return refused('frozen');
      if (other.end !== undefined || other.lapsed) continue;
      const isOwn = other.kioskId === kioskId;
      const isBound = other.kinds.length > 0;
      if (isBound || (!isOwn && this.#time.now_ms() < other.startBefore_ms)) {
        return { ...refused('in-progress-elsewhere'), where: other.kioskId };
      }
      other.lapsed = true;
    }
    if (known.order.status.state !== 'ready') return refused('held');
    const startBefore_ms = this.#time.now_ms() + START_WITHIN_ms;
    const issuance: Issuance = {
      issuanceId,
      orderId,
      kioskId,
      startBefore_ms,
      entries: new Set(),
      kinds: [],
      lapsed: false,
      end: undefined,
    };
    this.#issuances.set(issuanceId, issuance);
    known.issuances.push(issuance);
    return { outcome: 'granted', startBefore_ms };
  }

  #report(event: IssuanceEvent): EventReceipt | ServiceError {
    const issuance = this.#issuances.get(event.issuanceId);
    if (!issuance) return rejected('unknown-issuance');
    const standing = issuance.lapsed ? 'lapsed' : 'held';
    if (issuance.entries.has(event.entryId)) return { outcome: 'duplicate', standing };
    if (event.ordinal !== issuance.kinds.length + 1) return rejected('gap');
    if (issuance.end) return rejected('already-ended');
    issuance.entries.add(event.entryId);
    issuance.kinds.push(event.kind);
    if (ENDS.includes(event.kind)) issuance.end = event.kind;
    return { outcome: 'recorded', standing };
  }
}

function orderOf(resident: number, index: number, state: OrderKind, kioskId: string): Order {
  return {
    ...(state === 'passport' && { vault: { kioskId, where: kioskId } }),
    orderId: `o${resident}-${index}`,
    reference: `TS-${resident}-${index}`,
    documentType: state === 'passport' ? 'passport' : 'driving-licence',
    reason: state === 'damaged' ? 'damaged-replacement' : 'renewal',
    name: { ar: name, en: name },
    status: state === 'held' ? HELD : { state: 'ready' },
    fee: { amount: '10.000', currency: 'KWD', paid: true },
  };
}

function statusOf({ order, issuances }: KnownOrder): Order['status'] {
  for (const issuance of issuances) {
    const { end, lapsed, kinds, kioskId } = issuance;
    if (freezes(order, issuance)) return { state: 'frozen', reason: end === 'unresolved' ? end : 'retained' };
    if (end === undefined && !lapsed && kinds.length > 0) return { state: 'in-progress', where: kioskId };
  }
  return order.status;
}

/** Until a person decides. There is no second booklet: one that is no good stays inside. */
function freezes({ documentType }: Order, { end }: Issuance): boolean {
  return end === 'retained' || end === 'unresolved' || (end === 'spoiled' && documentType === 'passport');
}

function isIssued({ end }: Issuance): boolean {
  return end === 'issued';
}

function refused(reason: Extract<ClaimVerdict, { outcome: 'refused' }>['reason']) {
  return { outcome: 'refused', reason } as const;
}

function rejected(problem: string): ServiceError {
  return { code: 'rejected', effect: 'none', words: problem, problem };
}

function failed(code: 'unreachable' | 'timeOut', effect: 'none' | 'unknown'): ServiceError {
  return { code, effect, words: code };
}

function isError(answer: unknown): answer is ServiceError {
  return typeof answer === 'object' && answer !== null && 'effect' in answer;
}
