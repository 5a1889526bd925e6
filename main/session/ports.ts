import type { Clock } from '../../common/clock.ts';
import type { LicenceData } from '../../common/document.ts';
import type { Unsubscribe } from '../../common/emitter.ts';
import type { Random } from '../../common/random.ts';
import type { Result } from '../../common/result.ts';
import type {
  AccessKeyKind,
  CardPrintJob,
  CardProfile,
  CardReader,
  CommandOptions,
  PivEvidence,
} from '../../devices/contract/index.ts';
import type { DocumentData, IssuanceService, Order, SecondFactorKind } from '../backoffice/index.ts';
import type { AccessKey } from '../identity/index.ts';
import type { IssuanceDesk } from '../issuance/index.ts';
import type { CardPreview, Display, NoticeKind, ServiceOffer, SiteView, View } from './view.ts';

/** Everything that a session touches; no device's name, no Electron, so that tests run it in virtual time. */
export type SessionPorts = {
  readonly clock: Clock;
  readonly random: Random;
  readonly reader: Pick<CardReader, 'onEvent' | 'readPinTries' | 'verifyPin'>;
  readonly identification: Identification;
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

/** Is this card genuine, and whose is it? */
export interface Identification {
  /** By the first profile of the site that the card on the reader speaks. */
  read(options: CommandOptions): Promise<CardReading>;
  /** An ICAO document, with what opens it. `refused` with `wrongKey` is not the last word. */
  open(key: AccessKey, options: CommandOptions): Promise<CardReading>;
  /** By the key that the card's PIN opens. */
  judgePin(evidence: PivEvidence, challenge: Uint8Array): Promise<Result<{ civilId: string }, CardRefusal>>;
}

export type CardReading =
  | {
      readonly kind: 'holder';
      readonly civilId: string;
      readonly profile: CardProfile;
      /** What this card and this site can be asked for besides. */
      readonly secondFactors: readonly SecondFactorKind[];
    }
  | { readonly kind: 'key-wanted'; readonly profile: CardProfile; readonly keys: readonly AccessKeyKind[] }
  | { readonly kind: 'refused'; readonly refusal: CardRefusal; readonly profile: CardProfile | undefined };

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
  | {
      readonly kind: 'session.cardRefused';
      readonly sessionId: string;
      readonly code: string;
      /** Absent when the card was not read as any. */
      readonly profile?: CardProfile;
    }
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
  /** What a resident can open an ICAO document with at this machine. */
  readonly accessKeys: readonly AccessKeyKind[];
  readonly returnDamaged: boolean;
  readonly timeouts: {
    readonly idle_ms: number;
    readonly stillThere_ms: number;
    readonly notice_ms: number;
    readonly thanks_ms: number;
    readonly cardRead_ms: number;
    readonly documentRead_ms: number;
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
