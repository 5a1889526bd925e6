import type { CardReader, PcscLite } from 'pcsclite';
import type { PcscBinding, PcscCard, PcscEvent, PcscReader } from '../../contract/index.ts';
import { changesOf, MAX_ANSWER_bytes, protocolName, type SeenState } from './reader-state.ts';

/** Adapter of `pcsclite` (NAN): works in Node as installed, in Electron only when built against its headers. */
export async function loadPcsclite(): Promise<PcscBinding> {
  const { default: pcsclite } = await import('pcsclite');
  return { name: 'pcsclite', start: (listener) => new Watch(pcsclite(), listener).stop };
}

class Watch {
  readonly #service: PcscLite;
  readonly #listener: (event: PcscEvent) => void;
  readonly #readers = new Set<CardReader>();
  #stopped = false;

  constructor(service: PcscLite, listener: (event: PcscEvent) => void) {
    this.#service = service;
    this.#listener = listener;
    service.on('error', (error: Error) => this.#tell({ event: 'failed', words: error.message }));
    service.on('reader', (reader: CardReader) => this.#watchReader(reader));
  }

  readonly stop = (): void => {
    if (this.#stopped) return;
    this.#stopped = true;
    // Closing from inside one of its own handlers deadlocks the process: their thread holds the lock.
    setImmediate(() => {
      for (const reader of this.#readers) reader.close();
      this.#readers.clear();
      this.#service.close();
    });
  };

  #watchReader(reader: CardReader): void {
    let seen: SeenState | undefined;
    this.#readers.add(reader);
    this.#tell({ event: 'readerAttached', reader: readerOf(reader) });
    reader.on('status', ({ state, atr }: { state: number; atr?: Buffer }) => {
      const now = { state, atr: atr ?? new Uint8Array() };
      const changes = changesOf(reader.name, seen, now);
      seen = now;
      for (const change of changes) this.#tell(change);
    });
    reader.on('error', (error: Error) => this.#tell({ event: 'failed', words: error.message }));
    reader.on('end', () => {
      this.#readers.delete(reader);
      this.#tell({ event: 'readerDetached', readerName: reader.name });
    });
  }

  #tell(event: PcscEvent): void {
    if (!this.#stopped) this.#listener(event);
  }
}

function readerOf(reader: CardReader): PcscReader {
  return {
    name: reader.name,
    connect: () =>
      new Promise((resolve, reject) => {
        reader.connect({ share_mode: reader.SCARD_SHARE_EXCLUSIVE }, (error, protocol) =>
          error ? reject(error) : resolve(cardOf(reader, protocol ?? 0)),
        );
      }),
  };
}

function cardOf(reader: CardReader, protocol: number): PcscCard {
  const disconnect = (disposition: number) =>
    new Promise<void>((resolve, reject) => {
      reader.disconnect(disposition, (error) => (error ? reject(error) : resolve()));
    });
  let active = protocol;
  return {
    protocol: protocolName(protocol),
    transmit: (command) =>
      new Promise((resolve, reject) => {
        reader.transmit(Buffer.from(command), MAX_ANSWER_bytes, active, (error, answer) =>
          error ? reject(error) : resolve(answer),
        );
      }),
    async reset() {
      // The package has no SCardReconnect: letting go with a reset and coming back does the same.
      await disconnect(reader.SCARD_RESET_CARD);
      active = await new Promise((resolve, reject) => {
        reader.connect({ share_mode: reader.SCARD_SHARE_EXCLUSIVE }, (error, again) =>
          error ? reject(error) : resolve(again ?? 0),
        );
      });
      return undefined;
    },
    disconnect: () => disconnect(reader.SCARD_LEAVE_CARD),
  };
}
