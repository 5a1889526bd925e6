import { type Clock, sleep } from '../../common/clock.ts';
import type { Unsubscribe } from '../../common/emitter.ts';
import type { PcscBinding, PcscCard, PcscEvent, PcscReader } from '../../devices/contract/index.ts';
import type { VirtualCard } from '../cards/index.ts';

/**
 * A resource manager with one reader, in the same process: the world's side inserts, removes, unplugs and
 * stops the service; the driver's side is a `PcscBinding`. Behaves as pcscd does where that is surprising: a
 * card pulled in the middle of an exchange gives an empty answer, a second connection is refused.
 */
export class InProcessReader implements PcscBinding {
  readonly name = 'in-process';
  readonly readerName: string;
  readonly #clock: Clock;
  #listener: ((event: PcscEvent) => void) | undefined;
  #plugged = true;
  #running = true;
  #card: VirtualCard | undefined;
  #connected = false;
  /** Told when the card leaves, so that whoever waits for its answer stops waiting. */
  #departures = new Set<() => void>();

  constructor(clock: Clock, readerName = 'In-process reader 00 00') {
    this.#clock = clock;
    this.readerName = readerName;
  }

  start(listener: (event: PcscEvent) => void): Unsubscribe {
    if (!this.#running) throw new Error('PC/SC service not running');
    this.#listener = listener;
    if (this.#plugged) this.#attach();
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
      this.#connected = false;
    };
  }

  insert(card: VirtualCard): void {
    if (this.#card) this.remove();
    this.#card = card;
    if (!this.#plugged || !this.#running) return;
    card.powerOn();
    this.#listener?.({ event: 'cardInserted', readerName: this.readerName, atr: card.atr });
  }

  remove(): void {
    if (!this.#card) return;
    this.#depart();
    this.#card = undefined;
    if (this.#plugged) this.#listener?.({ event: 'cardRemoved', readerName: this.readerName });
  }

  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    this.#depart();
    this.#listener?.({ event: 'readerDetached', readerName: this.readerName });
  }

  plug(): void {
    if (this.#plugged) return;
    this.#plugged = true;
    this.#attach();
  }

  stopService(): void {
    if (!this.#running) return;
    this.#running = false;
    this.#depart();
    this.#listener?.({ event: 'failed', words: 'PC/SC service not running' });
  }

  startService(): void {
    this.#running = true;
  }

  #attach(): void {
    const reader: PcscReader = { name: this.readerName, connect: () => this.#connect() };
    this.#listener?.({ event: 'readerAttached', reader });
    if (!this.#card) return;
    this.#card.powerOn();
    this.#listener?.({ event: 'cardInserted', readerName: this.readerName, atr: this.#card.atr });
  }

  #depart(): void {
    this.#connected = false;
    this.#card?.powerOff();
    for (const leave of [...this.#departures]) leave();
  }

  async #connect(): Promise<PcscCard> {
    const card = this.#present();
    if (this.#connected) throw new Error('Sharing violation');
    if (card.atr.length === 0) throw new Error('Card is unresponsive');
    this.#connected = true;
    card.powerOn();
    return {
      protocol: 'T=1',
      transmit: (command) => this.#transmit(card, command),
      reset: async () => {
        this.#present(card).reset();
        return card.atr;
      },
      disconnect: async () => {
        if (this.#card === card) this.#connected = false;
      },
    };
  }

  #transmit(card: VirtualCard, command: Uint8Array): Promise<Uint8Array> {
    this.#present(card);
    return new Promise((resolve) => {
      const leave = () => {
        this.#departures.delete(leave);
        resolve(new Uint8Array());
      };
      this.#departures.add(leave);
      const answer = card.transmit(command);
      if (!answer) return;
      const finish = () => {
        this.#departures.delete(leave);
        resolve(answer);
      };
      if (card.latency_ms === 0) finish();
      else void sleep(this.#clock, card.latency_ms).then(finish);
    });
  }

  #present(expected?: VirtualCard): VirtualCard {
    if (!this.#running) throw new Error('PC/SC service not running');
    if (!this.#plugged) throw new Error('Reader unavailable');
    if (!this.#card) throw new Error('No smart card present');
    if (expected && expected !== this.#card) throw new Error('Card was removed');
    return this.#card;
  }
}
