/** The encoder over a real reader driver, a virtual blank and the service's own script: each way in which a chip is no good. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../common/clock.ts';
import { type LicenceData, licenceDataSchema } from '../common/document.ts';
import { type Log, silentLog } from '../common/log.ts';
import { systemRandom } from '../common/random.ts';
import { assertOk } from '../common/result.ts';
import { pcsc, registerPcscBinding } from '../devices/card-reader/index.ts';
import type { CardReader } from '../devices/contract/index.ts';
import { InProcessReader } from '../simulators/card-reader/index.ts';
import { createBlankLicenceChip, createTestPki, type LicenceChipKind } from '../simulators/cards/index.ts';
import { createIssuanceServiceSimulator, type IssuanceServiceSimulator } from '../simulators/issuance-service/index.ts';
import { residents } from '../simulators/residents/index.ts';
import { createServiceClient } from './backoffice/index.ts';
import { createChipEncoder } from './chip-encoding.ts';
import type { ChipEncoder } from './issuance/index.ts';
import { hasty } from './testing/index.ts';

const now = new Date();
const pki = createTestPki({ now });
const people = residents(now);
const civilId = people.find(({ id }) => id === 'noura')?.civilId ?? '';
const KIOSK = 'KWT-0117';
const trust = { cscas: pki.licences.authorities(), crls: pki.licences.revocationLists() };

let service: IssuanceServiceSimulator;
let client: ReturnType<typeof createServiceClient>;
let reader: InProcessReader;
let device: CardReader;
let collectionId: string;
let licence: LicenceData;
let logged: unknown[];

beforeEach(async () => {
  logged = [];
  const log: Log = (...line) => void logged.push(line);
  service = createIssuanceServiceSimulator({ clock: systemClock, log: silentLog, residents: people, pki });
  const { url: baseUrl } = await service.listen();
  const timeouts = { connect_ms: 1_000, answer_ms: 5_000, total_ms: 10_000 };
  const retries = { most: 0, first_ms: 1, longest_ms: 1 };
  const common = { clock: systemClock, random: systemRandom, log };
  client = createServiceClient({ ...common, baseUrl, kioskId: KIOSK, timeouts, retries });
  reader = new InProcessReader(systemClock);
  registerPcscBinding('encoder', () => reader);
  device = pcsc.create({ binding: { name: 'encoder' } }, { clock: systemClock, log });
  await device.open();
  const start = assertOk(await client.beginCollection({ civilId }), 'a collection begins');
  if (start.outcome !== 'second-factor') throw new Error(start.outcome);
  collectionId = start.collectionId;
  const code = service.collectionCodeOf(civilId) ?? '';
  assertOk(await client.verifyCode({ collectionId, code }), 'the code is taken');
  licence = licenceDataSchema.parse(
    assertOk(await client.documentData({ collectionId, orderId: 'ord-noura-1' }), 'the data come'),
  );
});
afterEach(async () => {
  await device.close();
  await client.close();
  await service.close();
});

const encoderWith = (given: Partial<Parameters<typeof createChipEncoder>[0]> = {}): ChipEncoder =>
  createChipEncoder({ reader: device, service: client, kioskId: KIOSK, trust, clock: hasty, ...given });

async function claim(issuanceId = 'i1'): Promise<void> {
  const claimed = await client.claim({ issuanceId, orderId: 'ord-noura-1', collectionId, kioskId: KIOSK });
  expect(claimed).toMatchObject({ ok: true, value: { outcome: 'granted' } });
}

async function workOn(kind: LicenceChipKind = 'good', encoder = encoderWith(), data = licence) {
  await claim();
  const chip = createBlankLicenceChip({ kind });
  reader.insert(chip.card);
  return { chip, work: assertOk(await encoder.prepare('i1', data), 'the service makes a script') };
}

describe('the encoder', () => {
  it('writes, reads back and locks, and proves it once more after the printing', async () => {
    expect(licence.chip).toBe(true);
    const { chip, work } = await workOn();
    expect(await work.write()).toEqual({ ok: true, value: undefined });
    expect(chip.contents().locked).toBe(true);
    reader.remove();
    reader.insert(chip.card);
    expect(await work.confirm()).toEqual({ ok: true, value: undefined });
  });

  it('says what a blank is that never answers', async () => {
    const { work } = await workOn('dead');
    expect(await work.write()).toMatchObject({ ok: false, error: { code: 'chip-dead' } });
  });

  it('says at which step a chip failed', async () => {
    const { chip, work } = await workOn('writeFailsHalfWay');
    const written = await work.write();
    expect(written).toMatchObject({ ok: false, error: { code: 'chip-write-failed' } });
    expect(written.ok ? '' : written.error.words).toMatch(/step \d+/);
    expect(chip.contents().locked).toBe(false);
  });

  it.each<[string, (data: LicenceData) => LicenceData, RegExp]>([
    ['another number', (data) => ({ ...data, licenceNumber: 'KD000000000' }), /licence number/],
    [
      'another name',
      ({ name, ...data }) => ({ ...data, name: { ...name, en: { ...name.en, surname: 'Y' } } }),
      /family/,
    ],
    ['another birthday', (data) => ({ ...data, birthDate: '1970-01-01' }), /date of birth/],
    ['a longer life', (data) => ({ ...data, expiryDate: '2060-01-01' }), /date of expiry/],
    ['a category less', ({ categories, ...data }) => ({ ...data, categories: categories.slice(1) }), /categories/],
    [
      'a category for longer',
      ({ categories, ...data }) => ({
        ...data,
        categories: categories.map((one) => ({ ...one, validUntil: '2060-01-01' })),
      }),
      /categories/,
    ],
  ])('does not lock a chip when the order has %s, and names only the field', async (_, other, words) => {
    const { chip, work } = await workOn('good', encoderWith(), other(licence));
    const written = await work.write();
    expect(written).toMatchObject({ ok: false, error: { code: 'chip-mismatch' } });
    expect(written.ok ? '' : written.error.words).toMatch(words);
    expect(written.ok ? '' : written.error.words).not.toContain(licence.licenceNumber);
    expect(chip.contents().locked).toBe(false);
  });

  it.each([
    [6, /portrait/],
    [1, /DG1 is not what the service has sent/],
    [7, /DG7/],
  ])(
    'does not lock a chip whose data group %i is another than was sent, well signed as it is',
    async (group, words) => {
      const other = { group, sha256: '0'.repeat(64) };
      const chipScript: typeof client.chipScript = async (request) => {
        const script = await client.chipScript(request);
        if (!script.ok) return script;
        const digests = [...script.value.digests.filter((digest) => digest.group !== group), other];
        return { ok: true, value: { ...script.value, digests } };
      };
      const { chip, work } = await workOn('good', encoderWith({ service: { chipScript } }));
      const written = await work.write();
      expect(written).toMatchObject({ ok: false, error: { code: 'chip-mismatch' } });
      expect(written.ok ? '' : written.error.words).toMatch(words);
      expect(chip.contents().locked).toBe(false);
    },
  );

  it('does not lock what an authority signed that the site does not trust', async () => {
    const foreign = { cscas: pki.passports.authorities(), crls: [] };
    const { chip, work } = await workOn('good', encoderWith({ trust: foreign }));
    expect(await work.write()).toMatchObject({ ok: false, error: { code: 'chip-mismatch' } });
    expect(chip.contents().locked).toBe(false);
  });

  it('does not pass a card whose chip is not locked, or died in the printer', async () => {
    const { work } = await workOn();
    assertOk(await work.write(), 'it is written');
    reader.remove();
    reader.insert(createBlankLicenceChip().card);
    expect(await work.confirm()).toMatchObject({ ok: false, error: { code: 'chip-not-locked' } });
    reader.remove();
    expect(await work.confirm()).toMatchObject({ ok: false, error: { code: 'chip-dead' } });
  });
});

describe('the service', () => {
  it('gives no script to whom the claim does not belong, nor for what is made already', async () => {
    const encoder = encoderWith();
    expect(await encoder.prepare('i1', licence)).toMatchObject({ ok: false, error: { problem: 'unknown-issuance' } });
    await claim();
    const other = encoderWith({ kioskId: 'KWT-0118' });
    expect(await other.prepare('i1', licence)).toMatchObject({ ok: false, error: { problem: 'not-claimed-here' } });
    expect(await encoder.prepare('i1', licence)).toMatchObject({ ok: true });
    for (const [index, kind] of (['medium-bound', 'personalised'] as const).entries()) {
      const event = { entryId: `e${index}`, issuanceId: 'i1', ordinal: index + 1, kind, at_ms: 1, kioskId: KIOSK };
      assertOk(await client.report(event), 'the event is taken');
    }
    expect(await encoder.prepare('i1', licence)).toMatchObject({ ok: false, error: { problem: 'already-ended' } });
  });

  it('is heard with nothing of its script in any log, whatever becomes of it', async () => {
    const { work } = await workOn('writeFailsHalfWay');
    await work.write();
    service.faults.arm('wrongSchema', { at: 'chipScript' });
    expect(await encoderWith().prepare('i1', licence)).toMatchObject({ ok: false, error: { code: 'badAnswer' } });
    const all = JSON.stringify([logged, device.trace?.()]);
    expect(all).not.toContain(Buffer.from('TEST TRANSPORT 0').toString('hex').toUpperCase());
    expect(all).not.toContain(licence.licenceNumber);
  });
});
