import { describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { pcsc, registerPcscBinding } from '../../devices/card-reader/index.ts';
import { type DeviceError, deviceError, type PivEvidence } from '../../devices/contract/index.ts';
import { InProcessReader } from '../../simulators/card-reader/index.ts';
import { type CardKind, type CardSpec, createCard, createTestPki, TEST_PIN } from '../../simulators/cards/index.ts';
import { certificatesFromPem, judgeEvidence, refusalOf } from './index.ts';

const now = new Date('2026-11-24T08:00:00Z');
const civilId = '288020122596';
const pki = createTestPki({ now });
const policy = { authorities: pki.authorities, revocationLists: [], now, proof: 'tap' } as const;
const challenge = Uint8Array.from({ length: 32 }, (_, i) => i * 7);

/** From the card on the reader to the verdict, as the machine does it. */
async function tap(spec: Partial<CardSpec> & { kind: CardKind }) {
  const reader = new InProcessReader(systemClock);
  registerPcscBinding('identity-test', () => reader);
  const device = pcsc.create({ binding: { name: 'identity-test' } }, { clock: systemClock, log: silentLog });
  await device.open();
  reader.insert(createCard(pki, { civilId, ...spec }));
  const evidence = await device.readEvidence({ profiles: ['piv'], challenge }, { timeout_ms: 2_000 });
  await device.close();
  if (!evidence.ok) return { read: refusalOf(evidence.error) };
  if (evidence.value.profile !== 'piv') throw new Error(evidence.value.profile);
  const judged = await judgeEvidence(evidence.value, challenge, policy);
  return judged.ok ? { holder: judged.value } : { refused: judged.error };
}

/** From the PIN to the verdict, over the card's own key 9A. */
async function givePin(spec: Partial<CardSpec> & { kind: CardKind }, digits: string = TEST_PIN) {
  const reader = new InProcessReader(systemClock);
  registerPcscBinding('identity-test', () => reader);
  const device = pcsc.create({ binding: { name: 'identity-test' } }, { clock: systemClock, log: silentLog });
  await device.open();
  reader.insert(createCard(pki, { civilId, ...spec }));
  const pin = Uint8Array.from(Buffer.from(digits));
  const verdict = await device.verifyPin({ pin, challenge, lastTry: 'keep' });
  await device.close();
  return { verdict, pin };
}

async function evidenceOf(kind: CardKind): Promise<PivEvidence> {
  const reader = new InProcessReader(systemClock);
  registerPcscBinding('identity-test', () => reader);
  const device = pcsc.create({ binding: { name: 'identity-test' } }, { clock: systemClock, log: silentLog });
  await device.open();
  reader.insert(createCard(pki, { civilId, kind }));
  const evidence = await device.readEvidence({ profiles: ['piv'], challenge });
  await device.close();
  if (!evidence.ok || evidence.value.profile !== 'piv') throw new Error(JSON.stringify(evidence));
  return evidence.value;
}

describe('a card on the reader', () => {
  it.each(['p256', 'p384', 'rsa2048', 'rsa3072'] as const)(
    'is the holder’s when it is genuine: %s',
    async (algorithm) => {
      const result = await tap({ kind: 'genuine', algorithm });
      expect(result.holder?.civilId).toBe(civilId);
      expect(result.holder?.certificateSerial).toMatch(/^[0-9A-F]{32}$/);
    },
  );

  it.each([
    [{ kind: 'cloned' }, 'cloned'],
    [{ kind: 'wrongAuthority' }, 'wrongAuthority'],
    [{ kind: 'expired' }, 'expired'],
    [{ kind: 'notYetValid' }, 'notYetValid'],
    [{ kind: 'badCivilId' }, 'badCivilId'],
    [{ kind: 'genuine', algorithm: 'rsa1024' }, 'weakKey'],
  ] as const)('is refused by what is wrong with it: %o', async (spec, code) => {
    expect((await tap(spec)).refused?.code).toBe(code);
  });

  it.each([
    ['foreign', 'foreignCard', 'SW 6A82'],
    ['mute', 'mute', 'unresponsive'],
    ['noKey', 'cloned', 'GENERAL AUTHENTICATE'],
    ['garbageTlv', 'malformed', 'object 5FC101'],
    ['hugeCertificate', 'malformed', 'longer than 65536'],
    ['endless61', 'malformed', 'still 61xx'],
    ['endless6C', 'malformed', 'SW 6C10'],
  ] as const)('that cannot be read says why: %s', async (kind, code, words) => {
    const { read } = await tap({ kind });
    expect(read?.code).toBe(code);
    expect(read?.words).toContain(words);
  });

  it('that never answers is mute', async () => {
    expect((await tap({ kind: 'silent' })).read?.code).toBe('mute');
  });
});

describe('judging evidence', () => {
  it('refuses yesterday’s answer', async () => {
    const evidence = await evidenceOf('genuine');
    const other = challenge.map((byte) => byte ^ 1);
    const replayed = await judgeEvidence(evidence, other, policy);
    expect(replayed).toMatchObject({ ok: false, error: { code: 'wrongChallenge' } });
    const relabelled = await judgeEvidence({ ...evidence, challenge: other }, other, policy);
    expect(relabelled).toMatchObject({ ok: false, error: { code: 'cloned' } });
  });

  it('refuses bytes that are no certificate, and bytes behind one', async () => {
    const evidence = await evidenceOf('genuine');
    for (const certificate of [
      new Uint8Array(),
      Uint8Array.of(0x30, 0x80),
      evidence.certificate.slice(0, -1),
      Uint8Array.of(...evidence.certificate, 0),
    ]) {
      const result = await judgeEvidence({ ...evidence, certificate }, challenge, policy);
      expect(result).toMatchObject({ ok: false, error: { code: 'malformed' } });
    }
  });

  it('notices every changed byte of the certificate', async () => {
    const evidence = await evidenceOf('genuine');
    for (let at = 0; at < evidence.certificate.length; at += 7) {
      const certificate = evidence.certificate.slice();
      certificate[at] = (certificate[at] ?? 0) ^ 0x20;
      expect((await judgeEvidence({ ...evidence, certificate }, challenge, policy)).ok, `byte ${at}`).toBe(false);
    }
  });

  it('refuses a signature of garbage', async () => {
    const evidence = await evidenceOf('genuine');
    for (const signature of [new Uint8Array(), Uint8Array.of(0x30, 0x80, 1), new Uint8Array(400).fill(0xff)]) {
      const result = await judgeEvidence({ ...evidence, signature }, challenge, policy);
      expect(result).toMatchObject({ ok: false, error: { code: 'cloned' } });
    }
  });

  it('trusts nothing without a root, not even an issuing authority by itself', async () => {
    const evidence = await evidenceOf('genuine');
    const [root, issuing] = pki.authorities;
    for (const authorities of [[], [root], [issuing]]) {
      const known = authorities.filter((der) => der !== undefined);
      const result = await judgeEvidence(evidence, challenge, { ...policy, authorities: known });
      expect(result).toMatchObject({ ok: false, error: { code: 'wrongAuthority' } });
    }
  });

  it('does not take an authority’s certificate for a card', async () => {
    const [, issuing] = pki.authorities;
    const result = await judgeEvidence(
      { profile: 'piv', certificate: Uint8Array.from(issuing ?? []), signature: new Uint8Array(70), challenge },
      challenge,
      policy,
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'foreignCard' } });
  });

  it('does not take a card’s certificate for an authority', async () => {
    const evidence = await evidenceOf('genuine');
    const result = await judgeEvidence(evidence, challenge, { ...policy, authorities: [evidence.certificate] });
    expect(result).toMatchObject({ ok: false, error: { code: 'wrongAuthority' } });
  });

  it('judges by the clock it is given', async () => {
    const evidence = await evidenceOf('genuine');
    const at = async (date: string) => {
      const judged = await judgeEvidence(evidence, challenge, { ...policy, now: new Date(date) });
      return judged.ok ? 'holder' : judged.error.code;
    };
    expect(await at('2026-11-24T00:00:00Z')).toBe('holder');
    expect(await at('2040-01-01T00:00:00Z')).toBe('expired');
    expect(await at('2020-01-01T00:00:00Z')).toBe('notYetValid');
    expect(await at('2080-01-01T00:00:00Z')).toBe('wrongAuthority');
  });

  it('throws when the policy holds no certificate: that is a bug of ours, not of the card', async () => {
    const evidence = await evidenceOf('genuine');
    const broken = { ...policy, authorities: [Uint8Array.of(1, 2, 3)] };
    await expect(judgeEvidence(evidence, challenge, broken)).rejects.toThrow(/certificate 1/);
  });
});

