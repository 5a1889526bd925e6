/** Every refusal of every profile: the card on the reader, read by the host, judged, said in its own words and journalled. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import type { PassportData } from '../../common/document.ts';
import { silentLog } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { pcsc, registerPcscBinding } from '../../devices/card-reader/index.ts';
import type { CardProfile, CardReader } from '../../devices/contract/index.ts';
import { InProcessReader } from '../../simulators/card-reader/index.ts';
import {
  type CardKind,
  createCard,
  createPassportCard,
  createPearlCard,
  createTestPki,
  type PassportCardOptions,
  type PearlKind,
  pearlAuthority,
  type VirtualCard,
} from '../../simulators/cards/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import { createIdentification } from '../identification.ts';
import type { CardReading } from '../session/index.ts';
import { type AccessKey, siteProfile, type TrustedProfile } from './index.ts';

const now = new Date();
const civilId = '291031404174';
const CAN = '482910';
const pki = createTestPki({ now });
const clock = systemClock;
const holder: PassportData = {
  documentType: 'passport',
  name: {
    ar: { surname: 'المرجان', otherNames: 'نورة خالد' },
    en: { surname: 'Almarjan', otherNames: 'Noura Khaled' },
  },
  birthDate: '1991-03-14',
  sex: 'F',
  issueDate: '2024-11-20',
  expiryDate: '2034-11-19',
  civilId,
  passportNumber: 'P01234567',
  nationality: 'KWT',
  issuingState: 'KWT',
  portrait: residents(now)[0]?.orders[0]?.licence?.portrait ?? '',
};

const trusted: Readonly<Record<CardProfile, TrustedProfile>> = {
  piv: {
    profile: 'piv',
    authorities: pki.authorities,
    revocationLists: pki.revocationLists(['288020122596']),
    secondFactors: ['collection-code', 'chip-pin', 'mobile-id'],
  },
  icao: {
    profile: 'icao',
    authorities: pki.passports.authorities(),
    revocationLists: pki.passports.revocationLists(),
    secondFactors: ['collection-code', 'mobile-id'],
    civilIdField: 'optionalData',
    copyProtection: 'required',
  },
  pearl: {
    profile: 'pearl',
    authorities: [pearlAuthority(now)],
    revocationLists: [],
    secondFactors: ['collection-code', 'mobile-id'],
  },
};

const can = (digits = CAN): AccessKey => ({ kind: 'can', digits: Uint8Array.from(Buffer.from(digits)) });

/** A card that goes away while it is read: `gone` takes it off the reader. */
type Torn = (gone: () => void) => VirtualCard;

type Wish = {
  readonly order?: readonly CardProfile[];
  readonly key?: AccessKey;
  readonly change?: Partial<TrustedProfile>;
};

/** What becomes of a card that is laid down, and opened where it wants a key. */
async function tap(
  card: VirtualCard | Torn,
  { order = ['piv', 'icao', 'pearl'], key = can(), change = {} }: Wish = {},
) {
  const body = new InProcessReader(clock);
  registerPcscBinding('refusals-test', () => body);
  const device = pcsc.create({ binding: { name: 'refusals-test' } }, { clock, log: silentLog }) as CardReader;
  await device.open();
  body.insert(typeof card === 'function' ? card(() => body.remove()) : card);
  const profiles = order.map((name) => siteProfile({ ...trusted[name], ...change } as TrustedProfile, clock));
  const identification = createIdentification({ reader: device, profiles, random: systemRandom });
  const read = await identification.read({ timeout_ms: 3_000 });
  const opened = read.kind === 'key-wanted' ? await identification.open(key, { timeout_ms: 15_000 }) : read;
  await device.close();
  return { read, opened };
}

const piv = (kind: CardKind, number = civilId) => createCard(pki, { kind, civilId: number });
const icao = (options: Partial<PassportCardOptions> = {}) =>
  createPassportCard(pki, { holder, now, format: 'td1', access: 'pace', can: CAN, ...options }).card;
const pearl = (kind: PearlKind) => createPearlCard({ kind, civilId, now });

/** One chip with two applications, as some civil IDs are. */
function both(first: VirtualCard, second: VirtualCard): VirtualCard {
  let current = second;
  return {
    atr: first.atr,
    latency_ms: 0,
    powerOn: () => {
      first.powerOn();
      second.powerOn();
    },
    powerOff: () => {
      first.powerOff();
      second.powerOff();
    },
    reset: () => {
      first.reset();
      second.reset();
    },
    transmit(command) {
      // Under secure messaging only who opened the session is meant.
      const isSelection = command[0] === 0 && command[1] === 0xa4 && command[2] === 0x04;
      const asked = isSelection ? [first, second] : [current];
      for (const card of asked) {
        const answer = card.transmit(command);
        if (answer?.at(-2) === 0x6a && isSelection) continue;
        current = card;
        return answer;
      }
      return Uint8Array.of(0x6a, 0x82);
    },
  };
}

function codeOf(reading: CardReading): string {
  return reading.kind === 'refused' ? reading.refusal.code : reading.kind;
}

type Row = readonly [refusal: string, notice: string, by: Partial<Record<CardProfile, () => VirtualCard | Torn>>];

