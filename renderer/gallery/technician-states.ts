/** The technician's pages, one story: 43 documents today, 63 blanks, a ribbon for 38 cards, and a passport stuck at the exit. */
import type { Intent, Screen } from '../../main/session/view.ts';
import type {
  AccessContent,
  DeviceContent,
  DeviceLine,
  Job,
  JournalContent,
  OverviewContent,
  PartStates,
  Supply,
  TechnicianView,
  Test,
} from '../../main/technician/view.ts';
import type { State } from './states.ts';

const at = (hour: number, minute: number, second = 0, day = 24) =>
  new Date(2026, 10, day, hour, minute, second).getTime();
const now_ms = at(14, 37);

const allowed: readonly Intent['type'][] = ['technician'];

const ribbon: Supply = { kind: 'ribbon', state: 'attention', count: 38, of: 200, threshold: 50, fills: false };
const hopper: Supply = { kind: 'hopper', state: 'ok', count: 63, of: 100, threshold: 20, fills: false };
const reject: Supply = { kind: 'reject', state: 'ok', count: 7, of: 30, threshold: 24, fills: true };
const retain: Supply = { kind: 'retain', state: 'ok', count: 2, of: 15, threshold: 12, fills: true };
const booklets: Supply = { kind: 'booklets', state: 'ok', count: 74, of: 120, threshold: undefined, fills: false };
const kept: Supply = { kind: 'vault-retain', state: 'ok', count: 1, of: 20, threshold: 16, fills: true };
const paper: Supply = {
  kind: 'paper',
  state: 'ok',
  count: undefined,
  of: undefined,
  threshold: undefined,
  fills: false,
};

const printerParts: PartStates = {
  'cardPrinter.body': 'ok',
  'cardPrinter.cover': 'ok',
  'cardPrinter.hopper': 'ok',
  'cardPrinter.feed': 'ok',
  'cardPrinter.transport': 'ok',
  'cardPrinter.contactless': 'ok',
  'cardPrinter.contact': 'ok',
  'cardPrinter.ribbon': 'attention',
  'cardPrinter.head': 'ok',
  'cardPrinter.flip': 'ok',
  'cardPrinter.exit': 'ok',
  'cardPrinter.reject': 'ok',
  'cardPrinter.retain': 'ok',
};
const vaultParts: PartStates = {
  'documentVault.body': 'fault',
  'documentVault.door': 'attention',
  'documentVault.carousel': 'ok',
  'documentVault.picker': 'ok',
  'documentVault.chipReader': 'ok',
  'documentVault.mrz': 'ok',
  'documentVault.transport': 'fault',
  'documentVault.shutter': 'fault',
  'documentVault.exit': 'off',
  'documentVault.retain': 'ok',
};
const receiptParts: PartStates = {
  'receiptPrinter.body': 'ok',
  'receiptPrinter.cover': 'ok',
  'receiptPrinter.roll': 'ok',
  'receiptPrinter.head': 'ok',
  'receiptPrinter.cutter': 'ok',
  'receiptPrinter.presenter': 'ok',
};
const parts: PartStates = { ...printerParts, ...vaultParts, ...receiptParts, 'cardReader.body': 'ok' };

const devices: readonly DeviceLine[] = [
  { device: 'cardReader', state: 'ok', wire: 'online', count: undefined },
  { device: 'cardPrinter', state: 'attention', wire: 'online', count: 63 },
  { device: 'encoder', state: 'ok', wire: 'online', count: undefined },
  { device: 'documentVault', state: 'fault', wire: 'hardwareError', count: 74 },
  { device: 'vaultReader', state: 'ok', wire: 'online', count: undefined },
  { device: 'receiptPrinter', state: 'ok', wire: 'online', count: undefined },
];

const clearVault: Job = {
  kind: 'clear-vault-jam',
  state: 'fault',
  device: 'documentVault',
  bringsBack: ['passport'],
  minutes: 5,
  count: undefined,
};
const changeRibbon: Job = {
  kind: 'change-ribbon',
  state: 'attention',
  device: 'cardPrinter',
  bringsBack: [],
  minutes: 4,
  count: 38,
};
const decide: Job = {
  kind: 'decide-orders',
  state: 'attention',
  device: 'cardPrinter',
  bringsBack: [],
  minutes: 2,
  count: 1,
};
const closeCover: Job = {
  kind: 'close-cover',
  state: 'fault',
  device: 'cardPrinter',
  bringsBack: ['driving-licence'],
  minutes: 1,
  count: undefined,
};

