/** BER-TLV as chips use it (ISO/IEC 7816-4, 5.2.2 and annex E): definite lengths only, every bound checked. */
import { type Bytes, concatBytes } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';

export type Tlv = { readonly tag: number; readonly value: Uint8Array };
export type TlvProblem = {
  readonly kind: 'tlv';
  readonly words: string;
  /** More bytes could make it right. */
  readonly incomplete?: true;
};

/** Tags of three bytes at most: nothing on an identity card has longer ones. */
const MAX_TAG_BYTES = 3;
/** Four bytes of length would announce more than a card can hold. */
const MAX_LENGTH_BYTES = 3;
const MAX_OBJECTS = 1_000;

/** All objects of one level, in order. The bytes must be used up exactly. */
export function parseTlv(bytes: Uint8Array): Result<readonly Tlv[], TlvProblem> {
  const objects: Tlv[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (objects.length >= MAX_OBJECTS) return problem(`more than ${MAX_OBJECTS} objects`);
    const object = parseOne(bytes, at);
    if (!object.ok) return object;
    objects.push(object.value.tlv);
    at = object.value.end;
  }
  return ok(objects);
}

export function findTlv(objects: readonly Tlv[], tag: number): Uint8Array | undefined {
  return objects.find((object) => object.tag === tag)?.value;
}

export type TlvHeader = { readonly tag: number; readonly header_bytes: number; readonly length: number };

/** Tag and length alone: enough to know how long a file is from its first bytes. */
export function readTlvHeader(bytes: Uint8Array): Result<TlvHeader, TlvProblem> {
  if (bytes.length === 0) return problem('no bytes');
  const tag = parseTag(bytes, 0);
  if (!tag.ok) return tag;
  const length = parseLength(bytes, tag.value.end);
  return length.ok ? ok({ tag: tag.value.tag, header_bytes: length.value.end, length: length.value.length }) : length;
}

/** The value of the one object that `bytes` are, when its tag is `tag`. */
export function unwrapTlv(bytes: Uint8Array, tag: number): Result<Uint8Array, TlvProblem> {
  const objects = parseTlv(bytes);
  if (!objects.ok) return objects;
  const [only, ...more] = objects.value;
  if (only === undefined || more.length > 0) return problem(`${objects.value.length} objects where one belongs`);
  return only.tag === tag ? ok(only.value) : problem(`tag ${tagName(only.tag)} where ${tagName(tag)} belongs`);
}

/** All objects inside the one that `bytes` are. */
export function parseTlvInside(bytes: Uint8Array, tag: number): Result<readonly Tlv[], TlvProblem> {
  const content = unwrapTlv(bytes, tag);
  return content.ok ? parseTlv(content.value) : content;
}

export function encodeTlv(tag: number, ...values: readonly Uint8Array[]): Bytes {
  const value = concatBytes(...values);
  return concatBytes(tagBytes(tag), lengthBytes(value.length), value);
}

function parseOne(bytes: Uint8Array, start: number): Result<{ tlv: Tlv; end: number }, TlvProblem> {
  const tag = parseTag(bytes, start);
  if (!tag.ok) return tag;
  const length = parseLength(bytes, tag.value.end);
  if (!length.ok) return length;
  const end = length.value.end + length.value.length;
  if (end > bytes.length) {
    return problem(
      `length ${length.value.length} at ${tag.value.end}, but ${bytes.length - length.value.end} bytes follow`,
    );
  }
  return ok({ tlv: { tag: tag.value.tag, value: bytes.slice(length.value.end, end) }, end });
}

function parseTag(bytes: Uint8Array, start: number): Result<{ tag: number; end: number }, TlvProblem> {
  let tag = bytes[start] ?? 0;
  let at = start + 1;
  if ((tag & 0x1f) !== 0x1f) return ok({ tag, end: at });
  for (;;) {
    const next = bytes[at];
    if (next === undefined) return cutShort(`tag cut short at ${start}`);
    at += 1;
    tag = tag * 256 + next;
    if ((next & 0x80) === 0) return ok({ tag, end: at });
    if (at - start >= MAX_TAG_BYTES) return problem(`tag longer than ${MAX_TAG_BYTES} bytes at ${start}`);
  }
}

function parseLength(bytes: Uint8Array, start: number): Result<{ length: number; end: number }, TlvProblem> {
  const first = bytes[start];
  if (first === undefined) return cutShort(`length missing at ${start}`);
  if (first < 0x80) return ok({ length: first, end: start + 1 });
  const count = first & 0x7f;
  if (count === 0) return problem(`indefinite length at ${start}`);
  if (count > MAX_LENGTH_BYTES) return problem(`length of ${count} bytes at ${start}`);
  let length = 0;
  for (let i = 1; i <= count; i++) {
    const next = bytes[start + i];
    if (next === undefined) return cutShort(`length cut short at ${start}`);
    length = length * 256 + next;
  }
  return ok({ length, end: start + 1 + count });
}

/** A tag as standards write it: two digits a byte. */
export function tagName(tag: number): string {
  return tag.toString(16).toUpperCase().padStart(2, '0');
}

function tagBytes(tag: number): Bytes {
  if (tag > 0xffff) return Uint8Array.of(tag >> 16, (tag >> 8) & 0xff, tag & 0xff);
  return tag > 0xff ? Uint8Array.of(tag >> 8, tag & 0xff) : Uint8Array.of(tag);
}

function lengthBytes(length: number): Bytes {
  if (length < 0x80) return Uint8Array.of(length);
  if (length < 0x100) return Uint8Array.of(0x81, length);
  if (length < 0x10000) return Uint8Array.of(0x82, length >> 8, length & 0xff);
  return Uint8Array.of(0x83, length >> 16, (length >> 8) & 0xff, length & 0xff);
}

function problem(words: string): Result<never, TlvProblem> {
  return err({ kind: 'tlv', words });
}

function cutShort(words: string): Result<never, TlvProblem> {
  return err({ kind: 'tlv', words, incomplete: true });
}
