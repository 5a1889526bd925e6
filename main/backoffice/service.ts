import { z } from 'zod';
import {
  bilingualNameSchema,
  documentTypeSchema,
  isoDateSchema,
  licenceDataSchema,
  orderReasonSchema,
  passportDataSchema,
} from '../../common/document.ts';
import type { Result } from '../../common/result.ts';

/**
 * The issuance service as the kiosk sees it. It owns orders and rules; the kiosk knows none of them.
 * Wire contract: docs/openapi/issuance-service.yaml.
 */
export interface IssuanceService {
  /** Who stands here has tapped a genuine card: may this person collect, and by what second factor? */
  beginCollection(
    request: { civilId: string; secondFactors?: readonly SecondFactorKind[] },
    signal?: AbortSignal,
  ): ServiceAnswer<CollectionStart>;
  /** The card proved its holder by its PIN, and this machine has judged the proof. */
  reportPin(request: { collectionId: string }, signal?: AbortSignal): ServiceAnswer<ProofVerdict>;
  /** The service verifies the code; the kiosk never knows it. */
  verifyCode(request: { collectionId: string; code: string }, signal?: AbortSignal): ServiceAnswer<CodeVerdict>;
  /** What the holder has answered on the phone; asked again while it is `waiting`. */
  phoneAnswer(request: { collectionId: string }, signal?: AbortSignal): ServiceAnswer<PhoneAnswer>;
  /** Sends the code to the holder's phone again. */
  requestCode(request: { collectionId: string }, signal?: AbortSignal): ServiceAnswer<CodeRequestVerdict>;
  /** All that the document says, for an order that is ready; asked before the claim, so that it can be drawn or checked. */
  documentData(request: { collectionId: string; orderId: string }, signal?: AbortSignal): ServiceAnswer<DocumentData>;
  /**
   * Claims the order for this kiosk. Idempotent by issuance id: asked again, it answers the same. Asked again after
   * the claim lapsed and was given away it answers `refused`, `in-progress-elsewhere`: whether the claim still stands.
   */
  claim(request: ClaimRequest, signal?: AbortSignal): ServiceAnswer<ClaimVerdict>;
  /** Delivers one event of an issuance. Idempotent by entry id; delivered in order per issuance. */
  report(event: IssuanceEvent, signal?: AbortSignal): ServiceAnswer<EventReceipt>;
  /** Reachability and the service's clock. */
  heartbeat(signal?: AbortSignal): ServiceAnswer<{ time_ms: number }>;
}

/** The vault as the service knows it; apart, for a session has nothing to do with it. */
export interface VaultService {
  /** Tells that a booklet was put into a slot, and asks which order it is for. A repeated loading is one loading. */
  recordLoading(loading: VaultLoading, signal?: AbortSignal): ServiceAnswer<LoadingVerdict>;
  /** What the service takes to lie in a kiosk's vault, not collected yet: to be held against what lies there. */
  vaultOrders(request: { kioskId: string }, signal?: AbortSignal): ServiceAnswer<VaultContents>;
  /** Tells that a person took a booklet out of its slot. A repeated unloading is one unloading. */
  recordUnloading(
    unloading: { kioskId: string; orderId: string },
    signal?: AbortSignal,
  ): ServiceAnswer<UnloadingVerdict>;
}

export type ServiceAnswer<T> = Promise<Result<T, ServiceError>>;

export type ServiceError = {
  readonly code: 'unreachable' | 'timeOut' | 'certificateRefused' | 'serverError' | 'badAnswer' | 'rejected';
  /** `none` when the service surely did nothing; `unknown` when the request may have arrived. */
  readonly effect: 'none' | 'unknown';
  /** The original words: errno, HTTP status, schema path. For technicians. */
  readonly words: string;
  /** Of a rejected request: the service's code, e.g. `gap`, `already-ended` (schema `Problem` of the contract). */
  readonly problem?: string;
};