describe('authorities of the configuration', () => {
  it('are read from PEM, comments and all', () => {
    const read = certificatesFromPem(`# root and issuing\n${pki.authoritiesPem}`);
    expect(read.ok && read.value.map((der) => der.length)).toEqual(pki.authorities.map((der) => der.length));
  });

  it('say what is wrong with the file', () => {
    expect(certificatesFromPem('')).toMatchObject({ ok: false });
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    expect(certificatesFromPem(broken)).toMatchObject({ ok: false, error: expect.stringContaining('certificate 1') });
  });
});

describe('errors of the reader', () => {
  it.each([
    [deviceError('mediaRemoved', 'x'), 'removedEarly'],
    [deviceError('noMedia', 'x'), 'removedEarly'],
    [deviceError('atrNotObtained', 'x'), 'mute'],
    [deviceError('timeOut', 'x'), 'mute'],
    [deviceError('invalidMedia', 'x'), 'foreignCard'],
    [deviceError('protocolNotSupported', 'x'), 'foreignCard'],
    [deviceError('cardCollision', 'x'), 'twoCards'],
    [deviceError('securityFail', 'x'), 'cloned'],
    [deviceError('invalidData', 'x'), 'malformed'],
    [deviceError('deviceNotReady', 'x'), 'readerFault'],
    [deviceError('hardwareError', 'x'), 'readerFault'],
    [deviceError('canceled', 'x'), 'readerFault'],
  ] satisfies [DeviceError, string][])('%o', (error, code) => {
    expect(refusalOf(error)).toEqual({ code, words: 'x' });
  });
});

