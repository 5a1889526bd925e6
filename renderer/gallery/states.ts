import type {
  CardPreview,
  Display,
  Intent,
  NoticeKind,
  OrderView,
  Overlay,
  Screen,
  SiteView,
  View,
} from '../../main/session/view.ts';
import { noticePlans } from '../resident/screens/notice-plans.ts';

/** Everything of a view but what the gallery chooses by itself. */
export type State = {
  readonly screen: Screen;
  readonly overlay?: Overlay;
  readonly allowed?: readonly Intent['type'][];
  readonly site?: Partial<SiteView>;
  /** Without help and settings: a technician's. */
  readonly isTechnicians?: true;
};

export type Pictures = { readonly preview: CardPreview; readonly portrait: string };

const site: SiteView = {
  machineId: 'KWT-0117',
  helpPhone: '1000 000',
  traySide: 'right',
  scanner: false,
  nearby: [
    {
      name: { ar: 'سوق البحر، المدخل 2', en: 'Souq Al-Bahar, Gate 2' },
      distance_km: 1.4,
      services: ['driving-licence', 'passport'],
    },
    { name: { ar: 'مركز خدمة سلوى', en: 'Salwa Service Centre' }, distance_km: 3.8, services: ['driving-licence'] },
  ],
  mapUrl: 'https://tasleem.example/map?from=KWT-0117',
};

const defaultDisplay: Display = {
  contrast: 'default',
  textSize: 'normal',
  reach: 'full',
  motion: 'full',
  pixelsPer_mm: 3.2,
};

const noura = { ar: 'نورة ا•••', en: 'Noura A•••' };
const lulwa = { ar: 'لولوة ا•••', en: 'Lulwa A•••' };
const salem = { ar: 'سالم ا•••', en: 'Salem K•••' };

function order(orderId: string, given: Partial<OrderView>): OrderView {
  return {
    orderId,
    documentType: 'driving-licence',
    reason: 'renewal',
    name: noura,
    forAnother: false,
    feePaid: true,
    fee: '10.000 KWD',
    status: { state: 'ready', collectable: true },
    ...given,
  };
}

const licence = order('ord-1', {});
const passport = order('ord-2', { documentType: 'passport', reason: 'first-issue' });
const laterPassport: OrderView = {
  ...passport,
  status: { state: 'not-yet', expectedOn: `${new Date().getFullYear()}-12-02` },
};
const childPassport = order('ord-3', {
  documentType: 'passport',
  name: salem,
  forAnother: true,
  status: { state: 'held', reason: 'second-parent-signature' },
});

const elsewhere: OrderView['status'] = {
  state: 'ready',
  collectable: false,
  reason: 'in-another-machine',
  where: 'Souq Al-Bahar, Gate 2',
};
const stopped: OrderView['status'] = { state: 'ready', collectable: false, reason: 'vault-trouble' };
const notHereBooklets: readonly OrderView['status'][] = [
  elsewhere,
  { state: 'ready', collectable: false, reason: 'not-loaded' },
  { state: 'ready', collectable: false, reason: 'booklet-missing' },
  stopped,
  { state: 'ready', collectable: false, reason: 'vault-starting' },
  { state: 'in-progress', where: 'KWT-0042' },
  { state: 'frozen', reason: 'unresolved' },
  { state: 'frozen', reason: 'retained' },
];

const everyStatus: readonly OrderView['status'][] = [
  { state: 'ready', collectable: true },
  { state: 'ready', collectable: false, reason: 'hopper-empty' },
  { state: 'not-yet', expectedOn: undefined },
  { state: 'held', reason: 'unpaid-fines' },
  { state: 'in-progress', where: 'KWT-0042' },
  { state: 'expired', expiredOn: '2025-06-30' },
  { state: 'frozen', reason: 'unresolved' },
  { state: 'frozen', reason: 'retained' },
  { state: 'frozen', reason: 'locked' },
  { state: 'collected' },
];

const holds = [
  'unpaid-fines',
  'visit-office',
  'security-review',
  'second-parent-signature',
  'minor-needs-guardian',
  'medical-test',
  'photo-rejected',
  'something-new',
];

