/** One issuance, step by step: each written ahead, told to the device, and written again. */
import type { Clock } from '../../common/clock.ts';
import { uuidv7 } from '../../common/ids.ts';
import type { Random } from '../../common/random.ts';
import type { DeviceError } from '../../devices/contract/index.ts';
import { codeOf, deviceError } from '../../devices/contract/index.ts';
import type { IssuanceService, Order, ServiceError } from '../backoffice/index.ts';
import type { Books } from './books.ts';
import type { Courier } from './courier.ts';
import type { FulfilEnd, FulfilProgress, FulfilRequest, MakingStep, MakingWay } from './desk.ts';
import type { Medium } from './medium.ts';
import type { Pace } from './pace.ts';
import type { Route, Steps } from './routes.ts';
import { clear, type Settled, settle } from './settle.ts';

export type FulfilmentPolicy = {
  /** Blanks spent on one order before the machine gives it back. */
  readonly attemptsPerOrder: number;
  /** How long a presented document waits in the tray. */
  readonly take_ms: number;
  /** The longest that it waits, however often the resident asks for more. */
  readonly takeAtMost_ms: number;
  /** How long the service may take to acknowledge that a medium is bound, before the medium is given up. */
  readonly acknowledge_ms: number;
};

export type FulfilmentParts = {
  readonly books: Books;
  readonly route: Route;
  readonly service: Pick<IssuanceService, 'claim'>;
  readonly courier: Courier;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly random: Random;
  readonly kioskId: string;
  readonly policy: FulfilmentPolicy;
  /** Whether another medium could be made into this document: no blank is fed into a printer whose ribbon is out. */
  readonly couldMake: () => boolean;
};

/** What one attempt came to; `spoiled` may be followed by another. */
type AttemptEnd = FulfilEnd | { readonly end: 'spoiled'; readonly error: DeviceError };

/** A claim that is about to lapse is asked for again before a blank is spent on it. */
const CLAIM_MARGIN_ms = 2_000;
/** The sensor's event is what counts; the printer is asked as well in case it was lost. */
const LOOK_AT_TRAY_EVERY_ms = 3_000;

export class Fulfilment {
  readonly #parts: FulfilmentParts & { readonly medium: Medium };
  readonly #request: FulfilRequest;
  readonly #order: Order;
  readonly #tell: (progress: FulfilProgress) => void;
  #attempt = 1;
  #step: MakingStep = 'claiming';
  #way: MakingWay;
  #stepSince_ms = 0;
  #durations: Record<string, number> = {};
  #takeUntil_ms: number | undefined;
  #takeLatest_ms = 0;
  #moreTime: (() => void) | undefined;
  readonly #steps: Steps = { begin: (step) => this.#begin(step), durations_ms: () => this.#durations };

  constructor(parts: FulfilmentParts, request: FulfilRequest, tell: (progress: FulfilProgress) => void) {
    this.#parts = { ...parts, medium: parts.route.medium };
    this.#request = request;
    this.#order = request.order;
    this.#tell = tell;
    this.#way = parts.route.wayFor(undefined);
  }

  async run(): Promise<FulfilEnd> {
    // What is drawn already says from the first step on whether a chip is among the steps.
    this.#way = this.#parts.route.wayFor(await Promise.race([this.#request.work, undefined]));
    const most = this.#parts.policy.attemptsPerOrder;
    for (this.#attempt = 1; ; this.#attempt++) {
      const end = await this.#makeOne();
      if (end.end !== 'spoiled') return end;
      if (this.#attempt >= most || !this.#parts.couldMake()) {
        return { end: 'released', cause: { kind: 'attempts-exhausted', error: end.error }, mayRetryHere: false };
      }
    }
  }

