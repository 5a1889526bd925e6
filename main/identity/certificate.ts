/** X.509 as far as judging a card needs it (RFC 5280), over what both OpenSSL and BoringSSL can do. */
import { type KeyObject, X509Certificate } from 'node:crypto';
import { AsnConvert, type OctetString } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  KeyUsage,
  KeyUsageFlags,
  type Name,
} from '@peculiar/asn1-x509';
import { equalBytes } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';

export type ParsedCertificate = {
  readonly der: Uint8Array;
  readonly publicKey: KeyObject;
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Hexadecimal, as the authority wrote it. */
  readonly serialNumber: string;
  /** X.520 serialNumber of the subject: where the civil ID number stands. */
  readonly subjectSerialNumbers: readonly string[];
  readonly keyUsage: number | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly authority: { readonly pathLength: number | undefined } | undefined;
  /** Critical extensions that nobody here understands: such a certificate must be refused. */
  readonly unknownCritical: readonly string[];
  isSignedBy(key: KeyObject): boolean;
};

const ID_SUBJECT_SERIAL_NUMBER = '2.5.4.5';
const ID_CERTIFICATE_POLICIES = '2.5.29.32';
const understood: readonly string[] = [
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  ID_CERTIFICATE_POLICIES,
];

/** DER in; the parser's words when it is none. */
export function parseCertificate(der: Uint8Array): Result<ParsedCertificate, string> {
  try {
    const certificate = AsnConvert.parse(der, Certificate);
    // One certificate, nothing behind it, one encoding: what was judged is what was signed.
    if (AsnConvert.serialize(certificate).byteLength !== der.length) return err('not one DER certificate');
    const native = new X509Certificate(der);
    const { tbsCertificate: body } = certificate;
    const extensions = body.extensions ?? [];
    const read = <T>(id: string, type: new () => T): T | undefined => {
      const extension = extensions.find(({ extnID }) => extnID === id);
      return extension && AsnConvert.parse(contentOf(extension.extnValue), type);
    };
    const constraints = read(id_ce_basicConstraints, BasicConstraints);
    const extendedKeyUsage = read(id_ce_extKeyUsage, ExtendedKeyUsage);
    return ok({
      der,
      publicKey: native.publicKey,
      subject: new Uint8Array(AsnConvert.serialize(body.subject)),
      issuer: new Uint8Array(AsnConvert.serialize(body.issuer)),
      notBefore: body.validity.notBefore.getTime(),
      notAfter: body.validity.notAfter.getTime(),
      serialNumber: native.serialNumber,
      subjectSerialNumbers: serialNumbersIn(body.subject),
      keyUsage: read(id_ce_keyUsage, KeyUsage)?.toNumber(),
      extendedKeyUsage: extendedKeyUsage ? [...extendedKeyUsage] : undefined,
      authority: constraints?.cA ? { pathLength: constraints.pathLenConstraint } : undefined,
      unknownCritical: extensions
        .filter(({ critical, extnID }) => critical && !understood.includes(extnID))
        .map(({ extnID }) => extnID),
      isSignedBy: (key) => isSignedBy(native, key),
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error));
  }
}

/**
 * The certificates from `leaf`'s issuer up to a self-signed one among `authorities`; undefined when no such
 * path exists at `now`. Nothing outside the list is ever trusted.
 */
export function authorityPath(
  leaf: ParsedCertificate,
  authorities: readonly ParsedCertificate[],
  now: Date,
): readonly ParsedCertificate[] | undefined {
  return extendPath(leaf, [], authorities, now);
}

/** No authority of a country is deeper; it also ends the search in a list whose certificates sign each other. */
const MAX_PATH = 6;

function extendPath(
  below: ParsedCertificate,
  path: readonly ParsedCertificate[],
  authorities: readonly ParsedCertificate[],
  now: Date,
): readonly ParsedCertificate[] | undefined {
  if (path.length >= MAX_PATH) return undefined;
  for (const candidate of authorities) {
    if (path.includes(candidate) || !equalBytes(candidate.subject, below.issuer)) continue;
    if (!mayIssue(candidate, path.length, now) || !below.isSignedBy(candidate.publicKey)) continue;
    const longer = [...path, candidate];
    const isRoot = equalBytes(candidate.subject, candidate.issuer) && candidate.isSignedBy(candidate.publicKey);
    const whole = isRoot ? longer : extendPath(candidate, longer, authorities, now);
    if (whole) return whole;
  }
  return undefined;
}

/** RFC 5280, 4.2.1.3 and 4.2.1.9: an authority, allowed to sign certificates, with room for those below it. */
function mayIssue(
  { authority, keyUsage, notBefore, notAfter, unknownCritical }: ParsedCertificate,
  below: number,
  now: Date,
) {
  if (!authority || unknownCritical.length > 0 || now < notBefore || now > notAfter) return false;
  if (keyUsage !== undefined && !(keyUsage & KeyUsageFlags.keyCertSign)) return false;
  return authority.pathLength === undefined || authority.pathLength >= below;
}

function isSignedBy(certificate: X509Certificate, key: KeyObject): boolean {
  try {
    return certificate.verify(key);
  } catch {
    // A key of another kind than the signature's: OpenSSL calls it an error, for us it is a "no".
    return false;
  }
}

function serialNumbersIn(name: Name): string[] {
  return [...name]
    .flatMap((relative) => [...relative])
    .filter(({ type }) => type === ID_SUBJECT_SERIAL_NUMBER)
    .map(({ value }) => value.toString());
}

function contentOf(octets: OctetString): ArrayBuffer {
  return Uint8Array.from(new Uint8Array(octets.buffer)).buffer;
}
