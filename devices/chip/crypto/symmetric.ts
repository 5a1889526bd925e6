/**
 * The block ciphers of secure messaging, as Doc 9303-11 uses them: no padding by the cipher, padding method 2 of
 * ISO/IEC 9797-1 by us. Triple DES goes through `des-ede3-cbc` on K1|K2|K1, the one form that OpenSSL 3 and BoringSSL
 * both have; single DES is the same with K|K|K.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { cbc, cmac, ecb } from '@noble/ciphers/aes.js';
import { type Bytes, concatBytes } from '../../../common/bytes.ts';
import { hash } from './hash.ts';

export type CipherName = '3des' | 'aes-128' | 'aes-192' | 'aes-256';

/** Doc 9303-11, 9.7: 01 for encryption, 02 for the MAC, 03 for the password of PACE. */
export type KeyPurpose = 1 | 2 | 3;

const MAC_BYTES = 8;

export const KEY_BYTES = { '3des': 16, 'aes-128': 16, 'aes-192': 24, 'aes-256': 32 } as const;

export function blockBytes(cipher: CipherName): number {
  return cipher === '3des' ? 8 : 16;
}

/** KDF(K, c) of Doc 9303-11, 9.7: SHA-1 up to 128 bits, SHA-256 above; parity adjusted for triple DES. */
export function deriveKey(secret: Uint8Array, purpose: KeyPurpose, cipher: CipherName): Bytes {
  const isLong = cipher === 'aes-192' || cipher === 'aes-256';
  const digest = hash(isLong ? 'sha256' : 'sha1', secret, Uint8Array.of(0, 0, 0, purpose));
  const key = digest.slice(0, KEY_BYTES[cipher]);
  return cipher === '3des' ? withOddParity(key) : key;
}

export function encryptCbc(cipher: CipherName, key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Bytes {
  if (cipher === '3des') return desEncrypt(key, iv, plain);
  return Uint8Array.from(cbc(key, iv, { disablePadding: true }).encrypt(plain));
}

/** `sealed` must be whole blocks: the caller has checked. */
export function decryptCbc(cipher: CipherName, key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Bytes {
  if (cipher === '3des') return desDecrypt(key, iv, sealed);
  return Uint8Array.from(cbc(key, iv, { disablePadding: true }).decrypt(sealed));
}

/** One block of AES, as the IV of secure messaging is made (9.8). */
export function encryptBlock(key: Uint8Array, block: Uint8Array): Bytes {
  return Uint8Array.from(ecb(key, { disablePadding: true }).encrypt(block));
}

/**
 * Eight bytes: retail MAC (ISO/IEC 9797-1 algorithm 3) or the first half of AES-CMAC. Triple DES takes `message` as
 * padded already, since algorithm 3 pads; CMAC pads by itself, so that the caller says which it means.
 */
export function mac(cipher: CipherName, key: Uint8Array, message: Uint8Array): Bytes {
  if (cipher === '3des') return retailMac(key, message);
  return Uint8Array.from(cmac(message, key).slice(0, MAC_BYTES));
}

/** Padding method 2: 80 00 … 00 up to whole blocks, always at least one byte. */
export function pad(bytes: Uint8Array, block_bytes: number): Bytes {
  const padded = new Uint8Array(Math.ceil((bytes.length + 1) / block_bytes) * block_bytes);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  return padded;
}

/** Undefined when the padding is not that of method 2. */
export function unpad(bytes: Uint8Array): Bytes | undefined {
  let end = bytes.length - 1;
  while (end >= 0 && bytes[end] === 0) end--;
  return bytes[end] === 0x80 ? Uint8Array.from(bytes.subarray(0, end)) : undefined;
}

function retailMac(key: Uint8Array, padded: Uint8Array): Bytes {
  const first = key.slice(0, 8);
  const single = concatBytes(first, first, first);
  const head = padded.slice(0, -8);
  const chained = head.length === 0 ? new Uint8Array(8) : desRaw(single, new Uint8Array(8), head).slice(-8);
  const last = padded.slice(-8).map((byte, at) => byte ^ (chained[at] ?? 0));
  // The last block goes through all three: E(K1, D(K2, E(K1, block))), which is one block of triple DES.
  return desEncrypt(key, new Uint8Array(8), last);
}

function desEncrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Bytes {
  return desRaw(concatBytes(key, key.slice(0, 8)), iv, plain);
}

function desRaw(key24: Uint8Array, iv: Uint8Array, plain: Uint8Array): Bytes {
  const cipher = createCipheriv('des-ede3-cbc', key24, iv).setAutoPadding(false);
  return concatBytes(cipher.update(plain), cipher.final());
}

function desDecrypt(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Bytes {
  const decipher = createDecipheriv('des-ede3-cbc', concatBytes(key, key.slice(0, 8)), iv).setAutoPadding(false);
  return concatBytes(decipher.update(sealed), decipher.final());
}

function withOddParity(key: Uint8Array): Bytes {
  return Uint8Array.from(key, (byte) => {
    let ones = 0;
    for (let bit = 1; bit < 8; bit++) ones += (byte >> bit) & 1;
    return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  });
}
