import { describe, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { createDocumentVaultSimulator, type DocumentVaultSimulator } from '../../simulators/document-vault/index.ts';
import { Pace } from '../../simulators/machine/index.ts';
import {
  type DocumentVaultBench,
  documentVaultConformance,
  hasPseudoTerminals,
  pseudoTerminal,
} from '../conformance/index.ts';
import { vault } from './index.ts';

const environment = { clock: systemClock, log: silentLog };
const SLOTS = 60;
const common = { slots: SLOTS, poll_ms: 20, exitPoll_ms: 10, busyPoll_ms: 5, timeouts: { lineLoss_ms: 200 } };
const texts = [1, 2, 3].map(
  (n) => `P<UTOSPECIMEN<<BOOKLET<${'<'.repeat(21)}\nL89890${n}C36UTO7408122F1204159${'<'.repeat(16)}`,
);

function loaded(address: number): DocumentVaultSimulator {
  const simulator = createDocumentVaultSimulator({
    clock: systemClock,
    pace: new Pace(systemClock, 60),
    log: silentLog,
    slots: SLOTS,
    address,
  });
  for (const [index, mrz] of texts.entries()) simulator.hand.loadSlot(index + 1, { mrz });
  return simulator;
}

function benchOf(simulator: DocumentVaultSimulator): Omit<DocumentVaultBench, 'device' | 'close'> {
  const { hand } = simulator;
  return {
    texts,
    hand: {
      take: () => void hand.takeBooklet(),
      pushBack: () => void hand.pushBack(),
      openDoor: hand.openDoor,
      closeDoor: hand.closeDoor,
      emptySlot: (slot) => void hand.emptySlot(slot),
      power: hand.power,
    },
    truth() {
      const count = (wanted: string) => simulator.booklets().filter(({ place }) => place === wanted).length;
      return { slots: count('slot'), retain: count('retain'), taken: count('taken') };
    },
  };
}

async function overTcp(): Promise<DocumentVaultBench> {
  const simulator = loaded(1);
  const transport = { kind: 'tcp', ...(await simulator.listenTcp()) };
  return {
    ...benchOf(simulator),
    device: vault.create({ ...common, transport }, environment),
    close: () => simulator.close(),
  };
}

/** A real pseudo-terminal; the simulator has its other end, as unit 7. */
async function overSerial(): Promise<DocumentVaultBench> {
  const simulator = loaded(7);
  const terminal = pseudoTerminal();
  const plug = async () => simulator.attachSerial(await terminal.plug());
  await plug();
  const bench = benchOf(simulator);
  return {
    ...bench,
    device: vault.create({ ...common, transport: { kind: 'serial', path: terminal.path }, address: 7 }, environment),
    hand: {
      ...(bench.hand as NonNullable<DocumentVaultBench['hand']>),
      // A converter on the bus goes with the power.
      power: (on) => {
        simulator.hand.power(on);
        if (on) void plug();
        else terminal.unplug();
      },
    },
    async close() {
      await simulator.close();
      terminal.close();
    },
  };
}

documentVaultConformance('vault over TCP, simulated', overTcp);

if (hasPseudoTerminals) {
  documentVaultConformance('vault over a serial line, simulated', overSerial);
} else {
  describe('document vault over a serial line', () => {
    it.skip('needs socat for a pseudo-terminal', () => undefined);
  });
}

/** `60@192.168.1.5:4001` or `60@/dev/ttyUSB0`: its slots, and where it is; booklets in slots 1 to 3, none in the last. */
const hardware = /^(\d+)@(?:([^:/]+):(\d+)|(\/.+))$/.exec(process.env['TASLEEM_DOCUMENT_VAULT'] ?? '');
if (hardware) {
  const [name, slots, host, port, path] = hardware;
  const transport = path ? { kind: 'serial', path } : { kind: 'tcp', host, port: Number(port) };
  documentVaultConformance(
    String(name),
    async () => ({ device: vault.create({ slots: Number(slots), transport }, environment), close: () => undefined }),
    { reaction_ms: 60_000, case_ms: 300_000 },
    true,
  );
} else {
  describe('document vault: hardware', () => {
    it.skip('set TASLEEM_DOCUMENT_VAULT=slots@host:port or slots@/dev/... to run over a real one', () => undefined);
  });
}
