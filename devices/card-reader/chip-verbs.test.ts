import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../common/result.ts';
import { createPassportCard, createTestPki } from '../../simulators/cards/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import { chipVerbs } from './chip-verbs.ts';

// The verb goes by today's date, as whoever types it does.
const now = new Date();
const pki = createTestPki({ now });
const holder = residents(now)
  .flatMap(({ orders }) => orders)
  .find(({ passport }) => passport !== undefined)?.passport;
if (!holder) throw new Error('no resident waits for a passport');
const { card, mrz } = createPassportCard(pki, { holder, now, access: 'pace' });

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'tasleem-chip-'));
  for (const [at, csca] of pki.passports.authorities().entries()) writeFileSync(join(directory, `${at}.der`), csca);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function emrtd(...words: string[]) {
  card.powerOn();
  const exchange = async (command: Uint8Array) => ok(card.transmit(command) ?? new Uint8Array());
  return chipVerbs.emrtd.prepare(words)({ exchange, extendedLength: true });
}

describe('the verb emrtd', () => {
  it('says what each check came to, and nothing of the holder', async () => {
    const cscas = pki.passports.authorities().map((_, at) => `csca=${join(directory, `${at}.der`)}`);
    const answer = await emrtd(`mrz=${mrz.join('')}`, ...cscas);
    expect(answer).toMatchObject({ isGenuine: true, checks: { signature: expect.stringMatching(/^passed/) } });
    expect(JSON.stringify(answer)).not.toContain(holder.name.en.surname.toUpperCase());
    expect(JSON.stringify(answer)).not.toContain(holder.passportNumber);
  });

  it('shows the holder and writes the portrait to a file only when asked to', async () => {
    const file = join(directory, 'face.jpg');
    const answer = await emrtd(`mrz=${mrz.join('\n')}`, 'show=holder', `portrait=${file}`);
    expect(answer).toMatchObject({ isGenuine: false, mrz });
    expect(readFileSync(file).subarray(0, 2)).toEqual(Buffer.from('ffd8', 'hex'));
  });

  it.each([
    [['mrz=ABC'], 'a TD1 has 90'],
    [['can=12'], 'six digits'],
    [['colour=red'], 'is none of'],
    [[], 'needs mrz'],
  ])('refuses %j before a card is waited for', (words, why) => {
    expect(() => chipVerbs.emrtd.prepare(words)).toThrow(why);
  });
});
