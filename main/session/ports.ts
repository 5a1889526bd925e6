import type { Clock } from '../../common/clock.ts';
import type { LicenceData } from '../../common/document.ts';
import type { Unsubscribe } from '../../common/emitter.ts';
import type { Random } from '../../common/random.ts';
import type { Result } from '../../common/result.ts';
import type { CardEvidence, CardPrintJob, CardReader } from '../../devices/contract/index.ts';
import type { DocumentData, IssuanceService, Order, SecondFactorKind } from '../backoffice/index.ts';
import type { IssuanceDesk } from '../issuance/index.ts';
import type { CardPreview, Display, NoticeKind, ServiceOffer, SiteView, View } from './view.ts';

/** Everything that a session touches; no device's name, no Electron, so that tests run it in virtual time. */
export type SessionPorts = {
  readonly clock: Clock;
  readonly random: Random;
  readonly reader: Pick<CardReader, 'onEvent' | 'readEvidence' | 'readPinTries' | 'verifyPin'>;
  /** Is this card genuine, and whose is it? By the key for a tap, or by the one that the PIN opens. */
  readonly judge: (
    evidence: CardEvidence,
    challenge: Uint8Array,
    proof: 'tap' | 'pin',
  ) => Promise<Result<{ civilId: string }, CardRefusal>>;
  /** What a reader's error at the tap means for the person. */
  readonly tapProblem: (error: import('../../devices/contract/index.ts').DeviceError) => CardRefusal;
  /** Asked about a card that is no resident's: whether it is a technician's, who is seen to elsewhere then. */
  readonly staffCard?: () => Promise<boolean>;
  readonly service: IssuanceService;
  readonly desk: Pick<IssuanceDesk, 'fulfil' | 'extendTaking' | 'holds'>;
  /** Draws the card; undefined when the data cannot be printed. */
  readonly draw: (data: LicenceData) => Promise<Draft | undefined>;
  readonly receipts: ReceiptDesk;
  /** For the journal: what happened, never to whom. */
  readonly audit: (event: SessionAuditEvent) => void;
};

export type CardRefusal = { readonly notice: NoticeKind; readonly code: string };

/** A card drawn ahead of its claim, while its holder still reads the screen. */
export type Draft = {
  readonly preview: CardPreview;
  readonly portrait: string;
  readonly job: Promise<CardPrintJob | undefined>;
};

export interface ReceiptDesk {
  available(): boolean;
  /** Prints and presents. `taken` resolves when the ticket left the presenter or was retracted. */
  print(request: ReceiptRequest): Promise<Result<{ taken: Promise<void> }, string>>;
  /** What the QR code of a receipt leads to. */
  url(order: Order): string;
}

export type ReceiptRequest = { readonly order: Order; readonly data: DocumentData; readonly collectedAt_ms: number };

export type SessionAuditEvent =
  | { readonly kind: 'session.started'; readonly sessionId: string }
  | { readonly kind: 'session.cardRefused'; readonly sessionId: string; readonly code: string }
  | { readonly kind: 'session.codeRefused'; readonly sessionId: string; readonly outcome: 'wrong' | 'locked' }
  | { readonly kind: 'session.identified'; readonly sessionId: string; readonly secondFactor: SecondFactorKind }
  | { readonly kind: 'session.oldDocumentReturned'; readonly sessionId: string; readonly orderId: string }
  | {
      readonly kind: 'session.dataRefused';
      readonly sessionId: string;
      readonly orderId: string;
      readonly code: string;
    }
  | { readonly kind: 'session.ended'; readonly sessionId: string; readonly how: 'finished' | 'timed-out' };

export type SessionSettings = {
  readonly languages: View['languages'];
  readonly site: SiteView;
  readonly display: Display;
  readonly returnDamaged: boolean;
  readonly timeouts: {
    readonly idle_ms: number;
    readonly stillThere_ms: number;
    readonly notice_ms: number;
    readonly thanks_ms: number;
    readonly cardRead_ms: number;
    /** What one press of "More time" adds while a document waits in the tray. */
    readonly moreTime_ms: number;
  };
};

/** Whether residents can be served now: from device states, stock, network and recovery. */
export type Serviceability =
  | { readonly state: 'starting' }
  | { readonly state: 'open'; readonly offers: readonly ServiceOffer[] }
  | { readonly state: 'closed'; readonly code: string; readonly backAt: string | undefined };

export type ViewListener = (view: View) => void;
export type { Unsubscribe };
