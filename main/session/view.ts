/**
 * What the renderer gets and what it may ask for. The renderer draws a `View` and sends `Intent`s from
 * `view.allowed`; it holds no rule of its own. No civil ID number, no full name, no code ever stands in a view.
 */
import { z } from 'zod';
import type { DocumentType, OrderReason } from '../../common/document.ts';
import type { MakingStep, MakingWay } from '../issuance/index.ts';
import { type TechnicianView, technicianIntentSchema } from '../technician/view.ts';

export type { MakingStep, MakingWay };

export type View = {
  /** Rises with every change; the renderer drops older ones. */
  readonly revision: number;
  readonly language: string;
  /** Folders of locales/, each with its name in itself. */
  readonly languages: readonly { readonly code: string; readonly name: string; readonly direction: 'rtl' | 'ltr' }[];
  readonly display: Display;
  readonly site: SiteView;
  readonly screen: Screen;
  /** On top of the screen, which stays as it is beneath. */
  readonly overlay: Overlay | undefined;
  readonly allowed: readonly Intent['type'][];
};

export type Display = {
  readonly contrast: 'default' | 'high';
  readonly textSize: 'normal' | 'large' | 'largest';
  /** `low` keeps every control in the lower two thirds, for somebody in a wheelchair. */
  readonly reach: 'full' | 'low';
  readonly motion: 'full' | 'reduced';
  /** Physical pixels per millimetre of the screen: controls are at least 20 mm. */
  readonly pixelsPer_mm: number;
};

export type BilingualText = { readonly ar: string; readonly en: string };

export type SiteView = {
  readonly machineId: string;
  readonly helpPhone: string;
  readonly traySide: 'left' | 'right' | 'centre';
  /** A slip or the foot of a document can be held under one, instead of typing. */
  readonly scanner: boolean;
  readonly nearby: readonly {
    readonly name: BilingualText;
    readonly distance_km: number;
    readonly services: readonly DocumentType[];
  }[];
  /** Where a QR code with the map of other machines leads. */
  readonly mapUrl: string;
};

export type ServiceOffer =
  | { readonly documentType: DocumentType; readonly available: true }
  | { readonly documentType: DocumentType; readonly available: false; readonly reason: string };

export type OrderView = {
  readonly orderId: string;
  readonly documentType: DocumentType;
  readonly reason: OrderReason;
  /** Masked: `Noura A•••`. */
  readonly name: BilingualText;
  /** Set when it is somebody else's document, e.g. a child's. */
  readonly forAnother: boolean;
  readonly feePaid: boolean;
  readonly fee: string;
  readonly status:
    | { readonly state: 'ready'; readonly collectable: true }
    /** `where`: of a booklet that lies in another machine's vault. */
    | {
        readonly state: 'ready';
        readonly collectable: false;
        readonly reason: string;
        readonly where?: string | undefined;
      }
    | { readonly state: 'not-yet'; readonly expectedOn: string | undefined }
    | { readonly state: 'held'; readonly reason: string }
    | { readonly state: 'in-progress'; readonly where: string | undefined }
    | { readonly state: 'expired'; readonly expiredOn: string }
    | { readonly state: 'frozen'; readonly reason: 'unresolved' | 'retained' | 'locked' }
    | { readonly state: 'collected' };
};

/** `data:image/png;base64,...` of the masked card as it will look. */
export type CardPreview = { readonly front: string; readonly back: string };

