/**
 * DER (ITU-T X.690) as certificates and security objects use it. Signed parts are exact slices of what was read,
 * never encoded again. Readers refuse by throwing a `DerRefusal`, which only `readDer` may see: nested structures would
 * otherwise be all error handling; whoever calls `readDer` gets a value.
 */
import type { Result } from '../../../common/result.ts';
import { ok } from '../../../common/result.ts';
import { type CheckName, type ChipProblem, malformed } from '../problem.ts';
import { readTlvHeader, tagName } from '../tlv.ts';
import { toNumber } from './numbers.ts';

export const DER = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Context-specific and constructed: [0] EXPLICIT and the like. */
export function context(number: number): number {
  return 0xa0 + number;
}

export type DerNode = {
  readonly tag: number;
  readonly value: Uint8Array;
  /** Tag, length and value, as they stood. */
  readonly whole: Uint8Array;
};

class DerRefusal extends Error {}

/** Reads `bytes` whole; what `read` refuses becomes a problem of `at`. */
export function readDer<T>(at: CheckName, bytes: Uint8Array, read: (reader: DerReader) => T): Result<T, ChipProblem> {
  try {
    refuseUnlessWhole(bytes, 0);
    const reader = new DerReader(bytes);
    const value = read(reader);
    reader.end();
    return ok(value);
  } catch (error) {
    if (error instanceof DerRefusal) return malformed(at, error.message);
    throw error;
  }
}

/** No structure that is read here is half as deep. */
const MAX_DEPTH = 40;

/** Also what nobody looks into must be made of objects that fill their place: one encoding for one meaning. */
function refuseUnlessWhole(bytes: Uint8Array, depth: number): void {
  if (depth > MAX_DEPTH) refuseDer(`more than ${MAX_DEPTH} objects inside each other`);
  const reader = new DerReader(bytes);
  while (!reader.atEnd) {
    const { tag, value } = reader.any('an object');
    if (isConstructed(tag)) refuseUnlessWhole(value, depth + 1);
  }
}

function isConstructed(tag: number): boolean {
  const first = tag > 0xffff ? tag >> 16 : tag > 0xff ? tag >> 8 : tag;
  return (first & 0x20) !== 0;
}

export function refuseDer(words: string): never {
  throw new DerRefusal(words);
}

export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  end(): void {
    if (!this.atEnd) refuseDer(`${this.#bytes.length - this.#at} bytes too many`);
  }

  nextTag(): number | undefined {
    return this.#bytes[this.#at];
  }

  any(name: string): DerNode {
    const rest = this.#bytes.subarray(this.#at);
    const header = readTlvHeader(rest);
    if (!header.ok) return refuseDer(`${name}: ${header.error.words}`);
    const { tag, header_bytes, length } = header.value;
    const end = header_bytes + length;
    if (end > rest.length) refuseDer(`${name}: length ${length}, but ${rest.length - header_bytes} bytes follow`);
    this.#at += end;
    return { tag, value: rest.subarray(header_bytes, end), whole: rest.subarray(0, end) };
  }

  node(tag: number, name: string): DerNode {
    const node = this.any(name);
    if (node.tag !== tag) refuseDer(`${name}: tag ${tagName(node.tag)} where ${tagName(tag)} belongs`);
    return node;
  }

  optional(tag: number, name: string): DerNode | undefined {
    return this.nextTag() === tag ? this.any(name) : undefined;
  }

  inside(tag: number, name: string): DerReader {
    return new DerReader(this.node(tag, name).value);
  }

  /** A reader of what stands in a node that was read for its bytes. */
  nested(node: DerNode): DerReader {
    return new DerReader(node.value);
  }

  sequence(name: string): DerReader {
    return this.inside(DER.sequence, name);
  }

  /** Each element of a SEQUENCE OF or SET OF, in order. */
  each<T>(name: string, read: (reader: DerReader) => T): T[] {
    const values: T[] = [];
    while (!this.atEnd) {
      if (values.length >= MAX_ELEMENTS) refuseDer(`${name}: more than ${MAX_ELEMENTS} elements`);
      values.push(read(this));
    }
    return values;
  }

  integer(name: string): bigint {
    const { value } = this.node(DER.integer, name);
    if (value.length === 0) refuseDer(`${name}: an integer without bytes`);
    const magnitude = toNumber(value);
    return (value[0] ?? 0) & 0x80 ? magnitude - (1n << BigInt(value.length * 8)) : magnitude;
  }

  /** An integer that is a small number: a version, a parameter id. */
  small(name: string): number {
    const value = this.integer(name);
    if (value < 0n || value > 0xffff_ffffn) refuseDer(`${name}: ${value} is out of range`);
    return Number(value);
  }

  oid(name: string): string {
    return decodeOid(this.node(DER.oid, name).value, name);
  }

  octets(name: string): Uint8Array {
    return this.node(DER.octetString, name).value;
  }

  /** Whole bytes only. */
  bits(name: string): Uint8Array {
    const { value } = this.node(DER.bitString, name);
    if (value[0] !== 0) refuseDer(`${name}: not whole bytes`);
    return value.subarray(1);
  }

  boolean(name: string): boolean {
    const { value } = this.node(DER.boolean, name);
    if (value.length !== 1) refuseDer(`${name}: a boolean of ${value.length} bytes`);
    return value[0] !== 0;
  }

  /** UTCTime or GeneralizedTime in UTC to the second (RFC 5280, 4.1.2.5). */
  time(name: string): Date {
    const node = this.any(name);
    if (node.tag !== DER.utcTime && node.tag !== DER.generalizedTime) refuseDer(`${name}: not a time`);
    return decodeTime(node, name);
  }
}

const MAX_ELEMENTS = 10_000;
const MAX_OID_BYTES = 64;

function decodeOid(value: Uint8Array, name: string): string {
  if (value.length === 0 || value.length > MAX_OID_BYTES) refuseDer(`${name}: an OID of ${value.length} bytes`);
  if ((value.at(-1) ?? 0) & 0x80) refuseDer(`${name}: OID cut short`);
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of value) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const first = arcs[0] ?? 0n;
  const root = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [root, first - root * 40n, ...arcs.slice(1)].join('.');
}

function decodeTime({ tag, value }: DerNode, name: string): Date {
  const text = Buffer.from(value).toString('latin1');
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  const [, year = '', month, day, hour, minute, second] = match ?? [];
  if (!match || (tag === DER.utcTime) !== (year.length === 2)) return refuseDer(`${name}: "${text}" is not a time`);
  // RFC 5280, 4.1.2.5.1: two-digit years from 50 on are of the last century.
  const full = year.length === 4 ? year : `${Number(year) >= 50 ? '19' : '20'}${year}`;
  const iso = `${full}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = new Date(`${iso}Z`);
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(iso)) refuseDer(`${name}: there is no ${iso}`);
  return time;
}
