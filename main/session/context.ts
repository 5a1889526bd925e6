import type { DocumentData, Order, ServiceError } from '../backoffice/index.ts';
import type { FulfilProgress, Work } from '../issuance/index.ts';
import { type KeyEntry, type KeyLock, noKeyLock } from './key-entry.ts';
import { bookletPlace } from './passport.ts';
import type { Serviceability, SessionSettings } from './ports.ts';
import { TypedDigits } from './typed-digits.ts';
import type { CardPreview, Display, NoticeKind, Overlay } from './view.ts';

export type Notice = {
  readonly kind: NoticeKind;
  readonly order?: Order;
  readonly reference?: string;
  readonly where?: string;
  readonly mayRetry: boolean;
};

export function serviceNotice(error: ServiceError): Notice {
  const noNetwork = error.code === 'unreachable' || error.code === 'timeOut';
  return { kind: noNetwork ? 'no-network' : 'service-trouble', mayRetry: false };
}

export function lockedNotice(reference: string): Notice {
  return { kind: 'code-locked', reference, mayRetry: false };
}

/** What is known of the PIN of the card on the reader. */
export type PinEntry = {
  readonly triesLeft: number;
  readonly triesTotal: number;
  readonly wrong: boolean;
  /** `spend` once the holder was warned and wants to. */
  readonly lastTry: 'keep' | 'spend';
};

/** What there is to show and to do for a chosen order. */
export type DrawnDocument = {
  /** For the receipt. */
  readonly data: DocumentData;
  /** Of a card; a passport is not shown as it is. */
  readonly preview: CardPreview | undefined;
  readonly portrait: string;
  readonly work: Promise<Work | undefined>;
};

/** What belongs to the person in front of the machine; all of it is dropped when the session ends. */
export type Visit = {
  readonly sessionId: string;
  readonly civilId: string;
  readonly collectionId: string;
  readonly phoneEnding: string;
  readonly triesLeft: number;
  readonly triesTotal: number;
  readonly lastDigitShown: boolean;
  readonly codeWrong: boolean;
  /** Undefined until the card was asked, and where a collection code is typed. */
  readonly pin: PinEntry | undefined;
  /** Of an ICAO document that waits for its key. */
  readonly key: KeyEntry | undefined;
  /** Of a phone that is waited for; monotonic. */
  readonly phone: { readonly until_ms: number; readonly total_s: number } | undefined;
  readonly resend: 'sent' | { readonly retryAfter_s: number } | undefined;
  readonly holder: Order['name'] | undefined;
  readonly orders: readonly Order[];
  readonly collected: readonly string[];
  /** Orders whose booklets lie in this machine's vault, as it was last looked. */
  readonly held: readonly string[];
  readonly chosen: string | undefined;
  readonly drawn: Readonly<Record<string, DrawnDocument>>;
  readonly progress: FulfilProgress | undefined;
  /** When `progress` was told (monotonic): its remaining time counts down from there. */
  readonly progressAt_ms: number;
  readonly collectedAt_ms: number;
  readonly receiptFailed: boolean;
  readonly notice: Notice | undefined;
};

export type Context = {
  readonly language: string;
  readonly display: Display;
  readonly overlay: Exclude<Overlay, { kind: 'still-there' }> | undefined;
  /** While the screen asks whether somebody is still there: when it stops waiting (monotonic). */
  readonly askingUntil_ms: number | undefined;
  readonly serviceability: Serviceability;
  readonly machineId: string;
  readonly visit: Visit;
  /** What is typed just now; one for the whole session of the machine. */
  readonly typed: TypedDigits;
  /** After too many wrong keys of ICAO documents; outlives the visit, and says nothing of whose they were. */
  readonly keyLock: KeyLock;
};

export const CODE_LENGTH = 6;

export function emptyVisit(): Visit {
  return {
    sessionId: '',
    civilId: '',
    collectionId: '',
    phoneEnding: '',
    triesLeft: 0,
    triesTotal: 3,
    lastDigitShown: false,
    codeWrong: false,
    pin: undefined,
    phone: undefined,
    key: undefined,
    resend: undefined,
    holder: undefined,
    orders: [],
    collected: [],
    held: [],
    chosen: undefined,
    drawn: {},
    progress: undefined,
    progressAt_ms: 0,
    collectedAt_ms: 0,
    receiptFailed: false,
    notice: undefined,
  };
}

export function startingContext(settings: SessionSettings): Context {
  return {
    language: settings.languages[0]?.code ?? 'ar',
    display: settings.display,
    overlay: undefined,
    askingUntil_ms: undefined,
    serviceability: { state: 'starting' },
    machineId: settings.site.machineId,
    visit: emptyVisit(),
    typed: new TypedDigits(),
    keyLock: noKeyLock,
  };
}

export function chosenOrder(visit: Visit): Order | undefined {
  return visit.orders.find((order) => order.orderId === visit.chosen);
}

/** Where the booklet of an order lies; undefined of a document that is printed. */
export function bookletOf(order: Order, { visit, machineId }: Context) {
  if (order.documentType !== 'passport') return undefined;
  return bookletPlace(order, visit.held.includes(order.orderId), machineId);
}

/** Can this order be made by this machine for this person now? */
export function isCollectable(order: Order, context: Context): boolean {
  return (
    order.status.state === 'ready' &&
    !context.visit.collected.includes(order.orderId) &&
    (bookletOf(order, context)?.at ?? 'here') === 'here' &&
    context.serviceability.state === 'open' &&
    context.serviceability.offers.some((offer) => offer.documentType === order.documentType && offer.available)
  );
}

export function highlightedOrder(context: Context): Order | undefined {
  return context.visit.orders.find((order) => isCollectable(order, context));
}
