/** A session over ports that a story scripts, in virtual time. */
import { VirtualClock } from '../../../common/clock.ts';
import { Emitter } from '../../../common/emitter.ts';
import { ok, type Result } from '../../../common/result.ts';
import type {
  CardProfile,
  CardReaderEvent,
  DeviceError,
  PinTries,
  PinVerdict,
  PivEvidence,
} from '../../../devices/contract/index.ts';
import type {
  CodeVerdict,
  CollectionStart,
  DocumentData,
  IssuanceService,
  Order,
  PhoneAnswer,
  ProofVerdict,
  ServiceError,
} from '../../backoffice/index.ts';
import type { AccessKey } from '../../identity/index.ts';
import type { FulfilEnd, FulfilProgress, FulfilRequest } from '../../issuance/index.ts';
import type { Context } from '../context.ts';
import {
  type CardReading,
  type CardRefusal,
  createSession,
  type Intent,
  type SessionAuditEvent,
  type SessionSettings,
  type View,
} from '../index.ts';

export const civilId = '291031404174';
export const known: Extract<CardReading, { kind: 'holder' }> = {
  kind: 'holder',
  profile: 'piv',
  civilId,
  secondFactors: ['collection-code', 'chip-pin', 'mobile-id'],
};
export const refused = (notice: CardRefusal['notice'], code: string, profile?: CardProfile): CardReading => ({
  kind: 'refused',
  refusal: { notice, code },
  profile,
});
export const name = {
  ar: { surname: 'المرجان', otherNames: 'نورة خالد' },
  en: { surname: 'Almarjan', otherNames: 'Noura Khaled' },
};

export const licence = (change: Partial<Order> = {}): Order => ({
  orderId: 'order-1',
  reference: 'TS-7F42-19K8',
  documentType: 'driving-licence',
  reason: 'renewal',
  name,
  status: { state: 'ready' },
  fee: { amount: '10.000', currency: 'KWD', paid: true },
  ...change,
});

const settings: SessionSettings = {
  languages: [
    { code: 'ar', name: 'العربية', direction: 'rtl' },
    { code: 'en', name: 'English', direction: 'ltr' },
  ],
  site: {
    machineId: 'KWT-0117',
    helpPhone: '1000 000',
    traySide: 'right',
    scanner: false,
    nearby: [],
    mapUrl: 'https://example.org',
  },
  display: { contrast: 'default', textSize: 'normal', reach: 'full', motion: 'full', pixelsPer_mm: 3.2 },
  accessKeys: ['can'],
  returnDamaged: true,
  timeouts: {
    idle_ms: 40_000,
    stillThere_ms: 20_000,
    notice_ms: 25_000,
    thanks_ms: 8_000,
    cardRead_ms: 6_000,
    documentRead_ms: 20_000,
    moreTime_ms: 30_000,
  },
};

const evidence: PivEvidence = {
  profile: 'piv',
  certificate: new Uint8Array(),
  signature: new Uint8Array(),
  challenge: new Uint8Array(32),
};

/** A kiosk of ports that a story scripts; whatever the story does not say goes well. */
export class Kiosk {
  readonly clock = new VirtualClock();
  readonly cards = new Emitter<CardReaderEvent>();
  readonly audit: SessionAuditEvent[] = [];
  readonly requests: FulfilRequest[] = [];
  readonly extended: number[] = [];
  tap: CardReading = known;
  /** What comes of a key that is given for an ICAO document. */
  opening: (key: AccessKey) => CardReading = () => ({ ...known, profile: 'icao' });
  /** Each key that was given, as text: the bytes are wiped. */
  readonly keys: string[] = [];
  start: Result<CollectionStart, ServiceError> = ok({
    outcome: 'second-factor',
    collectionId: 'c-1',
    kind: 'collection-code',
    phoneEnding: '417',
    triesLeft: 3,
  });
  code: (code: string) => Result<CodeVerdict, ServiceError> = () =>
    ok({ outcome: 'accepted', holder: name, orders: this.orders });
  orders: Order[] = [licence()];
  pinTries: Result<PinTries, DeviceError> = ok({ triesLeft: 5 });
  pin: Result<PinVerdict, DeviceError> = ok({ outcome: 'verified', evidence });
  /** Whose card the PIN has opened. */
  pinIsOf = civilId;
  proof: Result<ProofVerdict, ServiceError> = ok({ outcome: 'accepted', holder: name, orders: this.orders });
  phone: Result<PhoneAnswer, ServiceError> = ok({ outcome: 'waiting' });
  /** How often the service was asked for the phone's answer. */
  asked = 0;
  readonly pins: { digits: string; lastTry: string }[] = [];
  data: Result<DocumentData, ServiceError> = ok({ documentType: 'driving-licence', civilId } as DocumentData);
  drawable = true;
  /** Orders whose booklets lie in this machine's vault. */
  readonly vault = new Set<string>();
  receiptPrinted: Result<{ taken: Promise<void> }, string> = ok({ taken: Promise.resolve() });
  context: Context | undefined;
  progress: (progress: FulfilProgress) => void = () => {};
  end: (end: FulfilEnd) => void = () => {};

