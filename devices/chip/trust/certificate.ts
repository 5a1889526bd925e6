/** X.509 certificates as Doc 9303-12, 7.1 profiles them. Nothing is verified here. */
import type { Result } from '../../../common/result.ts';
import { context, DER, DerReader, readDer, refuseDer } from '../crypto/der.ts';
import { readSignatureAlgorithm, type SignatureAlgorithm } from '../crypto/signature.ts';
import type { CheckName, ChipProblem } from '../problem.ts';

export type Certificate = {
  /** The whole certificate, DER. */
  readonly bytes: Uint8Array;
  readonly signed: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Uint8Array;
  readonly serialNumber: bigint;
  /** Names as they stand, DER: compared byte for byte. */
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  readonly keyUsage: number | undefined;
  readonly extendedKeyUsage: readonly string[];
  readonly isAuthority: boolean;
  readonly pathLength: number | undefined;
  readonly subjectKeyId: Uint8Array | undefined;
  readonly authorityKeyId: Uint8Array | undefined;
  /** Critical extensions that we do not know: nobody may rely on the certificate (RFC 5280, 4.2). */
  readonly unknownCritical: readonly string[];
};

/** Bits of keyUsage as they stand in the first byte (RFC 5280, 4.2.1.3). */
export const KEY_USAGE = { digitalSignature: 0x80, keyCertSign: 0x04, cRLSign: 0x02 } as const;

const EXTENSION = {
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  subjectKeyId: '2.5.29.14',
  authorityKeyId: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;
/** Known, and of no weight here: alternative names, policies, private key usage, distribution points, document types. */
const OTHERS_KNOWN: readonly string[] = [
  '2.5.29.16',
  '2.5.29.17',
  '2.5.29.18',
  '2.5.29.31',
  '2.5.29.32',
  '2.23.136.1.1.6.1',
  '2.23.136.1.1.6.2',
];

type Extensions = Pick<
  Certificate,
  'keyUsage' | 'extendedKeyUsage' | 'isAuthority' | 'pathLength' | 'subjectKeyId' | 'authorityKeyId' | 'unknownCritical'
>;
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function parseCertificate(at: CheckName, bytes: Uint8Array): Result<Certificate, ChipProblem> {
  return readDer(at, bytes, readCertificate);
}

export function readCertificate(reader: DerReader): Certificate {
  const outer = reader.node(DER.sequence, 'certificate');
  const parts = reader.nested(outer);
  const signed = parts.node(DER.sequence, 'TBSCertificate');
  const signatureAlgorithm = readSignatureAlgorithm(parts);
  const signature = parts.bits('signature');
  parts.end();
  return {
    bytes: outer.whole,
    signed: signed.whole,
    signatureAlgorithm,
    signature,
    ...readSigned(reader.nested(signed)),
  };
}

function readSigned(tbs: DerReader): Omit<Certificate, 'bytes' | 'signed' | 'signatureAlgorithm' | 'signature'> {
  const version = tbs.optional(context(0), 'version');
  if (!version) refuseDer('a certificate of version 1 has no extensions, which this one needs');
  const serialNumber = tbs.integer('serial number');
  tbs.sequence('signature algorithm');
  const issuer = tbs.node(DER.sequence, 'issuer').whole;
  const validity = tbs.sequence('validity');
  const notBefore = validity.time('not before');
  const notAfter = validity.time('not after');
  const subject = tbs.node(DER.sequence, 'subject').whole;
  const publicKey = tbs.node(DER.sequence, 'public key').whole;
  tbs.optional(0x81, 'issuer unique id');
  tbs.optional(0x82, 'subject unique id');
  const extensions =
    tbs.nextTag() === context(3) ? readExtensions(tbs.inside(context(3), 'extensions')) : noExtensions();
  tbs.end();
  return { serialNumber, issuer, notBefore, notAfter, subject, publicKey, ...extensions };
}

function noExtensions(): Mutable<Extensions> {
  return {
    keyUsage: undefined,
    extendedKeyUsage: [],
    isAuthority: false,
    pathLength: undefined,
    subjectKeyId: undefined,
    authorityKeyId: undefined,
    unknownCritical: [],
  };
}

function readExtensions(reader: DerReader): Extensions {
  const found = noExtensions();
  const seen = new Set<string>();
  reader.sequence('extensions').each('extensions', (list) => {
    const extension = list.sequence('extension');
    const oid = extension.oid('extension');
    const isCritical = extension.nextTag() === DER.boolean && extension.boolean('critical');
    const value = extension.octets('extension');
    if (seen.has(oid)) refuseDer(`extension ${oid} twice`);
    seen.add(oid);
    if (!readExtension(oid, new DerReader(value), found) && isCritical && !OTHERS_KNOWN.includes(oid)) {
      found.unknownCritical = [...found.unknownCritical, oid];
    }
  });
  return found;
}

/** False when the extension is none of those that matter here. */
function readExtension(oid: string, value: DerReader, found: Mutable<Extensions>): boolean {
  switch (oid) {
    case EXTENSION.keyUsage:
      found.keyUsage = value.node(DER.bitString, 'key usage').value[1] ?? 0;
      return true;
    case EXTENSION.basicConstraints: {
      const constraints = value.sequence('basic constraints');
      found.isAuthority = constraints.nextTag() === DER.boolean && constraints.boolean('cA');
      found.pathLength = constraints.nextTag() === DER.integer ? constraints.small('path length') : undefined;
      return true;
    }
    case EXTENSION.subjectKeyId:
      found.subjectKeyId = value.octets('subject key id');
      return true;
    case EXTENSION.authorityKeyId:
      found.authorityKeyId = value.sequence('authority key id').optional(0x80, 'key id')?.value;
      return true;
    case EXTENSION.extendedKeyUsage:
      found.extendedKeyUsage = value.sequence('extended key usage').each('usage', (list) => list.oid('usage'));
      return true;
    default:
      return false;
  }
}
