/** Somebody else's judgement: OpenSSL on what the made-up authorities sign. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardKey } from '../crypto/keys.ts';
import { makeSecurityObject } from '../emrtd/security-object.ts';
import { readBer } from '../os/ber.ts';
import { createTechnicianCard } from '../piv/technician-card.ts';
import { now } from '../testing/made-up-passport.ts';
import { TEST_ORGANIZATION, TEST_POLICY } from './certificate.ts';
import { pem } from './pem.ts';
import { createTestPki } from './test-pki.ts';
import { signatureKinds } from './travel-pki.ts';

const missing = spawnSync('openssl', ['version']).status === 0 ? undefined : 'apt-get install openssl';
const pki = createTestPki({ now });
/** OpenSSL takes no curve that is written out in numbers into a path. */
const judgedInPaths = signatureKinds.filter((kind) => kind !== 'ecdsaExplicit');
const atThatTime = ['-attime', String(Math.floor(now.getTime() / 1000))];
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasleem-pki-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function openssl(...args: readonly string[]): { ok: boolean; words: string; bytes: Buffer } {
  const { status, stdout, stderr } = spawnSync('openssl', args, { timeout: 15_000 });
  return { ok: status === 0, words: `${stdout.toString('latin1')}${stderr.toString('latin1')}`, bytes: stdout };
}

const pems = (ders: readonly Uint8Array[]) => pem('CERTIFICATE', ders);
const crlPems = (ders: readonly Uint8Array[]) => pem('X509 CRL', ders);

describe.skipIf(missing)(`OpenSSL${missing ? ` (skipped: ${missing})` : ''}`, () => {
  it.each(judgedInPaths)('verifies the security object of a document signer: %s', (kind) => {
    const groups = new Map([[1, Buffer.from('one')]]);
    const sod = makeSecurityObject({ groups, documentSigner: pki.passports.documentSigner(kind), signingTime: now });
    const message = file('sod.der', readBer(sod)?.get(0x77) ?? new Uint8Array());
    const trusted = file('csca.pem', pems(pki.passports.authorities()));
    const verified = openssl(
      'cms',
      '-verify',
      '-inform',
      'DER',
      '-in',
      message,
      '-CAfile',
      trusted,
      '-purpose',
      'any',
      ...atThatTime,
    );
    expect(verified.words).toContain('Verification successful');
    expect(verified.bytes.includes(createHash('sha256').update('one').digest())).toBe(true);
    const others = file('others.pem', pems([pki.licences.authorities()[0] ?? new Uint8Array()]));
    expect(
      openssl('cms', '-verify', '-inform', 'DER', '-in', message, '-CAfile', others, '-purpose', 'any', ...atThatTime)
        .ok,
    ).toBe(false);
  });

  it('verifies a signature whose curve is written out, though not its path', () => {
    const documentSigner = pki.passports.documentSigner('ecdsaExplicit');
    const sod = makeSecurityObject({ groups: new Map([[1, Buffer.from('one')]]), documentSigner, signingTime: now });
    const message = file('explicit.der', readBer(sod)?.get(0x77) ?? new Uint8Array());
    expect(openssl('cms', '-verify', '-inform', 'DER', '-in', message, '-noverify').words).toContain(
      'Verification successful',
    );
  });

  it('verifies the master list, and finds every authority in it', () => {
    const list = file('list.der', pki.passports.masterList());
    const trusted = file('csca.pem', pems(pki.passports.authorities()));
    const verified = openssl(
      'cms',
      '-verify',
      '-inform',
      'DER',
      '-in',
      list,
      '-CAfile',
      trusted,
      '-purpose',
      'any',
      ...atThatTime,
    );
    expect(verified.words).toContain('Verification successful');
    for (const der of pki.passports.authorities()) expect(verified.bytes.includes(Buffer.from(der))).toBe(true);
  });

  it('follows the path of every document signer, and finds the revoked ones on the list', () => {
    const trusted = file('csca.pem', pems(pki.passports.authorities()));
    const lists = file('csca.crl', crlPems(pki.passports.revocationLists()));
    const judge = (
      kind: (typeof signatureKinds)[number],
      standing: 'good' | 'revoked' | 'expired' | 'wrongAuthority',
    ) => {
      const signer = file('ds.pem', pems([pki.passports.documentSigner(kind, standing).certificate]));
      return openssl('verify', '-crl_check_all', '-CRLfile', lists, '-CAfile', trusted, ...atThatTime, signer).words;
    };
    for (const kind of judgedInPaths) {
      expect(judge(kind, 'good'), kind).toContain(': OK');
      expect(judge(kind, 'revoked'), kind).toContain('certificate revoked');
    }
    expect(judge('ecdsaP256', 'expired')).toContain('certificate has expired');
    expect(judge('ecdsaP256', 'wrongAuthority')).toContain('unable to get');
  });

  it('follows the path of a civil ID card and of a technician’s', () => {
    const civilId = '288020122596';
    const [root = new Uint8Array(), issuing = new Uint8Array()] = pki.authorities;
    const card = pki.issueCardCertificate({ civilId, key: cardKey('p256', 'any') });
    const judge = (revoked: readonly string[]) => {
      const lists = file('civil.crl', crlPems(pki.revocationLists(revoked)));
      const paths = ['-CAfile', file('root.pem', pems([root])), '-untrusted', file('issuing.pem', pems([issuing]))];
      return openssl(
        'verify',
        '-crl_check_all',
        '-CRLfile',
        lists,
        ...paths,
        ...atThatTime,
        file('card.pem', pems([card])),
      ).words;
    };
    expect(judge([])).toContain(': OK');
    expect(judge([civilId])).toContain('certificate revoked');
    expect(createTechnicianCard(pki, { number: 'T-0042', name: 'TEST technician' }).atr.length).toBeGreaterThan(0);
    const technician = pki.technicians.issueCertificate({
      ...{ number: 'T-0042', name: 'TEST technician', key: cardKey('p256', 'any'), reference: '9A' },
    });
    const authority = file('technicians.pem', pems([pki.technicians.authority]));
    const list = file('technicians.crl', crlPems([pki.technicians.revocationList(['T-0042'])]));
    const leaf = file('technician.pem', pems([technician]));
    expect(openssl('verify', '-CAfile', authority, ...atThatTime, leaf).words).toContain(': OK');
    expect(
      openssl('verify', '-crl_check', '-CRLfile', list, '-CAfile', authority, ...atThatTime, leaf).words,
    ).toContain('certificate revoked');
  });

  it('shows in every certificate that it is test material', () => {
    const certificates = [
      ...pki.authorities,
      pki.technicians.authority,
      ...pki.passports.authorities(),
      ...pki.licences.authorities(),
      ...signatureKinds.map((kind) => pki.passports.documentSigner(kind).certificate),
    ];
    for (const der of certificates) {
      const { words } = openssl('x509', '-in', file('any.pem', pems([der])), '-noout', '-text');
      expect(words).toContain(`Policy: ${TEST_POLICY}`);
      expect(words).toContain(`O = "${TEST_ORGANIZATION}"`);
    }
  });
});
