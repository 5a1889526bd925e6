/** A blank licence is written by a script of the service, read back, judged and locked. */
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex } from '../../../common/bytes.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import {
  createBlankLicenceChip,
  createTestPki,
  type LicenceChipKind,
  personaliseLicence,
  type VirtualCard,
} from '../../../simulators/cards/index.ts';
import { residents } from '../../../simulators/residents/index.ts';
import { runScript, type ScriptStep } from '../script.ts';
import { encodeTlv } from '../tlv.ts';
import { parseLicenceDg1 } from './data-groups.ts';
import { readLicence } from './read.ts';

const now = new Date('2026-11-24T08:00:00Z');
const pki = createTestPki({ now });
const trust = { cscas: pki.licences.authorities(), crls: pki.licences.revocationLists(), now };
const licence = residents(now)
  .flatMap(({ orders }) => orders)
  .find(({ licence: data }) => data !== undefined)?.licence;
if (!licence) throw new Error('no resident waits for a licence');
const plan = personaliseLicence(pki, licence, { now });

function exchangeWith(card: VirtualCard) {
  card.powerOn();
  return async (command: Uint8Array): Promise<Result<Uint8Array, 'gone'>> => {
    const answer = card.transmit(command);
    return answer ? ok(answer) : err('gone');
  };
}

function steps(script: readonly { readonly apdu: string; readonly expect: string }[]): ScriptStep[] {
  return script.map(({ apdu, expect: sw }) => ({ command: fromHex(apdu), expect: [Number.parseInt(sw, 16)] }));
}

function blank(kind: LicenceChipKind) {
  return exchangeWith(createBlankLicenceChip({ kind }).card);
}

describe('a licence’s chip', () => {
  it('is written, read back as signed, and refuses every change once it is locked', async () => {
    const exchange = blank('good');
    expect(await runScript(exchange, steps(plan.write))).toEqual(ok(plan.write.length));
    const reading = await readLicence(exchange, { trust, application: 'selected' });
    if (!reading.ok) return expect.unreachable(JSON.stringify(reading.error));
    expect(reading.value.isGenuine).toBe(true);
    expect(reading.value.holder.licenceNumber).toBe(licence.licenceNumber);
    expect(reading.value.holder.birthDate).toBe(licence.birthDate.replaceAll('-', ''));
    expect(reading.value.categories.map(({ category }) => category)).toContain(licence.categories[0]?.category);
    expect(reading.value.portrait?.format).toBe('jpeg');
    expect(await runScript(exchange, steps(plan.lock))).toEqual(ok(1));
    expect(await runScript(exchange, steps(plan.write))).toMatchObject({ ok: false, error: { kind: 'refused' } });
  });

  it('that fails half way names the step, the status word, and nothing of what was written', async () => {
    const result = await runScript(blank('writeFailsHalfWay'), steps(plan.write));
    expect(result).toMatchObject({ ok: false, error: { kind: 'refused', clause: 'ISO/IEC 7816-4, 5.1' } });
    expect(JSON.stringify(result)).toMatch(/step \d+ of/);
  });

  it('that says nothing is a broken exchange, not a refused step', async () => {
    expect(await runScript(blank('dead'), steps(plan.write))).toMatchObject({ ok: false });
  });

  it('has its texts in ISO/IEC 8859-1, one byte a letter', async () => {
    const name = { ar: licence.name.ar, en: { surname: 'Müller-Núñez', otherNames: 'Zoë Øÿ' } };
    const exchange = blank('good');
    await runScript(exchange, steps(personaliseLicence(pki, { ...licence, name }, { now }).write));
    const reading = await readLicence(exchange, { trust, application: 'selected' });
    expect(reading).toMatchObject({
      ok: true,
      value: { isGenuine: true, holder: { familyName: 'Müller-Núñez', givenNames: 'Zoë Øÿ' } },
    });
  });

  it('is not made with letters that its character set does not have', () => {
    const name = { ar: licence.name.ar, en: { surname: 'Šimůnek', otherNames: 'Jan' } };
    expect(() => personaliseLicence(pki, { ...licence, name }, { now })).toThrow('no letter Š');
  });

  it('of another authority is not believed', async () => {
    const exchange = blank('good');
    await runScript(exchange, steps(plan.write));
    const reading = await readLicence(exchange, { trust: { ...trust, cscas: pki.passports.authorities() } });
    expect(reading.ok && reading.value.isGenuine).toBe(false);
  });

  it('may have the demographic data of ISO/IEC 18013-2 in one piece', () => {
    const text = (value: string) => concatBytes(Uint8Array.of(value.length), Buffer.from(value));
    const demographic = concatBytes(
      text('Smithe-Williams'),
      text('Alexander'),
      fromHex('19700301 20260930 20360930'),
      Buffer.from('UTO'),
      text('Transport Authority'),
      text('A290654395164273X'),
    );
    const row = concatBytes(
      Buffer.from('C1;'),
      fromHex('20000315'),
      Buffer.from(';'),
      fromHex('20360314'),
      Buffer.from(';S01;<=;8000'),
    );
    const categories = encodeTlv(0x7f63, encodeTlv(0x02, Uint8Array.of(1)), encodeTlv(0x87, row));
    const file = encodeTlv(0x61, encodeTlv(0x5f1f, demographic), categories);
    expect(parseLicenceDg1(file)).toMatchObject({
      ok: true,
      value: {
        holder: { familyName: 'Smithe-Williams', birthDate: '19700301', licenceNumber: 'A290654395164273X' },
        categories: [{ category: 'C1', firstIssued: '20000315', validUntil: '20360314', restriction: 'S01 <= 8000' }],
      },
    });
    expect(parseLicenceDg1(file.slice(0, -1))).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  });
});
