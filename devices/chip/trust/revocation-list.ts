/** Certificate revocation lists (RFC 5280, 5; Doc 9303-12, 7.1). */
import { equalBytes } from '../../../common/bytes.ts';
import { ok, type Result } from '../../../common/result.ts';
import { context, DER, type DerReader, readDer } from '../crypto/der.ts';
import { parsePublicKey } from '../crypto/public-key.ts';
import { checkSignature, readSignatureAlgorithm, type SignatureAlgorithm } from '../crypto/signature.ts';
import { type ChipProblem, failed } from '../problem.ts';
import { type Certificate, KEY_USAGE } from './certificate.ts';

type RevocationList = {
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly issuer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
  readonly revoked: readonly bigint[];
};

const REVOCATION = { check: 'passive authentication: revocation', clause: 'Doc 9303-12, 7.1' };

/**
 * Whether `certificate`, which `issuer` signed, stands on a list. A list of another authority says nothing; one of this
 * authority that does not verify or is out of date is a failure, since it may hide a revocation.
 */
export function checkRevocation(
  certificate: Certificate,
  issuer: Certificate,
  lists: readonly Uint8Array[],
  now: Date,
): Result<'notRevoked' | 'noList', ChipProblem> {
  let hasList = false;
  for (const bytes of lists) {
    const list = readDer(REVOCATION, bytes, readRevocationList);
    if (!list.ok) return list;
    if (!equalBytes(list.value.issuer, issuer.subject)) continue;
    const checked = checkList(list.value, issuer, now);
    if (!checked.ok) return checked;
    if (list.value.revoked.includes(certificate.serialNumber)) {
      return failed(REVOCATION, `certificate ${certificate.serialNumber.toString(16).toUpperCase()} is revoked`);
    }
    hasList = true;
  }
  return ok(hasList ? 'notRevoked' : 'noList');
}

function checkList(list: RevocationList, issuer: Certificate, now: Date): Result<void, ChipProblem> {
  if (now < list.thisUpdate) return failed(REVOCATION, 'the list is of a day to come');
  if (list.nextUpdate && now > list.nextUpdate) return failed(REVOCATION, 'the list is out of date');
  if (issuer.keyUsage !== undefined && (issuer.keyUsage & KEY_USAGE.cRLSign) === 0) {
    return failed(REVOCATION, 'the authority’s certificate is not for signing lists');
  }
  const key = parsePublicKey(REVOCATION, issuer.publicKey);
  if (!key.ok) return key;
  return checkSignature(
    REVOCATION,
    { key: key.value, algorithm: list.signatureAlgorithm },
    list.signed,
    list.signature,
  );
}

function readRevocationList(reader: DerReader): RevocationList {
  const parts = reader.sequence('revocation list');
  const signed = parts.node(DER.sequence, 'TBSCertList');
  const signatureAlgorithm = readSignatureAlgorithm(parts);
  const signature = parts.bits('signature');
  parts.end();
  const tbs = reader.nested(signed);
  tbs.optional(DER.integer, 'version');
  tbs.sequence('signature algorithm');
  const issuer = tbs.node(DER.sequence, 'issuer').whole;
  const thisUpdate = tbs.time('this update');
  const hasNext = tbs.nextTag() === DER.utcTime || tbs.nextTag() === DER.generalizedTime;
  const nextUpdate = hasNext ? tbs.time('next update') : undefined;
  const revoked =
    tbs.nextTag() === DER.sequence
      ? tbs.sequence('revoked certificates').each('revoked certificates', (list) => {
          const entry = list.sequence('revoked certificate');
          return entry.integer('serial number');
        })
      : [];
  tbs.optional(context(0), 'extensions');
  tbs.end();
  return { signed: signed.whole, signatureAlgorithm, signature, issuer, thisUpdate, nextUpdate, revoked };
}
