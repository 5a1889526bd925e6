/** Which cards an authority took back: X.509 revocation lists (RFC 5280, 5 and 6.3), as far as judging a card needs them. */
import { type KeyObject, verify } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { CertificateList } from '@peculiar/asn1-x509';
import { equalBytes } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { ParsedCertificate } from './certificate.ts';

/** It goes on counting after it should have been renewed: what was taken back once is not given again. */
type RevocationList = {
  readonly issuer: Uint8Array;
  readonly serialNumbers: ReadonlySet<string>;
  isSignedBy(key: KeyObject): boolean;
};

const hashBySignature: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
};

/** Of each certificate, whether its own issuer has taken it back by one of these lists. The path begins at the card. */
export function isRevoked(path: readonly ParsedCertificate[], lists: readonly Uint8Array[]): boolean {
  const parsed = listsOf(lists);
  return path.some((certificate, at) => {
    const issuer = path[at + 1];
    if (!issuer) return false;
    return parsed.some(
      (list) =>
        equalBytes(list.issuer, issuer.subject) &&
        list.serialNumbers.has(normal(certificate.serialNumber)) &&
        list.isSignedBy(issuer.publicKey),
    );
  });
}

/** Plain words when these bytes are no revocation list; for whoever reads the configuration. */
export function revocationListProblem(der: Uint8Array): string | undefined {
  const parsed = parseList(der);
  return parsed.ok ? undefined : parsed.error;
}

const known = new WeakMap<readonly Uint8Array[], readonly RevocationList[]>();

/** Parsed once for each set of files. Throws at bytes that are no list: the configuration was checked before. */
function listsOf(lists: readonly Uint8Array[]): readonly RevocationList[] {
  const parsed =
    known.get(lists) ??
    lists.map((der, i) => {
      const list = parseList(der);
      if (!list.ok) throw new Error(`revocation list ${i + 1}: ${list.error}`);
      return list.value;
    });
  known.set(lists, parsed);
  return parsed;
}

function parseList(der: Uint8Array): Result<RevocationList, string> {
  try {
    const list = AsnConvert.parse(der, CertificateList);
    const { tbsCertList: body, signatureAlgorithm, signature } = list;
    const hash = hashBySignature[signatureAlgorithm.algorithm];
    if (hash === undefined) return err(`signed by ${signatureAlgorithm.algorithm}, which is not known here`);
    const signed = Buffer.from(list.tbsCertListRaw ?? AsnConvert.serialize(body));
    return ok({
      issuer: new Uint8Array(AsnConvert.serialize(body.issuer)),
      serialNumbers: new Set(
        (body.revokedCertificates ?? []).map(({ userCertificate }) =>
          normal(Buffer.from(userCertificate).toString('hex')),
        ),
      ),
      isSignedBy: (key) => verifies(hash, signed, key, Buffer.from(signature)),
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

function verifies(hash: string, message: Buffer, key: KeyObject, signature: Buffer): boolean {
  try {
    return verify(hash, message, key, signature);
  } catch {
    // A key of another kind than the signature's.
    return false;
  }
}

/** Hexadecimal without leading zeros: DER has one before a number whose first bit is set. */
function normal(hexadecimal: string): string {
  return hexadecimal.toUpperCase().replace(/^0+(?=.)/, '');
}
