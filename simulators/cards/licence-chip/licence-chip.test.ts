import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../common/bytes.ts';
import { residents } from '../../residents/index.ts';
import { createTestPki } from '../pki/test-pki.ts';
import { now } from '../testing/made-up-passport.ts';
import { TestReader } from '../testing/reader.ts';
import { createBlankLicenceChip, IDL_AID } from './licence-chip.ts';
import { type LicencePersonalisation, personaliseLicence, type ScriptStep } from './personalisation.ts';

let personalisation: LicencePersonalisation;
beforeAll(() => {
  const licence = residents(now)[0]?.orders[0]?.licence;
  if (!licence) throw new Error('the first resident has no licence');
  personalisation = personaliseLicence(createTestPki({ now }), licence, { now });
});

/** Status word of the first step that ended otherwise than the script says. */
function run(reader: TestReader, script: readonly ScriptStep[]): string {
  for (const { apdu, expect: wanted } of script) {
    const { sw } = reader.raw(fromHex(apdu));
    if (sw !== wanted) return sw;
  }
  return '9000';
}

describe('a blank licence chip', () => {
  it('is written by the script, reads back the same, and takes no more once it is locked', () => {
    const chip = createBlankLicenceChip();
    const reader = new TestReader(chip.card);
    expect(run(reader, personalisation.write)).toBe('9000');
    for (const [id, name] of [
      [0x001e, 'COM'],
      [0x0001, 'DG1'],
      [0x0006, 'DG6'],
      [0x001d, 'SOD'],
    ] as const) {
      expect(toHex(reader.readFile(id) ?? new Uint8Array())).toBe(
        toHex(personalisation.files.get(name) ?? new Uint8Array()),
      );
    }
    expect(chip.contents().locked).toBe(false);
    expect(run(reader, personalisation.lock)).toBe('9000');
    expect(chip.contents().locked).toBe(true);
    expect(reader.send('00D60000', Uint8Array.of(1)).sw).toBe('6985');
    expect(run(reader, personalisation.write.slice(0, 2))).toBe('6985');
    const text = Buffer.from(reader.readFile(0x0001) ?? new Uint8Array()).toString('latin1');
    expect(text).toContain('Almarjan');
  });

  it('keeps what was signed: the security object holds the hash of every group', () => {
    const sod = toHex(personalisation.files.get('SOD') ?? new Uint8Array());
    for (const name of ['DG1', 'DG6'] as const) {
      const hash = createHash('sha256')
        .update(personalisation.files.get(name) ?? '')
        .digest();
      expect(sod).toContain(toHex(hash));
    }
  });

  it('takes nothing without the transport code, and dies for it after three wrong ones', () => {
    const reader = new TestReader(createBlankLicenceChip().card);
    reader.send('00A4040C', IDL_AID);
    reader.send('00A4020C', fromHex('001E'));
    expect(reader.send('00D60000', Uint8Array.of(1)).sw).toBe('6982');
    expect(reader.send('00440000').sw).toBe('6982');
    const wrong = () => reader.send('00200081', Buffer.from('TEST TRANSPORT 1')).sw;
    expect([wrong(), wrong(), wrong(), wrong()]).toEqual(['63C2', '63C1', '63C0', '6983']);
    expect(run(reader, personalisation.write)).toBe('6983');
  });

  it('is not locked while a file is missing, and forgets the code without power', () => {
    const reader = new TestReader(createBlankLicenceChip().card);
    expect(run(reader, personalisation.write.slice(0, 4))).toBe('9000');
    expect(run(reader, personalisation.lock)).toBe('6985');
    reader.card.reset();
    reader.send('00A4040C', IDL_AID);
    reader.send('00A4020C', fromHex('0001'));
    expect(reader.send('00D60000', Uint8Array.of(1)).sw).toBe('6982');
  });

  it('fails in the middle, or does not live at all', () => {
    const reader = new TestReader(createBlankLicenceChip({ kind: 'writeFailsHalfWay' }).card);
    expect(run(reader, personalisation.write)).toBe('6581');
    expect(createBlankLicenceChip({ kind: 'dead' }).card.atr).toHaveLength(0);
  });
});
