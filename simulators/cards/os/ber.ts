/** The card's own BER-TLV: writes any object, reads the few that a command may carry. */
import { type Bytes, concatBytes } from '../../../common/bytes.ts';

export function ber(tag: number, ...content: readonly Uint8Array[]): Bytes {
  const value = concatBytes(...content);
  const tagBytes: number[] = [];
  for (let rest = tag; rest > 0; rest = Math.floor(rest / 256)) tagBytes.unshift(rest % 256);
  const size = value.length;
  const length =
    size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : size < 0x10000 ? [0x82, size >> 8, size & 0xff] : undefined;
  return concatBytes(
    Uint8Array.from([...tagBytes, ...(length ?? [0x83, size >> 16, (size >> 8) & 0xff, size & 0xff])]),
    value,
  );
}

/** Objects with one-byte tags, one level; undefined when a length does not fit. */
export function readBer(bytes: Uint8Array): Map<number, Uint8Array> | undefined {
  const objects = new Map<number, Uint8Array>();
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1];
    if (first === undefined) return undefined;
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    if (lengthBytes > 2 || first === 0x80) return undefined;
    let size = first < 0x80 ? first : 0;
    for (let i = 0; i < lengthBytes; i++) size = size * 256 + (bytes[at + 2 + i] ?? 0);
    const start = at + 2 + lengthBytes;
    if (start + size > bytes.length) return undefined;
    objects.set(tag, bytes.slice(start, start + size));
    at = start + size;
  }
  return objects;
}
