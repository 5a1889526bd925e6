import { connect, type Socket } from 'node:net';
import { type Clock, sleep } from '../../common/clock.ts';
import type { Unsubscribe } from '../../common/emitter.ts';
import type { VirtualCard } from '../cards/index.ts';
import { VPCD, VpcdChannel } from './vpcd-channel.ts';

/** Between two attempts to reach a reader that is not there yet. */
const RETRY_ms = 100;

export type VpcdCardOptions = { readonly port: number; readonly host?: string; readonly clock: Clock };

/**
 * The card's side of vpcd's protocol: lays a `VirtualCard` on a reader that listens on a TCP port, the real vpcd
 * behind pcscd or `VirtualReader`. A card laid on a reader that is not there yet lies there until it is.
 */
export class VpcdCard {
  readonly #options: VpcdCardOptions;
  #card: VirtualCard | undefined;
  #socket: Socket | undefined;
  #cancelRetry: Unsubscribe | undefined;

  constructor(options: VpcdCardOptions) {
    this.#options = options;
  }

  /** The card that lies on the reader, whether the reader is there or not. */
  get card(): VirtualCard | undefined {
    return this.#card;
  }

  insert(card: VirtualCard): void {
    this.remove();
    this.#card = card;
    this.#connect(card);
  }

  remove(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#card?.powerOff();
    this.#card = undefined;
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  #connect(card: VirtualCard): void {
    const { port, host = '127.0.0.1', clock } = this.#options;
    const socket = connect({ port, host });
    this.#socket = socket;
    const channel = new VpcdChannel(socket, {
      message: (payload) => void this.#answer(card, payload, channel),
      close: () => {
        card.powerOff();
        if (this.#socket !== socket) return;
        this.#cancelRetry = clock.after(RETRY_ms, () => this.#connect(card));
      },
    });
  }

  async #answer(card: VirtualCard, payload: Uint8Array, channel: VpcdChannel): Promise<void> {
    if (payload.length === 1) return this.#control(card, payload[0] ?? 0, channel);
    const answer = card.transmit(payload);
    if (!answer) return;
    if (card.latency_ms > 0) await sleep(this.#options.clock, card.latency_ms);
    channel.send(answer);
  }

  #control(card: VirtualCard, command: number, channel: VpcdChannel): void {
    if (command === VPCD.POWER_OFF) card.powerOff();
    if (command === VPCD.POWER_ON) card.powerOn();
    if (command === VPCD.RESET) card.reset();
    if (command === VPCD.SEND_ATR) channel.send(card.atr);
  }
}
