import { concatBytes, fromHex } from '../../../common/bytes.ts';
import type { CipherSuite } from '../crypto/ciphers.ts';
import { mod, toNumber } from '../crypto/numbers.ts';

const constants = {
  16: ['a668892a7c41e3ca739f40b057d85904', 'a4e136ac725f738b01c1f60217c188ad'],
  32: [
    'd463d65234124ef7897054986dca0a174e28df758cbaa03f240616414d5a1676',
    '54bd7255f0aaf831bec3423fcf39d69b6cbf066677d0faae5aadd99df8e53517',
  ],
} as const;
/** So much longer than the prime that the remainder is as good as even. */
const SPARE_bits = 64;

/** R(s, t) mod p (Doc 9303-11, 4.4): the nonce under the reader's, then a stream of two constants. */
export function pseudoRandomElement(suite: CipherSuite, nonce: Uint8Array, key: Uint8Array, prime: bigint): bigint {
  const [c0, c1] = (suite.key_bytes > 16 ? constants[32] : constants[16]).map(fromHex) as [Uint8Array, Uint8Array];
  const zero = new Uint8Array(suite.block_bytes);
  const encrypt = (k: Uint8Array, message: Uint8Array) => suite.encrypt(k.slice(0, suite.key_bytes), zero, message);
  const wanted_bits = prime.toString(2).length + SPARE_bits;
  const parts: Uint8Array[] = [];
  let next = encrypt(key, nonce);
  while (parts.length * nonce.length * 8 < wanted_bits) {
    parts.push(encrypt(next, c1));
    next = encrypt(next, c0);
  }
  return mod(toNumber(concatBytes(...parts)), prime);
}
