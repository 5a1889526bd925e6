import { describe, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { type BarcodeScannerSimulator, createBarcodeScannerSimulator } from '../../simulators/barcode-scanner/index.ts';
import { Pace } from '../../simulators/machine/index.ts';
import {
  type BarcodeScannerBench,
  barcodeScannerConformance,
  hasPseudoTerminals,
  pseudoTerminal,
} from '../conformance/index.ts';
import { serialScanner } from './index.ts';

const environment = { clock: systemClock, log: silentLog };
const trigger = { on: '16 54 0d', off: '16 55 0d' };

function simulatorOf(mode: 'triggered' | 'presentation'): BarcodeScannerSimulator {
  return createBarcodeScannerSimulator({ pace: new Pace(systemClock, 20), mode });
}

function handOf({ hand }: BarcodeScannerSimulator): BarcodeScannerBench['hand'] {
  return {
    showCode: (text) => hand.show({ kind: 'qr', text }),
    showMrz: (lines) => hand.show({ kind: 'mrz', lines }),
    power: (on) => hand.power(on),
  };
}

async function overTcp(mode: 'triggered' | 'presentation'): Promise<BarcodeScannerBench> {
  const simulator = simulatorOf(mode);
  const { host, port } = await simulator.listenTcp();
  const options = {
    transport: { kind: 'tcp', host, port },
    retry_ms: 20,
    ...(mode === 'triggered' ? { beam: trigger } : {}),
  };
  return {
    device: serialScanner.create(options, environment),
    hand: handOf(simulator),
    close: () => simulator.close(),
  };
}

async function overSerial(): Promise<BarcodeScannerBench> {
  const simulator = simulatorOf('triggered');
  const terminal = pseudoTerminal();
  const plug = async () => simulator.attachSerial(await terminal.plug());
  await plug();
  const hand = handOf(simulator);
  return {
    device: serialScanner.create(
      { transport: { kind: 'serial', path: terminal.path, baudRate: 9_600 }, beam: trigger, retry_ms: 20 },
      environment,
    ),
    hand: {
      ...hand,
      // A port on the bus goes with the power.
      power: (on) => {
        hand.power(on);
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

barcodeScannerConformance('with a trigger, over TCP, simulated', () => overTcp('triggered'));
barcodeScannerConformance('that always looks, over TCP, simulated', () => overTcp('presentation'));

if (hasPseudoTerminals) barcodeScannerConformance('with a trigger, over a serial line, simulated', overSerial);
else {
  describe('barcode scanner over a serial line', () => {
    it.skip('needs socat for a pseudo-terminal', () => undefined);
  });
}