  /** Only while a document waits in the tray; never beyond the limit of the policy. */
  extendTaking(extra_ms: number): void {
    if (this.#takeUntil_ms === undefined) return;
    const from_ms = Math.max(this.#takeUntil_ms, this.#parts.clock.monotonic_ms());
    this.#takeUntil_ms = Math.min(this.#takeLatest_ms, from_ms + extra_ms);
    this.#tellPresented();
    this.#moreTime?.();
  }

  async #makeOne(): Promise<AttemptEnd> {
    const { books, medium, route } = this.#parts;
    this.#durations = {};
    const claimed = await this.#claim();
    if ('end' in claimed) return claimed;
    const { issuanceId } = claimed;
    const work = await this.#request.work;
    if (!work) {
      await settle(this.#parts, issuanceId, 'artwork');
      return { end: 'released', cause: { kind: 'artwork' }, mayRetryHere: false };
    }
    const preparing = route.prepare(issuanceId, work);
    const prepared = preparing && (await preparing);
    if (prepared && !prepared.ok) return this.#givenBack(issuanceId, 'chip-script', prepared.error);
    this.#way = route.wayFor(work);
    this.#begin(route.bringing);
    const cardsFed = medium.fed();
    const slot = route.slotOf(this.#order.orderId);
    books.intend(issuanceId, { step: 'bind', ...(cardsFed === undefined ? {} : { cardsFed }), ...(slot && { slot }) });
    const fed = await route.bring(slot);
    if (!fed.ok) return this.#afterFailure(issuanceId, fed.error);
    const boundEntry = books.outcome(issuanceId, 'bind', 'done', {
      event: 'medium-bound',
      moved: { from: medium.places.source, to: medium.places.transport },
    });
    this.#parts.courier.wake();
    // Before anything is made of it. A claim that lapses unheard lets another machine make the document; what leaves this one
    // then, be it pushed out when its power comes back, must be a blank.
    const held = await this.#parts.courier.acknowledged(boundEntry, this.#parts.policy.acknowledge_ms);
    if (held !== 'held') return this.#notOurs(issuanceId, held);
    const flaw = await route.make(issuanceId, work, this.#steps, prepared?.value);
    if (flaw) return this.#afterFailure(issuanceId, flaw.error, flaw.cause);
    this.#parts.courier.wake();
    return this.#handOver(issuanceId);
  }

  /** Claims the order, going on with an id whose claim is still open: the service never sees two for one wish. */
  async #claim(): Promise<{ issuanceId: string } | FulfilEnd> {
    const { books, service, clock, random, kioskId } = this.#parts;
    this.#begin('claiming');
    // The end of an earlier attempt must be known before the order is asked for again.
    await this.#parts.courier.idle();
    const earlier = books.openFor(this.#order.orderId);
    if (earlier && earlier.step !== 'claim') return { end: 'unresolved', issuanceId: earlier.issuanceId };
    const issuanceId = earlier?.issuanceId ?? uuidv7(clock, random);
    const collectionId = earlier?.collectionId ?? this.#request.collectionId;
    const { orderId, reference, documentType, name } = this.#order;
    const attempt = this.#attempt;
    const intent = { step: 'claim', orderId, reference, documentType, collectionId, attempt } as const;
    // Once: an issuance that goes on has its holder sealed already.
    books.intend(issuanceId, intent, earlier ? undefined : { civilId: this.#request.holderCivilId, name });
    const answer = await service.claim({ issuanceId, orderId, collectionId, kioskId });
    if (!answer.ok) {
      const { error } = answer;
      // With an unknown effect the claim stays open: the same id is asked again later, never another one. So does one
      // that an earlier request may have been granted: that this one did nothing does not undo it.
      if ((error.effect === 'none' && !earlier) || error.code === 'rejected')
        books.end(issuanceId, 'unclaimed', { note: error.words });
      return { end: 'released', cause: { kind: 'service', error }, mayRetryHere: true };
    }
    if (answer.value.outcome === 'refused') {
      const { reason, where } = answer.value;
      books.end(issuanceId, 'unclaimed', { note: reason });
      return { end: 'refused', reason, ...(where === undefined ? {} : { where }) };
    }
    books.outcome(issuanceId, 'claim', 'done', { startBefore_ms: answer.value.startBefore_ms });
    if (clock.now_ms() + CLAIM_MARGIN_ms < answer.value.startBefore_ms) return { issuanceId };
    const words = 'the claim left no time to start';
    return this.#givenBack(issuanceId, 'no-time-left', { code: 'badAnswer', effect: 'none', words });
  }

  async #givenBack(issuanceId: string, cause: string, error: ServiceError): Promise<FulfilEnd> {
    await settle(this.#parts, issuanceId, cause);
    this.#parts.courier.wake();
    return { end: 'released', cause: { kind: 'service', error }, mayRetryHere: true };
  }

  async #handOver(issuanceId: string): Promise<AttemptEnd> {
    const { books, medium } = this.#parts;
    this.#begin('presenting');
    books.intend(issuanceId, { step: 'present' });
    // The hand can be faster than the answer: listen before the rollers turn.
    let takenEarly = false;
    const stopListening = medium.mover.onEvent((event) => {
      if (event.event === 'mediaTaken') takenEarly = true;
    });
    const presented = await medium.mover.present();
    stopListening();
    if (!presented.ok && !takenEarly) {
      const where = await medium.locate();
      if (where === 'transport' && presented.error.effect === 'none') {
        books.outcome(issuanceId, 'present', 'nothing', { note: codeOf(presented.error) });
        return this.#afterFailure(issuanceId, presented.error);
      }
      // Nobody is asked to take what lies behind a shutter that stopped half way: it goes back at once.
      const isShut = codeOf(presented.error) === 'shutterFail';
      if (where !== 'exit' || isShut) return this.#afterFailure(issuanceId, presented.error);
    }
    this.#finishStep();
    books.outcome(issuanceId, 'present', 'done', {
      event: 'presented',
      moved: { from: medium.places.transport, to: medium.places.tray },
      durations_ms: { presenting: this.#durations.presenting ?? 0 },
    });
    this.#parts.courier.wake();
    return takenEarly ? this.#issued(issuanceId) : this.#untilTaken(issuanceId);
  }

  async #untilTaken(issuanceId: string): Promise<AttemptEnd> {
    const { medium, clock, policy } = this.#parts;
    const since_ms = clock.monotonic_ms();
    this.#takeUntil_ms = since_ms + policy.take_ms;
    this.#takeLatest_ms = since_ms + Math.max(policy.take_ms, policy.takeAtMost_ms);
    this.#tellPresented();
    let from: 'tray' | 'transport' = 'tray';
    for (;;) {
      const left_ms = this.#takeUntil_ms - clock.monotonic_ms();
      if (left_ms <= 0) break;
      const seen = await this.#look(Math.min(left_ms, LOOK_AT_TRAY_EVERY_ms));
      if (seen === 'mediaTaken') return this.#issued(issuanceId);
      if (seen === 'moreTime') continue;
      const where = await medium.locate(0);
      // The event may be on its way while the printer already says that the tray is empty: both say the same.
      if (where === 'none') return this.#issued(issuanceId);
      if (where === 'transport') {
        from = 'transport';
        break;
      }
    }
    this.#takeUntil_ms = undefined;
    this.#tell({ kind: 'retracting' });
    const clearing = { how: 'retract', endsAs: 'retained', from } as const;
    return this.#endOf(issuanceId, await clear(this.#parts, issuanceId, clearing, 'not-taken'), undefined);
  }

  #look(within_ms: number): Promise<'mediaTaken' | 'mediaInserted' | 'moreTime' | undefined> {
    const event = this.#parts.medium.event(
      ({ event: name }) => (name === 'mediaTaken' || name === 'mediaInserted' ? name : undefined),
      within_ms,
    );
    const moreTime = new Promise<'moreTime'>((resolve) => {
      this.#moreTime = () => resolve('moreTime');
    });
    return Promise.race([event, moreTime]);
  }

  #issued(issuanceId: string): FulfilEnd {
    this.#takeUntil_ms = undefined;
    const { books, medium } = this.#parts;
    books.end(issuanceId, 'issued', { moved: { from: medium.places.tray, to: medium.places.issued } });
    this.#parts.courier.wake();
    return { end: 'issued', issuanceId, at_ms: this.#parts.clock.now_ms() };
  }

  /** A device failed at a step: whatever it did is found out, and the medium is never used again. */
  async #afterFailure(issuanceId: string, error: DeviceError, cause = codeOf(error)): Promise<AttemptEnd> {
    const { books } = this.#parts;
    const wasFeeding = books.of(issuanceId).step === 'bind';
    if (wasFeeding && error.effect === 'none' && (await this.#parts.medium.locate(0)) === 'none')
      books.outcome(issuanceId, 'bind', 'nothing', { note: codeOf(error) });
    const end = this.#endOf(issuanceId, await settle(this.#parts, issuanceId, cause), error);
    this.#parts.courier.wake();
    return end;
  }

  #endOf(issuanceId: string, settled: Settled, error: DeviceError | undefined): AttemptEnd {
    if ('waitsFor' in settled) return { end: 'unresolved', issuanceId };
    const device = error ?? deviceError('hardwareError', 'no words');
    switch (settled.end) {
      case 'issued':
        return { end: 'issued', issuanceId, at_ms: this.#parts.clock.now_ms() };
      case 'spoiled':
        return { end: 'spoiled', error: device };
      case 'retained':
      case 'unresolved':
        return { end: settled.end, issuanceId };
      case 'released':
      case 'unclaimed':
        return { end: 'released', cause: { kind: 'device', error: device }, mayRetryHere: device.action === 'none' };
    }
  }

  /** The claim lapsed before the service heard of the medium, or nobody could say: this document is not handed over. */
  async #notOurs(issuanceId: string, standing: 'lapsed' | undefined): Promise<FulfilEnd> {
    const clearing = { how: 'reject', endsAs: 'spoiled', from: 'transport' } as const;
    const settled = await clear(this.#parts, issuanceId, clearing, standing ?? 'not-acknowledged');
    this.#parts.courier.wake();
    if ('waitsFor' in settled || settled.end !== 'spoiled') return { end: 'unresolved', issuanceId };
    if (standing === 'lapsed') return { end: 'refused', reason: 'in-progress-elsewhere' };
    const words = 'the service did not acknowledge the medium in time';
    return {
      end: 'released',
      cause: { kind: 'service', error: { code: 'timeOut', effect: 'unknown', words } },
      mayRetryHere: false,
    };
  }

  #begin(step: MakingStep): void {
    this.#finishStep();
    this.#step = step;
    this.#stepSince_ms = this.#parts.clock.monotonic_ms();
    const { pace } = this.#parts;
    this.#tell({
      kind: 'making',
      way: this.#way,
      step,
      attempt: this.#attempt,
      remaining_ms: pace.remaining_ms(this.#way, step),
      done: pace.done(this.#way, step),
    });
  }

  #finishStep(): void {
    if (this.#stepSince_ms === 0) return;
    const length_ms = Math.max(0, this.#parts.clock.monotonic_ms() - this.#stepSince_ms);
    this.#durations[this.#step] = Math.round(length_ms);
    this.#parts.pace.learnt(this.#step, length_ms);
    this.#stepSince_ms = 0;
  }

  #tellPresented(): void {
    const { clock } = this.#parts;
    const until_ms = this.#takeUntil_ms ?? clock.monotonic_ms();
    const left_ms = Math.max(0, until_ms - clock.monotonic_ms());
    this.#tell({ kind: 'presented', takeBefore_ms: clock.now_ms() + left_ms, total_ms: this.#parts.policy.take_ms });
  }
}