const overview: OverviewContent = {
  page: 'overview',
  offers: [
    {
      documentType: 'driving-licence',
      available: true,
      reason: undefined,
      left: 38,
      leftBy: 'ribbon',
      today: 26,
      lastAt_ms: at(14, 21),
    },
    {
      documentType: 'passport',
      available: false,
      reason: 'vault-trouble',
      left: 74,
      leftBy: 'booklets',
      today: 17,
      lastAt_ms: at(13, 49),
    },
  ],
  parts,
  devices,
  jobs: [clearVault, changeRibbon, decide],
  supplies: [ribbon, hopper, booklets, paper, reject, retain],
};

const passed = (test: string, needsMotors: boolean, at_ms: number, took_ms: number, words: string): Test => ({
  test,
  needsMotors,
  locked: undefined,
  running: false,
  last: { passed: true, at_ms, took_ms, words },
});

const printerTests: readonly Test[] = [
  passed('read-information', false, at(14, 38), 100, 'Evolis KC200B, 2231'),
  passed('read-status', false, at(14, 39), 140, 'READY,PRINTER_READY'),
  passed('mediaPosition', false, at(14, 40), 90, 'notPresent'),
];

const printer: DeviceContent = {
  page: 'device',
  device: 'cardPrinter',
  state: 'fault',
  parts: {
    ...printerParts,
    'cardPrinter.body': 'fault',
    'cardPrinter.cover': 'fault',
  },
  model: 'Evolis KC200B',
  serialNumber: '10002345417',
  firmware: '2231',
  words: 'ERROR,ERR_COVER_OPEN',
  wordsAt_ms: at(14, 41, 7),
  properties: [
    { name: 'device', value: 'userError', state: 'fault' },
    { name: 'media', value: 'transport', state: 'ok' },
    { name: 'cover', value: 'open', state: 'fault' },
    { name: 'toner', value: 'low', state: 'attention' },
    { name: 'tonerCardsLeft', value: '38', state: 'attention' },
    { name: 'dispense', value: 'ok', state: 'ok' },
    { name: 'reject', value: 'ok', state: 'ok' },
    { name: 'hopper', value: '63', state: 'ok' },
    { name: 'cardsFed', value: '18204', state: 'ok' },
  ],
  jobs: [closeCover, changeRibbon],
  supplies: [ribbon, hopper, reject, retain],
  tests: printerTests.map((test) =>
    test.test === 'mediaPosition' ? { ...test, needsMotors: true, locked: 'cover-open' } : test,
  ),
};

const vault: DeviceContent = {
  page: 'device',
  device: 'documentVault',
  state: 'fault',
  parts: vaultParts,
  model: 'Tasleem vault',
  serialNumber: 'V-0042',
  firmware: '1.4.0',
  words: 'shutter: blocked, booklet at 2/3',
  wordsAt_ms: at(13, 52, 4),
  properties: [
    { name: 'device', value: 'hardwareError', state: 'fault' },
    { name: 'media', value: 'jammed', state: 'fault' },
    { name: 'shutter', value: 'jammed', state: 'fault' },
    { name: 'cabinetDoor', value: 'open', state: 'attention' },
  ],
  jobs: [clearVault],
  supplies: [booklets, kept],
  tests: [
    passed('read-information', false, at(14, 38), 40, 'V-0042, 1.4.0'),
    {
      test: 'mediaPosition',
      needsMotors: false,
      locked: undefined,
      running: false,
      last: { passed: false, at_ms: at(13, 52), took_ms: 2_100, words: 'jammed' },
    },
  ],
};

const receiptPrinter: DeviceContent = {
  page: 'device',
  device: 'receiptPrinter',
  state: 'ok',
  parts: receiptParts,
  model: 'TG2480-H',
  serialNumber: undefined,
  firmware: '3.10',
  words: '',
  wordsAt_ms: undefined,
  properties: [
    { name: 'device', value: 'online', state: 'ok' },
    { name: 'paper', value: 'full', state: 'ok' },
    { name: 'cutter', value: 'ok', state: 'ok' },
    { name: 'cover', value: 'closed', state: 'ok' },
  ],
  jobs: [],
  supplies: [paper],
  tests: [
    passed('read-status', false, at(14, 30), 30, '0x12 0x12 0x12 0x12'),
    { test: 'print-test-receipt', needsMotors: true, locked: undefined, running: true, last: undefined },
  ],
};

