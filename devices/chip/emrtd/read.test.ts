/** Travel documents of every kind, made by somebody else from the same standard, and what is said of each. */
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { PassportData } from '../../../common/document.ts';
import { type MrzKeyFields, parseMrz } from '../../../common/mrz.ts';
import { systemRandom } from '../../../common/random.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import {
  createPassportCard,
  createTestPki,
  type PassportCardOptions,
  type VirtualCard,
} from '../../../simulators/cards/index.ts';
import type { Trust } from '../trust/path.ts';
import type { CheckState, CheckTitle } from './checks.ts';
import type { EmrtdPassword } from './password.ts';
import { type EmrtdReading, type EmrtdRequest, readEmrtd } from './read.ts';

const now = new Date('2026-11-24T08:00:00Z');
const pki = createTestPki({ now });
const trust: Trust = { cscas: pki.passports.authorities(), crls: pki.passports.revocationLists(), now };

const holder: PassportData = {
  documentType: 'passport',
  name: { en: { surname: 'Al Sabah', otherNames: 'Noor Ahmad' }, ar: { surname: 'الصباح', otherNames: 'نور أحمد' } },
  birthDate: '1990-05-17',
  sex: 'F',
  issueDate: '2026-01-10',
  expiryDate: '2036-01-09',
  civilId: '290051701234',
  passportNumber: 'P1234567',
  nationality: 'KWT',
  issuingState: 'KWT',
  portrait: PNG.sync.write(new PNG({ width: 120, height: 160 })).toString('base64'),
};

function exchangeWith(card: VirtualCard) {
  card.powerOn();
  return async (command: Uint8Array): Promise<Result<Uint8Array, 'gone'>> => {
    const answer = card.transmit(command);
    return answer ? ok(answer) : err('gone');
  };
}

function keyFields(lines: readonly string[]): MrzKeyFields {
  const mrz = parseMrz(lines.join('\n'));
  if (!mrz.ok) throw new Error(JSON.stringify(mrz.error));
  return mrz.value;
}

const digits = (can: string) => Uint8Array.from(Buffer.from(can));

type Options = Omit<PassportCardOptions, 'holder' | 'now'>;
type Wish = { readonly can?: string; readonly trust?: Trust; readonly extendedLength?: boolean };

function read(options: Options, wish: Wish = {}) {
  const passport = createPassportCard(pki, { holder, now, ...options });
  const password: EmrtdPassword = wish.can === undefined ? { mrz: keyFields(passport.mrz) } : { can: digits(wish.can) };
  return readEmrtd(exchangeWith(passport.card), {
    password,
    want: [2, 11, 12],
    trust: wish.trust ?? trust,
    random: systemRandom,
    extendedLength: wish.extendedLength ?? true,
  });
}

