/** The issuance service's rules for tests of the core: claims, events in order, each end once. It outlives every kiosk. */
import type { Clock } from '../../../common/clock.ts';
import { err, ok } from '../../../common/result.ts';
import type {
  ClaimVerdict,
  EventReceipt,
  IssuanceEvent,
  IssuanceService,
  ServiceAnswer,
  ServiceError,
} from '../../backoffice/index.ts';

type Issuance = {
  readonly orderId: string;
  readonly kioskId: string;
  readonly startBefore_ms: number;
  events: IssuanceEvent[];
  lapsed: boolean;
};

const ENDS: readonly IssuanceEvent['kind'][] = ['issued', 'spoiled', 'retained', 'unresolved', 'released'];
const START_WITHIN_ms = 120_000;

export type Outage = 'unreachable' | 'answerLost';

export class ServiceModel {
  readonly issuances = new Map<string, Issuance>();
  readonly #clock: Clock;
  /** Applied to the next requests, one each; `'always'` until it is taken away. */
  outages: Outage[] = [];
  down = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What a kiosk's program holds. */
  client(alive: () => boolean): Pick<IssuanceService, 'claim' | 'report'> {
    const answer = async <T>(work: () => T | ServiceError): ServiceAnswer<T> => {
      if (!alive()) return new Promise(() => {});
      const outage = this.down ? 'unreachable' : this.outages.shift();
      if (outage === 'unreachable') return err({ code: 'unreachable', effect: 'none', words: 'ECONNREFUSED' });
      const result = work();
      await Promise.resolve();
      if (!alive()) return new Promise(() => {});
      if (outage === 'answerLost') return err({ code: 'timeOut', effect: 'unknown', words: 'no answer' });
      return isError(result) ? err(result) : ok(result);
    };
    return {
      claim: ({ issuanceId, orderId, kioskId }) => answer(() => this.#claim(issuanceId, orderId, kioskId)),
      report: (event) => answer(() => this.#report(event)),
    };
  }

  endsOf(orderId: string): string[] {
    return [...this.issuances.values()]
      .filter((issuance) => issuance.orderId === orderId)
      .map((issuance) => endOf(issuance) ?? 'open');
  }

  /** More than one document for one order, or one and another under way: what must never be. */
  doubled(): string[] {
    const orders = new Set([...this.issuances.values()].map(({ orderId }) => orderId));
    return [...orders].filter((orderId) => {
      const ends = this.endsOf(orderId);
      const issued = ends.filter((end) => end === 'issued').length;
      return issued > 1;
    });
  }

  /** Another kiosk asks for the order; true when it gets it. */
  claimElsewhere(orderId: string): boolean {
    const verdict = this.#claim(`other-${this.issuances.size}`, orderId, 'OTHER-1');
    return verdict.outcome === 'granted';
  }

  #claim(issuanceId: string, orderId: string, kioskId: string): ClaimVerdict {
    const known = this.issuances.get(issuanceId);
    if (known) {
      return known.lapsed
        ? refused('in-progress-elsewhere')
        : { outcome: 'granted', startBefore_ms: known.startBefore_ms };
    }
    for (const other of this.issuances.values()) {
      if (other.orderId !== orderId || other.lapsed) continue;
      const end = endOf(other);
      if (end === 'issued') return refused('already-issued');
      if (end === 'retained' || end === 'unresolved') return refused('frozen');
      if (end !== undefined) continue;
      const isBound = other.events.some(({ kind }) => kind === 'medium-bound');
      if (isBound || this.#clock.now_ms() < other.startBefore_ms) return refused('in-progress-elsewhere');
      other.lapsed = true;
    }
    const startBefore_ms = this.#clock.now_ms() + START_WITHIN_ms;
    this.issuances.set(issuanceId, { orderId, kioskId, startBefore_ms, events: [], lapsed: false });
    return { outcome: 'granted', startBefore_ms };
  }

  #report(event: IssuanceEvent): EventReceipt | ServiceError {
    const issuance = this.issuances.get(event.issuanceId);
    if (!issuance) return rejected('unknown-issuance');
    const standing = issuance.lapsed ? 'lapsed' : 'held';
    if (issuance.events.some(({ entryId }) => entryId === event.entryId)) return { outcome: 'duplicate', standing };
    if (event.ordinal !== issuance.events.length + 1) return rejected('gap');
    if (endOf(issuance)) return rejected('already-ended');
    issuance.events.push(event);
    return { outcome: 'recorded', standing };
  }
}

function endOf({ events }: Issuance): IssuanceEvent['kind'] | undefined {
  return events.find(({ kind }) => ENDS.includes(kind))?.kind;
}

function refused(reason: Extract<ClaimVerdict, { outcome: 'refused' }>['reason']): ClaimVerdict {
  return { outcome: 'refused', reason };
}

function rejected(problem: string): ServiceError {
  return { code: 'rejected', effect: 'none', words: problem, problem };
}

function isError(value: unknown): value is ServiceError {
  return typeof value === 'object' && value !== null && 'effect' in value;
}
