/** What the journal says of one issuance: a pure function over its entries, the same in service and in recovery. */
import type { DocumentType } from '../../common/document.ts';
import type { Entry } from '../journal/index.ts';

/** How a document comes to be: made on the spot, or fetched. */
export type Way = 'print' | 'dispense';

export function wayOf(documentType: DocumentType): Way {
  return documentType === 'passport' ? 'dispense' : 'print';
}

/** What is written ahead before anything moves; a claim moves nothing but the service. */
export type Step = 'claim' | 'bind' | 'personalise' | 'verify' | 'present' | 'reject' | 'retract';

export type End =
  /** The sensor says that the document left the tray, or it must have (flagged in the entry's note). */
  | 'issued'
  | 'spoiled'
  | 'retained'
  /** Not provable: a person decides. */
  | 'unresolved'
  /** Claimed, but nothing was bound: the order waits for its holder. */
  | 'released'
  /** The service never granted it: it has nothing to be told. */
  | 'unclaimed';

export type IssuanceState = {
  readonly issuanceId: string;
  readonly orderId: string;
  readonly reference: string;
  readonly documentType: DocumentType;
  readonly collectionId: string;
  /** 1 for the first medium of an order, 2 after one was spoilt ... */
  readonly attempt: number;
  /** The last intent, and whether its outcome is written too. */
  readonly step: Step;
  readonly open: boolean;
  readonly claimed: boolean;
  /** A medium is bound, or may be: from here on there is no releasing. */
  readonly bound: boolean;
  readonly verified: boolean;
  readonly presented: boolean;
  /** The device's life-time count before the medium was fed, when it told one. */
  readonly cardsFedBefore: number | undefined;
  /** How a retraction or rejection under way is to end. */
  readonly endsAs: 'spoiled' | 'retained' | undefined;
  /** Why a medium is being rejected: our error code. */
  readonly cause: string | undefined;
  readonly ended: End | undefined;
};

/** Adds one entry to what is known; undefined for entries that say nothing of an issuance. */
export function advance(state: IssuanceState | undefined, entry: Entry): IssuanceState | undefined {
  const { issuanceId } = entry;
  if (issuanceId === undefined) return state;
  if (entry.kind === 'issuance.intent') {
    const { body } = entry;
    if (body.step === 'claim') {
      // Asked again with the same id: the same issuance goes on.
      return state && !state.ended ? { ...state, open: true } : opened(issuanceId, body);
    }
    if (!state) return undefined;
    return {
      ...state,
      step: body.step,
      open: true,
      ...(body.step === 'bind' ? { cardsFedBefore: body.cardsFed } : {}),
      ...(body.step === 'reject' || body.step === 'retract' ? { endsAs: body.endsAs, cause: body.cause } : {}),
    };
  }
  if (!state) return undefined;
  if (entry.kind === 'issuance.outcome') {
    const { step, result } = entry.body;
    const done = result === 'done';
    return {
      ...state,
      open: false,
      claimed: state.claimed || (step === 'claim' && done),
      bound: state.bound || (step === 'bind' && done),
      verified: state.verified || (step === 'verify' && done),
      presented: state.presented || (step === 'present' && done),
    };
  }
  if (entry.kind === 'issuance.ended') return { ...state, open: false, ended: entry.body.end };
  return state;
}

type ClaimIntent = Extract<Extract<Entry, { kind: 'issuance.intent' }>['body'], { step: 'claim' }>;

function opened(issuanceId: string, body: ClaimIntent): IssuanceState {
  return {
    issuanceId,
    orderId: body.orderId,
    reference: body.reference,
    documentType: body.documentType,
    collectionId: body.collectionId,
    attempt: body.attempt,
    step: 'claim',
    open: true,
    claimed: false,
    bound: false,
    verified: false,
    presented: false,
    cardsFedBefore: undefined,
    endsAs: undefined,
    cause: undefined,
    ended: undefined,
  };
}
