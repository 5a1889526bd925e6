/** The little DER (X.690) that signed messages, revocation lists and chip parameters are written in. */
import { type Bytes, concatBytes } from '../../../common/bytes.ts';
import { toBytes } from '../crypto/numbers.ts';
import { ber } from './ber.ts';

export const sequence = (...parts: readonly Uint8Array[]): Bytes => ber(0x30, ...parts);
export const octetString = (...parts: readonly Uint8Array[]): Bytes => ber(0x04, ...parts);
export const bitString = (bytes: Uint8Array): Bytes => ber(0x03, Uint8Array.of(0), bytes);
export const nullValue = (): Bytes => ber(0x05);
export const printableString = (text: string): Bytes => ber(0x13, Buffer.from(text, 'ascii'));
/** Constructed, context-specific: [n] EXPLICIT, or IMPLICIT of a constructed type. */
export const context = (number: number, ...parts: readonly Uint8Array[]): Bytes => ber(0xa0 | number, ...parts);

/** DER sorts the members of a SET OF. */
export function setOf(...parts: readonly Uint8Array[]): Bytes {
  return ber(0x31, ...sorted(parts));
}

export function sorted(parts: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...parts].sort((a, b) => Buffer.compare(a, b));
}

/** Not negative. */
export function integer(value: bigint | number): Bytes {
  const hex = BigInt(value).toString(16);
  const length = Math.ceil(hex.length / 2);
  return unsignedInteger(toBytes(BigInt(value), length));
}

export function unsignedInteger(bytes: Uint8Array): Bytes {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return ber(0x02, (short[0] ?? 0) & 0x80 ? concatBytes(Uint8Array.of(0), short) : short);
}

/** Content of an object identifier, as it travels in data object 80 as well. */
export function oidBytes(oid: string): Bytes {
  const [first = 0n, second = 0n, ...rest] = oid.split('.').map(BigInt);
  return concatBytes(...[first * 40n + second, ...rest].map(base128));
}

export function objectIdentifier(oid: string): Bytes {
  return ber(0x06, oidBytes(oid));
}

function base128(arc: bigint): Uint8Array {
  const bytes = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) bytes.unshift(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.from(bytes);
}

/** UTCTime until 2049, then GeneralizedTime (RFC 5280, 4.1.2.5). */
export function time(date: Date): Bytes {
  const digits = `${date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050
    ? ber(0x17, Buffer.from(digits.slice(2), 'ascii'))
    : ber(0x18, Buffer.from(digits, 'ascii'));
}