const cardReader: DeviceContent = {
  page: 'device',
  device: 'cardReader',
  state: 'off',
  parts: { 'cardReader.body': 'off' },
  model: undefined,
  serialNumber: undefined,
  firmware: undefined,
  words: 'SCARD_E_NO_READERS_AVAILABLE (0x8010002E)',
  wordsAt_ms: at(9, 4, 51),
  properties: [
    { name: 'device', value: 'noDevice', state: 'fault' },
    { name: 'chipPower', value: 'noDevice', state: 'off' },
  ],
  jobs: [
    {
      kind: 'mend-device',
      state: 'fault',
      device: 'cardReader',
      bringsBack: ['driving-licence', 'passport'],
      minutes: 10,
      count: undefined,
    },
  ],
  supplies: [],
  tests: [{ test: 'read-information', needsMotors: false, locked: 'offline', running: false, last: undefined }],
};

const entries: JournalContent['entries'] = [
  [48_212, at(14, 37, 2), 'session.ended', 'session 7F3K how=finished'],
  [48_211, at(14, 36, 58), 'stock.moved', 'from=tray to=issued count=1 cause=taken'],
  [48_210, at(14, 36, 58), 'issuance.ended', 'issuance 0193… end=issued'],
  [48_209, at(14, 36, 51), 'issuance.outcome', 'issuance 0193… step=present result=success'],
  [48_208, at(14, 36, 49), 'issuance.intent', 'issuance 0193… step=present'],
  [48_207, at(14, 36, 49), 'issuance.outcome', 'issuance 0193… step=verify result=success took=1204 ms'],
  [
    48_206,
    at(13, 52, 4),
    'device.trouble',
    'device=documentVault code=shutterFail words="shutter: blocked, booklet at 2/3" effect=unknown after dispense of slot 31 for issuance 0193a4c2-77b1-7e0e-9f11-2b6a5c1d9e40',
  ],
  [48_205, at(6, 0, 0), 'head.signed', 'head 9f3c77a104de…b2e8 key KWT-0117/2026'],
  [48_204, at(22, 14, 30, 23), 'stock.counted', 'unit=hopper expected=18 counted=18 by=T-1904'],
  [48_203, at(22, 12, 1, 23), 'stock.loaded', 'unit=hopper count=82 by=T-1904'],
].map(([sequence, at_ms, kind, detail]) => ({ sequence, at_ms, kind, detail }) as JournalContent['entries'][number]);

const journal: JournalContent = {
  page: 'journal',
  chain: { state: 'sound', entries: 48_212, firstBad: undefined },
  filter: { kind: undefined, before: undefined },
  kinds: [
    'kiosk.started',
    'kiosk.stopped',
    'session.started',
    'session.ended',
    'issuance.intent',
    'issuance.outcome',
    'issuance.ended',
    'stock.loaded',
    'stock.moved',
    'stock.emptied',
    'stock.counted',
    'stock.differenceAccepted',
    'stock.found',
    'stock.alarm',
    'vault.loaded',
    'vault.unloaded',
    'holderData.destroyed',
    'device.trouble',
    'technician.entered',
    'technician.left',
    'head.signed',
  ],
  entries,
  older: true,
};

const access: AccessContent = {
  page: 'access',
  visits: [
    { cardId: 'T-2231', role: 'technician', enteredAt_ms: at(14, 31), leftAt_ms: undefined, how: 'here', actions: 4 },
    {
      cardId: 'T-1904',
      role: 'attendant',
      enteredAt_ms: at(17, 12, 0, 23),
      leftAt_ms: at(17, 31, 0, 23),
      how: 'left',
      actions: 9,
    },
    {
      cardId: 'T-2231',
      role: 'technician',
      enteredAt_ms: at(10, 2, 0, 22),
      leftAt_ms: at(10, 14, 0, 22),
      how: 'idle',
      actions: 3,
    },
    {
      cardId: 'T-3377',
      role: undefined,
      enteredAt_ms: at(9, 55, 0, 22),
      leftAt_ms: at(9, 55, 0, 22),
      how: 'refused',
      actions: 0,
    },
    {
      cardId: 'S-0007',
      role: 'supervisor',
      enteredAt_ms: at(8, 40, 0, 21),
      leftAt_ms: at(9, 40, 0, 21),
      how: 'limit',
      actions: 21,
    },
    {
      cardId: 'T-1904',
      role: 'attendant',
      enteredAt_ms: at(18, 40, 0, 20),
      leftAt_ms: at(18, 41, 0, 20),
      how: 'locked',
      actions: 0,
    },
    {
      cardId: 'T-1904',
      role: 'attendant',
      enteredAt_ms: at(11, 7, 0, 19),
      leftAt_ms: at(11, 52, 0, 19),
      how: 'power',
      actions: 6,
    },
  ],
};