export type Screen =
  | { readonly name: 'starting' }
  | { readonly name: 'attract'; readonly offers: readonly ServiceOffer[] }
  | { readonly name: 'reading' }
  | {
      readonly name: 'code';
      readonly phoneEnding: string;
      readonly length: 6;
      readonly entered: number;
      /** The digit just typed, for one second; never the others. */
      readonly lastDigit: string | undefined;
      readonly triesLeft: number;
      readonly triesTotal: number;
      readonly state: 'typing' | 'checking' | 'wrong';
      /** After "I did not get the code": sent again, or how long to wait. */
      readonly resend: 'sent' | { readonly retryAfter_s: number } | undefined;
    }
  /** The number printed on an ICAO document, which opens its chip. */
  | {
      readonly name: 'document-key';
      /** `lay`: it was lifted to read the number; `left-early`: it went away while it was read. */
      readonly state: 'typing' | 'wrong' | 'lay' | 'left-early' | 'opening';
      readonly entered: number;
      readonly length: 6;
      readonly tries: { readonly left: number; readonly total: number };
    }
  | {
      readonly name: 'pin';
      /** `last-try`: a wrong PIN would block the card; asked before a digit may be typed. */
      readonly state: 'looking' | 'typing' | 'wrong' | 'checking' | 'last-try' | 'card-missing';
      readonly entered: number;
      readonly longest: number;
      /** Undefined until the card has told. */
      readonly tries: { readonly left: number; readonly total: number } | undefined;
    }
  | { readonly name: 'phone'; readonly phoneEnding: string; readonly remaining_s: number; readonly total_s: number }
  | {
      readonly name: 'documents';
      readonly holder: BilingualText;
      readonly orders: readonly OrderView[];
      /** The first collectable order, drawn large; undefined when none is. */
      readonly highlighted: string | undefined;
      /** Of the highlighted order, when drawn already. */
      readonly preview: CardPreview | undefined;
    }
  | {
      readonly name: 'confirm';
      readonly order: OrderView;
      readonly portrait: string | undefined;
      readonly civilIdMasked: string;
      readonly preview: CardPreview | undefined;
    }
  /** Damaged document: the old one goes into the return slot first. */
  | { readonly name: 'return-old'; readonly order: OrderView }
  | {
      readonly name: 'making';
      readonly documentType: DocumentType;
      readonly way: MakingWay;
      readonly step: MakingStep;
      readonly attempt: number;
      readonly done: number;
      readonly remaining_s: number;
      readonly preview: CardPreview | undefined;
    }
  | {
      readonly name: 'take';
      readonly documentType: DocumentType;
      readonly remaining_s: number;
      readonly total_s: number;
      /** The last third: reminder by sight and sound. */
      readonly urgent: boolean;
      readonly preview: CardPreview | undefined;
    }
  | { readonly name: 'retracting'; readonly documentType: DocumentType }
  | { readonly name: 'receipt'; readonly printerAvailable: boolean; readonly moreToCollect: boolean }
  | { readonly name: 'receipt-printing' }
  | { readonly name: 'receipt-take' }
  | {
      readonly name: 'receipt-code';
      readonly url: string;
      readonly reference: string;
      /** Shown when the paper receipt failed and this takes its place. */
      readonly becausePrinterFailed: boolean;
    }
  /** `documents`: what was collected, in that order. */
  | { readonly name: 'thanks'; readonly collected: number; readonly documents: readonly DocumentType[] }
  | {
      readonly name: 'notice';
      readonly kind: NoticeKind;
      readonly documentType: DocumentType | undefined;
      /** For staff: `TS-7F42-19K8`. */
      readonly reference: string | undefined;
      readonly where: string | undefined;
      readonly preview: CardPreview | undefined;
    }
  | { readonly name: 'out-of-service'; readonly code: string; readonly backAt: string | undefined }
  /** A technician's card lies on the reader. */
  | {
      readonly name: 'technician-pin';
      /**
       * `locked`: too many wrong ones, for `lockedFor_s`; `refused`: a card that opens nothing here, by `refusal`;
       * `last-try`: a wrong PIN would block the card, and its holder must want to (`use-last-try`) before a digit is typed.
       */
      readonly state: 'looking' | 'typing' | 'wrong' | 'checking' | 'last-try' | 'locked' | 'card-missing' | 'refused';
      readonly entered: number;
      readonly longest: number;
      readonly triesLeft?: number | undefined;
      readonly lockedFor_s?: number | undefined;
      readonly refusal?: TechnicianRefusal | undefined;
    }
  /** Asked for while a resident is still served, or an issuance is being settled. */
  | { readonly name: 'technician-waiting' }
  | { readonly name: 'technician'; readonly technician: TechnicianView };

/** `not-read`: taken away too soon, or the reader could not; `journal`: what is done here could not be written down. */
export type TechnicianRefusal =
  | 'not-read'
  | 'not-genuine'
  | 'expired'
  | 'revoked'
  | 'no-role'
  | 'pin-blocked'
  | 'other-card'
  | 'journal';

/** Each has its own words (locales: `notice.<kind>.*`), its drawing, and a next step. */
export const noticeKinds = [
  // the tap
  'tap-not-read',
  'card-removed-early',
  'foreign-card',
  'card-not-genuine',
  'card-wrong-authority',
  'card-expired',
  'card-not-yet-valid',
  'card-revoked',
  'card-altered',
  'card-too-old',
  'card-without-number',
  'card-unreadable',
  'two-cards',
  'reader-trouble',
  'document-not-opened',
  'document-locked',
  'other-card',
  'pin-blocked',
  'pin-not-possible',
  // the person
  'phone-declined',
  'phone-timed-out',
  'code-locked',
  'nothing-to-collect',
  'not-me',
  // the machine and the service
  'no-network',
  'service-trouble',
  'making-stopped',
  'cannot-make-here',
  'being-made-elsewhere',
  'already-collected',
  'order-held',
  'data-problem',
  'retained',
  'unresolved',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export type Overlay =
  | { readonly kind: 'help' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'languages' }
  /** Before a time-out: the screen asks, counts down, and offers more time. */
  | { readonly kind: 'still-there'; readonly remaining_s: number; readonly total_s: number };

export const intentSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('choose-language'), language: z.string().max(8) }),
  z.object({ type: z.literal('open-help') }),
  z.object({ type: z.literal('open-settings') }),
  z.object({ type: z.literal('open-languages') }),
  z.object({ type: z.literal('close-overlay') }),
  z.object({
    type: z.literal('set-display'),
    contrast: z.enum(['default', 'high']).optional(),
    textSize: z.enum(['normal', 'large', 'largest']).optional(),
    reach: z.enum(['full', 'low']).optional(),
    motion: z.enum(['full', 'reduced']).optional(),
  }),
  z.object({ type: z.literal('digit'), digit: z.string().regex(/^[0-9]$/) }),
  z.object({ type: z.literal('delete-digit') }),
  z.object({ type: z.literal('clear-digits') }),
  z.object({ type: z.literal('submit-code') }),
  z.object({ type: z.literal('code-not-received') }),
  z.object({ type: z.literal('use-last-try') }),
  z.object({ type: z.literal('choose-order'), orderId: z.string().max(60) }),
  z.object({ type: z.literal('confirm') }),
  z.object({ type: z.literal('not-me') }),
  z.object({ type: z.literal('old-returned') }),
  z.object({ type: z.literal('back') }),
  z.object({ type: z.literal('more-time') }),
  z.object({ type: z.literal('retry') }),
  z.object({ type: z.literal('receipt-print') }),
  z.object({ type: z.literal('receipt-code') }),
  z.object({ type: z.literal('receipt-none') }),
  z.object({ type: z.literal('collect-another') }),
  z.object({ type: z.literal('finish') }),
  z.object({ type: z.literal('technician'), intent: technicianIntentSchema }),
]);
export type Intent = z.infer<typeof intentSchema>;
