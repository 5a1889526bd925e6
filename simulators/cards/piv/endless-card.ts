import type { VirtualCard } from '../os/card-os.ts';
import { sw } from '../os/command.ts';

const GET_DATA = 0xcb;

/** A card that gives the same status word for ever once it was asked for data. */
export class EndlessCard implements VirtualCard {
  readonly atr: Uint8Array;
  readonly latency_ms: number;
  readonly #card: VirtualCard;
  readonly #status: number;
  #stuck = false;

  constructor(card: VirtualCard, status: number) {
    this.atr = card.atr;
    this.latency_ms = card.latency_ms;
    this.#card = card;
    this.#status = status;
  }

  powerOn(): void {
    this.#stuck = false;
    this.#card.powerOn();
  }

  powerOff(): void {
    this.#card.powerOff();
  }

  reset(): void {
    this.#stuck = false;
    this.#card.reset();
  }

  transmit(command: Uint8Array): Uint8Array | undefined {
    this.#stuck ||= command[1] === GET_DATA;
    return this.#stuck ? sw(this.#status) : this.#card.transmit(command);
  }
}