const code: Extract<Screen, { name: 'code' }> = {
  name: 'code',
  phoneEnding: '417',
  length: 6,
  entered: 0,
  lastDigit: undefined,
  triesLeft: 3,
  triesTotal: 3,
  state: 'typing',
  resend: undefined,
};
const typing: readonly Intent['type'][] = ['digit', 'delete-digit', 'clear-digits', 'code-not-received', 'finish'];
const documentKey: Extract<Screen, { name: 'document-key' }> = {
  name: 'document-key',
  state: 'typing',
  entered: 0,
  length: 6,
  tries: { left: 3, total: 3 },
};
const pin: Extract<Screen, { name: 'pin' }> = {
  name: 'pin',
  state: 'typing',
  entered: 0,
  longest: 8,
  tries: { left: 5, total: 5 },
};
const typed: readonly Intent['type'][] = ['submit-code', 'delete-digit', 'clear-digits', 'code-not-received', 'finish'];

function documents(orders: readonly OrderView[], preview?: CardPreview): State {
  const first = orders.find(({ status }) => status.state === 'ready' && status.collectable);
  return {
    screen: { name: 'documents', holder: noura, orders, highlighted: first?.orderId, preview },
    allowed: first ? ['choose-order', 'finish'] : ['finish'],
  };
}