function shown(content: TechnicianView['content'], given: Partial<TechnicianView> = {}): State {
  const technician: TechnicianView = {
    cardId: 'T-2231',
    role: 'technician',
    locksIn_s: 272,
    now_ms,
    page: content.page === 'device' ? 'devices' : content.page,
    marks: { overview: 'fault', devices: 'fault' },
    leaving: { state: 'hindered', by: ['door-open'] },
    content,
    ...given,
  };
  return { screen: { name: 'technician', technician }, allowed };
}

const wellParts = Object.fromEntries(Object.keys(parts).map((part) => [part, 'ok'])) as PartStates;
const well: OverviewContent = {
  ...overview,
  offers: overview.offers.map((offer) => ({ ...offer, available: true, reason: undefined })),
  parts: wellParts,
  devices: devices.map((line) => ({ ...line, state: 'ok', wire: 'online' })),
  jobs: [],
  supplies: [{ ...ribbon, state: 'ok', count: 172 }, hopper, booklets, paper, reject, retain],
};
const worst: OverviewContent = {
  ...overview,
  offers: overview.offers.map((offer) => ({ ...offer, available: false, reason: 'journal-broken', left: undefined })),
  parts: Object.fromEntries(Object.keys(parts).map((part) => [part, 'fault'])) as PartStates,
  devices: devices.map((line) => ({ ...line, state: 'fault', wire: 'hardwareError' })),
  jobs: [
    { ...clearVault, kind: 'mend-journal', minutes: 20, bringsBack: ['driving-licence', 'passport'] },
    { ...closeCover, kind: 'clear-card-jam', minutes: 6 },
    clearVault,
    { ...closeCover, kind: 'load-hopper', count: 0, minutes: 3 },
    { ...changeRibbon, state: 'fault', count: 0, bringsBack: ['driving-licence'] },
    { ...closeCover, kind: 'empty-reject-bin', count: 30, minutes: 3 },
    { ...clearVault, kind: 'empty-vault-retain', count: 20, minutes: 4 },
    { ...decide, kind: 'mend-network', minutes: 15 },
  ],
  supplies: [
    { ...ribbon, state: 'fault', count: 0 },
    { ...hopper, state: 'fault', count: 0 },
    { ...booklets, state: 'attention', count: 3 },
    { ...paper, state: 'fault' },
    { ...reject, state: 'fault', count: 30 },
    { ...retain, state: 'attention', count: 14 },
    { ...kept, state: 'fault', count: 20 },
  ],
};
const withoutVault: OverviewContent = {
  ...well,
  offers: well.offers.slice(0, 1),
  parts: { ...printerParts, ...receiptParts, 'cardReader.body': 'busy', 'cardPrinter.head': 'unknown' },
  devices: devices.filter(({ device }) => device !== 'documentVault' && device !== 'vaultReader'),
  supplies: [ribbon, hopper, paper, reject, retain],
};

type Pin = Extract<Screen, { name: 'technician-pin' }>;
const typing: Pin = { name: 'technician-pin', state: 'typing', entered: 4, longest: 8, triesLeft: 5 };
const pin = (given: Partial<Pin>, may: readonly Intent['type'][]): State => ({
  screen: { ...typing, ...given },
  allowed: may,
});

const refusals = [
  'not-read',
  'not-genuine',
  'expired',
  'revoked',
  'no-role',
  'pin-blocked',
  'other-card',
  'journal',
] as const satisfies readonly NonNullable<Pin['refusal']>[];

