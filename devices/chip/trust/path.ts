/** From a signer's certificate to a country signing authority that the site trusts (Doc 9303-12, 4 and 7; 9303-11, 5.1). */
import { equalBytes } from '../../../common/bytes.ts';
import { ok, type Result } from '../../../common/result.ts';
import { type PublicKey, parsePublicKey } from '../crypto/public-key.ts';
import { checkSignature } from '../crypto/signature.ts';
import { type CheckName, type ChipProblem, failed } from '../problem.ts';
import { type Certificate, KEY_USAGE, parseCertificate } from './certificate.ts';
import { checkRevocation } from './revocation-list.ts';

export type Trust = {
  /** Certificates of the authorities that are trusted, DER: self-signed or link certificates, it makes no difference. */
  readonly cscas: readonly Uint8Array[];
  /** Revocation lists, DER. */
  readonly crls: readonly Uint8Array[];
  readonly now: Date;
  /**
   * `now` (the default): signer and authority must be valid today. `signingTime`: they must have been valid when the
   * signer says it signed, for sites that accept documents which outlive their signer's certificate.
   */
  readonly validity?: 'now' | 'signingTime';
};

export type TrustedPath = { readonly authority: Certificate; readonly revocation: 'notRevoked' | 'noList' };

/** Doc 9303-12, 4.1: what may still be relied upon. */
const MIN_RSA_BITS = 2_048;
const MIN_EC_BITS = 224;

const PATH = { check: 'passive authentication: certificate path', clause: 'Doc 9303-12, 7.1' };

/** @param usage extended key usage that the signer's certificate must have */
export function checkPath(
  signer: Certificate,
  signingTime: Date | undefined,
  trust: Trust,
  usage?: string,
): Result<TrustedPath, ChipProblem> {
  const at = trust.validity === 'signingTime' ? signingTime : trust.now;
  if (!at) return failed(PATH, 'the signer does not say when it signed');
  const fit = checkSigner(signer, usage);
  if (!fit.ok) return fit;
  const valid = checkValidity('signer’s certificate', signer, at);
  if (!valid.ok) return valid;
  const authority = findAuthority(signer, trust.cscas);
  if (!authority.ok) return authority;
  const authorityValid = checkValidity('authority’s certificate', authority.value, at);
  if (!authorityValid.ok) return authorityValid;
  const revocation = checkRevocation(signer, authority.value, trust.crls, trust.now);
  return revocation.ok ? ok({ authority: authority.value, revocation: revocation.value }) : revocation;
}

function checkSigner(signer: Certificate, usage: string | undefined): Result<void, ChipProblem> {
  const at = { ...PATH, check: 'passive authentication: signer’s certificate' };
  if (signer.unknownCritical.length > 0) return failed(at, `critical extension ${signer.unknownCritical[0]} not known`);
  if (signer.isAuthority) return failed(at, 'an authority’s certificate, where a signer’s belongs');
  if (signer.keyUsage === undefined || (signer.keyUsage & KEY_USAGE.digitalSignature) === 0) {
    return failed(at, 'its key usage is not digital signature');
  }
  if (usage !== undefined && !signer.extendedKeyUsage.includes(usage)) {
    return failed(at, `its extended key usage is not ${usage}`);
  }
  const key = strongKey(at, signer);
  return key.ok ? ok() : key;
}

function strongKey(at: CheckName, certificate: Certificate): Result<PublicKey, ChipProblem> {
  const key = parsePublicKey(at, certificate.publicKey);
  if (!key.ok) return key;
  if (key.value.kind === 'dh') return failed(at, 'a Diffie-Hellman key cannot sign');
  const least = key.value.kind === 'rsa' ? MIN_RSA_BITS : MIN_EC_BITS;
  return key.value.bits < least
    ? failed({ ...at, clause: 'Doc 9303-12, 4.1' }, `a key of ${key.value.bits} bits is too weak`)
    : key;
}

function checkValidity(name: string, { notBefore, notAfter }: Certificate, at: Date): Result<void, ChipProblem> {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const check = { ...PATH, check: `passive authentication: validity of the ${name}` };
  if (at < notBefore) return failed(check, `not valid before ${day(notBefore)}`);
  return at > notAfter ? failed(check, `expired on ${day(notAfter)}`) : ok();
}

/** Every authority of the right name is tried: after a change of keys there are several. */
function findAuthority(signer: Certificate, cscas: readonly Uint8Array[]): Result<Certificate, ChipProblem> {
  let last: Result<Certificate, ChipProblem> = failed(PATH, 'no trusted authority has signed the signer’s certificate');
  for (const bytes of cscas) {
    const authority = parseCertificate({ ...PATH, check: 'configured authority' }, bytes);
    if (!authority.ok) {
      last = authority;
      continue;
    }
    if (!isIssuer(authority.value, signer)) continue;
    const checked = checkIssued(authority.value, signer);
    if (checked.ok) return authority;
    last = checked;
  }
  return last;
}

function isIssuer(authority: Certificate, signer: Certificate): boolean {
  if (!equalBytes(authority.subject, signer.issuer)) return false;
  const { authorityKeyId } = signer;
  return !authorityKeyId || !authority.subjectKeyId || equalBytes(authorityKeyId, authority.subjectKeyId);
}

function checkIssued(authority: Certificate, signer: Certificate): Result<void, ChipProblem> {
  const at = { ...PATH, check: 'passive authentication: authority’s certificate' };
  if (authority.unknownCritical.length > 0) return failed(at, `critical extension ${authority.unknownCritical[0]}`);
  if (!authority.isAuthority) return failed(at, 'not that of an authority');
  if (authority.keyUsage === undefined || (authority.keyUsage & KEY_USAGE.keyCertSign) === 0) {
    return failed(at, 'its key usage is not signing certificates');
  }
  const key = strongKey(at, authority);
  if (!key.ok) return key;
  const algorithm = signer.signatureAlgorithm;
  return checkSignature(PATH, { key: key.value, algorithm }, signer.signed, signer.signature);
}
