import type { Bytes } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';

export function toNumber(bytes: Uint8Array): bigint {
  let number = 0n;
  for (const byte of bytes) number = (number << 8n) | BigInt(byte);
  return number;
}

export function toBytes(number: bigint, length: number): Bytes {
  const bytes = new Uint8Array(length);
  let rest = number;
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}

export function mod(number: bigint, modulus: bigint): bigint {
  const rest = number % modulus;
  return rest < 0n ? rest + modulus : rest;
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = mod(base, modulus);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** For a prime modulus (Fermat). */
export function inverse(number: bigint, prime: bigint): bigint {
  return power(mod(number, prime), prime - 2n, prime);
}

/** A secret from 1 to `order` - 1, drawn again until it fits. */
export function drawBelow(order: bigint, random: Random): bigint {
  const bits = order.toString(2).length;
  const length = Math.ceil(bits / 8);
  for (;;) {
    const number = toNumber(random.bytes(length)) & ((1n << BigInt(bits)) - 1n);
    if (number > 0n && number < order) return number;
  }
}
