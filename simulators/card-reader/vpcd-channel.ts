import type { Socket } from 'node:net';
import { concatBytes } from '../../common/bytes.ts';

/** One-byte messages of the reader (vpcd): everything longer is an APDU. Only `SEND_ATR` is answered. */
export const VPCD = { POWER_OFF: 0, POWER_ON: 1, RESET: 2, SEND_ATR: 4 } as const;

/** Unread bytes that one side may pile up: two messages of the largest size. */
const MAX_BACKLOG_bytes = 2 * (65_535 + 2);

/** vpcd's framing on a socket, the same for both sides: two bytes of length, most significant first, and the payload. */
export class VpcdChannel {
  readonly #socket: Socket;
  #backlog: Uint8Array = new Uint8Array();

  constructor(socket: Socket, on: { message: (payload: Uint8Array) => void; close: () => void }) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', on.close);
    socket.on('data', (chunk) => this.#received(chunk, on.message));
  }

  send(payload: Uint8Array): void {
    if (payload.length > 65_535) throw new Error(`message of ${payload.length} bytes does not fit its length field`);
    if (this.#socket.destroyed) return;
    this.#socket.write(concatBytes(Uint8Array.of(payload.length >> 8, payload.length & 0xff), payload));
  }

  close(): void {
    this.#socket.destroy();
  }

  #received(chunk: Uint8Array, onMessage: (payload: Uint8Array) => void): void {
    this.#backlog = concatBytes(this.#backlog, chunk);
    for (;;) {
      const [high, low] = this.#backlog;
      if (high === undefined || low === undefined) return;
      const end = 2 + high * 256 + low;
      if (this.#backlog.length < end) break;
      const payload = this.#backlog.slice(2, end);
      this.#backlog = this.#backlog.slice(end);
      onMessage(payload);
      if (this.#socket.destroyed) return;
    }
    if (this.#backlog.length > MAX_BACKLOG_bytes) this.#socket.destroy();
  }
}
