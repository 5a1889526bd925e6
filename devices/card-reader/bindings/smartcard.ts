import type { Card, Context, ReaderState } from 'smartcard';
import type { PcscBinding, PcscCard, PcscEvent, PcscReader } from '../../contract/index.ts';
import { changesOf, MAX_ANSWER_bytes, protocolName, type SeenState } from './reader-state.ts';

type Smartcard = typeof import('smartcard');

/**
 * pcscd wakes us for every change; this bound only limits how long `stop` can be overlooked, should the
 * cancellation fall between two waits.
 */
const WAIT_ms = 1000;
const PNP = { name: '\\\\?PnP?\\Notification', state: 0 };

/**
 * Adapter of `smartcard` (N-API). Its own monitor loses insertions that fall together with another reader's
 * arrival, and blocks up to a second when stopped: so this watches with `Context.waitForChange` instead. A
 * context that waits is locked by pcsc-lite, hence a second one for connections.
 */
export async function loadSmartcard(): Promise<PcscBinding> {
  const module = (await import('smartcard')) as Smartcard & { default?: Smartcard };
  const smartcard = module.default ?? module;
  return { name: 'smartcard', start: (listener) => watch(smartcard, listener) };
}

function watch(smartcard: Smartcard, listener: (event: PcscEvent) => void): () => void {
  const watching = new smartcard.Context();
  const connecting = new smartcard.Context();
  let stopped = false;
  const seen = new Map<string, SeenState>();

  const look = (): ReaderState[] => {
    const readers = watching.listReaders();
    for (const name of [...seen.keys()].filter((known) => !readers.some((reader) => reader.name === known))) {
      seen.delete(name);
      listener({ event: 'readerDetached', readerName: name });
    }
    for (const { name, state, atr } of readers) {
      const before = seen.get(name);
      const now = { state, atr: atr ?? new Uint8Array() };
      seen.set(name, now);
      if (!before) listener({ event: 'readerAttached', reader: readerOf(smartcard, connecting, name) });
      for (const change of changesOf(name, before, now)) listener(change);
    }
    return readers.map(({ name, state }) => ({ name, state }));
  };

  const loop = async () => {
    while (!stopped) await watching.waitForChange([...look(), PNP], WAIT_ms);
  };

  loop()
    .catch((error: unknown) => {
      if (!stopped) listener({ event: 'failed', words: error instanceof Error ? error.message : String(error) });
    })
    .finally(() => {
      watching.close();
      connecting.close();
    });

  return () => {
    if (stopped) return;
    stopped = true;
    try {
      watching.cancel();
    } catch {
      // The service is gone: the wait ends by itself.
    }
  };
}

function readerOf(smartcard: Smartcard, context: Context, name: string): PcscReader {
  return {
    name,
    async connect() {
      const reader = context.listReaders().find((candidate) => candidate.name === name);
      if (!reader) throw new Error('Reader unavailable');
      const protocols = smartcard.SCARD_PROTOCOL_T0 | smartcard.SCARD_PROTOCOL_T1;
      return cardOf(smartcard, await reader.connect(smartcard.SCARD_SHARE_EXCLUSIVE, protocols));
    },
  };
}

function cardOf(smartcard: Smartcard, card: Card): PcscCard {
  return {
    protocol: protocolName(card.protocol),
    transmit: (command) => card.transmit(Buffer.from(command), { maxRecvLength: MAX_ANSWER_bytes }),
    async reset() {
      const protocols = smartcard.SCARD_PROTOCOL_T0 | smartcard.SCARD_PROTOCOL_T1;
      await card.reconnect(smartcard.SCARD_SHARE_EXCLUSIVE, protocols, smartcard.SCARD_RESET_CARD);
      return card.atr ? Uint8Array.from(card.atr) : undefined;
    },
    async disconnect() {
      // This call blocks; leaving the card as it is keeps it short.
      card.disconnect(smartcard.SCARD_LEAVE_CARD);
    },
  };
}
