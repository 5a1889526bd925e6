/** RSA signatures by the public key: RFC 8017 (PKCS #1 v1.5, PSS) and ISO/IEC 9796-2, scheme 1. */
import { type Bytes, concatBytes, equalBytes, fromHex } from '../../../common/bytes.ts';
import { HASH_BYTES, type HashName, hash } from './hash.ts';
import { bitLength, byteLength, power, toBytes, toNumber } from './numbers.ts';

export type RsaKey = { readonly modulus: bigint; readonly exponent: bigint };

/** DigestInfo without the digest itself (RFC 8017, 9.2, note 1). */
const digestInfo: Readonly<Record<HashName, Bytes>> = {
  sha1: fromHex('3021300906052B0E03021A05000414'),
  sha224: fromHex('302D300D06096086480165030402040500041C'),
  sha256: fromHex('3031300D060960864801650304020105000420'),
  sha384: fromHex('3041300D060960864801650304020205000430'),
  sha512: fromHex('3051300D060960864801650304020305000440'),
};

/** 00 01, at least eight bytes FF, 00. */
const PKCS1_FRAME_bytes = 11;

/** Digests without a NULL parameter: RFC 8017 lets a verifier take them too. */
function withoutNull(prefix: Bytes): Bytes {
  const short = Uint8Array.from(prefix);
  short[1] = (short[1] ?? 0) - 2;
  short[3] = (short[3] ?? 0) - 2;
  const nullAt = short.length - 4;
  return concatBytes(short.subarray(0, nullAt), short.subarray(nullAt + 2));
}

export function verifyPkcs1(key: RsaKey, name: HashName, digest: Uint8Array, signature: Uint8Array): boolean {
  const message = recover(key, signature);
  if (!message) return false;
  const prefix = digestInfo[name];
  return [prefix, withoutNull(prefix)].some(
    (info) =>
      message.length >= info.length + digest.length + PKCS1_FRAME_bytes &&
      equalBytes(message, framed(info, digest, message.length)),
  );
}

/** EMSA-PKCS1-v1_5 (RFC 8017, 9.2), for a card that does the bare RSA operation on it. */
export function encodePkcs1(name: HashName, digest: Uint8Array, modulus_bytes: number): Bytes {
  return framed(digestInfo[name], digest, modulus_bytes);
}

function framed(info: Uint8Array, digest: Uint8Array, modulus_bytes: number): Bytes {
  const tail = concatBytes(Uint8Array.of(0), info, digest);
  const fill = new Uint8Array(modulus_bytes - tail.length - 2).fill(0xff);
  return concatBytes(Uint8Array.of(0, 1), fill, tail);
}

export type PssParameters = { readonly hash: HashName; readonly mgfHash: HashName; readonly saltLength: number };

/** RFC 8017, 9.1.2. */
export function verifyPss(
  key: RsaKey,
  { hash: name, mgfHash, saltLength }: PssParameters,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const whole = recover(key, signature);
  if (!whole) return false;
  const bits = bitLength(key.modulus) - 1;
  const message = whole.slice(whole.length - Math.ceil(bits / 8));
  const hash_bytes = HASH_BYTES[name];
  const db_bytes = message.length - hash_bytes - 1;
  if (message.length < whole.length && whole[0] !== 0) return false;
  if (db_bytes < saltLength + 1 || message.at(-1) !== 0xbc) return false;
  const h = message.slice(db_bytes, db_bytes + hash_bytes);
  const unused = message.length * 8 - bits;
  if (((message[0] ?? 0) >> (8 - unused)) & ((1 << unused) - 1)) return false;
  const mask = mgf1(mgfHash, h, db_bytes);
  const db = message.slice(0, db_bytes).map((byte, at) => byte ^ (mask[at] ?? 0));
  db[0] = (db[0] ?? 0) & (0xff >> unused);
  const saltAt = db_bytes - saltLength;
  if (db.slice(0, saltAt - 1).some((byte) => byte !== 0) || db[saltAt - 1] !== 1) return false;
  return equalBytes(h, hash(name, new Uint8Array(8), digest, db.slice(saltAt)));
}

/** ISO/IEC 9796-2: hash functions by the trailer's first byte (ISO/IEC 10118-3 identifiers). */
const hashOfTrailer: Readonly<Record<number, HashName>> = {
  51: 'sha1',
  52: 'sha256',
  53: 'sha512',
  54: 'sha384',
  56: 'sha224',
};

/**
 * Scheme 1 with partial recovery: M1 from the signature, M2 (`nonrecoverable`) as known to us. Gives the words of
 * what is wrong, or undefined. Doc 9303-11, 6.1: trailer BC with SHA-1, or xxCC.
 */
export function flawOfIso9796(key: RsaKey, nonrecoverable: Uint8Array, signature: Uint8Array): string | undefined {
  const message = recoverIso9796(key, signature);
  if (!message) return 'the signature does not fit the key';
  const isImplicit = message.at(-1) === 0xbc;
  const name = isImplicit ? 'sha1' : message.at(-1) === 0xcc ? hashOfTrailer[message.at(-2) ?? 0] : undefined;
  if (!name) return `trailer ${Buffer.from(message.slice(-2)).toString('hex').toUpperCase()} is not known`;
  const trailer_bytes = isImplicit ? 1 : 2;
  const header = message[0] ?? 0;
  // 01 partial recovery, padding bit, …: 6A is what Doc 9303 means; 4x would be total recovery.
  if (header >> 6 !== 1 || (header & 0x20) === 0) return 'the header is not that of partial recovery';
  const start = startOfRecovered(message);
  const digestAt = message.length - trailer_bytes - HASH_BYTES[name];
  if (start === undefined || digestAt < start) return 'the recovered part has no room for the digest';
  const recovered = message.slice(start, digestAt);
  const digest = message.slice(digestAt, digestAt + HASH_BYTES[name]);
  return equalBytes(hash(name, recovered, nonrecoverable), digest) ? undefined : 'the digest is another';
}

/** Padding is nibbles B up to an A: 6A at once, or 6B BB … BA. */
function startOfRecovered(message: Uint8Array): number | undefined {
  if (((message[0] ?? 0) & 0x0f) === 0x0a) return 1;
  if (((message[0] ?? 0) & 0x0f) !== 0x0b) return undefined;
  let at = 1;
  while (message[at] === 0xbb) at++;
  return message[at] === 0xba ? at + 1 : undefined;
}

/** A signer may give n - s instead of s: the one whose last nibble is C is meant (ISO/IEC 9796-2, B.7). */
function recoverIso9796(key: RsaKey, signature: Uint8Array): Bytes | undefined {
  const message = recover(key, signature);
  if (!message || ((message.at(-1) ?? 0) & 0x0f) === 0x0c) return message;
  return toBytes(key.modulus - toNumber(message), message.length);
}

/** s^e mod n as bytes of the modulus's length. */
function recover({ modulus, exponent }: RsaKey, signature: Uint8Array): Bytes | undefined {
  const value = toNumber(signature);
  if (signature.length !== byteLength(modulus) || value >= modulus) return undefined;
  return toBytes(power(value, exponent, modulus), byteLength(modulus));
}

function mgf1(name: HashName, seed: Uint8Array, length: number): Bytes {
  const parts: Bytes[] = [];
  for (let counter = 0; counter * HASH_BYTES[name] < length; counter++) {
    parts.push(hash(name, seed, toBytes(BigInt(counter), 4)));
  }
  return concatBytes(...parts).slice(0, length);
}
