/** CMS SignedData (RFC 5652, 5) as security objects and master lists use it: exactly one signer, attributes signed. */
import { concatBytes, equalBytes } from '../../../common/bytes.ts';
import { ok, type Result } from '../../../common/result.ts';
import { context, DER, type DerReader, readDer, refuseDer } from '../crypto/der.ts';
import { type HashName, hash } from '../crypto/hash.ts';
import { parsePublicKey } from '../crypto/public-key.ts';
import {
  checkSignature,
  readHashAlgorithm,
  readSignatureAlgorithm,
  type SignatureAlgorithm,
} from '../crypto/signature.ts';
import { type CheckName, type ChipProblem, failed, malformed } from '../problem.ts';
import { type Certificate, readCertificate } from './certificate.ts';

export type SignedData = {
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly certificates: readonly Certificate[];
  readonly signers: readonly Signer[];
};

type Signer = {
  readonly identifier:
    | { readonly kind: 'issuerAndSerial'; readonly issuer: Uint8Array; readonly serialNumber: bigint }
    | { readonly kind: 'subjectKeyId'; readonly id: Uint8Array };
  readonly digestAlgorithm: HashName;
  /** The attributes as they are signed: with the tag of a SET instead of [0]. */
  readonly signedAttributes: Uint8Array | undefined;
  readonly attributes: ReadonlyMap<string, Uint8Array>;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
};

/** A verified signature: by whose certificate (not judged yet) and, if it says so, when. */
export type VerifiedSignature = { readonly signer: Certificate; readonly signingTime: Date | undefined };

const OID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
} as const;

export function parseSignedData(at: CheckName, bytes: Uint8Array): Result<SignedData, ChipProblem> {
  return readDer(at, bytes, (reader) => {
    const info = reader.sequence('ContentInfo');
    if (info.oid('content type') !== OID_SIGNED_DATA) refuseDer('not SignedData');
    return readSignedData(info.inside(context(0), 'content').sequence('SignedData'));
  });
}

function readSignedData(reader: DerReader): SignedData {
  reader.small('version');
  reader.node(DER.set, 'digest algorithms');
  const encapsulated = reader.sequence('encapsulated content');
  const contentType = encapsulated.oid('content type');
  const content = encapsulated.inside(context(0), 'content').octets('content');
  const certificates =
    reader.nextTag() === context(0)
      ? reader.inside(context(0), 'certificates').each('certificates', (list) => readCertificate(list))
      : [];
  reader.optional(context(1), 'revocation lists');
  const signers = reader.inside(DER.set, 'signer infos').each('signer infos', readSigner);
  reader.end();
  return { contentType, content, certificates, signers };
}

function readSigner(list: DerReader): Signer {
  const reader = list.sequence('signer info');
  reader.small('version');
  const identifier = readIdentifier(reader);
  const digestAlgorithm = readHashAlgorithm(reader);
  const attributesNode = reader.optional(context(0), 'signed attributes');
  const signedAttributes = attributesNode && concatBytes(Uint8Array.of(DER.set), attributesNode.whole.subarray(1));
  const attributes = attributesNode ? readAttributes(reader.nested(attributesNode)) : new Map<string, Uint8Array>();
  const signatureAlgorithm = readSignatureAlgorithm(reader);
  const signature = reader.octets('signature');
  reader.optional(context(1), 'unsigned attributes');
  reader.end();
  return { identifier, digestAlgorithm, signedAttributes, attributes, signatureAlgorithm, signature };
}

function readIdentifier(reader: DerReader): Signer['identifier'] {
  const keyId = reader.optional(0x80, 'subject key id');
  if (keyId) return { kind: 'subjectKeyId', id: keyId.value };
  const named = reader.sequence('issuer and serial number');
  const issuer = named.node(DER.sequence, 'issuer').whole;
  return { kind: 'issuerAndSerial', issuer, serialNumber: named.integer('serial number') };
}

/** Attribute type to its one value, DER. */
function readAttributes(reader: DerReader): Map<string, Uint8Array> {
  const attributes = new Map<string, Uint8Array>();
  reader.each('signed attributes', (list) => {
    const attribute = list.sequence('attribute');
    const oid = attribute.oid('attribute');
    const values = attribute.inside(DER.set, 'attribute values');
    if (attributes.has(oid)) refuseDer(`attribute ${oid} twice`);
    attributes.set(oid, values.any('attribute value').whole);
    values.end();
  });
  return attributes;
}

/** RFC 5652, 5.4 and 5.6, for the one signer that there has to be. */
export function verifySignedData(at: CheckName, data: SignedData): Result<VerifiedSignature, ChipProblem> {
  const [signer, ...more] = data.signers;
  if (!signer) return failed(at, 'nobody signed it');
  if (more.length > 0) return failed(at, `${data.signers.length} signers, one belongs`);
  const certificate = data.certificates.find((candidate) => isSigner(signer, candidate));
  if (!certificate) return failed(at, 'the signer’s certificate is not enclosed');
  const signed = signedBytes(at, data, signer);
  if (!signed.ok) return signed;
  const key = parsePublicKey(at, certificate.publicKey);
  if (!key.ok) return key;
  const { signatureAlgorithm: algorithm, digestAlgorithm: fallbackHash, signature } = signer;
  const checked = checkSignature(at, { key: key.value, algorithm, fallbackHash }, signed.value, signature);
  if (!checked.ok) return checked;
  const time = signer.attributes.get(ATTRIBUTE.signingTime);
  if (!time) return ok({ signer: certificate, signingTime: undefined });
  const signingTime = readDer(at, time, (reader) => reader.time('signing time'));
  return signingTime.ok ? ok({ signer: certificate, signingTime: signingTime.value }) : signingTime;
}

function isSigner({ identifier }: Signer, certificate: Certificate): boolean {
  if (identifier.kind === 'subjectKeyId') {
    return certificate.subjectKeyId !== undefined && equalBytes(identifier.id, certificate.subjectKeyId);
  }
  return identifier.serialNumber === certificate.serialNumber && equalBytes(identifier.issuer, certificate.issuer);
}

/** The attributes when there are some, after their content type and digest have been compared; else the content. */
function signedBytes(at: CheckName, data: SignedData, signer: Signer): Result<Uint8Array, ChipProblem> {
  if (!signer.signedAttributes) return ok(data.content);
  const type = attribute(at, signer, ATTRIBUTE.contentType, (reader) => reader.oid('content type'));
  if (!type.ok) return type;
  if (type.value !== data.contentType) return failed(at, 'the signed content type is another');
  const digest = attribute(at, signer, ATTRIBUTE.messageDigest, (reader) => reader.octets('message digest'));
  if (!digest.ok) return digest;
  const right = hash(signer.digestAlgorithm, data.content);
  return equalBytes(digest.value, right) ? ok(signer.signedAttributes) : failed(at, 'the signed digest is another');
}

function attribute<T>(
  at: CheckName,
  signer: Signer,
  oid: string,
  read: (reader: DerReader) => T,
): Result<T, ChipProblem> {
  const value = signer.attributes.get(oid);
  if (!value) return malformed(at, `signed attribute ${oid} is missing`);
  return readDer(at, value, read);
}
