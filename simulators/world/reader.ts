import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import type { Clock } from '../../common/clock.ts';
import { controlVirtualReader, VpcdCard } from '../card-reader/index.ts';
import type { VirtualCard } from '../cards/index.ts';
import { BadCall } from './bad-call.ts';

/** The two slots of vpcd, as Debian's reader.conf names them; the second listens on the port after the first's. */
const vpcdSlots = {
  card: { reader: 'Virtual PCD 00 00', after: 0 },
  vault: { reader: 'Virtual PCD 00 01', after: 1 },
} as const;

export type WorldReader = {
  /** The card reader's options in kiosk.yaml. */
  readonly options: Readonly<Record<string, unknown>>;
  insert(card: VirtualCard): void;
  remove(): void;
  /** Pulls or plugs the reader's cable. */
  cable(action: 'plug' | 'unplug'): Promise<unknown>;
};

/** A reader inside the kiosk's device host: needs nothing of the system, and has a cable to pull. */
export async function inProcessReader(clock: Clock, readerName: string): Promise<WorldReader> {
  const [port, controlPort] = [await freePort(), await freePort()];
  return {
    ...cardOn(port, clock),
    options: { binding: { name: 'virtual', port, controlPort, readerName } },
    cable: (action) => controlVirtualReader(controlPort, action),
  };
}

/** vpcd behind a real pcscd that somebody else runs: the kiosk reaches it as it reaches any reader in the field. */
export function vpcdReader(vpcdPort: number, slot: keyof typeof vpcdSlots, clock: Clock): WorldReader {
  const { reader, after } = vpcdSlots[slot];
  return {
    ...cardOn(vpcdPort + after, clock),
    options: { binding: { name: 'smartcard' }, reader },
    cable: async () => {
      throw new BadCall('the reader is vpcd’s: it has no cable');
    },
  };
}

function cardOn(port: number, clock: Clock): Pick<WorldReader, 'insert' | 'remove'> {
  const place = new VpcdCard({ port, clock });
  return { insert: (card) => place.insert(card), remove: () => place.remove() };
}

/**
 * Below what Linux, macOS and Windows give to connections that go out: the kiosk listens on it some seconds later, and by
 * then one of its own connections could have been given a port from there.
 */
const RESERVED_PORTS = { first: 20_000, count: 10_000 } as const;

async function freePort(): Promise<number> {
  for (;;) {
    const port = RESERVED_PORTS.first + randomInt(RESERVED_PORTS.count);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