const states: Readonly<Record<string, State>> = {
  'technician-pin': pin({}, ['digit', 'delete-digit', 'clear-digits', 'finish']),
  'technician-pin-looking': pin({ state: 'looking', entered: 0, triesLeft: undefined }, []),
  'technician-pin-longest': pin({ entered: 8 }, ['submit-code', 'delete-digit', 'clear-digits', 'finish']),
  'technician-pin-checking': pin({ state: 'checking', entered: 6 }, []),
  'technician-pin-wrong': pin({ state: 'wrong', entered: 0, triesLeft: 2 }, ['digit', 'finish']),
  'technician-pin-last-try': pin({ state: 'last-try', triesLeft: 1 }, ['use-last-try', 'finish']),
  'technician-pin-locked': pin({ state: 'locked', lockedFor_s: 240 }, ['finish']),
  'technician-pin-card-missing': pin({ state: 'card-missing' }, ['finish']),
  ...Object.fromEntries(
    refusals.map((refusal) => [`technician-pin-refused-${refusal}`, pin({ state: 'refused', refusal }, ['finish'])]),
  ),
  'technician-waiting': { screen: { name: 'technician-waiting' }, allowed: ['finish'] },
  'technician-overview': shown(overview),
  'technician-overview-well': shown(well, { marks: {}, leaving: { state: 'possible' } }),
  'technician-overview-worst': shown(worst, {
    marks: { overview: 'fault', devices: 'fault', journal: 'fault' },
    leaving: { state: 'hindered', by: ['nothing-offered'] },
  }),
  'technician-overview-attendant': shown(
    { ...overview, jobs: [{ ...decide, kind: 'mend-journal' }, changeRibbon] },
    { cardId: 'T-1904', role: 'attendant', pages: ['overview', 'devices'] },
  ),
  'technician-overview-no-vault': shown(withoutVault, {
    marks: { overview: 'attention' },
    leaving: { state: 'possible' },
  }),
  'technician-self-test': shown(well, { leaving: { state: 'testing', device: 'cardPrinter' } }),
  'technician-self-test-failed': shown(overview, {
    leaving: { state: 'failed', device: 'documentVault', words: 'home not found within 8000 ms' },
  }),
  'technician-locks-soon': shown(overview, { locksIn_s: 42 }),
  'technician-devices': shown({ page: 'devices', devices, parts, supplies: overview.supplies }),
  'technician-device-card-printer': shown(printer, {
    now_ms: at(14, 41),
    leaving: { state: 'hindered', by: ['cover-open'] },
  }),
  'technician-device-card-printer-ribbon': shown({
    ...printer,
    state: 'attention',
    parts: printerParts,
    words: 'WARNING,INF_RIBBON_LOW',
    properties: printer.properties.map((each) =>
      each.state === 'fault' ? { ...each, value: each.name === 'cover' ? 'closed' : 'online', state: 'ok' } : each,
    ),
    jobs: [changeRibbon],
    tests: printerTests,
  }),
  'technician-device-encoder': shown({
    ...printer,
    device: 'encoder',
    state: 'ok',
    parts: { 'cardPrinter.contact': 'ok', 'cardPrinter.contactless': 'ok' },
    words: '',
    properties: [{ name: 'chipPower', value: 'noCard', state: 'ok' }],
    jobs: [],
    supplies: [],
    tests: [],
  }),
  'technician-device-vault': shown(vault),
  'technician-device-receipt-printer': shown(receiptPrinter, {
    leaving: { state: 'hindered', by: ['command-running'] },
  }),
  'technician-device-card-reader': shown(cardReader),
  'technician-journal': shown(journal),
  'technician-journal-unchecked': shown({ ...journal, chain: { ...journal.chain, state: 'unchecked' }, older: false }),
  'technician-journal-checking': shown({
    ...journal,
    chain: { ...journal.chain, state: 'checking' },
    filter: { kind: 'stock.counted', before: 48_206 },
    entries: entries.filter(({ kind }) => kind === 'stock.counted'),
  }),
  'technician-journal-broken': shown(
    { ...journal, chain: { ...journal.chain, state: 'broken', firstBad: 31_207 } },
    { marks: { journal: 'fault' } },
  ),
  'technician-journal-empty': shown({
    ...journal,
    filter: { kind: 'vault.loaded', before: undefined },
    entries: [],
    older: false,
  }),
  'technician-access': shown(access),
  'technician-access-empty': shown({ page: 'access', visits: [] }),
};

export const technicianStates: Readonly<Record<string, State>> = Object.fromEntries(
  Object.entries(states).map(([name, state]) => [name, { ...state, isTechnicians: true }]),
);