/** Why an order cannot be collected now; a code with words in every language (locales: `hold.<code>`). */
const holdReasons = [
  'unpaid-fines',
  'visit-office',
  'security-review',
  'second-parent-signature',
  'minor-needs-guardian',
  'medical-test',
  'photo-rejected',
  'other',
] as const;
export type HoldReason = (typeof holdReasons)[number];

const orderStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('not-yet'), expectedOn: isoDateSchema.optional() }),
  /** An unknown reason of a newer service reads as `other`: the resident still gets a next step. */
  z.object({ state: z.literal('held'), reason: z.enum(holdReasons).catch('other') }),
  /** Another kiosk has it in hand right now. */
  z.object({ state: z.literal('in-progress'), where: z.string().max(100).optional() }),
  z.object({ state: z.literal('expired'), expiredOn: isoDateSchema }),
  /** Frozen for machines until a person decides: unresolved, retained, or locked by wrong codes. */
  z.object({ state: z.literal('frozen'), reason: z.enum(['unresolved', 'retained', 'locked']) }),
]);
export type OrderState = z.infer<typeof orderStateSchema>;

export const orderSchema = z.object({
  orderId: z.string().min(1).max(60),
  /** Short, for people: `TS-7F42-19K8`. */
  reference: z.string().min(1).max(20),
  documentType: documentTypeSchema,
  reason: orderReasonSchema,
  /** Whose document it is: the resident's own, or a child's. */
  name: bilingualNameSchema,
  status: orderStateSchema,
  fee: z.object({ amount: z.string().regex(/^\d{1,6}\.\d{3}$/), currency: z.string().length(3), paid: z.boolean() }),
  /** By what right this person collects it; the holder's own when left out. A right of a newer service is no right here. */
  collectAs: z.enum(['holder', 'guardian']).optional().catch('holder'),
  /** Where its booklet lies; left out of documents that are printed and of booklets that lie in no vault. */
  vault: z.object({ kioskId: z.string().min(1).max(40), where: z.string().min(1).max(100) }).optional(),
});
export type Order = z.infer<typeof orderSchema>;

/** How a person shows that the card is theirs. What a machine can do it says; which of them is asked for, the service. */
export type SecondFactorKind = 'collection-code' | 'chip-pin' | 'mobile-id';

const locked = z.object({ outcome: z.literal('locked'), reference: z.string().max(20) });
const phoneEnding = z.string().regex(/^\d{2,4}$/);
const secondFactor = { outcome: z.literal('second-factor'), collectionId: z.string().min(1).max(60) };
export const collectionStartSchema = z.discriminatedUnion('outcome', [
  z.discriminatedUnion('kind', [
    z.object({
      ...secondFactor,
      kind: z.literal('collection-code'),
      phoneEnding,
      triesLeft: z.number().int().min(0).max(10),
    }),
    z.object({ ...secondFactor, kind: z.literal('chip-pin') }),
    z.object({
      ...secondFactor,
      kind: z.literal('mobile-id'),
      phoneEnding,
      /** How long the phone may be waited for. */
      waitAtMost_s: z.number().int().min(10).max(600),
    }),
  ]),
  z.object({ outcome: z.literal('nothing-to-collect') }),
  locked,
]);
export type CollectionStart = z.infer<typeof collectionStartSchema>;

const accepted = z.object({
  outcome: z.literal('accepted'),
  holder: bilingualNameSchema,
  orders: z.array(orderSchema).max(50),
});

export const codeVerdictSchema = z.discriminatedUnion('outcome', [
  accepted,
  z.object({ outcome: z.literal('wrong'), triesLeft: z.number().int().min(1).max(10) }),
  locked,
]);
export type CodeVerdict = z.infer<typeof codeVerdictSchema>;

export const proofVerdictSchema = z.discriminatedUnion('outcome', [accepted, locked]);
export type ProofVerdict = z.infer<typeof proofVerdictSchema>;

export const phoneAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('waiting') }),
  z.object({ outcome: z.literal('declined') }),
  z.object({ outcome: z.literal('timed-out') }),
  accepted,
  locked,
]);
export type PhoneAnswer = z.infer<typeof phoneAnswerSchema>;

