/** What a machine trusts is read from files; one in the field trusts nothing that a simulator made. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestPki, pem } from '../simulators/cards/index.ts';
import { isTestMaterial } from './identity/index.ts';
import { readSiteTrust } from './trust-files.ts';

const now = new Date('2026-11-24T08:00:00Z');
const pki = createTestPki({ now });
const folder = mkdtempSync(join(tmpdir(), 'tasleem-trust-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The same certificate with other words in its marks: what an authority of the world looks like. */
function ofTheWorld(der: Uint8Array): Uint8Array {
  const changed = Buffer.from(der);
  for (const [mark, other] of [
    [Buffer.from('Tasleem TEST material, not for use'), Buffer.from('Ministry of the Interior (example)')],
    [Buffer.from('06058837c05301', 'hex'), Buffer.from('06058837c05302', 'hex')],
  ] as const) {
    for (let at = changed.indexOf(mark); at >= 0; at = changed.indexOf(mark, at + 1)) other.copy(changed, at);
  }
  return changed;
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const real = {
  civil: file('civil.pem', pem('CERTIFICATE', pki.authorities.map(ofTheWorld))),
  csca: file('csca.pem', pem('CERTIFICATE', pki.passports.authorities().map(ofTheWorld))),
  crl: file('csca.crl', pem('X509 CRL', pki.passports.revocationLists().map(ofTheWorld))),
  idl: file('idl.pem', pem('CERTIFICATE', pki.licences.authorities().map(ofTheWorld))),
};
const made = {
  civil: file('test-civil.pem', pki.authoritiesPem),
  csca: file('test-csca.pem', pem('CERTIFICATE', pki.passports.authorities())),
  crl: file('test-csca.crl', pem('X509 CRL', pki.passports.revocationLists())),
  idl: file('test-idl.pem', pem('CERTIFICATE', pki.licences.authorities())),
};

type Files = { readonly civil: string; readonly csca: string; readonly crl: string; readonly idl: string };

function configOf({ civil, csca, crl, idl }: Files, caFile?: string) {
  return {
    identity: {
      profiles: [
        { profile: 'piv' as const, authorities: [civil], revocationLists: [], secondFactors: ['chip-pin' as const] },
      ],
    },
    passports: { authorities: [csca], revocationLists: [crl], loadAtFirstStart: false },
    licences: { authorities: [idl], revocationLists: [] },
    service: { tls: caFile === undefined ? undefined : { caFile } },
  };
}

describe('the files that a site trusts', () => {
  it('are taken as they are by a machine in the field', () => {
    const trust = readSiteTrust(configOf(real, real.civil), 'refused');
    if (!trust.ok) return expect.unreachable(trust.error.words);
    expect(trust.value.identity.map(({ authorities }) => authorities.length)).toEqual([2]);
    expect(trust.value.passports.cscas.length).toBe(pki.passports.authorities().length);
    expect(trust.value.passports.crls.length).toBe(pki.passports.revocationLists().length);
    expect(trust.value.licences.cscas.length).toBe(pki.licences.authorities().length);
  });

  it('may be those of simulators on a developer’s machine', () => {
    expect(readSiteTrust(configOf(made, made.civil), 'accepted').ok).toBe(true);
  });

  it.each(['civil', 'csca', 'crl', 'idl'] as const)(
    'close a machine in the field when %s is test material',
    (which) => {
      const trust = readSiteTrust(configOf({ ...real, [which]: made[which] }), 'refused');
      expect(trust).toMatchObject({ ok: false, error: { code: 'C6' } });
      expect(!trust.ok && trust.error.words).toContain(made[which]);
    },
  );

  it('close it as well when the service would be believed by test material', () => {
    const trust = readSiteTrust(configOf(real, made.civil), 'refused');
    expect(trust).toMatchObject({ ok: false, error: { code: 'C6', words: expect.stringContaining(made.civil) } });
  });

  it('that are missing or something else have another code, and are named', () => {
    const gone = join(folder, 'gone.pem');
    for (const testMaterial of ['accepted', 'refused'] as const) {
      const missing = readSiteTrust(configOf({ ...real, idl: gone }), testMaterial);
      expect(missing).toMatchObject({ ok: false, error: { code: 'C5', words: expect.stringContaining(gone) } });
      const other = readSiteTrust(configOf({ ...real, crl: real.csca }), testMaterial);
      expect(other).toMatchObject({ ok: false, error: { code: 'C5', words: expect.stringContaining('no X509 CRL') } });
    }
  });

  it('are read as what judges a card would read: a list that it could not use is named', () => {
    const broken = file('broken.crl', pem('X509 CRL', [Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x01)]));
    const cards = { authorities: [real.civil], revocationLists: [broken] };
    const config = configOf(real);
    const residents = { profiles: [{ profile: 'piv' as const, ...cards, secondFactors: ['chip-pin' as const] }] };
    const technicians = { ...cards, roles: { units: {}, cards: {} }, idle_s: 180, atMost_s: 3600 };
    for (const wrong of [
      { ...config, identity: residents },
      { ...config, technicians },
    ]) {
      const refused = readSiteTrust(wrong, 'refused');
      expect(refused).toMatchObject({ ok: false, error: { code: 'C5', words: expect.stringContaining(broken) } });
    }
  });

  it('of a connection may be missing at the start: whoever connects tells of it', () => {
    expect(readSiteTrust(configOf(real, join(folder, 'gone.pem')), 'refused').ok).toBe(true);
  });
});

describe('test material', () => {
  it('is known by either mark, in a certificate, a list, and a master list', () => {
    const [root = new Uint8Array()] = pki.authorities;
    const [crl = new Uint8Array()] = pki.passports.revocationLists();
    const { certificate } = pki.passports.documentSigner('rsaPss');
    for (const der of [root, crl, certificate, pki.passports.masterList(), pki.technicians.authority])
      expect(isTestMaterial(der)).toBe(true);
    const world = ofTheWorld(root);
    expect(isTestMaterial(world)).toBe(false);
    expect(isTestMaterial(Buffer.concat([world, Buffer.from('06058837c05301', 'hex')]))).toBe(true);
  });
});