/** Every state that a view can have, as a resident may meet it. */
export function statesWith({ preview, portrait }: Pictures): Readonly<Record<string, State>> {
  const making = (given: Partial<Extract<Screen, { name: 'making' }>>): State => ({
    screen: {
      name: 'making',
      documentType: 'driving-licence',
      way: 'print',
      step: 'printing-front',
      attempt: 1,
      done: 0.62,
      remaining_s: 40,
      preview,
      ...given,
    },
  });
  const bringing = (given: Partial<Extract<Screen, { name: 'making' }>>): State =>
    making({ documentType: 'passport', way: 'dispense', preview: undefined, ...given });
  const take = (
    given: Partial<Extract<Screen, { name: 'take' }>>,
    traySide: SiteView['traySide'] = 'centre',
  ): State => ({
    screen: {
      name: 'take',
      documentType: 'driving-licence',
      remaining_s: 22,
      total_s: 30,
      urgent: false,
      preview,
      ...given,
    },
    allowed: ['more-time'],
    site: { traySide },
  });
  const confirm = (given: Partial<OrderView>, photo: string | undefined = portrait): State => ({
    screen: {
      name: 'confirm',
      order: order('ord-1', given),
      portrait: photo,
      civilIdMasked: '•••• •••• 0417',
      preview,
    },
    allowed: ['confirm', 'not-me', 'back', 'finish'],
  });
  const receiptCode = (becausePrinterFailed: boolean): State => ({
    screen: {
      name: 'receipt-code',
      url: 'https://tasleem.example/r/TS7F4219K8',
      reference: 'TS-7F42-19K8',
      becausePrinterFailed,
    },
    allowed: ['finish'],
  });
  const overlaid = (overlay: Overlay, under: State): State => ({
    ...under,
    overlay,
    allowed: [
      ...(under.allowed ?? []),
      ...(overlay.kind === 'still-there' ? (['more-time', 'finish'] as const) : (['close-overlay'] as const)),
    ],
  });

  const attract: State = {
    screen: {
      name: 'attract',
      offers: [
        { documentType: 'driving-licence', available: true },
        { documentType: 'passport', available: true },
      ],
    },
  };
  const three = documents([licence, laterPassport, childPassport], preview);
  const codeTyping: State = {
    screen: { ...code, entered: 3, lastDigit: '8', triesLeft: 2 },
    allowed: typing,
  };

  return {
    starting: { screen: { name: 'starting' } },
    attract,
    'attract-one-unavailable': {
      screen: {
        name: 'attract',
        offers: [
          { documentType: 'driving-licence', available: false, reason: 'ribbon-out' },
          { documentType: 'passport', available: true },
        ],
      },
    },
    'attract-licences-only': {
      screen: { name: 'attract', offers: [{ documentType: 'driving-licence', available: true }] },
    },
    'attract-no-network': {
      screen: {
        name: 'attract',
        offers: [
          { documentType: 'driving-licence', available: false, reason: 'no-network' },
          { documentType: 'passport', available: false, reason: 'no-network' },
        ],
      },
    },
    'attract-nothing': {
      screen: {
        name: 'attract',
        offers: [
          { documentType: 'driving-licence', available: false, reason: 'hopper-empty' },
          { documentType: 'passport', available: false, reason: 'retain-bin-full' },
        ],
      },
    },
    reading: { screen: { name: 'reading' } },
    'code-empty': { screen: code, allowed: ['digit', 'code-not-received', 'finish'] },
    'code-typing': codeTyping,
    'code-scanner': { screen: code, allowed: ['digit', 'code-not-received', 'finish'], site: { scanner: true } },
    'code-full': { screen: { ...code, entered: 6 }, allowed: typed },
    'code-checking': { screen: { ...code, entered: 6, state: 'checking' }, allowed: [] },
    'code-wrong-2': {
      screen: { ...code, triesLeft: 2, state: 'wrong' },
      allowed: ['digit', 'code-not-received', 'finish'],
    },
    'code-wrong-1': {
      screen: { ...code, triesLeft: 1, state: 'wrong' },
      allowed: ['digit', 'code-not-received', 'finish'],
    },
    'code-resent': { screen: { ...code, resend: 'sent' }, allowed: ['digit', 'code-not-received', 'finish'] },
    'code-resend-wait': {
      screen: { ...code, triesLeft: 1, state: 'wrong', resend: { retryAfter_s: 42 } },
      allowed: ['digit', 'code-not-received', 'finish'],
    },
    'document-key': { screen: documentKey, allowed: ['digit', 'finish'] },
    'document-key-scanner': { screen: documentKey, allowed: ['digit', 'finish'], site: { scanner: true } },
    'document-key-typing': {
      screen: { ...documentKey, entered: 4 },
      allowed: ['digit', 'delete-digit', 'clear-digits', 'finish'],
    },
    'document-key-full': {
      screen: { ...documentKey, entered: 6 },
      allowed: ['submit-code', 'delete-digit', 'clear-digits', 'finish'],
    },
    'document-key-wrong': {
      screen: { ...documentKey, state: 'wrong', tries: { left: 2, total: 3 } },
      allowed: ['digit', 'finish'],
    },
    'document-key-lay': { screen: { ...documentKey, entered: 6, state: 'lay' }, allowed: ['back', 'finish'] },
    'document-key-left-early': {
      screen: { ...documentKey, entered: 6, state: 'left-early' },
      allowed: ['back', 'finish'],
    },
    'document-key-opening': { screen: { ...documentKey, entered: 6, state: 'opening' }, allowed: [] },
    pin: { screen: pin, allowed: ['digit', 'finish'] },
    'pin-looking': { screen: { ...pin, state: 'looking', tries: undefined }, allowed: [] },
    'pin-typing': { screen: { ...pin, entered: 4 }, allowed: ['digit', 'delete-digit', 'clear-digits', 'finish'] },
    'pin-longest': {
      screen: { ...pin, entered: 8 },
      allowed: ['submit-code', 'delete-digit', 'clear-digits', 'finish'],
    },
    'pin-checking': { screen: { ...pin, entered: 6, state: 'checking' }, allowed: [] },
    'pin-wrong': { screen: { ...pin, state: 'wrong', tries: { left: 3, total: 5 } }, allowed: ['digit', 'finish'] },
    'pin-last-try': {
      screen: { ...pin, state: 'last-try', tries: { left: 1, total: 5 } },
      allowed: ['use-last-try', 'finish'],
    },
    'pin-card-missing': { screen: { ...pin, state: 'card-missing', tries: undefined }, allowed: ['finish'] },
    phone: { screen: { name: 'phone', phoneEnding: '417', remaining_s: 74, total_s: 90 }, allowed: ['finish'] },
    documents: three,
    'documents-one': documents([licence], preview),
    'documents-not-drawn': documents([licence]),
    'documents-passport': documents([passport]),
    'documents-two-ready': documents([licence, passport], preview),
    'documents-another': documents([{ ...passport, name: salem, forAnother: true }, laterPassport]),
    'documents-unpaid': documents([{ ...licence, feePaid: false }], preview),
    'documents-none': documents([laterPassport, childPassport]),
    'documents-held': documents([order('ord-0', { status: { state: 'held', reason: 'unpaid-fines' } })]),
    'documents-every-state': documents(
      everyStatus.map((status, index) =>
        order(`ord-${index}`, { status, documentType: index % 2 ? 'passport' : 'driving-licence' }),
      ),
      preview,
    ),
    'documents-licence-and-passport': documents([{ ...licence, status: { state: 'collected' } }, passport]),
    'documents-passport-elsewhere': documents([{ ...passport, status: elsewhere }]),
    'documents-passport-vault-stopped': documents([licence, { ...passport, status: stopped }], preview),
    'documents-passport-states': documents(
      notHereBooklets.map((status, index) => order(`ord-${index}`, { status, documentType: 'passport' })),
    ),
    'documents-child': documents([
      { ...passport, name: salem, forAnother: true },
      { ...childPassport, name: lulwa, status: { state: 'held', reason: 'minor-needs-guardian' } },
    ]),
    'documents-holds': documents(
      holds.map((reason, index) => order(`ord-${index}`, { status: { state: 'held', reason } })),
    ),
    confirm: confirm({}),
    'confirm-passport': confirm({ documentType: 'passport' }),
    'confirm-lost': confirm({ reason: 'lost-replacement', feePaid: false }),
    'confirm-damaged': confirm({ reason: 'damaged-replacement' }),
    'confirm-another': confirm({ documentType: 'passport', reason: 'first-issue', forAnother: true, name: salem }),
    'return-old': {
      screen: { name: 'return-old', order: { ...licence, reason: 'damaged-replacement' } },
      allowed: ['old-returned', 'back', 'finish'],
    },
    'return-old-passport': {
      screen: { name: 'return-old', order: { ...passport, reason: 'damaged-replacement' } },
      allowed: ['old-returned', 'back', 'finish'],
    },
    'making-claiming': making({ step: 'claiming', done: 0, remaining_s: 0 }),
    'making-feeding': making({ step: 'feeding', done: 0.12, remaining_s: 58 }),
    'making-chip': making({ way: 'print-with-chip', step: 'writing-chip', done: 0.2, remaining_s: 49 }),
    'making-chip-done': making({ way: 'print-with-chip', done: 0.5, remaining_s: 31 }),
    making: making({}),
    'making-back': making({ step: 'printing-back', done: 0.75, remaining_s: 24 }),
    'making-checking': making({ step: 'checking', done: 0.9, remaining_s: 2 }),
    'making-presenting': making({ step: 'presenting', done: 1, remaining_s: 1 }),
    'making-again': making({ attempt: 2, step: 'feeding', done: 0.2, remaining_s: 61 }),
    'making-passport-claiming': bringing({ step: 'claiming', done: 0, remaining_s: 0 }),
    'making-passport': bringing({ step: 'fetching', done: 0.3, remaining_s: 14 }),
    'making-passport-checking': bringing({ step: 'checking', done: 0.66, remaining_s: 6 }),
    'making-passport-presenting': bringing({ step: 'presenting', done: 0.92, remaining_s: 2 }),
    take: take({}),
    'take-side': take({}, 'right'),
    'take-urgent': take({ remaining_s: 8, urgent: true }, 'left'),
    'take-passport': take({ documentType: 'passport', preview: undefined }),
    'take-passport-urgent': take({ documentType: 'passport', preview: undefined, remaining_s: 8, urgent: true }),
    retracting: { screen: { name: 'retracting', documentType: 'driving-licence' } },
    'retracting-passport': { screen: { name: 'retracting', documentType: 'passport' } },
    receipt: {
      screen: { name: 'receipt', printerAvailable: true, moreToCollect: false },
      allowed: ['receipt-print', 'receipt-code', 'receipt-none'],
    },
    'receipt-no-paper': {
      screen: { name: 'receipt', printerAvailable: false, moreToCollect: true },
      allowed: ['receipt-code', 'receipt-none'],
    },
    'receipt-printing': { screen: { name: 'receipt-printing' } },
    'receipt-take': { screen: { name: 'receipt-take' } },
    'receipt-code': receiptCode(false),
    'receipt-code-instead': receiptCode(true),
    thanks: thanks(['driving-licence']),
    'thanks-passport': thanks(['passport']),
    'thanks-three': thanks(['driving-licence', 'passport', 'passport'], true),
    ...Object.fromEntries(
      (Object.keys(noticePlans) as NoticeKind[]).map((kind) => [`notice-${kind}`, notice(kind, preview)]),
    ),
    ...Object.fromEntries(passportNotices.map((kind) => [`notice-${kind}-passport`, passportNotice(kind)])),
    'out-of-service': { screen: { name: 'out-of-service', code: 'P3', backAt: '14:30' } },
    'out-of-service-alone': {
      screen: { name: 'out-of-service', code: 'N1', backAt: undefined },
      site: { nearby: [] },
    },
    'help-take-passport': overlaid({ kind: 'help' }, take({ documentType: 'passport', preview: undefined })),
    'help-attract': overlaid({ kind: 'help' }, attract),
    'help-code': overlaid({ kind: 'help' }, codeTyping),
    settings: overlaid({ kind: 'settings' }, codeTyping),
    languages: overlaid({ kind: 'languages' }, three),
    'still-there': overlaid({ kind: 'still-there', remaining_s: 14, total_s: 20 }, three),
  };
}

