/** CMS SignedData (RFC 5652) with one signer, written as security objects and master lists are (Doc 9303-10, -12). */
import { createHash } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate } from '@peculiar/asn1-x509';
import type { Bytes } from '../../../common/bytes.ts';
import { hashOids, type Signer } from '../crypto/signer.ts';
import { ber } from '../os/ber.ts';
import {
  context,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  sorted,
  time,
  unsignedInteger,
} from '../os/der.ts';
import { keyId } from './certificate.ts';

const ID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const ID_CONTENT_TYPE = '1.2.840.113549.1.9.3';
const ID_MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const ID_SIGNING_TIME = '1.2.840.113549.1.9.5';

export type SignedDataRequest = {
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly signer: Signer;
  /** Of the signer, DER. */
  readonly certificate: Uint8Array;
  readonly moreCertificates?: readonly Uint8Array[];
  readonly signingTime: Date;
  /** How the signer is named; key identifiers make it version 3. */
  readonly namedBy?: 'issuerAndSerialNumber' | 'subjectKeyIdentifier';
};

export function makeSignedData(request: SignedDataRequest): Bytes {
  const { contentType, content, signer, certificate, moreCertificates = [] } = request;
  const digestAlgorithm = sequence(objectIdentifier(hashOids[signer.hash]));
  const certificates = context(0, ...sorted([certificate, ...moreCertificates]));
  return sequence(
    objectIdentifier(ID_SIGNED_DATA),
    context(
      0,
      sequence(
        integer(3),
        setOf(digestAlgorithm),
        sequence(objectIdentifier(contentType), context(0, octetString(content))),
        certificates,
        setOf(signerInfo(request, digestAlgorithm)),
      ),
    ),
  );
}

function signerInfo(request: SignedDataRequest, digestAlgorithm: Bytes): Bytes {
  const { contentType, content, signer, certificate, signingTime } = request;
  const byKeyId = request.namedBy === 'subjectKeyIdentifier';
  const digest = createHash(signer.hash).update(content).digest();
  const attributes = sorted([
    attribute(ID_CONTENT_TYPE, objectIdentifier(contentType)),
    attribute(ID_MESSAGE_DIGEST, octetString(digest)),
    attribute(ID_SIGNING_TIME, time(signingTime)),
  ]);
  return sequence(
    integer(byKeyId ? 3 : 1),
    byKeyId ? ber(0x80, new Uint8Array(keyId(signer.publicKey))) : issuerAndSerialNumber(certificate),
    digestAlgorithm,
    context(0, ...attributes),
    signer.algorithm,
    // 5.4: signed as a SET OF, whatever tag it travels under.
    octetString(signer.sign(setOf(...attributes))),
  );
}

function attribute(oid: string, value: Bytes): Bytes {
  return sequence(objectIdentifier(oid), setOf(value));
}

function issuerAndSerialNumber(der: Uint8Array): Bytes {
  const { issuer, serialNumber } = AsnConvert.parse(der, Certificate).tbsCertificate;
  return sequence(new Uint8Array(AsnConvert.serialize(issuer)), unsignedInteger(new Uint8Array(serialNumber)));
}
