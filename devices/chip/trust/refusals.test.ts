/** Everything that can be wrong with who signed a document: each is refused, and the refusal names check and clause. */
import { describe, expect, it } from 'vitest';
import { parseSecurityObject } from '../emrtd/lds/security-object.ts';
import {
  type CertificateWish,
  ellipticKeys,
  makeCertificate,
  makeSecurityObject,
  rsaKeys,
  type SecurityObjectWish,
} from '../testing/test-signer.ts';
import { KEY_USAGE } from './certificate.ts';
import { checkHash, checkSecurityObject } from './passive-authentication.ts';

const now = new Date('2026-11-24T08:00:00Z');
const authorityKeys = ellipticKeys();
const signerKeys = ellipticKeys();
const weakKeys = ellipticKeys('prime192v1');
const weakRsa = rsaKeys(1_024);
const strongRsa = rsaKeys(2_048);
const dg1 = Uint8Array.of(0x61, 0x01, 0x00);

/** `undefined` takes away what is there else. */
type Changed<T> = { readonly [K in keyof T]?: T[K] | undefined };

type Wish = {
  readonly authority?: Changed<CertificateWish>;
  readonly signer?: Changed<CertificateWish>;
  readonly sod?: Partial<SecurityObjectWish>;
  readonly cscas?: readonly Uint8Array[];
};

/** Weak keys sign well too: the refusal is for their length. */
function check({ authority = {}, signer = {}, sod = {}, cscas }: Wish) {
  const csca = makeCertificate({
    ...{ subject: 'CSCA', issuer: 'CSCA', keys: authorityKeys, issuerKeys: authorityKeys },
    ...{ keyUsage: KEY_USAGE.keyCertSign | KEY_USAGE.cRLSign, isAuthority: true, ...authority },
  } as CertificateWish);
  const certificate = makeCertificate({
    ...{ subject: 'DS', issuer: 'CSCA', keys: signerKeys, issuerKeys: authorityKeys },
    ...{ keyUsage: KEY_USAGE.digitalSignature, ...signer },
  } as CertificateWish);
  const file = makeSecurityObject({ signer: certificate, keys: signerKeys, groups: new Map([[1, dg1]]), ...sod });
  const at = { check: 'EF.SOD', clause: 'Doc 9303-10, 4.6' };
  const parsed = parseSecurityObject(at, file);
  return parsed.ok ? checkSecurityObject(parsed.value, { cscas: cscas ?? [csca], crls: [], now }) : parsed;
}

describe('a security object', () => {
  it('signed by a signer of a trusted authority is believed', () => {
    for (const keys of [signerKeys, strongRsa])
      expect(check({ signer: { keys }, sod: { keys } })).toMatchObject({ ok: true, value: { revocation: 'noList' } });
  });

  it.each<[string, Wish, RegExp]>([
    ['without a signer', { sod: { signers: 0 } }, /nobody signed/],
    ['with two signers', { sod: { signers: 2 } }, /2 signers/],
    ['of another content type', { sod: { contentType: '2.23.136.1.1.2' } }, /content type/],
    ['whose signed digest is another', { sod: { digest: new Uint8Array(32) } }, /digest is another/],
    ['signed with another key', { sod: { keys: ellipticKeys() } }, /does not verify/],
    ['of a signer that has expired', { signer: { to: '251231235959Z' } }, /expired on 2025-12-31/],
    ['of a signer that is not yet valid', { signer: { from: '270101000000Z' } }, /not valid before 2027-01-01/],
    ['of a signer for something else', { signer: { keyUsage: KEY_USAGE.cRLSign } }, /key usage/],
    ['of an authority itself', { signer: { isAuthority: true } }, /where a signer/],
    ['of a signer with a demand that we do not know', { signer: { criticalExtension: '1.2.3.4' } }, /1\.2\.3\.4/],
    ['of a signer with a weak key', { signer: { keys: weakKeys }, sod: { keys: weakKeys } }, /192 bits is too weak/],
    ['of a signer with a weak RSA key', { signer: { keys: weakRsa }, sod: { keys: weakRsa } }, /1024 bits is too weak/],
    ['signed over SHA-1', { sod: { hash: 'sha1' } }, /SHA-1/],
    [
      'of an authority with a weak key',
      { authority: { keys: weakKeys }, signer: { issuerKeys: weakKeys } },
      /192 bits/,
    ],
    ['of a signer whose use is not told', { signer: { keyUsage: undefined } }, /key usage/],
    ['of an authority whose use is not told', { authority: { keyUsage: undefined } }, /signing certificates/],
    [
      'of an authority with a demand that we do not know',
      { authority: { criticalExtension: '1.2.3.4' } },
      /1\.2\.3\.4/,
    ],
    ['of a signer that a stranger signed', { signer: { issuerKeys: ellipticKeys() } }, /does not verify/],
    ['of a signer of nobody', { cscas: [] }, /no trusted authority/],
    ['of another authority', { signer: { issuer: 'Somebody' } }, /no trusted authority/],
    ['of an authority that has expired', { authority: { to: '251231235959Z' } }, /authority.*expired|expired/],
    ['of an authority that is none', { authority: { isAuthority: false } }, /not that of an authority/],
    ['of an authority for lists only', { authority: { keyUsage: KEY_USAGE.cRLSign } }, /signing certificates/],
  ])('%s is refused', (_name, wish, words) => {
    const result = check(wish);
    if (result.ok) return expect.unreachable('it was believed');
    expect(`${result.error.check}: ${result.error.words}`).toMatch(words);
    expect(result.error.clause).toMatch(/^(Doc 9303|ISO)/);
  });

  it('refuses a data group that was changed, and one that it does not sign', () => {
    const certificate = makeCertificate({
      ...{ subject: 'DS', issuer: 'CSCA', keys: signerKeys, issuerKeys: authorityKeys },
      keyUsage: KEY_USAGE.digitalSignature,
    });
    const file = makeSecurityObject({ signer: certificate, keys: signerKeys, groups: new Map([[1, dg1]]) });
    const sod = parseSecurityObject({ check: 'EF.SOD', clause: '' }, file);
    if (!sod.ok) return expect.unreachable(sod.error.words);
    expect(checkHash(sod.value, 1, dg1).ok).toBe(true);
    expect(checkHash(sod.value, 1, Uint8Array.of(0x61, 0x01, 0x01))).toMatchObject({
      error: { words: 'DG1 was changed after signing' },
    });
    expect(checkHash(sod.value, 2, dg1)).toMatchObject({ ok: false, error: { clause: 'Doc 9303-11, 5.1' } });
  });
});
