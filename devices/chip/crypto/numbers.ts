/** Whole numbers of any size, for public values: nothing here hides its timing. */

import { invariant } from '../../../common/assert.ts';
import type { Bytes } from '../../../common/bytes.ts';

export function toNumber(bytes: Uint8Array): bigint {
  const digits = Buffer.from(bytes).toString('hex');
  return digits === '' ? 0n : BigInt(`0x${digits}`);
}

/** Big-endian, exactly `length` bytes (FE2OS, I2OS: Doc 9303-11, 4.4). */
export function toBytes(value: bigint, length: number): Bytes {
  const digits = value.toString(16).padStart(length * 2, '0');
  invariant(value >= 0n && digits.length === length * 2, `a number of ${digits.length / 2} bytes in ${length}`);
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

export function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length;
}

export function byteLength(value: bigint): number {
  return Math.ceil(bitLength(value) / 8);
}

export function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = modulo(base, modulus);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}
