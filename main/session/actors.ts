/** What a session waits for: each is one promise or one callback, started and stopped by the machine. */
import type { AnyEventObject } from 'xstate';
import { fromCallback, fromPromise } from 'xstate';
import { invariant } from '../../common/assert.ts';
import type { LicenceData } from '../../common/document.ts';
import { uuidv7 } from '../../common/ids.ts';
import type { CardPrintJob } from '../../devices/contract/index.ts';
import type { CodeRequestVerdict, CodeVerdict, DocumentData, Order, ServiceError } from '../backoffice/index.ts';
import type { FulfilEnd, Work } from '../issuance/index.ts';
import { beginCollection, type TapOutcome } from './begin.ts';
import { chosenOrder, type DrawnDocument, type Notice, serviceNotice, type Visit } from './context.ts';
import { type KeyOutcome, type OpenRequest, openDocument } from './document-key.ts';
import type { KeyLock } from './key-entry.ts';
import { passportDraft } from './passport.ts';
import { awaitPhone } from './phone.ts';
import { lookAtPin, type PinOutcome, provePin, type Typed } from './pin.ts';
import type { CardReading, SessionPorts, SessionSettings } from './ports.ts';
import type { ProofOutcome } from './proof.ts';

export type DrawOutcome =
  | { readonly kind: 'drawn'; readonly orderId: string; readonly drawn: DrawnDocument }
  | { readonly kind: 'notice'; readonly notice: Notice };

export type ReceiptOutcome = { readonly printed: true; readonly taken: Promise<void> } | { readonly printed: false };

export function sessionActors(ports: SessionPorts, settings: SessionSettings) {
  return {
    readCard: fromPromise<TapOutcome, KeyLock>(({ input, signal }) => readCard(ports, settings, input, signal)),
    openDocument: fromPromise<KeyOutcome, OpenRequest>(({ input, signal }) =>
      openDocument(ports, settings, input, signal),
    ),
    verifyCode: fromPromise<CodeVerdict | ServiceError, Typed>(async ({ input: { visit, digits }, signal }) => {
      const code = Buffer.from(digits).toString('ascii');
      digits.fill(0);
      const answer = await ports.service.verifyCode({ collectionId: visit.collectionId, code }, signal);
      return answer.ok ? answer.value : answer.error;
    }),
    awaitPhone: fromPromise<ProofOutcome, Visit>(({ input, signal }) => awaitPhone(ports, input, signal)),
    lookAtPin: fromPromise<PinOutcome>(({ signal }) => lookAtPin(ports, settings, signal)),
    provePin: fromPromise<PinOutcome, Typed>(({ input, signal }) => provePin(ports, settings, input, signal)),
    requestCode: fromPromise<CodeRequestVerdict | ServiceError, Visit>(async ({ input, signal }) => {
      const answer = await ports.service.requestCode({ collectionId: input.collectionId }, signal);
      return answer.ok ? answer.value : answer.error;
    }),
    draw: fromPromise<DrawOutcome, { visit: Visit; order: Order }>(({ input, signal }) =>
      drawDocument(ports, input.visit, input.order, signal),
    ),
    fulfil: fromCallback<AnyEventObject, Visit>(({ input, sendBack }) => {
      const order = chosenOrder(input);
      const drawn = order && input.drawn[order.orderId];
      invariant(order && drawn, 'an order is fulfilled only when it was chosen and drawn');
      const { work } = drawn;
      const request = { order, collectionId: input.collectionId, holderCivilId: input.civilId, work };
      void ports.desk
        .fulfil(request, (progress) => sendBack({ type: 'progress', progress }))
        .then((end: FulfilEnd) => sendBack({ type: 'ended', end }));
    }),
    printReceipt: fromPromise<ReceiptOutcome, Visit>(async ({ input }) => {
      const order = chosenOrder(input);
      const data = order && input.drawn[order.orderId]?.data;
      invariant(order && data, 'a receipt is for an order that was made');
      const printed = await ports.receipts.print({ order, data, collectedAt_ms: input.collectedAt_ms });
      return printed.ok ? { printed: true, taken: printed.value.taken } : { printed: false };
    }),
    receiptTaken: fromPromise<void, Promise<void>>(({ input }) => input),
  };
}

/** What a technician's card looks like to whoever looks for a civil ID: of another authority, or of another kind. */
const maybeStaff: readonly string[] = ['wrongAuthority', 'foreignCard'];

