import { describe } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { controlVirtualReader, InProcessReader, VirtualReader, VpcdCard } from '../../simulators/card-reader/index.ts';
import { createCard, createTestPki, type VirtualCard } from '../../simulators/cards/index.ts';
import { type ConformanceCard, cardReaderConformance } from '../conformance/index.ts';
import type { PcscBinding } from '../contract/index.ts';
import { pcsc, registerPcscBinding } from './index.ts';

const pki = createTestPki({ now: new Date() });
const civilId = '288020122596';

const cards: Readonly<Record<ConformanceCard, () => VirtualCard>> = {
  genuine: () => createCard(pki, { kind: 'genuine', civilId }),
  genuineP384: () => createCard(pki, { kind: 'genuine', civilId, algorithm: 'p384' }),
  genuineRsa: () => createCard(pki, { kind: 'genuine', civilId, algorithm: 'rsa2048', answerBuffer_bytes: 100 }),
  foreign: () => createCard(pki, { kind: 'foreign', civilId }),
  mute: () => createCard(pki, { kind: 'mute', civilId }),
  slow: () => createCard(pki, { kind: 'genuine', civilId, latency_ms: 50 }),
  silent: () => createCard(pki, { kind: 'silent', civilId }),
};

function deviceOver(binding: PcscBinding) {
  registerPcscBinding('under-test', () => binding);
  return pcsc.create({ binding: { name: 'under-test' } }, { clock: systemClock, log: silentLog });
}

describe('driver pcsc', () => {
  cardReaderConformance('reader in the same process', () => {
    const reader = new InProcessReader(systemClock);
    return {
      device: deviceOver(reader),
      insert: (card) => reader.insert(cards[card]()),
      remove: () => reader.remove(),
      unplug: () => reader.unplug(),
      plug: () => reader.plug(),
      stopService: () => reader.stopService(),
      startService: () => reader.startService(),
      close: () => {},
    };
  });

  cardReaderConformance('virtual reader over TCP', async () => {
    const { port, controlPort } = await freePorts();
    const card = new VpcdCard({ port, clock: systemClock });
    return {
      device: deviceOver(new VirtualReader({ port, controlPort, clock: systemClock })),
      insert: (kind) => card.insert(cards[kind]()),
      remove: () => card.remove(),
      unplug: () => controlVirtualReader(controlPort, 'unplug'),
      plug: () => controlVirtualReader(controlPort, 'plug'),
      close: () => card.remove(),
    };
  }, ['service']);
});

/** Two ports that were free a moment ago. */
async function freePorts(): Promise<{ port: number; controlPort: number }> {
  const probe = new VirtualReader({ port: 0, controlPort: 0, clock: systemClock });
  const stop = probe.start(() => {});
  const { port, controlPort } = await probe.listening;
  stop();
  if (controlPort === undefined) throw new Error('no control port');
  await new Promise((resolve) => setImmediate(resolve));
  return { port, controlPort };
}