describe('the PIN of a card', () => {
  it.each(['p256', 'p384', 'rsa2048', 'rsa3072'] as const)(
    'proves its holder by a key that needs it: %s',
    async (algorithm) => {
      const { verdict, pin } = await givePin({ kind: 'genuine', algorithm });
      if (!verdict.ok || verdict.value.outcome !== 'verified') return expect.unreachable(JSON.stringify(verdict));
      const judged = await judgeEvidence(verdict.value.evidence, challenge, { ...policy, proof: 'pin' });
      expect(judged).toMatchObject({ ok: true, value: { civilId } });
      expect([...pin].every((digit) => digit === 0)).toBe(true);
    },
  );

  it('is no proof by a certificate that is made for a tap, nor the other way round', async () => {
    const tapped = await judgeEvidence(await evidenceOf('genuine'), challenge, { ...policy, proof: 'pin' });
    expect(tapped).toMatchObject({ ok: false, error: { code: 'foreignCard', words: 'not made for a PIN' } });
    const { verdict } = await givePin({ kind: 'genuine' });
    if (!verdict.ok || verdict.value.outcome !== 'verified') return expect.unreachable(JSON.stringify(verdict));
    const asTap = await judgeEvidence(verdict.value.evidence, challenge, policy);
    expect(asTap).toMatchObject({ ok: false, error: { code: 'foreignCard' } });
  });

  it('is no proof when the card says yes and signs with a key of its own', async () => {
    const { verdict } = await givePin({ kind: 'cloned' });
    if (!verdict.ok || verdict.value.outcome !== 'verified') return expect.unreachable(JSON.stringify(verdict));
    const judged = await judgeEvidence(verdict.value.evidence, challenge, { ...policy, proof: 'pin' });
    expect(judged).toMatchObject({ ok: false, error: { code: 'cloned' } });
  });
});
