/** What the service knows, as plain rows: the rules decide over them, a store keeps them. */
import type { BilingualName } from '../../common/document.ts';
import type { ResidentOrder } from '../residents/index.ts';

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

export type ClaimRequest = {
  readonly issuanceId: string;
  readonly orderId: string;
  readonly collectionId: string;
  readonly kioskId: string;
};

/**
 * What a person in an office decided about an order that machines may not touch: it may be made again, for its medium was
 * found and destroyed; or its holder has the document.
 */
export type Ruling = {
  readonly outcome: 'may-be-made-again' | 'handed-over';
  readonly by: string;
  readonly why: string;
  readonly at_ms: number;
};

/** One granted claim and what became of it. */
export type Issuance = ClaimRequest & {
  readonly startBefore_ms: number;
  /** Nobody used it in time and another claim came. */
  readonly lapsed: boolean;
  /** By ordinal, without a gap. */
  readonly events: readonly ReportedEvent[];
  readonly ruling: Ruling | undefined;
};

/** An order as it was applied for; its document's data are kept apart, for they are large and seldom asked for. */
export type Order = Omit<ResidentOrder, 'licence' | 'passport' | 'booklet'> & { readonly hasDocument: boolean };

/** The slot in which an order's booklet lies. */
export type VaultPlace = { readonly kioskId: string; readonly slot: number };

/** Every issuance of the order, oldest first. */
export type OrderRows = {
  readonly order: Order;
  readonly holder: string;
  /** Of a passport that was made. */
  readonly documentNumber: string | undefined;
  readonly vault: VaultPlace | undefined;
  readonly issuances: readonly Issuance[];
};

/** A booklet was put into a slot. */
export type VaultLoading = VaultPlace & { readonly documentNumber: string };

/** A person took an order's booklet out of a kiosk's vault. */
export type VaultUnloading = { readonly kioskId: string; readonly orderId: string };

/** How a person shows that the card is theirs. */
export type SecondFactorKind = 'collection-code' | 'chip-pin' | 'mobile-id';

export type Collection = {
  readonly collectionId: string;
  readonly civilId: string;
  readonly until_ms: number;
  readonly accepted: boolean;
  readonly secondFactor: SecondFactorKind;
  /** Of a phone that was asked: until when it may answer, and what it has said. */
  readonly phone: { readonly until_ms: number; readonly answer: 'approved' | 'declined' | undefined } | undefined;
};

export type Message = { readonly at_ms: number; readonly text: { readonly ar: string; readonly en: string } };

export type Person = {
  readonly civilId: string;
  readonly name: BilingualName;
  readonly phoneEnding: string;
  readonly code: string;
  readonly wrongCodes: number;
  readonly locked: boolean;
  readonly messages: readonly Message[];
};

/** What a decision writes. */
export type Change =
  | { readonly kind: 'issuance-lapsed'; readonly issuanceId: string }
  | { readonly kind: 'issuance-granted'; readonly issuance: Issuance }
  | { readonly kind: 'ruled'; readonly issuanceId: string; readonly ruling: Ruling }
  | { readonly kind: 'booklet-loaded'; readonly orderId: string; readonly place: VaultPlace }
  | { readonly kind: 'booklet-left'; readonly orderId: string }
  | { readonly kind: 'event-recorded'; readonly event: ReportedEvent; readonly isEnd: boolean }
  | { readonly kind: 'collection-opened'; readonly collection: Collection }
  | {
      readonly kind: 'phone-answered';
      readonly civilId: string;
      readonly answer: 'approved' | 'declined';
    }
  | { readonly kind: 'collection-accepted'; readonly collectionId: string }
  | {
      readonly kind: 'code-tried';
      readonly civilId: string;
      readonly wrongCodes: number;
      readonly locked: boolean;
    }
  | { readonly kind: 'message-sent'; readonly civilId: string; readonly message: Message };

/** An answer, and what must be written, all of it or nothing, before anybody hears the answer. */
export type Decision<T> = {
  readonly answer: T;
  readonly changes: readonly Change[];
  /** Thrown once everything is written: what happened is a fact, and it must not have happened. */
  readonly alarm?: string;
};