function thanks(documents: Extract<Screen, { name: 'thanks' }>['documents'], more = false): State {
  return {
    screen: { name: 'thanks', collected: documents.length, documents },
    allowed: more ? ['finish', 'collect-another'] : ['finish'],
  };
}

/** Those that say something else of a booklet. */
const passportNotices = [
  'making-stopped',
  'cannot-make-here',
  'being-made-elsewhere',
  'already-collected',
  'order-held',
  'data-problem',
  'retained',
  'unresolved',
] as const satisfies readonly NoticeKind[];

function passportNotice(kind: (typeof passportNotices)[number]): State {
  return {
    screen: noticeScreen(kind, { documentType: 'passport', preview: undefined }),
    allowed: kind === 'making-stopped' ? ['finish', 'retry', 'collect-another'] : ['finish'],
  };
}

/** After these somebody can do something about it and try once more. */
const retried: ReadonlySet<string> = new Set([
  'tap-not-read',
  'card-removed-early',
  'foreign-card',
  'card-unreadable',
  'two-cards',
  'reader-trouble',
  'no-network',
  'service-trouble',
  'making-stopped',
]);
const withoutOrder: ReadonlySet<string> = new Set([
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
  'nothing-to-collect',
  'no-network',
  'service-trouble',
]);

function notice(kind: NoticeKind, preview: CardPreview): State {
  return {
    screen: noticeScreen(kind, withoutOrder.has(kind) ? undefined : { documentType: 'driving-licence', preview }),
    allowed: retried.has(kind) ? ['finish', 'retry'] : ['finish'],
  };
}

