import { describe, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { Pace } from '../../simulators/machine/index.ts';
import {
  createReceiptPrinterSimulator,
  type ModelName,
  type ReceiptPrinterSimulator,
} from '../../simulators/receipt-printer/index.ts';
import {
  hasPseudoTerminals,
  pseudoTerminal,
  type ReceiptPrinterBench,
  receiptPrinterConformance,
} from '../conformance/index.ts';
import { escpos } from './index.ts';

const environment = { clock: systemClock, log: silentLog };
const quick = { poll_ms: 20, presentedPoll_ms: 10 };

function simulatorOf(model: ModelName): ReceiptPrinterSimulator {
  return createReceiptPrinterSimulator({ pace: new Pace(systemClock, 100), log: silentLog, model });
}

function handOf({ hand, faults }: ReceiptPrinterSimulator): NonNullable<ReceiptPrinterBench['hand']> {
  return {
    take: () => void hand.takeTicket(),
    openCover: () => hand.openCover(),
    closeCover: () => hand.closeCover(),
    takeOutPaper: () => faults.arm('paperOut', { times: Number.POSITIVE_INFINITY }),
    loadPaper: () => hand.loadPaper(),
    power: (on) => hand.power(on),
  };
}

async function overTcp(model: ModelName): Promise<ReceiptPrinterBench> {
  const simulator = simulatorOf(model);
  const { host, port } = await simulator.listenTcp();
  return {
    device: escpos.create({ model, transport: { kind: 'tcp', host, port }, ...quick }, environment),
    hand: handOf(simulator),
    tickets: () => simulator.receipts(),
    close: () => simulator.close(),
  };
}

/** A real pseudo-terminal; the simulator has its other end. */
async function overSerial(model: ModelName): Promise<ReceiptPrinterBench> {
  const simulator = simulatorOf(model);
  const terminal = pseudoTerminal();
  const plug = async () => simulator.attachSerial(await terminal.plug(), 115_200);
  await plug();
  const hand = handOf(simulator);
  return {
    device: escpos.create({ model, transport: { kind: 'serial', path: terminal.path }, ...quick }, environment),
    hand: {
      ...hand,
      // A converter on the bus goes with the power.
      power: (on) => {
        hand.power(on);
        if (on) void plug();
        else terminal.unplug();
      },
    },
    tickets: () => simulator.receipts(),
    async close() {
      await simulator.close();
      terminal.close();
    },
  };
}

receiptPrinterConformance('epson-tm over TCP, simulated', () => overTcp('epson-tm'));
receiptPrinterConformance('custom-vkp80 over TCP, simulated', () => overTcp('custom-vkp80'));
receiptPrinterConformance('reliance over TCP, simulated', () => overTcp('reliance'));

if (hasPseudoTerminals) {
  receiptPrinterConformance('epson-tm over a serial line, simulated', () => overSerial('epson-tm'));
  receiptPrinterConformance('custom-vkp80 over a serial line, simulated', () => overSerial('custom-vkp80'));
} else {
  describe('receipt printer over a serial line', () => {
    it.skip('needs socat for a pseudo-terminal', () => undefined);
  });
}

/** `custom-vkp80@192.168.1.5:9100` or `epson-tm@/dev/ttyUSB0`; it needs paper. */
const hardware = /^([\w-]+)@(?:([^:/]+):(\d+)|(\/.+))$/.exec(process.env['TASLEEM_RECEIPT_PRINTER'] ?? '');
if (hardware) {
  const [name, model, host, port, path] = hardware;
  const transport = path ? { kind: 'serial', path } : { kind: 'tcp', host, port: Number(port) };
  receiptPrinterConformance(
    String(name),
    async () => ({ device: escpos.create({ model, transport }, environment), close: () => undefined }),
    { reaction_ms: 20_000, case_ms: 120_000 },
    true,
  );
} else {
  describe('receipt printer: hardware', () => {
    it.skip('set TASLEEM_RECEIPT_PRINTER=model@host:port or model@/dev/... to run over a real one', () => undefined);
  });
}
