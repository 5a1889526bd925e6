/**
 * The ciphers and authentication codes of a travel document's chip (ICAO Doc 9303-11, 9.8; ISO/IEC 9797-1).
 * Only what OpenSSL 3 and BoringSSL both offer: single DES is triple DES with one key three times.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { cmac } from '@noble/ciphers/aes.js';
import { type Bytes, concatBytes } from '../../../common/bytes.ts';

export type CipherName = '3DES' | 'AES-128' | 'AES-192' | 'AES-256';
export type SessionKeys = { readonly encryption: Bytes; readonly mac: Bytes };

export type CipherSuite = {
  readonly block_bytes: 8 | 16;
  readonly key_bytes: 16 | 24 | 32;
  /** CBC over whole blocks, no padding. */
  encrypt(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Bytes;
  decrypt(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Bytes;
  /** Eight bytes over whole blocks: retail MAC (ISO 9797-1, algorithm 3) or CMAC cut to its first half. */
  macOfBlocks(key: Uint8Array, blocks: Uint8Array): Bytes;
  /** Eight bytes over any message: the retail MAC pads it (method 2), CMAC does that itself. */
  macOfMessage(key: Uint8Array, message: Uint8Array): Bytes;
};

const tripleDes: CipherSuite = {
  block_bytes: 8,
  key_bytes: 16,
  encrypt: (key, iv, blocks) => cbc('encrypt', 'des-ede3-cbc', twoKeys(key), iv, blocks),
  decrypt: (key, iv, blocks) => cbc('decrypt', 'des-ede3-cbc', twoKeys(key), iv, blocks),
  macOfBlocks: retailMac,
  macOfMessage: (key, message) => retailMac(key, pad(message, 8)),
};

export const cipherSuites: Readonly<Record<CipherName, CipherSuite>> = {
  '3DES': tripleDes,
  'AES-128': aes('AES-128', 16),
  'AES-192': aes('AES-192', 24),
  'AES-256': aes('AES-256', 32),
};

function aes(name: CipherName, key_bytes: 16 | 24 | 32): CipherSuite {
  const algorithm = `${name.toLowerCase()}-cbc`;
  const mac = (key: Uint8Array, message: Uint8Array) => Uint8Array.from(cmac(message, key).subarray(0, 8));
  return {
    block_bytes: 16,
    key_bytes,
    encrypt: (key, iv, blocks) => cbc('encrypt', algorithm, key, iv, blocks),
    decrypt: (key, iv, blocks) => cbc('decrypt', algorithm, key, iv, blocks),
    macOfBlocks: mac,
    macOfMessage: mac,
  };
}

function cbc(
  direction: 'encrypt' | 'decrypt',
  algorithm: string,
  key: Uint8Array,
  iv: Uint8Array,
  blocks: Uint8Array,
): Bytes {
  const make = direction === 'encrypt' ? createCipheriv : createDecipheriv;
  const cipher = make(algorithm, key, iv).setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([cipher.update(blocks), cipher.final()]));
}

function twoKeys(key: Uint8Array): Bytes {
  return concatBytes(key.slice(0, 16), key.slice(0, 8));
}

function retailMac(key: Uint8Array, blocks: Uint8Array): Bytes {
  const [left, right] = [key.slice(0, 8), key.slice(8, 16)];
  const zero = new Uint8Array(8);
  const single = (half: Uint8Array) => concatBytes(half, half, half);
  const chained = cbc('encrypt', 'des-ede3-cbc', single(left), zero, blocks).slice(-8);
  const back = cbc('decrypt', 'des-ede3-cbc', single(right), zero, chained);
  return cbc('encrypt', 'des-ede3-cbc', single(left), zero, back);
}

/** ISO/IEC 9797-1, padding method 2. */
export function pad(message: Uint8Array, block_bytes: number): Bytes {
  const padded = new Uint8Array((Math.floor(message.length / block_bytes) + 1) * block_bytes);
  padded.set(message);
  padded[message.length] = 0x80;
  return padded;
}

export function unpad(padded: Uint8Array): Uint8Array | undefined {
  const end = padded.lastIndexOf(0x80);
  const rest = padded.subarray(end + 1);
  return end < 0 || rest.some((byte) => byte !== 0) ? undefined : padded.slice(0, end);
}

const counters = { encryption: 1, mac: 2, password: 3 } as const;

/** Doc 9303-11, 9.7. Parity bits of DES keys are left as they fall: no cipher looks at them. */
export function deriveKey(secret: Uint8Array, use: keyof typeof counters, suite: CipherSuite): Bytes {
  const hash = suite.key_bytes > 16 ? 'sha256' : 'sha1';
  const digest = createHash(hash)
    .update(secret)
    .update(Uint8Array.of(0, 0, 0, counters[use]))
    .digest();
  return Uint8Array.from(digest.subarray(0, suite.key_bytes));
}

export function sessionKeys(secret: Uint8Array, suite: CipherSuite): SessionKeys {
  return { encryption: deriveKey(secret, 'encryption', suite), mac: deriveKey(secret, 'mac', suite) };
}
