/** A chip that is nothing but files that anybody may read: what a reader makes of files that no issuer would write. */
import { concatBytes } from '../../../common/bytes.ts';
import { ok, type Result } from '../../../common/result.ts';
import { readTlvHeader } from '../tlv.ts';
import type { Exchange } from '../transmit.ts';

export type Files = ReadonlyMap<number, Uint8Array>;

const answer = (sw: number, data: Uint8Array = new Uint8Array()) =>
  concatBytes(data, Uint8Array.of(sw >> 8, sw & 0xff));

/** SELECT by name or identifier and READ BINARY, as ISO/IEC 7816-4 has them; files by identifier. */
export function fileCard(files: Files): Exchange<never> {
  let current: Uint8Array | undefined;
  return async (command): Promise<Result<Uint8Array, never>> => {
    const [, ins = 0, p1 = 0, p2 = 0] = command;
    const data = command.subarray(5);
    if (ins === 0xa4 && p1 === 0x04) return ok(answer(0x9000));
    if (ins === 0xa4) {
      current = files.get((data[0] ?? 0) * 256 + (data[1] ?? 0));
      return ok(answer(current ? 0x9000 : 0x6a82));
    }
    if (ins !== 0xb0) return ok(answer(0x6d00));
    // A short identifier is the long one's last five bits.
    if (p1 & 0x80) current = [...files].find(([id]) => (id & 0x1f) === (p1 & 0x1f))?.[1];
    if (!current) return ok(answer(p1 & 0x80 ? 0x6a82 : 0x6986));
    const offset = p1 & 0x80 ? p2 : p1 * 256 + p2;
    if (offset > current.length) return ok(answer(0x6b00));
    const part = current.slice(offset, offset + (data.length > 0 ? 0 : (command[4] ?? 0) || 256));
    return ok(answer(0x9000, part));
  };
}

/** Where the length of each object stands, at every depth that tags tell of. */
export function lengthPlaces(bytes: Uint8Array, start = 0): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const header = readTlvHeader(bytes.subarray(at));
    if (!header.ok) return places;
    const { tag, header_bytes, length } = header.value;
    const tag_bytes = tag > 0xffff ? 3 : tag > 0xff ? 2 : 1;
    const first = bytes[at] ?? 0;
    places.push(start + at + tag_bytes);
    const content = bytes.subarray(at + header_bytes, at + header_bytes + length);
    if (first & 0x20) places.push(...lengthPlaces(content, start + at + header_bytes));
    at += header_bytes + length;
  }
  return places;
}

/** Each kind of length at which a file may end: none, within its header, around each limit of a length's form, and all but one. */
export function cutsOf(length: number): readonly number[] {
  const wanted = [0, 1, 2, 3, 4, 5, 6, 7, 126, 127, 128, 129, 130, 254, 255, 256, 257, 258, 260, 1_000, 4_095, 4_096];
  const cuts = [...wanted, Math.floor(length / 2), length - 3, length - 2, length - 1];
  return [...new Set(cuts)].filter((cut) => cut >= 0 && cut < length);
}
