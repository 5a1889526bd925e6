import { createHash, type KeyObject, sign } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  KeyIdentifier,
  KeyUsage,
  Name,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import type { Bytes } from '../../common/bytes.ts';

const ID_COMMON_NAME = '2.5.4.3';
const ID_SERIAL_NUMBER = '2.5.4.5';
const ID_ORGANIZATION = '2.5.4.10';
const ID_ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';

export type CertificateRequest = {
  readonly subject: Name;
  readonly issuer: Name;
  readonly serialNumber: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  /** A P-256 key of the issuer. */
  readonly issuerKey: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  /** For an authority: how many more authorities may stand below it. */
  readonly pathLength?: number;
  readonly keyUsage: number;
  readonly extendedKeyUsage?: readonly string[];
};

/** `serialNumber` is the subject's own number (X.520), not the certificate's. */
export function distinguishedName(commonName: string, serialNumber?: string): Name {
  const parts = [
    { type: ID_ORGANIZATION, value: { utf8String: 'TEST' } },
    { type: ID_COMMON_NAME, value: { utf8String: commonName } },
    ...(serialNumber === undefined ? [] : [{ type: ID_SERIAL_NUMBER, value: { printableString: serialNumber } }]),
  ];
  return new Name(
    parts.map(
      ({ type, value }) =>
        new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value: new AttributeValue(value) })]),
    ),
  );
}

/** X.509 version 3 (RFC 5280), DER, signed with ECDSA and SHA-256. */
export function makeCertificate(request: CertificateRequest): Bytes {
  const signatureAlgorithm = new AlgorithmIdentifier({ algorithm: ID_ECDSA_WITH_SHA256 });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: Uint8Array.from(request.serialNumber).buffer,
    signature: signatureAlgorithm,
    issuer: request.issuer,
    validity: new Validity({ notBefore: request.notBefore, notAfter: request.notAfter }),
    subject: request.subject,
    subjectPublicKeyInfo: AsnConvert.parse(spki(request.publicKey), SubjectPublicKeyInfo),
    extensions: new Extensions(extensionsOf(request)),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), request.issuerKey.privateKey);
  const certificate = new Certificate({
    tbsCertificate,
    signatureAlgorithm,
    signatureValue: Uint8Array.from(signature).buffer,
  });
  return new Uint8Array(AsnConvert.serialize(certificate));
}

function extensionsOf(request: CertificateRequest): Extension[] {
  const issuerKeyId = new KeyIdentifier(keyId(request.issuerKey.publicKey));
  const { pathLength, extendedKeyUsage } = request;
  const isAuthority = pathLength !== undefined;
  return [
    extension(id_ce_keyUsage, new KeyUsage(request.keyUsage), true),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(request.publicKey))),
    extension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier: issuerKeyId })),
    ...(isAuthority
      ? [extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: pathLength }), true)]
      : []),
    ...(extendedKeyUsage ? [extension(id_ce_extKeyUsage, new ExtendedKeyUsage([...extendedKeyUsage]), true)] : []),
  ];
}

function extension(extnID: string, value: unknown, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

function keyId(key: KeyObject): ArrayBuffer {
  return Uint8Array.from(createHash('sha1').update(spki(key)).digest()).buffer;
}
