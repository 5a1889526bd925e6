/** The exit of a vault over a real reader driver and virtual passports: each way in which a booklet is not the order's. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../common/clock.ts';
import type { PassportData } from '../common/document.ts';
import { silentLog } from '../common/log.ts';
import { err, ok, type Result } from '../common/result.ts';
import { pcsc, registerPcscBinding } from '../devices/card-reader/index.ts';
import { type CardReader, type DeviceError, deviceError } from '../devices/contract/index.ts';
import { InProcessReader } from '../simulators/card-reader/index.ts';
import { createPassportCard, createTestPki, type PassportKind } from '../simulators/cards/index.ts';
import { residents } from '../simulators/residents/index.ts';
import { createBookletInspection } from './booklet-inspection.ts';
import { hasty } from './testing/index.ts';

const now = new Date();
const pki = createTestPki({ now });
const trust = { cscas: pki.passports.authorities(), crls: pki.passports.revocationLists() };
const passports = residents(now).flatMap(({ orders }) => orders.flatMap(({ passport }) => passport ?? []));
const [passport, another] = passports as [PassportData, PassportData];

let reader: InProcessReader;
let device: CardReader;
/** What the camera reads, one answer after the other; the last one for ever. */
let camera: Result<string, DeviceError>[];

beforeEach(async () => {
  reader = new InProcessReader(systemClock);
  registerPcscBinding('exit', () => reader);
  device = pcsc.create({ binding: { name: 'exit' } }, { clock: systemClock, log: silentLog });
  await device.open();
});
afterEach(() => device.close());

function lay(holder: PassportData, kind: PassportKind = 'genuine', mrzName: 'en' | 'ar' = 'en'): void {
  const booklet = createPassportCard(pki, { holder, kind, now, mrzName });
  camera = [ok(booklet.mrz.join('\n'))];
  reader.insert(booklet.card);
}

function inspect(order = passport) {
  const read = async () => (camera.length > 1 ? camera.shift() : camera[0]) ?? err(deviceError('timeOut', 'nothing'));
  return createBookletInspection({ vault: { readMrz: read }, reader: device, trust, clock: hasty })(order);
}

describe('a booklet at the exit', () => {
  it('that is the order’s, in print and on its chip, may be handed over', async () => {
    lay(passport);
    expect(await inspect()).toEqual(ok());
  });

  it.each<[string, PassportData['name']['en']]>([
    ['marks that a zone does not have', { surname: 'Müller-Lüdenscheidt', otherNames: 'Zoë' }],
    ['an apostrophe', { surname: "O'Brien", otherNames: 'Sinéad' }],
    [
      'more letters than a zone has room for',
      { surname: 'Al Muhammad Abdulrahman', otherNames: 'Abdullatif Abdulaziz' },
    ],
    ['no other names', { surname: 'Sukarno', otherNames: '' }],
  ])('may be handed over to somebody whose name has %s', async (_, en) => {
    const holder = { ...passport, name: { ...passport.name, en } };
    lay(holder);
    expect(await inspect(holder)).toEqual(ok());
  });

  it('may have its holder’s Arabic name in the lines', async () => {
    const name = { ...passport.name, ar: { surname: 'الصباح', otherNames: 'نور محمّد فاطمة' } };
    lay({ ...passport, name }, 'genuine', 'ar');
    expect(camera).toMatchObject([{ value: expect.stringContaining('ALXSSBAXH<<NWR<MXHMMD<FAXTTMXAH') }]);
    expect(await inspect({ ...passport, name })).toEqual(ok());
  });

  it('of a namesake in all but the name stays inside', async () => {
    const { en, ar } = passport.name;
    lay({ ...passport, name: { ar, en: { ...en, otherNames: 'Somebody Else' } } });
    const outcome = await inspect();
    expect(outcome).toMatchObject({ error: { code: 'mrz-mismatch', words: 'name is not that of the order' } });
    expect(JSON.stringify(outcome)).not.toMatch(/Somebody|SOMEBODY/);
  });

  it('is looked at again when the camera did not read it at once', async () => {
    lay(passport);
    camera.unshift(err(deviceError('invalidMedia', 'blurred')), err(deviceError('invalidMedia', 'blurred')));
    expect(await inspect()).toEqual(ok());
  });

  it('whose lines cannot be read stays inside', async () => {
    lay(passport);
    camera = [err(deviceError('invalidMedia', 'no characters'))];
    expect(await inspect()).toMatchObject({ error: { code: 'mrz-unreadable', words: 'invalidMedia: no characters' } });
    camera = [ok('P<KWT')];
    expect(await inspect()).toMatchObject({
      error: { code: 'mrz-unreadable', words: expect.stringContaining('9303') },
    });
  });

  it('of another order stays inside, and no word says whose it is', async () => {
    lay(another);
    const outcome = await inspect();
    expect(outcome).toMatchObject({
      error: { code: 'mrz-mismatch', words: 'document number is not that of the order' },
    });
    expect(JSON.stringify(outcome)).not.toContain(another.passportNumber);
  });

  it.each<[PassportKind, string, RegExp]>([
    ['cloned', 'chip-not-genuine', /it may be a copy/],
    ['tamperedDg', 'chip-not-genuine', /hashes/],
    ['revoked', 'chip-not-genuine', /revocation/],
    ['wrongAuthority', 'chip-not-genuine', /signature/],
    ['wrongHolder', 'chip-of-another', /printedLines/],
    ['mute', 'chip-unreadable', /./],
  ])('whose chip is %s stays inside: %s', async (kind, code, words) => {
    lay(passport, kind);
    expect(await inspect()).toMatchObject({ ok: false, error: { code, words: expect.stringMatching(words) } });
  });
});
