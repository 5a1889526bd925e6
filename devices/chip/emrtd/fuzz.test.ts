/**
 * Files changed at random: nothing hangs, nothing throws, nothing changed is believed. A few seconds; TASLEEM_FUZZ=200000 for
 * as many changes as one likes. Answers of cards are changed in e2e/chip-fuzz.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMrz } from '../../../common/mrz.ts';
import { systemRandom } from '../../../common/random.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import { createPassportCard, createTestPki } from '../../../simulators/cards/index.ts';
import { residents } from '../../../simulators/residents/index.ts';
import { parseLicenceDg1 } from '../idl/data-groups.ts';
import { parseCertificate } from '../trust/certificate.ts';
import { readMasterList } from '../trust/master-list.ts';
import { checkHash, checkSecurityObject } from '../trust/passive-authentication.ts';
import { checkRevocation } from '../trust/revocation-list.ts';
import { parseDg2 } from './lds/face.ts';
import { parseSecurityObject } from './lds/security-object.ts';
import { parseCommon, parseDg1, parseDg11, parseDg12 } from './lds/texts.ts';
import { readEmrtd } from './read.ts';
import { parseSecurityInfos } from './security-infos.ts';

const wished = Number(process.env['TASLEEM_FUZZ'] ?? 0);
const FILE_RUNS = wished || 1_500;
const LIMIT_ms = wished ? 24 * 3_600_000 : 60_000;

const now = new Date('2026-11-24T08:00:00Z');
const pki = createTestPki({ now });
const trust = { cscas: pki.passports.authorities(), crls: pki.passports.revocationLists(), now };
const holder = residents(now)
  .flatMap(({ orders }) => orders)
  .find(({ passport }) => passport !== undefined)?.passport;
if (!holder) throw new Error('no resident waits for a passport');
const passport = createPassportCard(pki, { holder, now, access: 'bac' });
const mrz = parseMrz(passport.mrz.join('\n'));
if (!mrz.ok) throw new Error(mrz.error.words);
const password = { mrz: mrz.value };

function read() {
  const { card } = passport;
  card.powerOn();
  const exchange = async (command: Uint8Array): Promise<Result<Uint8Array, 'gone'>> => {
    const answer = card.transmit(command);
    return answer ? ok(answer) : err('gone');
  };
  return readEmrtd(exchange, { password, want: [11, 12], trust, random: systemRandom });
}

/** One change of a kind that wires and forgers make. */
const change = fc.record({
  kind: fc.constantFrom('flip', 'cut', 'grow', 'zero' as const),
  at: fc.nat(5_000),
  value: fc.integer({ min: 1, max: 255 }),
});

function changed(bytes: Uint8Array, { kind, at, value }: { kind: string; at: number; value: number }): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(value);
  const where = at % bytes.length;
  if (kind === 'cut') return bytes.slice(0, where);
  if (kind === 'grow') return Uint8Array.of(...bytes.slice(0, where), value, ...bytes.slice(where));
  const copy = Uint8Array.from(bytes);
  copy[where] = kind === 'zero' ? 0 : (copy[where] ?? 0) ^ value;
  return copy;
}

describe('a changed file', () => {
  it('is read as what it is or refused in words', { timeout: LIMIT_ms }, async () => {
    const reading = await read();
    if (!reading.ok) return expect.unreachable(JSON.stringify(reading.error));
    const at = { check: 'fuzz', clause: 'none' };
    const [csca = new Uint8Array()] = trust.cscas;
    const authority = parseCertificate(at, csca);
    if (!authority.ok) return expect.unreachable(authority.error.words);
    const seeds = [...reading.value.files.values(), csca, ...trust.crls, pki.passports.masterList()];
    const parsers: ((bytes: Uint8Array) => Result<unknown, { readonly words: string }>)[] = [
      parseCommon,
      parseDg1,
      parseDg2,
      parseDg11,
      parseDg12,
      parseLicenceDg1,
      (bytes) => parseSecurityInfos('a file', bytes),
      (bytes) => parseCertificate(at, bytes),
      (bytes) => readMasterList(bytes, trust),
      (bytes) => checkRevocation(authority.value, authority.value, [bytes], now),
      (bytes) => {
        const sod = parseSecurityObject(at, bytes);
        return sod.ok ? (checkSecurityObject(sod.value, trust).ok ? checkHash(sod.value, 1, bytes) : sod) : sod;
      },
    ];
    const anySeed = fc.oneof(fc.constantFrom(...seeds), fc.uint8Array({ maxLength: 300 }));
    fc.assert(
      fc.property(anySeed, fc.array(change, { minLength: 1, maxLength: 4 }), (seed, changes) => {
        const bytes = changes.reduce(changed, seed);
        for (const parse of parsers) {
          const result = parse(bytes);
          if (!result.ok) expect(result.error.words.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: FILE_RUNS },
    );
  });
});
