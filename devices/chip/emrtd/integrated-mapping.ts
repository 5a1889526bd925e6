/** The pseudo-random function of Integrated Mapping (Doc 9303-11, 4.4 and appendix B). */
import { concatBytes, fromHex } from '../../../common/bytes.ts';
import { bitLength, toNumber } from '../crypto/numbers.ts';
import { blockBytes, type CipherName, encryptCbc, KEY_BYTES } from '../crypto/symmetric.ts';

const constants = {
  short: {
    c0: fromHex('A668892A7C41E3CA739F40B057D85904'),
    c1: fromHex('A4E136AC725F738B01C1F60217C188AD'),
  },
  long: {
    c0: fromHex('D463D65234124EF7897054986DCA0A174E28DF758CBAA03F240616414D5A1676'),
    c1: fromHex('54BD7255F0AAF831BEC3423FCF39D69B6CBF066677D0FAAE5AADD99DF8E53517'),
  },
} as const;

/** Bits more than the field has, so that the remainder is as good as even. */
const EXTRA_BITS = 64;

/** The second nonce is a key of the cipher. */
export function secondNonceBytes(cipher: CipherName): number {
  return KEY_BYTES[cipher];
}

/** Rp(s, t): k0 = E(t, s); x_i = E(k_i-1, c1), k_i = E(k_i-1, c0). */
export function randomFieldElement(cipher: CipherName, s: Uint8Array, t: Uint8Array, modulus: bigint): bigint {
  const { c0, c1 } = cipher === 'aes-192' || cipher === 'aes-256' ? constants.long : constants.short;
  const encrypt = (key: Uint8Array, bytes: Uint8Array) =>
    encryptCbc(cipher, key.slice(0, KEY_BYTES[cipher]), new Uint8Array(blockBytes(cipher)), bytes);
  const rounds = Math.ceil((bitLength(modulus) + EXTRA_BITS) / (c1.length * 8));
  const parts: Uint8Array[] = [];
  let key = encrypt(t, s);
  for (let round = 0; round < rounds; round++) {
    parts.push(encrypt(key, c1));
    key = encrypt(key, c0);
  }
  return toNumber(concatBytes(...parts)) % modulus;
}
