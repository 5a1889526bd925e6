/** Frames of the vault's line protocol (docs/devices/document-vault.md, "Frames"). Pure functions, bounds checked. */
import { invariant } from '../../../common/assert.ts';
import { concatBytes } from '../../../common/bytes.ts';

export type Frame = {
  /** Of the unit on the line, 1 to 31. */
  readonly address: number;
  /** 1 to 127 of an order, 128 to 255 of a question; an answer carries that of what it answers. */
  readonly sequence: number;
  /** A capital asks, the small letter answers. */
  readonly code: string;
  /** Printable ASCII. */
  readonly data: string;
};

const STX = 0x02;
const ETX = 0x03;
/** STX, address, sequence, code, length (two bytes). */
const HEAD_bytes = 6;
/** Checksum (two bytes), ETX. */
const TAIL_bytes = 3;
export const MAX_DATA_bytes = 1024;
const MAX_FRAME_bytes = HEAD_bytes + MAX_DATA_bytes + TAIL_bytes;

const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 8;
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000 ? (value << 1) ^ 0x1021 : value << 1;
  return value;
});

/** CRC-16/IBM-3740 ("CCITT-FALSE"): polynomial 1021, start FFFF, not reflected. `123456789` gives 29B1. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) crc = ((crc << 8) ^ (table[((crc >> 8) ^ byte) & 0xff] ?? 0)) & 0xffff;
  return crc;
}

export function encodeFrame({ address, sequence, code, data }: Frame): Uint8Array {
  invariant(address >= 1 && address <= 31, 'a unit has an address from 1 to 31');
  invariant(sequence >= 1 && sequence <= 255, 'a sequence number is a byte above 0');
  invariant(/^[A-Za-z]$/.test(code), 'a code is one letter');
  invariant(/^[\x20-\x7e]*$/.test(data) && data.length <= MAX_DATA_bytes, 'data are at most 1024 printable characters');
  const covered = Buffer.from(
    concatBytes(
      Uint8Array.of(address, sequence, code.charCodeAt(0), data.length >> 8, data.length & 0xff),
      Buffer.from(data, 'ascii'),
    ),
  );
  const crc = crc16(covered);
  return concatBytes(Uint8Array.of(STX), covered, Uint8Array.of(crc >> 8, crc & 0xff, ETX));
}

/** Finds frames in what comes over a line: whatever is none is skipped, byte by byte. */
export class FrameReader {
  #incoming: Uint8Array = new Uint8Array(0);

  /** The frames that are complete now. */
  feed(bytes: Uint8Array): readonly Frame[] {
    this.#incoming = concatBytes(this.#incoming, bytes);
    const frames: Frame[] = [];
    let at = 0;
    while (at < this.#incoming.length) {
      const found = frameAt(this.#incoming.subarray(at, at + MAX_FRAME_bytes));
      if (found === 'incomplete') break;
      if (found === 'none') at += 1;
      else {
        frames.push(found.frame);
        at += found.size;
      }
    }
    this.#incoming = this.#incoming.slice(at);
    return frames;
  }

  /** What was begun has no end any more. */
  forget(): void {
    this.#incoming = new Uint8Array(0);
  }
}

function frameAt(bytes: Uint8Array): { readonly frame: Frame; readonly size: number } | 'none' | 'incomplete' {
  if (bytes[0] !== STX) return 'none';
  if (bytes.length < HEAD_bytes) return 'incomplete';
  const [, address = 0, sequence = 0, letter = 0, high = 0, low = 0] = bytes;
  const length = (high << 8) | low;
  const code = String.fromCharCode(letter);
  if (length > MAX_DATA_bytes || address < 1 || address > 31 || sequence === 0 || !/^[A-Za-z]$/.test(code))
    return 'none';
  const size = HEAD_bytes + length + TAIL_bytes;
  if (bytes.length < size) return 'incomplete';
  const covered = bytes.subarray(1, HEAD_bytes + length);
  const crc = ((bytes[size - 3] ?? 0) << 8) | (bytes[size - 2] ?? 0);
  if (bytes[size - 1] !== ETX || crc !== crc16(covered)) return 'none';
  const data = Buffer.from(bytes.subarray(HEAD_bytes, HEAD_bytes + length)).toString('latin1');
  return /^[\x20-\x7e]*$/.test(data) ? { frame: { address, sequence, code, data }, size } : 'none';
}
