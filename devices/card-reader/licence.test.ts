/** A virtual blank on the reader in this process: written, read back and locked through the driver's own commands. */
import { afterEach, describe, expect, it } from 'vitest';
import { fromHex } from '../../common/bytes.ts';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { assertOk } from '../../common/result.ts';
import { InProcessReader } from '../../simulators/card-reader/index.ts';
import {
  createBlankLicenceChip,
  createTestPki,
  type LicenceChipKind,
  personaliseLicence,
} from '../../simulators/cards/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import type { CardReader, LicenceRequest } from '../contract/index.ts';
import { pcsc, registerPcscBinding } from './index.ts';

const now = new Date();
const pki = createTestPki({ now });
const licence = residents(now)
  .flatMap(({ orders }) => orders)
  .find(({ licence: data }) => data !== undefined)?.licence;
if (!licence) throw new Error('no resident waits for a licence');
const plan = personaliseLicence(pki, licence, { now });
const trust = {
  cscas: [...pki.licences.authorities()],
  crls: [...pki.licences.revocationLists()],
  now_ms: now.getTime(),
};
const selected: LicenceRequest = { trust, application: 'selected' };
const anew: LicenceRequest = { trust, application: 'toBeSelected' };
const steps = (script: readonly { readonly apdu: string; readonly expect: string }[]) =>
  script.map(({ apdu, expect: sw }) => ({ command: fromHex(apdu), expect: [Number.parseInt(sw, 16)] }));

let device: CardReader | undefined;

async function blank(kind: LicenceChipKind = 'good') {
  const reader = new InProcessReader(systemClock);
  registerPcscBinding('licence-blank', () => reader);
  device = pcsc.create({ binding: { name: 'licence-blank' } }, { clock: systemClock, log: silentLog });
  await device.open();
  const chip = createBlankLicenceChip({ kind });
  reader.insert(chip.card);
  return { device, reader, chip };
}
afterEach(() => device?.close());

describe('a licence on the encoder', () => {
  it('is written, read back in the same session, and locked', async () => {
    const { device: encoder, chip } = await blank();
    assertOk(await encoder.runChipScript(steps(plan.write)), 'it is written');
    const read = assertOk(await encoder.readLicence(selected), 'it reads back');
    expect(read).toMatchObject({ isGenuine: true, holder: { licenceNumber: licence.licenceNumber } });
    expect(read.digests.map(({ group }) => group)).toEqual([1, 6]);
    assertOk(await encoder.runChipScript(steps(plan.lock)), 'it is locked');
    expect(chip.contents().locked).toBe(true);
  });

  it('is the same one after it was without power, and takes nothing more', async () => {
    const { device: encoder } = await blank();
    assertOk(await encoder.runChipScript(steps([...plan.write, ...plan.lock])), 'it is written and locked');
    const before = assertOk(await encoder.readLicence(selected), 'it reads back');
    assertOk(await encoder.chipPower('off'), 'it lets go');
    const after = assertOk(await encoder.readLicence(anew), 'it reads again');
    expect(after.digests).toEqual(before.digests);
    expect(await encoder.runChipScript(steps(plan.write))).toMatchObject({ ok: false });
  });

  it('loses what a script unlocked with its power', async () => {
    const { device: encoder, chip } = await blank();
    assertOk(await encoder.runChipScript(steps(plan.write)), 'it is written');
    assertOk(await encoder.chipPower('cold'), 'it is reset');
    expect(await encoder.runChipScript(steps([...plan.write.slice(0, 1), ...plan.lock]))).toMatchObject({ ok: false });
    expect(chip.contents().locked).toBe(false);
  });

  it('that fails half way says at which step, and that something is written', async () => {
    const { device: encoder } = await blank('writeFailsHalfWay');
    const done = await encoder.runChipScript(steps(plan.write));
    expect(done).toMatchObject({ ok: false, error: { errorCode: 'invalidMedia', effect: 'unknown' } });
    expect(done.ok ? '' : done.error.deviceWords).toMatch(/step \d+ of \d+.*6581/);
  });

  it('that does not answer to reset is written by nobody', async () => {
    const { device: encoder } = await blank('dead');
    expect(await encoder.runChipScript(steps(plan.write))).toMatchObject({ ok: false });
  });

  it('that is taken away while it is written says so', async () => {
    const { device: encoder, reader, chip } = await blank();
    const transmit = chip.card.transmit.bind(chip.card);
    let left = 20;
    chip.card.transmit = (command) => {
      left -= 1;
      if (left === 0) reader.remove();
      return transmit(command);
    };
    expect(await encoder.runChipScript(steps(plan.write))).toMatchObject({ ok: false, error: { effect: 'unknown' } });
  });

  it('of an authority that the site does not know is not genuine', async () => {
    const { device: encoder } = await blank();
    assertOk(await encoder.runChipScript(steps(plan.write)), 'it is written');
    const other = { ...selected, trust: { ...trust, cscas: [...pki.passports.authorities()] } };
    expect(await encoder.readLicence(other)).toMatchObject({ ok: true, value: { isGenuine: false } });
  });

  it('leaves nothing of its script in the trace', async () => {
    const { device: encoder } = await blank();
    await encoder.runChipScript(steps(plan.write));
    await encoder.readLicence(selected);
    const trace = JSON.stringify(encoder.trace?.());
    for (const { apdu } of plan.write) if (apdu.length > 16) expect(trace).not.toContain(apdu.slice(8, 24));
    expect(trace).not.toContain(licence.licenceNumber);
  });
});