export const codeRequestVerdictSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('sent') }),
  z.object({ outcome: z.literal('too-soon'), retryAfter_s: z.number().int().min(1).max(3600) }),
]);
export type CodeRequestVerdict = z.infer<typeof codeRequestVerdictSchema>;

export const documentDataSchema = z.discriminatedUnion('documentType', [licenceDataSchema, passportDataSchema]);
export type DocumentData = z.infer<typeof documentDataSchema>;

export type ClaimRequest = { issuanceId: string; orderId: string; collectionId: string; kioskId: string };

export const claimVerdictSchema = z.discriminatedUnion('outcome', [
  /** `startBefore_ms`: without a medium bound by then the service may give the order to another kiosk. */
  z.object({
    outcome: z.literal('granted'),
    /** On the wire by the service's clock; the client turns it into the kiosk's own by `startWithin_ms`. */
    startBefore_ms: z.number().int(),
    startWithin_ms: z.number().int().min(0).optional(),
    /** Whose grant it is, where the service says so. */
    issuanceId: z.string().min(1).max(60).optional(),
    orderId: z.string().min(1).max(60).optional(),
  }),
  z.object({
    outcome: z.literal('refused'),
    reason: z.enum(['in-progress-elsewhere', 'already-issued', 'held', 'not-ready', 'frozen']),
    where: z.string().max(100).optional(),
  }),
]);
export type ClaimVerdict = z.infer<typeof claimVerdictSchema>;

const issuanceEventKinds = [
  'medium-bound',
  'personalised',
  'verified',
  'presented',
  'issued',
  'spoiled',
  'retained',
  'unresolved',
  'released',
] as const;

export const issuanceEventSchema = z.object({
  /** The journal entry's id: the idempotency key. */
  entryId: z.string().min(1).max(60),
  issuanceId: z.string().min(1).max(60),
  /** 1, 2, 3 ... per issuance: lets the service detect a gap. */
  ordinal: z.number().int().positive(),
  kind: z.enum(issuanceEventKinds),
  at_ms: z.number().int(),
  kioskId: z.string().min(1).max(40),
  /** `presumed-taken-at-power-loss`, or our error code for a spoiled one. Never personal data. */
  note: z.string().max(200).optional(),
});
export type IssuanceEvent = z.infer<typeof issuanceEventSchema>;

/** What `report` gets back: `lapsed` when the order was given away before a medium was bound. */
export const eventReceiptSchema = z.object({
  outcome: z.enum(['recorded', 'duplicate']),
  standing: z.enum(['held', 'lapsed']),
});
export type EventReceipt = z.infer<typeof eventReceiptSchema>;

/** Slots are numbered from 1; `documentNumber` as in the machine-readable zone, without filler. */
export type VaultLoading = { kioskId: string; slot: number; documentNumber: string };

export const loadingVerdictSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('bound'), orderId: z.string().min(1).max(60), reference: z.string().min(1).max(20) }),
  /** The booklet is nobody's to collect here: it is to be taken out. */
  z.object({
    outcome: z.literal('refused'),
    reason: z.enum(['unknown-document', 'already-issued', 'frozen', 'expired', 'in-progress']),
  }),
]);
export type LoadingVerdict = z.infer<typeof loadingVerdictSchema>;

export const vaultContentsSchema = z.object({
  orders: z
    .array(
      z.object({
        slot: z.number().int().min(1).max(1000),
        orderId: z.string().min(1).max(60),
        reference: z.string().min(1).max(20),
        documentNumber: z.string().regex(/^[A-Z0-9]{6,9}$/),
        /** `to-return`: nobody may collect it any more; a technician takes it out. */
        standing: z.enum(['waiting', 'to-return']),
      }),
    )
    .max(1000),
});
export type VaultContents = z.infer<typeof vaultContentsSchema>;

/** `not-there`: the service did not take it to lie in this vault. */
export const unloadingVerdictSchema = z.object({ outcome: z.enum(['removed', 'not-there']) });
export type UnloadingVerdict = z.infer<typeof unloadingVerdictSchema>;

export const heartbeatSchema = z.object({ time_ms: z.number().int() });
