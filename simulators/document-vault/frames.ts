/** The unit's end of the line protocol, written from docs/devices/document-vault.md and from nothing else. */
import type { Clock } from '../../common/clock.ts';

export type Request = {
  readonly sequence: number;
  readonly code: string;
  readonly fields: ReadonlyMap<string, string>;
};

const LONGEST_bytes = 1024;
/** Between two bytes of a frame; what was begun before a longer pause is none. */
const PAUSE_ms = 100;

/** Letters of what moves nothing. */
export function isQuestion(code: string): boolean {
  return 'SILCM'.includes(code);
}

function checksum(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      const isSet = ((crc >>> 15) ^ (byte >>> bit)) & 1;
      crc = (crc << 1) & 0xffff;
      if (isSet) crc ^= 0x1021;
    }
  }
  return crc;
}

/** An answer's bytes. */
export function answerFrame(address: number, sequence: number, code: string, data: string): Buffer {
  const body = Buffer.alloc(5 + data.length);
  body.writeUInt8(address, 0);
  body.writeUInt8(sequence, 1);
  body.write(code.toLowerCase(), 2, 'latin1');
  body.writeUInt16BE(data.length, 3);
  body.write(data, 5, 'latin1');
  const frame = Buffer.alloc(body.length + 4);
  frame.writeUInt8(0x02, 0);
  body.copy(frame, 1);
  frame.writeUInt16BE(checksum(body), body.length + 1);
  frame.writeUInt8(0x03, body.length + 3);
  return frame;
}

/** Takes requests for one address out of a stream of bytes; skips what is none, and what is for others. */
export class RequestReader {
  readonly #address: number;
  readonly #onRequest: (request: Request) => void;
  readonly #clock: Clock;
  #held = Buffer.alloc(0);
  #heard_ms = 0;

  constructor(address: number, clock: Clock, onRequest: (request: Request) => void) {
    this.#address = address;
    this.#clock = clock;
    this.#onRequest = onRequest;
  }

  receive(data: Uint8Array): void {
    const now_ms = this.#clock.monotonic_ms();
    if (now_ms - this.#heard_ms > PAUSE_ms) this.#held = Buffer.alloc(0);
    this.#heard_ms = now_ms;
    this.#held = Buffer.concat([this.#held, data]);
    for (;;) {
      const start = this.#held.indexOf(0x02);
      if (start < 0) {
        this.#held = Buffer.alloc(0);
        return;
      }
      this.#held = this.#held.subarray(start);
      if (this.#held.length < 6) return;
      const length = this.#held.readUInt16BE(4);
      const mayBe = isHead(this.#held) && length <= LONGEST_bytes;
      if (mayBe && this.#held.length < length + 9) return;
      const whole = mayBe ? this.#held.subarray(0, length + 9) : undefined;
      if (whole && isSound(whole)) {
        this.#held = this.#held.subarray(whole.length);
        this.#hand(whole, length);
      } else {
        this.#held = this.#held.subarray(1);
      }
    }
  }

  #hand(frame: Buffer, length: number): void {
    const code = String.fromCharCode(frame.readUInt8(3));
    // Small letters are other units' answers, which everybody on the line hears.
    if (frame.readUInt8(1) !== this.#address || !/[A-Z]/.test(code)) return;
    const fields = new Map<string, string>();
    for (const field of frame.toString('latin1', 6, 6 + length).split(';')) {
      const equals = field.indexOf('=');
      if (equals > 0) fields.set(field.slice(0, equals), field.slice(equals + 1));
    }
    this.#onRequest({ sequence: frame.readUInt8(2), code, fields });
  }
}

function isHead(frame: Buffer): boolean {
  const address = frame.readUInt8(1);
  const isLetter = /[A-Za-z]/.test(String.fromCharCode(frame.readUInt8(3)));
  return address >= 1 && address <= 31 && frame.readUInt8(2) !== 0 && isLetter;
}

function isSound(frame: Buffer): boolean {
  const end = frame.length;
  return frame.readUInt8(end - 1) === 0x03 && frame.readUInt16BE(end - 3) === checksum(frame.subarray(1, end - 3));
}