type NoticeScreen = Extract<Screen, { name: 'notice' }>;

function noticeScreen(kind: NoticeKind, of: Pick<NoticeScreen, 'documentType' | 'preview'> | undefined): NoticeScreen {
  return {
    name: 'notice',
    kind,
    documentType: of?.documentType,
    reference: of || kind === 'card-not-genuine' ? 'TS-7F42-19K8' : undefined,
    where: kind === 'being-made-elsewhere' ? 'KWT-0042' : undefined,
    preview: of?.preview,
  };
}

export type Choice = {
  readonly state: State;
  readonly language: string;
  readonly languages: View['languages'];
  readonly display: Partial<Display>;
  readonly revision: number;
};

const always: readonly Intent['type'][] = [
  'choose-language',
  'open-help',
  'open-settings',
  'open-languages',
  'set-display',
];

const alwaysTechnicians: readonly Intent['type'][] = ['choose-language', 'set-display'];

export function viewWith({ state, language, languages, display, revision }: Choice): View {
  return {
    revision,
    language,
    languages,
    display: { ...defaultDisplay, ...display },
    site: { ...site, ...state.site },
    screen: state.screen,
    overlay: state.overlay,
    allowed: [...new Set([...(state.isTechnicians ? alwaysTechnicians : always), ...(state.allowed ?? [])])],
  };
}