/** Where a profile is left out it has no such refusal; `notThere` says why. */
const rows: readonly Row[] = [
  [
    'cloned',
    'card-not-genuine',
    { piv: () => piv('cloned'), icao: () => icao({ kind: 'cloned' }), pearl: () => pearl('cloned') },
  ],
  ['unproven', 'card-not-genuine', { icao: () => icao({ chipAuthentication: 'none', activeAuthentication: 'none' }) }],
  ['altered', 'card-altered', { icao: () => icao({ kind: 'tamperedDg' }) }],
  ['revoked', 'card-revoked', { piv: () => piv('genuine', '288020122596'), icao: () => icao({ kind: 'revoked' }) }],
  [
    'wrongAuthority',
    'card-wrong-authority',
    { piv: () => piv('wrongAuthority'), icao: () => icao({ kind: 'wrongAuthority' }), pearl: () => pearl('altered') },
  ],
  [
    'expired',
    'card-expired',
    { piv: () => piv('expired'), icao: () => icao({ kind: 'expired' }), pearl: () => pearl('expired') },
  ],
  ['notYetValid', 'card-not-yet-valid', { piv: () => piv('notYetValid'), pearl: () => pearl('notYetValid') }],
  [
    'badCivilId',
    'card-without-number',
    {
      piv: () => piv('badCivilId'),
      icao: () => icao({ holder: { ...holder, civilId: '291031404175' } }),
      pearl: () => pearl('badCivilId'),
    },
  ],
  ['weakKey', 'card-too-old', { piv: () => createCard(pki, { kind: 'genuine', civilId, algorithm: 'rsa1024' }) }],
  ['malformed', 'card-unreadable', { piv: () => piv('garbageTlv'), pearl: () => pearl('short') }],
  ['mute', 'tap-not-read', { piv: () => piv('mute') }],
  ['foreignCard', 'foreign-card', { piv: () => piv('foreign') }],
  ['wrongKey', 'document-locked', { icao: () => icao({ can: '111111' }) }],
  [
    'keyNotPossible',
    'document-not-opened',
    { icao: () => createPassportCard(pki, { holder, now, format: 'td1', access: 'pace' }).card },
  ],
  [
    'removedEarly',
    'card-removed-early',
    {
      piv: () => (onTorn) => createCard(pki, { kind: 'tornOff', civilId, onTorn }),
      icao: () => (onTorn) => icao({ kind: 'tornOff', tearing: { onTorn } }),
    },
  ],
];

const table = rows.flatMap(([refusal, notice, by]) =>
  (Object.keys(by) as CardProfile[]).map((profile) => ({
    refusal,
    notice,
    profile,
    card: by[profile] as () => VirtualCard | Torn,
  })),
);

describe('a card is refused', () => {
  it.each(table)('as $refusal by $profile, with words of its own: $notice', async ({ refusal, notice, card }) => {
    const { opened } = await tap(card());
    expect(opened).toMatchObject({ kind: 'refused', refusal: { code: refusal, notice } });
  });

  it('with words in Arabic and in English for each, that say what happened, what becomes of it, and what to do', () => {
    const said = new Map<string, string>();
    for (const language of ['ar', 'en']) {
      const file = new URL(`../../locales/${language}/resident.json`, import.meta.url);
      const words = JSON.parse(readFileSync(file, 'utf8')) as { notice: Record<string, Record<string, string>> };
      for (const [, notice] of rows) {
        const own = words.notice[notice] ?? {};
        for (const part of ['tag', 'title', 'lead', 'next', 'nextText'])
          expect(own[part], `${language} ${notice} ${part}`).toBeTruthy();
        const sentence = `${own['title']} ${own['lead']}`;
        expect(said.get(sentence) ?? notice, 'two refusals say the same').toBe(notice);
        said.set(sentence, notice);
      }
    }
  });
});

describe('a card is accepted', () => {
  it.each([
    ['piv', () => piv('genuine')],
    ['icao', () => icao()],
    ['pearl', () => pearl('genuine')],
  ] as const)('by %s, with what may be asked for besides', async (profile, card) => {
    const { opened } = await tap(card());
    const { secondFactors } = trusted[profile];
    expect(opened).toEqual({ kind: 'holder', profile, civilId, secondFactors });
  });

  it('as a booklet as well as an identity card, and by its machine readable zone as well as by its number', async () => {
    const mrz: AccessKey = { kind: 'mrz', documentNumber: 'P01234567', birthDate: '910314', expiryDate: '341119' };
    for (const access of ['bac', 'pace+bac', 'pace'] as const) {
      const { opened } = await tap(icao({ format: 'td3', access }), { key: mrz });
      expect(codeOf(opened), access).toBe('holder');
    }
  });

  it('without a proof of the chip where the site takes what is offered', async () => {
    const card = icao({ chipAuthentication: 'none', activeAuthentication: 'none' });
    const { opened } = await tap(card, { order: ['icao'], change: { copyProtection: 'ifOffered' } });
    expect(codeOf(opened)).toBe('holder');
  });

  it.each([
    [['piv', 'icao'], 'piv'],
    [['icao', 'piv'], 'icao'],
  ] as const)('by the first of %j that it speaks when it speaks both', async (order, profile) => {
    const { opened } = await tap(both(piv('genuine'), icao()), { order });
    expect(opened).toMatchObject({ kind: 'holder', profile });
  });

  it('only by the profiles of the site', async () => {
    expect(codeOf((await tap(pearl('genuine'), { order: ['piv', 'icao'] })).opened)).toBe('foreignCard');
    expect(codeOf((await tap(icao(), { order: ['piv'] })).opened)).toBe('foreignCard');
  });

  it('with nothing left of the number that opened it', async () => {
    const key = can();
    await tap(icao(), { key });
    expect(key.kind === 'can' && [...key.digits]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('what a document says opens it', () => {
  it.each([
    ['pace', ['can', 'mrz']],
    ['bac', ['mrz']],
    ['open', []],
  ] as const)('%s', async (access, keys) => {
    expect((await tap(icao({ access }))).read).toEqual({ kind: 'key-wanted', profile: 'icao', keys });
  });
});
