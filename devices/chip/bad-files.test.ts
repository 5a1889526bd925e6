/**
 * Files that no issuer writes, one bad one among good ones: cut at each kind of length, with lengths that lie or have no
 * end, missing, or more than is signed. Each ends in an error or a failed check that names what was checked and the clause.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, fromHex } from '../../common/bytes.ts';
import { parseMrz } from '../../common/mrz.ts';
import { systemRandom } from '../../common/random.ts';
import { err, ok, type Result } from '../../common/result.ts';
import {
  createBlankLicenceChip,
  createPassportCard,
  createTestPki,
  personaliseLicence,
  type VirtualCard,
} from '../../simulators/cards/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import type { Check } from './emrtd/checks.ts';
import { readEmrtd } from './emrtd/read.ts';
import { parseSecurityInfos } from './emrtd/security-infos.ts';
import { readFile, selectApplication } from './file.ts';
import { readLicence } from './idl/read.ts';
import { plainLink } from './link.ts';
import type { ChipProblem } from './problem.ts';
import { cutsOf, type Files, fileCard, lengthPlaces } from './testing/file-card.ts';

const now = new Date('2026-11-24T08:00:00Z');
const pki = createTestPki({ now });
const orders = residents(now).flatMap(({ orders: all }) => all);
const holder = orders.find(({ passport }) => passport !== undefined)?.passport;
const licence = orders.find((order) => order.licence !== undefined)?.licence;
if (!holder || !licence) throw new Error('residents wait for documents');
const face = {
  format: 'jpeg',
  bytes: fromHex('FFD8FFE000104A46494600010100000100010000FFD9'),
  width: 1,
  height: 1,
} as const;
const made = createPassportCard(pki, { holder, now, access: 'open', face });
const lines = parseMrz(made.mrz.join('\n'));
if (!lines.ok) throw new Error(lines.error.words);
const password = { mrz: lines.value };
const NAMES = new Map([
  [0x011e, 'EF.COM'],
  [0x011d, 'EF.SOD'],
  [0x0101, 'EF.DG1'],
  [0x0102, 'EF.DG2'],
  [0x010b, 'EF.DG11'],
  [0x010c, 'EF.DG12'],
  [0x010e, 'EF.DG14'],
]);
const LICENCE_NAMES = new Map([
  [0x001e, 'EF.COM'],
  [0x001d, 'EF.SOD'],
  [0x0001, 'EF.DG1'],
  [0x0006, 'EF.DG6'],
]);

function exchangeWith(card: VirtualCard) {
  return async (command: Uint8Array): Promise<Result<Uint8Array, 'gone'>> => {
    const answer = card.transmit(command);
    return answer ? ok(answer) : err('gone');
  };
}

async function filesOf(
  card: VirtualCard,
  aid: string,
  names: ReadonlyMap<number, string>,
): Promise<Map<number, Uint8Array>> {
  const link = plainLink(exchangeWith(card), { extendedLength: false });
  await selectApplication(link, fromHex(aid), 'application');
  const files = new Map<number, Uint8Array>();
  for (const [id, name] of names) {
    const file = await readFile(link, { id, name });
    if (!file.ok || !file.value) throw new Error(`no ${name}`);
    files.set(id, file.value);
  }
  return files;
}

let passport: Files;
let idl: Files;
beforeAll(async () => {
  made.card.powerOn();
  passport = await filesOf(made.card, 'A0000002471001', NAMES);
  const chip = createBlankLicenceChip();
  chip.card.powerOn();
  const portrait = Buffer.from(face.bytes).toString('base64');
  for (const { apdu } of personaliseLicence(pki, { ...licence, portrait }, { now }).write)
    chip.card.transmit(fromHex(apdu));
  idl = await filesOf(chip.card, 'A0000002480200', LICENCE_NAMES);
});

type Outcome = Result<{ readonly isGenuine: boolean; readonly checks: readonly Check[] }, ChipProblem>;
/** Chip authentication is a protocol, and this chip has none: what it fails at is not what is tried here. */
const aside = (checks: readonly Check[]) => checks.filter(({ name }) => name !== 'chipAuthentication');

async function readPassport(files: Files): Promise<Outcome> {
  const trust = { cscas: pki.passports.authorities(), crls: [], now };
  return readEmrtd(fileCard(files), { password, want: [2, 11, 12], trust, random: systemRandom });
}
async function readIdl(files: Files): Promise<Outcome> {
  return readLicence(fileCard(files), { trust: { cscas: pki.licences.authorities(), crls: [], now } });
}

function expectRefused(outcome: Outcome, what: string): void {
  const faults = outcome.ok ? aside(outcome.value.checks).filter(({ state }) => state === 'failed') : [outcome.error];
  expect(faults.length, what).toBeGreaterThan(0);
  for (const { clause, words } of faults) {
    expect(clause, what).toMatch(/^(Doc 9303-1[0-2]|ISO\/IEC \d+(-\d+)?), /);
    expect(words, what).not.toBe('');
  }
}

const documents = [
  ['a passport', () => passport, readPassport, NAMES],
  ['a licence', () => idl, readIdl, LICENCE_NAMES],
] as const;

