import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Clock } from '../../common/clock.ts';
import type { PcscBinding, PcscCard, PcscEvent, PcscReader } from '../../devices/contract/index.ts';
import { serveReaderControl } from './reader-control.ts';
import { VPCD, VpcdChannel } from './vpcd-channel.ts';

export type VirtualReaderOptions = {
  /** Where cards connect; 0 takes a free one, told by `listening`. */
  readonly port: number;
  /** Where the world plugs and unplugs the reader (`controlVirtualReader`); absent: it cannot. */
  readonly controlPort?: number;
  readonly readerName?: string;
  readonly clock: Clock;
};

/** What a card may take to tell its ATR; one that does not is mute. */
const ATR_ms = 500;
/** Real readers give up as well, with a communication error. */
const EXCHANGE_ms = 30_000;
const HOST = '127.0.0.1';

/**
 * A reader for virtual cards, behind the same interface as a native binding: the reader's side of vpcd's protocol
 * on a TCP port of this machine. A connection is a card laid on it, its end is the card taken away.
 */
export class VirtualReader implements PcscBinding {
  readonly name = 'virtual';
  readonly #options: VirtualReaderOptions;

  constructor(options: VirtualReaderOptions) {
    this.#options = options;
  }

  start(listener: (event: PcscEvent) => void): () => void {
    const incarnation = new ReaderIncarnation(this.#options, listener);
    this.listening = incarnation.listening;
    return () => incarnation.stop();
  }

  /** The ports in use, once `start` was called and the reader listens. */
  listening: Promise<{ port: number; controlPort: number | undefined }> = new Promise(() => {});
}

class ReaderIncarnation {
  readonly listening: Promise<{ port: number; controlPort: number | undefined }>;
  readonly #options: VirtualReaderOptions;
  readonly #name: string;
  readonly #listener: (event: PcscEvent) => void;
  #server: Server | undefined;
  #control: Server | undefined;
  #port: number;
  #slot: CardSlot | undefined;
  #stopped = false;

  constructor(options: VirtualReaderOptions, listener: (event: PcscEvent) => void) {
    this.#options = options;
    this.#port = options.port;
    this.#name = options.readerName ?? 'Virtual reader 00 00';
    this.#listener = listener;
    this.listening = this.#begin();
    this.listening.catch((error: unknown) => {
      this.#tell({ event: 'failed', words: error instanceof Error ? error.message : String(error) });
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#slot?.eject();
    this.#server?.close();
    this.#control?.close();
  }

  async #begin() {
    const { controlPort } = this.#options;
    if (controlPort !== undefined) {
      this.#control = serveReaderControl({ unplug: () => this.#unplug(), plug: () => this.#plug() });
      await listen(this.#control, controlPort);
    }
    await this.#plug();
    return { port: this.#port, controlPort: this.#control ? portOf(this.#control) : undefined };
  }

  async #plug(): Promise<void> {
    if (this.#server || this.#stopped) return;
    const server = createServer((socket) => this.#cardConnected(socket));
    this.#server = server;
    await listen(server, this.#port);
    // Plugged in again, it is found where it was.
    this.#port = portOf(server);
    if (this.#stopped) server.close();
    const reader: PcscReader = { name: this.#name, connect: async () => this.#connect() };
    this.#tell({ event: 'readerAttached', reader });
  }

  async #unplug(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    this.#slot?.eject();
    this.#slot = undefined;
    this.#tell({ event: 'readerDetached', readerName: this.#name });
    await new Promise((resolve) => server.close(resolve));
  }

  /** One card at a time: a second one finds no room and tries again. */
  #cardConnected(socket: Socket): void {
    if (this.#slot) {
      socket.destroy();
      return;
    }
    const slot = new CardSlot(socket, this.#options.clock, () => {
      if (this.#slot !== slot) return;
      this.#slot = undefined;
      if (slot.announced) this.#tell({ event: 'cardRemoved', readerName: this.#name });
    });
    this.#slot = slot;
    void slot.askAtr().then((atr) => {
      if (this.#slot !== slot) return;
      slot.announced = true;
      this.#tell({ event: 'cardInserted', readerName: this.#name, atr: atr ?? new Uint8Array() });
    });
  }

  #connect(): PcscCard {
    if (!this.#slot) throw new Error('No smart card present');
    return this.#slot.connect();
  }

  #tell(event: PcscEvent): void {
    if (!this.#stopped) this.#listener(event);
  }
}

/** The place on the reader where one card lies, for as long as it lies there. */
class CardSlot {
  announced = false;
  readonly #channel: VpcdChannel;
  readonly #clock: Clock;
  #answer: ((payload: Uint8Array | undefined) => void) | undefined;
  #atr: Uint8Array | undefined;
  #gone = false;
  #taken = false;

  constructor(socket: Socket, clock: Clock, onGone: () => void) {
    this.#clock = clock;
    this.#channel = new VpcdChannel(socket, {
      message: (payload) => this.#answer?.(payload),
      close: () => {
        this.#gone = true;
        // As pcscd does: the exchange succeeds, with nothing in it.
        this.#answer?.(new Uint8Array());
        onGone();
      },
    });
  }

  eject(): void {
    this.#channel.close();
  }

  async askAtr(): Promise<Uint8Array | undefined> {
    this.#channel.send(Uint8Array.of(VPCD.POWER_ON));
    this.#atr = await this.#ask(Uint8Array.of(VPCD.SEND_ATR), ATR_ms);
    return this.#atr;
  }

  connect(): PcscCard {
    if (this.#taken) throw new Error('Sharing violation');
    if (!this.#atr || this.#atr.length < 2) throw new Error('Card is unresponsive');
    this.#taken = true;
    this.#channel.send(Uint8Array.of(VPCD.POWER_ON));
    return {
      protocol: 'T=1',
      transmit: async (command) => {
        if (command.length < 4) throw new Error('Invalid parameter');
        const answer = await this.#ask(command, EXCHANGE_ms);
        if (!answer) throw new Error('Communication error');
        return answer;
      },
      reset: async () => {
        this.#channel.send(Uint8Array.of(VPCD.RESET));
        return this.#ask(Uint8Array.of(VPCD.SEND_ATR), ATR_ms);
      },
      disconnect: async () => {
        this.#taken = false;
      },
    };
  }

  /** One question at a time; undefined when there is no answer in time. */
  #ask(message: Uint8Array, limit_ms: number): Promise<Uint8Array | undefined> {
    if (this.#gone) throw new Error('Card was removed');
    if (this.#answer) throw new Error('Communication error');
    return new Promise((resolve) => {
      const finish = (payload: Uint8Array | undefined) => {
        cancel();
        this.#answer = undefined;
        resolve(payload);
      };
      const cancel = this.#clock.after(limit_ms, () => finish(undefined));
      this.#answer = finish;
      this.#channel.send(message);
    });
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: HOST }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