async function readCard(
  ports: SessionPorts,
  settings: SessionSettings,
  keyLock: KeyLock,
  signal: AbortSignal,
): Promise<TapOutcome> {
  const sessionId = uuidv7(ports.clock, ports.random);
  ports.audit({ kind: 'session.started', sessionId });
  const read = await ports.identification.read({ signal, timeout_ms: settings.timeouts.cardRead_ms });
  if (read.kind === 'refused' && maybeStaff.includes(read.refusal.code) && (await ports.staffCard?.())) {
    ports.audit({ kind: 'session.ended', sessionId, how: 'finished' });
    return { kind: 'staff' };
  }
  return beginCollection(ports, sessionId, keyOffered(read, settings, keyLock, ports.clock.monotonic_ms()), signal);
}

/** A key is asked for only where one can be given, and not while too many wrong ones are remembered. */
function keyOffered(
  read: CardReading,
  { accessKeys }: SessionSettings,
  { until_ms }: KeyLock,
  now_ms: number,
): CardReading {
  if (read.kind !== 'key-wanted') return read;
  const refuse = (notice: Notice['kind'], code: string): CardReading => ({
    ...{ kind: 'refused', refusal: { notice, code }, profile: read.profile },
  });
  if (!read.keys.some((key) => accessKeys.includes(key))) return refuse('document-not-opened', 'keyNotPossible');
  return now_ms < until_ms ? refuse('document-locked', 'keyLocked') : read;
}

async function drawDocument(
  ports: SessionPorts,
  visit: Visit,
  order: Order,
  signal: AbortSignal,
): Promise<DrawOutcome> {
  const { sessionId, collectionId } = visit;
  const refuse = (code: string): DrawOutcome => {
    ports.audit({ kind: 'session.dataRefused', sessionId, orderId: order.orderId, code });
    return { kind: 'notice', notice: { kind: 'data-problem', order, mayRetry: false } };
  };
  const data = await ports.service.documentData({ collectionId, orderId: order.orderId }, signal);
  if (!data.ok) {
    return data.error.code === 'badAnswer'
      ? refuse('badAnswer')
      : { kind: 'notice', notice: { ...serviceNotice(data.error), order } };
  }
  if (data.value.documentType !== order.documentType) return refuse('documentMismatch');
  if (!isFor(data.value, order, visit)) return refuse('holderMismatch');
  const drawn = await draft(ports, data.value);
  if (!drawn) return refuse('cannotBeDrawn');
  return { kind: 'drawn', orderId: order.orderId, drawn };
}

/**
 * A document is only ever for the person who stands here; or, where the service says that they collect it as a
 * guardian, for whom the order names.
 */
function isFor(data: DocumentData, order: Order, visit: Visit): boolean {
  if (order.collectAs !== 'guardian') return data.civilId === visit.civilId;
  return JSON.stringify(data.name) === JSON.stringify(order.name);
}

async function draft(ports: SessionPorts, data: DocumentData): Promise<DrawnDocument | undefined> {
  if (data.documentType === 'passport') return passportDraft(data);
  const card = await ports.draw(data);
  if (!card) return undefined;
  const { preview, portrait, job } = card;
  return { data, preview, portrait, work: job.then((drawn) => drawn && printed(drawn, data)) };
}

function printed(job: CardPrintJob, data: LicenceData): Work {
  return { kind: 'print', job, ...(data.chip ? { chip: data } : {}) };
}

/** What the end of an issuance means for the person in front of the machine; undefined when it was issued. */
export function endNotice(end: FulfilEnd, order: Order): Notice | undefined {
  const reference = order.reference;
  switch (end.end) {
    case 'issued':
      return undefined;
    case 'retained':
    case 'unresolved':
      return { kind: end.end, order, reference, mayRetry: false };
    case 'refused': {
      const kinds = {
        'in-progress-elsewhere': 'being-made-elsewhere',
        'already-issued': 'already-collected',
        held: 'order-held',
        'not-ready': 'order-held',
        frozen: 'order-held',
      } as const;
      const where = end.where === undefined ? {} : { where: end.where };
      return { kind: kinds[end.reason], order, reference, ...where, mayRetry: false };
    }
    case 'released':
      return { ...releasedNotice(end, order), order, reference, mayRetry: end.mayRetryHere };
  }
}

function releasedNotice(end: Extract<FulfilEnd, { end: 'released' }>, order: Order): Pick<Notice, 'kind'> {
  switch (end.cause.kind) {
    case 'service':
      return { kind: serviceNotice(end.cause.error).kind };
    case 'artwork':
    case 'holder-mismatch':
      // Nothing is wrong with the order when the booklet is not what it should be: that one stays inside.
      return { kind: order.documentType === 'passport' ? 'cannot-make-here' : 'data-problem' };
    case 'device':
    case 'attempts-exhausted':
    case 'journal':
      return { kind: end.mayRetryHere ? 'making-stopped' : 'cannot-make-here' };
  }
}