async function reading(options: Options, wish: Wish = {}): Promise<EmrtdReading> {
  const result = await read(options, wish);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function stateOf(value: EmrtdReading, title: CheckTitle): CheckState | undefined {
  return value.checks.find(({ name }) => name === title)?.state;
}

function wordsOf(value: EmrtdReading, title: CheckTitle): string {
  return value.checks.find(({ name }) => name === title)?.words ?? '';
}

describe('a genuine travel document', () => {
  const expectGenuine = (value: EmrtdReading) => {
    expect(value.checks.filter(({ state }) => state === 'failed')).toEqual([]);
    expect(value.isGenuine).toBe(true);
    expect(value.mrz.documentNumber).toBe(holder.passportNumber);
    expect(value.face?.format).toBe('jpeg');
  };

  const accesses = ['open', 'bac', 'pace+bac', 'pace'] as const;
  it.each(accesses)('with access "%s" is read and believed', async (access) => {
    const value = await reading({ access });
    expectGenuine(value);
    expect(wordsOf(value, 'access')).toMatch(
      { open: /^open/, bac: /^Basic/, 'pace+bac': /^PACE/, pace: /^PACE/ }[access],
    );
  });

  it.each([
    ['GM', 'P-256', 'AES-256'],
    ['GM', 'P-192', 'AES-128'],
    ['GM', 'P-224', 'AES-192'],
    ['GM', 'brainpoolP320r1', 'AES-192'],
    ['GM', 'P-521', 'AES-256'],
    ['GM', 'brainpoolP256r1', '3DES'],
    ['IM', 'brainpoolP256r1', 'AES-128'],
    ['IM', 'P-384', 'AES-256'],
    ['IM', 'brainpoolP512r1', 'AES-192'],
    ['IM', 'P-256', '3DES'],
    ['GM', 'DH-1024-160', '3DES'],
    ['GM', 'DH-2048-224', 'AES-128'],
    ['IM', 'DH-2048-256', 'AES-256'],
    ['CAM', 'P-256', 'AES-256'],
    ['CAM', 'brainpoolP384r1', 'AES-192'],
  ] as const)('opens by PACE with %s mapping on %s and %s', async (mapping, group, cipher) => {
    const value = await reading({ access: 'pace', pace: [{ mapping, group, cipher }] });
    expectGenuine(value);
    if (mapping === 'CAM') expect(wordsOf(value, 'chipAuthentication')).toMatch(/while PACE was run/);
  });

  it('opens by its card access number', async () => {
    expectGenuine(await reading({ access: 'pace', can: '482910', format: 'td1' }, { can: '482910' }));
  });

  it.each([
    ['P-256', 'AES-128'],
    ['brainpoolP256r1', '3DES'],
    ['P-521', 'AES-256'],
    ['DH-2048-256', '3DES'],
    ['DH-2048-224', 'AES-192'],
  ] as const)('proves itself by chip authentication on %s with %s', async (group, cipher) => {
    const value = await reading({ access: 'pace', chipAuthentication: { group, cipher } });
    expectGenuine(value);
    expect(stateOf(value, 'chipAuthentication')).toBe('passed');
    expect(value.isOriginalChip).toBe(true);
  });

  it.each([
    { kind: 'rsa', hash: 'sha1' },
    { kind: 'rsa', hash: 'sha224' },
    { kind: 'rsa', hash: 'sha256' },
    { kind: 'rsa', hash: 'sha384' },
    { kind: 'rsa', hash: 'sha512' },
    { kind: 'ecdsa', curve: 'P-256' },
    { kind: 'ecdsa', curve: 'brainpoolP384r1' },
  ] as const)('proves itself by active authentication: $kind $hash $curve', async (activeAuthentication) => {
    const value = await reading({ access: 'bac', chipAuthentication: 'none', activeAuthentication });
    expectGenuine(value);
    expect(stateOf(value, 'activeAuthentication')).toBe('passed');
    expect(value.isOriginalChip).toBe(true);
  });

  it.each(['ecdsaP256', 'ecdsaBrainpool', 'rsaPss', 'rsaPkcs1'] as const)(
    'signed with %s is believed',
    async (signature) => {
      expectGenuine(await reading({ access: 'bac', signature }));
    },
  );

  it('is read over a reader without extended length', async () => {
    expectGenuine(await reading({ access: 'pace', extendedLength: false }, { extendedLength: false }));
  });
});

describe('a travel document with parameters of its own', () => {
  it.each([
    { mapping: 'GM', group: 'brainpoolP256r1', cipher: 'AES-128' },
    { mapping: 'IM', group: 'P-256', cipher: 'AES-256' },
    { mapping: 'CAM', group: 'P-384', cipher: 'AES-256' },
    { mapping: 'GM', group: 'DH-2048-256', cipher: 'AES-192' },
  ] as const)('is read when its numbers are those of a group that is known: %o', async (spec) => {
    const value = await reading({ access: 'pace', pace: [{ ...spec, ownParameters: 'known' }] });
    expect(value.isGenuine).toBe(true);
    expect(wordsOf(value, 'access')).toMatch(/^PACE/);
  });

  it.each(['P-256', 'DH-1024-160'] as const)('is refused when nobody knows its group near %s', async (group) => {
    const pace = [{ mapping: 'GM', group, cipher: 'AES-128', ownParameters: 'unknown' }] as const;
    expect(await read({ access: 'pace', pace })).toMatchObject({
      ok: false,
      error: { kind: 'unsupported', check: 'PACE', clause: 'Doc 9303-11, 9.5' },
    });
    // Basic access stays a way in, and nothing was hidden.
    expect((await reading({ access: 'pace+bac', pace })).isGenuine).toBe(true);
  });
});

describe('what a document says of its ways in', () => {
  const strong = { mapping: 'GM', group: 'P-256', cipher: 'AES-256' } as const;
  const weak = { mapping: 'GM', group: 'brainpoolP256r1', cipher: '3DES' } as const;
  const mapped = { mapping: 'CAM', group: 'P-256', cipher: 'AES-128' } as const;

  it.each([
    ['weakened', [strong, weak], 'EF.DG14: the chip hid 1 of its ways'],
    ['weakened', [strong, mapped], 'EF.CardSecurity: the chip hid 1 of its ways'],
    ['unsignedAccess', [strong, weak], 'EF.DG14: 1 entries of EF.CardAccess are not signed'],
    ['unsignedAccess', [strong, mapped], 'EF.CardSecurity: 1 entries of EF.CardAccess are not signed'],
  ] as const)('%s %o differs from what is signed, and is called a downgrade', async (kind, pace, words) => {
    const value = await reading({ kind, access: 'pace', pace });
    expect(value.checks.filter(({ state }) => state === 'failed')).toMatchObject([
      { name: 'downgrade', clause: 'Doc 9303-11, 9.2' },
    ]);
    expect(wordsOf(value, 'downgrade')).toContain(words);
    expect(value.isGenuine).toBe(false);
  });

  it('agrees with what is signed in a good one, in EF.DG14 and in EF.CardSecurity', async () => {
    for (const pace of [[strong, weak], [mapped]] as const)
      expect(stateOf(await reading({ access: 'pace', pace }), 'downgrade')).toBe('passed');
    expect(stateOf(await reading({ access: 'bac' }), 'downgrade')).toBe('absent');
  });

  it('proves nothing by a mapping whose EF.CardSecurity a stranger signed', async () => {
    const value = await reading({ kind: 'foreignCardSecurity', access: 'pace', pace: [mapped] });
    expect(stateOf(value, 'chipAuthentication')).toBe('failed');
    expect(wordsOf(value, 'chipAuthentication')).toMatch(/no trusted authority/);
    expect(value.isGenuine).toBe(false);
  });
});

describe('a face', () => {
  it('in a record of ISO/IEC 39794-5 is its first representation', async () => {
    const value = await reading({ access: 'bac', faceRecord: '39794-5' });
    const plain = await reading({ access: 'bac' });
    expect(value.isGenuine).toBe(true);
    expect(value.face).toEqual(plain.face);
  });
});

describe('a travel document that is not what it should be', () => {
  it.each([
    ['revoked', 'revocation', /is revoked/],
    ['wrongAuthority', 'signature', /no trusted authority/],
    ['tamperedDg', 'hashes', /DG1 was changed/],
    ['wrongHolder', 'printedLines', /another document/],
    ['downgraded', 'downgrade', /can do PACE and hid it/],
    ['keyless', 'chipAuthentication', /./],
  ] as const)('of kind %s fails at %s', async (kind, title, words) => {
    const value = await reading({ kind, access: 'pace+bac' });
    expect(stateOf(value, title)).toBe('failed');
    expect(wordsOf(value, title)).toMatch(words);
    expect(value.isGenuine).toBe(false);
    expect(value.isOriginalChip).toBe(false);
  });

  it('whose signer has expired is refused today, and believed by a site that goes by the day of signing', async () => {
    const later = new Date('2046-11-24T08:00:00Z');
    const today = await reading({ access: 'bac' }, { trust: { ...trust, crls: [], now: later } });
    expect(wordsOf(today, 'signature')).toMatch(/expired on/);
    const then = { ...trust, crls: [], now: later, validity: 'signingTime' as const };
    expect(stateOf(await reading({ access: 'bac' }, { trust: then }), 'signature')).toBe('passed');
  });

  it('that is torn off goes on where it stopped when it is back', async () => {
    const progress = new Map();
    const passport = createPassportCard(pki, { holder, now, access: 'pace' });
    const password = { mrz: keyFields(passport.mrz) };
    const request = { password, want: [2], trust, random: systemRandom, progress } satisfies EmrtdRequest;
    const whole = exchangeWith(passport.card);
    let left = 20;
    let bytes = 0;
    const counted = async (command: Uint8Array) => {
      const answer = await whole(command);
      bytes += answer.ok ? answer.value.length : 0;
      return answer;
    };
    const torn = await readEmrtd(async (command) => (left-- > 0 ? whole(command) : err('gone' as const)), request);
    expect(torn).toEqual(err('gone'));
    expect(progress.size).toBeGreaterThan(2);
    passport.card.powerOn();
    const again = await readEmrtd(counted, request);
    expect(again.ok && again.value.isGenuine).toBe(true);
    const resumed = bytes;
    bytes = 0;
    passport.card.powerOn();
    await readEmrtd(counted, { ...request, progress: new Map() });
    expect(resumed).toBeLessThan(bytes);
  });

  it('that is a copy cannot follow to the keys of the original', async () => {
    const result = await read({ kind: 'cloned', access: 'pace' });
    const words = result.ok ? wordsOf(result.value, 'chipAuthentication') : JSON.stringify(result.error);
    expect(words).toMatch(/may be a copy/);
  });

  it('opens to nobody who has other lines or another number', async () => {
    for (const access of ['bac', 'pace'] as const) {
      const { card } = createPassportCard(pki, { holder, now, access, can: '482910' });
      const mrz = { documentNumber: 'P7654321', birthDate: '900517', expiryDate: '360109' };
      const request = { want: [], trust, random: systemRandom };
      const byLines = await readEmrtd(exchangeWith(card), { ...request, password: { mrz } });
      if (byLines.ok) return expect.unreachable('opened');
      expect(JSON.stringify(byLines.error)).toMatch(access === 'bac' ? /EXTERNAL/ : /token/);
    }
  });
});
