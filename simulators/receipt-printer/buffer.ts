/** The receive buffer: what came in and is not done yet, in its order. */
import { CLEAR_BUFFER, parse } from './commands.ts';
import type { Order, Request } from './order.ts';

export type BufferListeners = {
  /** To be answered at once. */
  readonly request: (request: Request) => void;
  readonly unknown: (hex: string) => void;
  readonly cleared: () => void;
};

export class ReceiveBuffer {
  readonly #size_bytes: number;
  readonly #canClear: boolean;
  readonly #listeners: BufferListeners;
  #orders: { readonly order: Order; readonly size: number }[] = [];
  #held_bytes = 0;
  #incoming = new Uint8Array(0);

  constructor(model: { readonly buffer_bytes: number; readonly keepsBuffer: boolean }, listeners: BufferListeners) {
    this.#size_bytes = model.buffer_bytes;
    this.#canClear = model.keepsBuffer;
    this.#listeners = listeners;
  }

  /** No more can be taken in: whoever sends must wait. */
  get isFull(): boolean {
    return this.#incoming.length > 0 && this.#held_bytes >= this.#size_bytes;
  }

  get next(): Order | undefined {
    return this.#orders[0]?.order;
  }

  /** `overrun`: what does not fit is lost instead of waiting. */
  receive(data: Uint8Array, overrun: boolean): void {
    const room = Math.max(0, this.#size_bytes - this.#held_bytes - this.#incoming.length);
    this.#incoming = Buffer.concat([this.#incoming, overrun ? data.subarray(0, room) : data]);
    this.#obeyClearing();
    this.#sort();
  }

  done(order: Order): void {
    const [first] = this.#orders;
    if (first?.order !== order) return;
    this.#orders.shift();
    this.#held_bytes -= first.size;
    this.#sort();
  }

  /** Another line: what of the old one was not taken in is gone. */
  forgetIncoming(): void {
    this.#incoming = new Uint8Array(0);
  }

  forgetAll(): void {
    this.#orders = [];
    this.#held_bytes = 0;
    this.#incoming = new Uint8Array(0);
  }

  #obeyClearing(): void {
    if (!this.#canClear) return;
    const at = Buffer.from(this.#incoming).indexOf(CLEAR_BUFFER);
    if (at < 0) return;
    const rest = this.#incoming.slice(at + CLEAR_BUFFER.length);
    this.forgetAll();
    this.#incoming = rest;
    this.#listeners.cleared();
  }

  #sort(): void {
    for (;;) {
      const parsed = this.#incoming.length > 0 ? parse(this.#incoming) : undefined;
      if (!parsed || ('order' in parsed && this.isFull)) return;
      this.#incoming = this.#incoming.slice(parsed.size);
      if ('order' in parsed) {
        this.#orders.push({ order: parsed.order, size: parsed.size });
        this.#held_bytes += parsed.size;
      } else if ('request' in parsed) this.#listeners.request(parsed.request);
      else this.#listeners.unknown(parsed.unknown);
    }
  }
}