describe.each(documents)('the files of %s', (_, filesOfIt, read, names) => {
  const each: readonly (readonly [number, string])[] = [...names];

  it('are right as they are', async () => {
    const outcome = await read(filesOfIt());
    if (!outcome.ok) return expect.unreachable(JSON.stringify(outcome.error));
    expect(aside(outcome.value.checks).filter(({ state }) => state === 'failed')).toEqual([]);
  });

  it.each(each)('%i, %s: cut at any length, is refused', async (id) => {
    const file = filesOfIt().get(id) ?? new Uint8Array();
    for (const cut of cutsOf(file.length))
      expectRefused(await read(new Map(filesOfIt()).set(id, file.slice(0, cut))), `cut at ${cut}`);
  });

  it.each(each)('%i, %s: with a length that lies, or that has no end, is refused wherever it stands', async (id) => {
    const file = filesOfIt().get(id) ?? new Uint8Array();
    for (const place of lengthPlaces(file)) {
      const right = file[place] ?? 0;
      for (const lie of [0x80, right + 1, right - 1, 0x7f, 0x84]) {
        if ((lie & 0xff) === right) continue;
        const changed = Uint8Array.from(file).fill(lie & 0xff, place, place + 1);
        expectRefused(await read(new Map(filesOfIt()).set(id, changed)), `${lie} at ${place}`);
      }
    }
  });

  it.each(each.filter(([, name]) => name !== 'EF.COM'))('%i, %s: not there, is missed', async (id) => {
    const files = new Map(filesOfIt());
    files.delete(id);
    expectRefused(await read(files), 'missing');
  });

  it.each(each)('%i, %s: with more behind its end, is what it is', async (id) => {
    const file = filesOfIt().get(id) ?? new Uint8Array();
    const outcome = await read(new Map(filesOfIt()).set(id, concatBytes(file, fromHex('DEADBEEF'))));
    expect(outcome.ok && aside(outcome.value.checks).every(({ state }) => state !== 'failed')).toBe(true);
  });
});

describe('the unsigned list of groups', () => {
  const withCommon = (hex: string) => readPassport(new Map(passport).set(0x011e, fromHex(hex)));

  it.each([
    ['hides a group that is signed', '60155F0104303130375F36063034303030305C0361756B', /does not name DG12, DG14/],
    [
      'adds a group that is not signed',
      '60195F0104303130375F36063034303030305C0761756B6C6E6370',
      /of which EF.SOD has no hash/,
    ],
    ['names what is no group', '60135F0104303130375F36063034303030305C0142', /no data group/],
    ['has no list', '60105F0104303130375F3606303430303030', /no list/],
  ])('that %s is refused', async (_, hex, words) => {
    const outcome = await withCommon(hex);
    expectRefused(outcome, hex);
    const failed = outcome.ok ? outcome.value.checks.filter(({ state }) => state === 'failed') : [];
    expect(JSON.stringify(failed.find(({ name }) => name === 'consistency'))).toMatch(words);
  });
});

describe('EF.CardAccess and EF.CardSecurity', () => {
  const pace = [{ mapping: 'CAM', group: 'P-256', cipher: 'AES-128' }] as const;
  const offered = createPassportCard(pki, { holder, now, access: 'pace+bac', pace, face });
  const cardAccess = async () => {
    offered.card.powerOn();
    const link = plainLink(exchangeWith(offered.card), { extendedLength: false });
    const file = await readFile(link, { id: 0x011c, name: 'EF.CardAccess' });
    return file.ok && file.value ? file.value : expect.unreachable('no EF.CardAccess');
  };

  it('cut anywhere, or with a length that lies or has no end, are no SecurityInfos', async () => {
    const file = await cardAccess();
    expect(parseSecurityInfos('EF.CardAccess', file).ok).toBe(true);
    const bad = [
      ...Array.from(file, (_, cut) => file.slice(0, cut)),
      ...lengthPlaces(file).flatMap((place) =>
        [0x80, 0x7f, 0x84, (file[place] ?? 0) + 1].map((lie) => Uint8Array.from(file).fill(lie, place, place + 1)),
      ),
    ];
    for (const bytes of bad)
      expect(parseSecurityInfos('EF.CardAccess', bytes)).toMatchObject({
        ok: false,
        error: { kind: 'malformed', clause: 'Doc 9303-11, 9.2' },
      });
  });

  it('that cannot be read are a downgrade where the document is signed to do PACE', async () => {
    const trust = { cscas: pki.passports.authorities(), crls: [], now };
    for (const kept of [0, 1, 9]) {
      offered.card.powerOn();
      const exchange = exchangeWith(offered.card);
      const file = await cardAccess();
      let selected = '';
      const cut = async (command: Uint8Array) => {
        const head = Buffer.from(command).toString('hex');
        if (head.startsWith('00a4')) selected = head.slice(10);
        if (head.startsWith('00b09c')) selected = '011c';
        const isRead = head.startsWith('00b0') && selected.startsWith('011c');
        const from = head.startsWith('00b09c') ? 0 : (command[3] ?? 0);
        return isRead ? ok(concatBytes(file.slice(from, kept), fromHex('9000'))) : exchange(command);
      };
      const reading = await readEmrtd(cut, { password, want: [], trust, random: systemRandom });
      const checks = reading.ok ? reading.value.checks : [];
      expect(checks.find(({ name }) => name === 'downgrade')).toMatchObject({
        state: 'failed',
        clause: 'Doc 9303-11, 9.2',
      });
    }
  });
});
