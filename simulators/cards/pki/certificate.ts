import { createHash } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  CertificatePolicies,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectKeyIdentifier,
  KeyIdentifier,
  KeyUsage,
  Name,
  PolicyInformation,
  RelativeDistinguishedName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import type { Bytes } from '../../../common/bytes.ts';
import type { Signer } from '../crypto/signer.ts';

/** In every name and every certificate made here, so that a real machine can refuse it: docs/virtual-cards.md. */
export const TEST_ORGANIZATION = 'Tasleem TEST material, not for use';
/** Below the arc that X.660 keeps for examples. */
export const TEST_POLICY = '2.999.8275.1';

const ID_COMMON_NAME = '2.5.4.3';
const ID_SERIAL_NUMBER = '2.5.4.5';
const ID_COUNTRY = '2.5.4.6';
const ID_ORGANIZATION = '2.5.4.10';
const ID_ORGANIZATIONAL_UNIT = '2.5.4.11';

export type ExtraExtension = { readonly oid: string; readonly critical?: boolean; readonly value: Uint8Array };

export type Issuer = { readonly name: Name; readonly signer: Signer };

export type CertificateRequest = {
  readonly subject: Name;
  readonly issuer: Issuer;
  readonly serialNumber: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** For an authority: how many more authorities may stand below it. */
  readonly pathLength?: number;
  readonly keyUsage: number;
  readonly extendedKeyUsage?: { readonly critical: boolean; readonly purposes: readonly string[] };
  readonly more?: readonly ExtraExtension[];
};

/** `serialNumber` is the subject's own number (X.520), not the certificate's. */
export function distinguishedName(
  commonName: string,
  more: { readonly serialNumber?: string; readonly country?: string; readonly unit?: string } = {},
): Name {
  const { serialNumber, country, unit } = more;
  const parts = [
    ...(country === undefined ? [] : [{ type: ID_COUNTRY, value: { printableString: country } }]),
    { type: ID_ORGANIZATION, value: { utf8String: TEST_ORGANIZATION } },
    ...(unit === undefined ? [] : [{ type: ID_ORGANIZATIONAL_UNIT, value: { utf8String: unit } }]),
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

/** X.509 version 3 (RFC 5280), DER. */
export function makeCertificate(request: CertificateRequest): Bytes {
  const { name, signer } = request.issuer;
  const signatureAlgorithm = AsnConvert.parse(signer.algorithm, AlgorithmIdentifier);
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: Uint8Array.from(request.serialNumber).buffer,
    signature: signatureAlgorithm,
    issuer: name,
    validity: new Validity({ notBefore: request.notBefore, notAfter: request.notAfter }),
    subject: request.subject,
    subjectPublicKeyInfo: AsnConvert.parse(request.publicKey, SubjectPublicKeyInfo),
    extensions: new Extensions(extensionsOf(request)),
  });
  const signature = signer.sign(new Uint8Array(AsnConvert.serialize(tbsCertificate)));
  const certificate = new Certificate({ tbsCertificate, signatureAlgorithm, signatureValue: signature.buffer });
  return new Uint8Array(AsnConvert.serialize(certificate));
}

function extensionsOf(request: CertificateRequest): Extension[] {
  const { pathLength, extendedKeyUsage, more = [] } = request;
  const constraints = new BasicConstraints({ cA: true, pathLenConstraint: pathLength ?? 0 });
  return [
    extension(id_ce_keyUsage, new KeyUsage(request.keyUsage), true),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyId(request.publicKey))),
    extension(
      id_ce_authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(keyId(request.issuer.signer.publicKey)) }),
    ),
    extension(
      id_ce_certificatePolicies,
      new CertificatePolicies([new PolicyInformation({ policyIdentifier: TEST_POLICY })]),
    ),
    ...(pathLength === undefined ? [] : [extension(id_ce_basicConstraints, constraints, true)]),
    ...(extendedKeyUsage
      ? [extension(id_ce_extKeyUsage, new ExtendedKeyUsage([...extendedKeyUsage.purposes]), extendedKeyUsage.critical)]
      : []),
    ...more.map(
      ({ oid, critical = false, value }) =>
        new Extension({ extnID: oid, critical, extnValue: new OctetString(Uint8Array.from(value).buffer) }),
    ),
  ];
}

function extension(extnID: string, value: unknown, critical = false): Extension {
  return new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

/** RFC 5280, 4.2.1.2, method 1 in spirit: SHA-1 over the whole key information. */
export function keyId(publicKey: Uint8Array): ArrayBuffer {
  return Uint8Array.from(createHash('sha1').update(publicKey).digest()).buffer;
}