  readonly session = createSession(
    {
      clock: this.clock,
      random: { bytes: (length) => new Uint8Array(length).fill(7) },
      reader: {
        onEvent: (listener) => this.cards.on(listener),
        readPinTries: async () => this.pinTries,
        verifyPin: async ({ pin, lastTry }) => {
          this.pins.push({ digits: Buffer.from(pin).toString(), lastTry });
          return this.pin;
        },
      },
      identification: {
        read: async () => this.tap,
        open: async (key) => {
          this.keys.push(key.kind === 'can' ? Buffer.from(key.digits).toString() : key.documentNumber);
          return this.opening(key);
        },
        judgePin: async () => ok({ civilId: this.pinIsOf }),
      },
      service: {
        beginCollection: async () => this.start,
        verifyCode: async ({ code }: { code: string }) => this.code(code),
        reportPin: async () => this.proof,
        phoneAnswer: async () => {
          this.asked += 1;
          return this.phone;
        },
        requestCode: async () => ok({ outcome: 'sent' }),
        documentData: async () => this.data,
      } as unknown as IssuanceService,
      desk: {
        fulfil: (request, onProgress) => {
          this.requests.push(request);
          this.progress = onProgress;
          return new Promise((resolve) => {
            this.end = resolve;
          });
        },
        extendTaking: (extra_ms) => this.extended.push(extra_ms),
        holds: (orderId) => this.vault.has(orderId),
      },
      draw: async () =>
        this.drawable
          ? {
              preview: { front: 'data:front', back: 'data:back' },
              portrait: 'data:face',
              job: Promise.resolve(undefined),
            }
          : undefined,
      receipts: {
        available: () => true,
        print: async () => this.receiptPrinted,
        url: (order) => `https://r/${order.reference}`,
      },
      audit: (event) => this.audit.push(event),
    },
    settings,
    (context) => {
      this.context = context;
    },
  );

  constructor() {
    this.session.setServiceability({ state: 'open', offers: [{ documentType: 'driving-licence', available: true }] });
  }

  get view(): View {
    return this.session.view();
  }

  get screen() {
    return this.view.screen;
  }

  async deliver(key: AccessKey): Promise<void> {
    this.session.deliverKey(key);
    await this.clock.advance(1);
  }

  /** All that the session knows now, as text. */
  remembered(): string {
    return JSON.stringify(this.context);
  }

  async do(...intents: Intent[]): Promise<void> {
    for (const intent of intents) {
      this.session.send(intent);
      await this.clock.advance(1);
    }
  }

  async tapCard(): Promise<void> {
    this.cards.emit({ event: 'mediaDetected', atr: new Uint8Array() });
    await this.clock.advance(1);
  }

  async takeCard(): Promise<void> {
    this.cards.emit({ event: 'mediaRemoved' });
    await this.clock.advance(1);
  }

  async type(code: string): Promise<void> {
    await this.do(...[...code].map((digit): Intent => ({ type: 'digit', digit })));
    await this.do({ type: 'submit-code' });
  }

  async toMaking(): Promise<void> {
    await this.tapCard();
    await this.type('482913');
    await this.do({ type: 'choose-order', orderId: 'order-1' }, { type: 'confirm' });
  }
}
