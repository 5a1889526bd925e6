/** Certificates, security objects and lists made to be wrong in one way each: only what tests of refusals need. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Bytes, concatBytes, fromHex } from '../../../common/bytes.ts';
import { hash } from '../crypto/hash.ts';
import { encodeOid } from '../emrtd/key-object.ts';
import { encodeTlv } from '../tlv.ts';

type Keys = { readonly privateKey: KeyObject; readonly publicKey: KeyObject };

export type CertificateWish = {
  readonly subject: string;
  readonly issuer: string;
  readonly keys: Keys;
  readonly issuerKeys: Keys;
  readonly from?: string;
  readonly to?: string;
  /** First byte of the bit string. */
  readonly keyUsage?: number;
  readonly isAuthority?: boolean;
  readonly criticalExtension?: string;
  readonly extendedKeyUsage?: string;
};

export type SigningWish = {
  readonly signer: Bytes;
  readonly keys: Keys;
  readonly signers?: number;
  readonly digest?: Uint8Array;
  readonly contentType?: string;
  /** Of the signature alone. */
  readonly hash?: 'sha1' | 'sha256';
};

export type SecurityObjectWish = SigningWish & { readonly groups: ReadonlyMap<number, Uint8Array> };
export type MasterListWish = SigningWish & { readonly certificates: readonly Uint8Array[] };

const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const ECDSA_SHA1 = '1.2.840.10045.4.1';
const RSA_SHA256 = '1.2.840.113549.1.1.11';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const LDS_SECURITY_OBJECT = '2.23.136.1.1.1';
const MASTER_LIST = '2.23.136.1.1.2';

export function ellipticKeys(namedCurve = 'P-256'): Keys {
  return generateKeyPairSync('ec', { namedCurve });
}

export function rsaKeys(modulusLength: number): Keys {
  return generateKeyPairSync('rsa', { modulusLength });
}

const sequence = (...parts: readonly Uint8Array[]) => encodeTlv(0x30, ...parts);
const set = (...parts: readonly Uint8Array[]) => encodeTlv(0x31, ...parts);
const oid = (text: string) => encodeTlv(0x06, encodeOid(text));
const small = (value: number) => encodeTlv(0x02, Uint8Array.of(value));
const octets = (bytes: Uint8Array) => encodeTlv(0x04, bytes);
const bits = (bytes: Uint8Array) => encodeTlv(0x03, Uint8Array.of(0), bytes);
const name = (text: string) => sequence(set(sequence(oid('2.5.4.3'), encodeTlv(0x0c, Buffer.from(text)))));
const time = (text: string) => encodeTlv(0x17, Buffer.from(text));
const spki = (keys: Keys) => Uint8Array.from(keys.publicKey.export({ format: 'der', type: 'spki' }));
const signed = (keys: Keys, bytes: Uint8Array, name = 'sha256') => Uint8Array.from(sign(name, bytes, keys.privateKey));
const algorithmOf = (keys: Keys, name = 'sha256') =>
  keys.publicKey.asymmetricKeyType === 'rsa'
    ? sequence(oid(RSA_SHA256), fromHex('0500'))
    : sequence(oid(name === 'sha1' ? ECDSA_SHA1 : ECDSA_SHA256));

export function makeCertificate(wish: CertificateWish): Bytes {
  const extension = (id: string, value: Uint8Array) =>
    sequence(oid(id), encodeTlv(0x01, Uint8Array.of(0xff)), octets(value));
  const extensions = [
    ...(wish.keyUsage === undefined ? [] : [extension('2.5.29.15', encodeTlv(0x03, Uint8Array.of(0, wish.keyUsage)))]),
    ...(wish.isAuthority ? [extension('2.5.29.19', sequence(encodeTlv(0x01, Uint8Array.of(0xff))))] : []),
    ...(wish.extendedKeyUsage ? [extension('2.5.29.37', sequence(oid(wish.extendedKeyUsage)))] : []),
    ...(wish.criticalExtension ? [extension(wish.criticalExtension, fromHex('0500'))] : []),
  ];
  const tbs = sequence(
    encodeTlv(0xa0, small(2)),
    small(7),
    sequence(oid(ECDSA_SHA256)),
    name(wish.issuer),
    sequence(time(wish.from ?? '200101000000Z'), time(wish.to ?? '351231235959Z')),
    name(wish.subject),
    spki(wish.keys),
    encodeTlv(0xa3, sequence(...extensions)),
  );
  return sequence(tbs, sequence(oid(ECDSA_SHA256)), bits(signed(wish.issuerKeys, tbs)));
}

/** EF.SOD over `groups`, signed as often as wished. */
export function makeSecurityObject(wish: SecurityObjectWish): Bytes {
  const hashes = [...wish.groups].map(([group, file]) => sequence(small(group), octets(hash('sha256', file))));
  const content = sequence(small(0), sequence(oid(SHA256)), sequence(...hashes));
  return encodeTlv(0x77, makeSignedData({ contentType: LDS_SECURITY_OBJECT, ...wish }, content));
}

export function makeMasterList(wish: MasterListWish): Bytes {
  return makeSignedData({ contentType: MASTER_LIST, ...wish }, sequence(small(0), set(...wish.certificates)));
}

function makeSignedData(wish: SigningWish & { readonly contentType: string }, content: Bytes): Bytes {
  const contentType = oid(wish.contentType);
  const attributes = concatBytes(
    sequence(oid('1.2.840.113549.1.9.3'), set(contentType)),
    sequence(oid('1.2.840.113549.1.9.4'), set(octets(wish.digest ?? hash('sha256', content)))),
  );
  const signer = sequence(
    small(1),
    sequence(issuerOf(wish.signer), small(7)),
    sequence(oid(SHA256)),
    encodeTlv(0xa0, attributes),
    algorithmOf(wish.keys, wish.hash),
    octets(signed(wish.keys, encodeTlv(0x31, attributes), wish.hash)),
  );
  const signedData = sequence(
    small(3),
    set(sequence(oid(SHA256))),
    sequence(contentType, encodeTlv(0xa0, octets(content))),
    encodeTlv(0xa0, wish.signer),
    set(...Array.from({ length: wish.signers ?? 1 }, () => signer)),
  );
  return sequence(oid('1.2.840.113549.1.7.2'), encodeTlv(0xa0, signedData));
}

/** The issuer's name stands between the signature algorithm and the validity of every certificate made here. */
function issuerOf(certificate: Bytes): Bytes {
  const at = Buffer.from(certificate).indexOf(Buffer.from(sequence(oid(ECDSA_SHA256))));
  const start = at + sequence(oid(ECDSA_SHA256)).length;
  return certificate.slice(start, start + 2 + (certificate[start + 1] ?? 0));
}
