/** Lists of country signing authorities: good ones, with link certificates among them, and each way in which one is no good. */
import { describe, expect, it } from 'vitest';
import { createTestPki } from '../../../simulators/cards/index.ts';
import { parseSecurityObject } from '../emrtd/lds/security-object.ts';
import {
  type CertificateWish,
  ellipticKeys,
  type MasterListWish,
  makeCertificate,
  makeMasterList,
  makeSecurityObject,
} from '../testing/test-signer.ts';
import { KEY_USAGE } from './certificate.ts';
import { readMasterList } from './master-list.ts';
import { checkSecurityObject } from './passive-authentication.ts';

const now = new Date('2026-11-24T08:00:00Z');
const MASTER_LIST_SIGNER = '2.23.136.1.1.3';
const authority = { keyUsage: KEY_USAGE.keyCertSign | KEY_USAGE.cRLSign, isAuthority: true } as const;

/** A country whose authority changed its key: the old one vouches for the new one in a link certificate of the same name. */
const keys = { old: ellipticKeys(), next: ellipticKeys('P-384'), other: ellipticKeys(), signer: ellipticKeys() };
const named = (subject: string, own: typeof keys.old, issuer = subject, issuerKeys = own) =>
  makeCertificate({ subject, issuer, keys: own, issuerKeys, ...authority });
const old = named('CSCA', keys.old);
const next = named('CSCA', keys.next);
const link = named('CSCA', keys.next, 'CSCA', keys.old);
const foreign = named('Foreign CSCA', keys.other);
const trust = { cscas: [old], crls: [], now };

function signerWith(wish: Partial<CertificateWish> = {}) {
  return makeCertificate({
    ...{ subject: 'Master list signer', issuer: 'CSCA', keys: keys.signer, issuerKeys: keys.old },
    ...{ keyUsage: KEY_USAGE.digitalSignature, extendedKeyUsage: MASTER_LIST_SIGNER, ...wish },
  });
}

function listWith(wish: Partial<MasterListWish> = {}) {
  return makeMasterList({ signer: signerWith(), keys: keys.signer, certificates: [old, link, next, foreign], ...wish });
}

describe('a master list', () => {
  it('that a trusted authority’s signer signed gives all its certificates, link certificates among them', () => {
    const list = readMasterList(listWith(), trust);
    if (!list.ok) return expect.unreachable(list.error.words);
    expect(list.value.map((certificate) => Buffer.from(certificate).toString('hex'))).toEqual(
      [old, link, next, foreign].map((certificate) => Buffer.from(certificate).toString('hex')),
    );
  });

  it('of another maker is read as well', () => {
    const { passports } = createTestPki({ now });
    const list = readMasterList(passports.masterList(), { cscas: passports.authorities(), crls: [], now });
    expect(list).toMatchObject({ ok: true, value: { length: passports.authorities().length } });
  });

  it.each([
    ['the old key', keys.old, 'CSCA'],
    ['the new key, by link or by itself', keys.next, 'CSCA'],
    ['a country of which only the list tells', keys.other, 'Foreign CSCA'],
  ])('brings trust in documents signed under %s, and none without it', (_, issuerKeys, issuer) => {
    const signer = makeCertificate({
      ...{ subject: 'DS', issuer, keys: keys.signer, issuerKeys, keyUsage: KEY_USAGE.digitalSignature },
    });
    const groups = new Map([[1, Uint8Array.of(0x61, 0)]]);
    const file = makeSecurityObject({ signer, keys: keys.signer, groups });
    const sod = parseSecurityObject({ check: 'EF.SOD', clause: 'Doc 9303-10, 4.6' }, file);
    const list = readMasterList(listWith(), trust);
    if (!sod.ok || !list.ok) return expect.unreachable('both are good');
    expect(checkSecurityObject(sod.value, { ...trust, cscas: list.value }).ok).toBe(true);
    for (const cscas of [[link], [next]] as const)
      expect(checkSecurityObject(sod.value, { ...trust, cscas }).ok).toBe(issuerKeys === keys.next);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['of another content type', listWith({ contentType: '2.23.136.1.1.1' }), /content type/],
    ['that nobody signed', listWith({ signers: 0 }), /nobody signed/],
    ['that two have signed', listWith({ signers: 2 }), /2 signers/],
    ['whose digest is another', listWith({ digest: new Uint8Array(32) }), /digest is another/],
    ['signed with another key', listWith({ keys: ellipticKeys() }), /does not verify/],
    ['signed under an authority that nobody trusts', listWith({ signer: signerWith({ issuer: 'X' }) }), /no trusted/],
    [
      'of a signer whose authority’s key is another',
      listWith({ signer: signerWith({ issuerKeys: keys.other }) }),
      /verify/,
    ],
    ['signed by a document signer', listWith({ signer: documentSigner() }), /extended key usage/],
    ['signed by an authority itself', listWith({ signer: signerWith({ isAuthority: true }) }), /where a signer/],
    ['whose signer has expired', listWith({ signer: signerWith({ to: '251231235959Z' }) }), /expired on 2025-12-31/],
    ['whose signer is not yet valid', listWith({ signer: signerWith({ from: '270101000000Z' }) }), /not valid before/],
    ['with something else among its certificates', listWith({ certificates: [old, Uint8Array.of(5, 0)] }), /tag/],
    ['cut short', listWith().slice(0, -1), /length/],
  ])('%s is refused, with check and clause', (_, bytes, words) => {
    const list = readMasterList(bytes, trust);
    if (list.ok) return expect.unreachable('it was believed');
    expect(`${list.error.check}: ${list.error.words}`).toMatch(words);
    expect(list.error.clause).toMatch(/^Doc 9303-1[12], \d/);
  });
});

function documentSigner() {
  const request = { subject: 'DS', issuer: 'CSCA', keys: keys.signer, issuerKeys: keys.old };
  return makeCertificate({ ...request, keyUsage: KEY_USAGE.digitalSignature });
}
