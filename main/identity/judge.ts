import { verify } from 'node:crypto';
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import { equalBytes } from '../../common/bytes.ts';
import { type CivilId, parseCivilId } from '../../common/civil-id.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { PivEvidence } from '../../devices/contract/index.ts';
import { authorityPath, type ParsedCertificate, parseCertificate } from './certificate.ts';
import type { IdentityRefusal } from './refusal.ts';
import { isRevoked } from './revocation.ts';

export type Holder = { readonly civilId: CivilId };

type PivHolder = Holder & {
  /** Of the card's certificate, hexadecimal: names the card, not the person. */
  readonly certificateSerial: string;
};

export type IdentityPolicy = {
  /** Certificates of the civil-ID authority, DER: roots (self-signed: the trust anchors) and intermediates. */
  readonly authorities: readonly Uint8Array[];
  /** Their revocation lists, DER. */
  readonly revocationLists: readonly Uint8Array[];
  readonly now: Date;
  /** Which key has signed: the one for a tap (9E), or the one that the PIN opens (9A). */
  readonly proof: 'tap' | 'pin';
};

/** id-PIV-cardAuth (FIPS 201-3, appendix B): the certificate is for a tap without a PIN. */
const ID_PIV_CARD_AUTH = '2.16.840.1.101.3.6.8';
/** Of the PIV Authentication certificate: id-kp-clientAuth, smart card logon. One made for a tap has neither. */
const PIV_AUTHENTICATION: readonly string[] = ['1.3.6.1.5.5.7.3.2', '1.3.6.1.4.1.311.20.2.2'];
const LEAST_RSA_bits = 2048;

type SignatureAlgorithm = 'sha256' | 'sha384';

/**
 * Is this card genuine, and whose is it? Each refusal names the one thing that is wrong; where several are,
 * the gravest: a stranger's authority before a copy, a copy before a card that was taken back, that before an old one.
 * Rejects when the policy itself holds something that is no certificate.
 */
export async function judgeEvidence(
  evidence: PivEvidence,
  expectedChallenge: Uint8Array,
  policy: IdentityPolicy,
): Promise<Result<PivHolder, IdentityRefusal>> {
  const card = judgeCard(evidence, expectedChallenge, policy);
  if (!card.ok) return card;
  const path = authorityPath(card.value, authoritiesOf(policy), policy.now) ?? [];
  if (isRevoked([card.value, ...path], policy.revocationLists)) {
    return refuse('revoked', 'on a revocation list of its authority');
  }
  return holderOf(card.value, policy.now);
}

/** The same of a card whoever carries it, whatever its age. */
export function judgeCard(
  evidence: PivEvidence,
  expectedChallenge: Uint8Array,
  policy: Omit<IdentityPolicy, 'revocationLists'>,
): Result<ParsedCertificate, IdentityRefusal> {
  if (!equalBytes(evidence.challenge, expectedChallenge)) {
    return refuse('wrongChallenge', 'the answer is for another challenge');
  }
  const parsed = parseCertificate(evidence.certificate);
  if (!parsed.ok) return refuse('malformed', `certificate: ${parsed.error}`);
  const certificate = parsed.value;
  const algorithm = signatureAlgorithm(certificate);
  if (!algorithm.ok) return algorithm;
  const path = authorityPath(certificate, authoritiesOf(policy), policy.now);
  if (!path) return refuse('wrongAuthority', 'no path to an authority of the configuration');
  const purpose = purposeRefusal(certificate, policy.proof);
  if (purpose) return err(purpose);
  if (!signatureIsGood(certificate, algorithm.value, evidence)) {
    return refuse('cloned', 'the challenge was not signed by the key of the certificate');
  }
  return ok(certificate);
}

/** Parsed once for each list, so that a tap does not pay for it. */
const parsedAuthorities = new WeakMap<readonly Uint8Array[], readonly ParsedCertificate[]>();

export function authoritiesOf({ authorities }: Pick<IdentityPolicy, 'authorities'>): readonly ParsedCertificate[] {
  const known =
    parsedAuthorities.get(authorities) ??
    authorities.map((der, i) => {
      const parsed = parseCertificate(der);
      if (!parsed.ok) throw new Error(`certificate ${i + 1} of the authority: ${parsed.error}`);
      return parsed.value;
    });
  parsedAuthorities.set(authorities, known);
  return known;
}

/** SP 800-78-4, table 3-1, without what has become too weak. */
function signatureAlgorithm({ publicKey }: ParsedCertificate): Result<SignatureAlgorithm, IdentityRefusal> {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  if (publicKey.asymmetricKeyType === 'rsa') {
    const bits = modulusLength ?? 0;
    return bits >= LEAST_RSA_bits ? ok('sha256') : refuse('weakKey', `RSA key of ${bits} bits`);
  }
  if (namedCurve === 'prime256v1') return ok('sha256');
  if (namedCurve === 'secp384r1') return ok('sha384');
  return refuse('weakKey', `key ${publicKey.asymmetricKeyType ?? 'unknown'} ${namedCurve ?? ''}`.trim());
}

function purposeRefusal(certificate: ParsedCertificate, proof: IdentityPolicy['proof']): IdentityRefusal | undefined {
  const { keyUsage, extendedKeyUsage, authority, unknownCritical } = certificate;
  const foreign = (words: string): IdentityRefusal => ({ code: 'foreignCard', words });
  if (unknownCritical.length > 0) return foreign(`critical extension ${unknownCritical.join(', ')}`);
  if (authority) return foreign('the certificate of an authority, not of a card');
  if (keyUsage !== undefined && !(keyUsage & KeyUsageFlags.digitalSignature)) return foreign('not made for signing');
  if (proof === 'pin') {
    // A certificate that says nothing of its purpose may belong to the key that needs no PIN.
    const isForPin = extendedKeyUsage?.some((purpose) => PIV_AUTHENTICATION.includes(purpose)) ?? false;
    return isForPin ? undefined : foreign('not made for a PIN');
  }
  if (extendedKeyUsage && !extendedKeyUsage.includes(ID_PIV_CARD_AUTH)) return foreign('not made for a tap');
  return undefined;
}

function signatureIsGood(
  { publicKey }: ParsedCertificate,
  algorithm: SignatureAlgorithm,
  { challenge, signature }: PivEvidence,
): boolean {
  try {
    return verify(algorithm, challenge, publicKey, signature);
  } catch {
    // Bytes that are no signature at all.
    return false;
  }
}

function holderOf(certificate: ParsedCertificate, now: Date): Result<PivHolder, IdentityRefusal> {
  const { notBefore, notAfter, subjectSerialNumbers, serialNumber } = certificate;
  if (now > notAfter) return refuse('expired', `valid until ${notAfter.toISOString()}`);
  if (now < notBefore) return refuse('notYetValid', `valid from ${notBefore.toISOString()}`);
  const [text, second] = subjectSerialNumbers;
  if (text === undefined || second !== undefined) {
    return refuse('badCivilId', `${subjectSerialNumbers.length} serial numbers in the subject, one expected`);
  }
  const civilId = parseCivilId(text, now);
  if (!civilId.ok) return refuse('badCivilId', civilId.error);
  return ok({ civilId: civilId.value, certificateSerial: serialNumber });
}

function refuse(code: IdentityRefusal['code'], words: string): Result<never, IdentityRefusal> {
  return err({ code, words });
}
