import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock, VirtualClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { assertOk } from '../../common/result.ts';
import type { ReceiptPrinter } from '../../devices/contract/index.ts';
import { escpos } from '../../devices/receipt-printer/index.ts';
import { Pace } from '../../simulators/machine/index.ts';
import {
  createReceiptPrinterSimulator,
  type ModelName,
  type ReceiptPrinterSimulator,
} from '../../simulators/receipt-printer/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import type { Order } from '../backoffice/index.ts';
import type { ReceiptDesk, ReceiptRequest } from '../session/index.ts';
import { createReceiptDesk } from './index.ts';

const people = residents(new Date('2026-11-24T09:00:00Z'));
const ordersOf = (id: string) => people.find((person) => person.id === id)?.orders;
const licence = ordersOf('noura')?.[0]?.licence;
const passport = ordersOf('dana')?.[0]?.passport;
if (!licence || !passport) throw new Error('Noura’s licence and Dana’s passport are always there');
const order: Order = {
  orderId: 'order-1',
  reference: 'TS-7F42-19K8',
  documentType: 'driving-licence',
  reason: 'renewal',
  name: licence.name,
  status: { state: 'ready' },
  fee: { amount: '10.000', currency: 'KWD', paid: true },
};
const request: ReceiptRequest = { order, data: licence, collectedAt_ms: Date.parse('2026-11-24T21:30:00Z') };

type Bench = { desk: ReceiptDesk; device: ReceiptPrinter; simulator: ReceiptPrinterSimulator; clock: VirtualClock };
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The real driver on a socket; only the time that a ticket waits is the test's own. */
async function bench(model: ModelName): Promise<Bench> {
  const simulator = createReceiptPrinterSimulator({ pace: new Pace(systemClock, 100), log: silentLog, model });
  const { host, port } = await simulator.listenTcp();
  const transport = { kind: 'tcp', host, port } as const;
  const device = escpos.create(
    { model, transport, poll_ms: 20, presentedPoll_ms: 10 },
    { clock: systemClock, log: silentLog },
  );
  closers.push(
    async () => simulator.close(),
    async () => device.close(),
  );
  await device.open();
  await expect.poll(() => device.status().device, { timeout: 5_000 }).toBe('online');
  const clock = new VirtualClock();
  const site = { machineId: 'KWT-0117', helpPhone: '1000 000', verifyUrl: 'https://tasleem.example/v/' };
  return { desk: createReceiptDesk({ printer: device, ...site, clock, log: silentLog }), device, simulator, clock };
}

const places = ({ simulator }: Bench): string[] => simulator.receipts().map(({ place }) => place);

/** Whether a promise has settled by now, as a question. */
function watched(promise: Promise<void>): { settled: boolean } {
  const watch = { settled: false };
  void promise.then(() => {
    watch.settled = true;
  });
  return watch;
}

describe('the receipt desk', () => {
  it('prints what a phone can check, and waits until it is taken', async () => {
    const kiosk = await bench('custom-vkp80');
    expect(kiosk.desk.available()).toBe(true);
    const { taken } = assertOk(await kiosk.desk.print(request), 'it prints');
    const [receipt] = kiosk.simulator.receipts();
    const { data, width, height } = PNG.sync.read(Buffer.from(receipt?.png ?? []));
    expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(kiosk.desk.url(order));
    expect(kiosk.desk.url(order)).toBe('https://tasleem.example/v/TS7F4219K8');
    const watch = watched(taken);
    expect(watch.settled).toBe(false);
    kiosk.simulator.hand.takeTicket();
    await taken;
    expect(places(kiosk)).toEqual(['taken']);
  });

  it('prints one for a passport too, with its number masked', async () => {
    const kiosk = await bench('custom-vkp80');
    const collected = { order: { ...order, documentType: 'passport' as const }, data: passport, collectedAt_ms: 0 };
    assertOk(await kiosk.desk.print(collected), 'it prints');
    expect(kiosk.simulator.receipts()).toHaveLength(1);
  });

  it('takes a receipt back that nobody takes', async () => {
    const kiosk = await bench('custom-vkp80');
    const { taken } = assertOk(await kiosk.desk.print(request), 'it prints');
    await kiosk.clock.advance(20_000);
    await taken;
    expect(places(kiosk)).toEqual(['retracted']);
  });

  it('never lets one resident’s receipt wait beside the next one’s', async () => {
    const kiosk = await bench('custom-vkp80');
    assertOk(await kiosk.desk.print(request), 'it prints');
    await expect.poll(() => kiosk.device.status().media).toBe('present');
    assertOk(await kiosk.desk.print(request), 'it prints');
    expect(places(kiosk)).toEqual(['retracted', 'presenter']);
  });

  it('gives time to reach for a ticket that no presenter holds', async () => {
    const kiosk = await bench('epson-tm');
    const watch = watched(assertOk(await kiosk.desk.print(request), 'it prints').taken);
    await kiosk.clock.advance(5_000);
    expect(watch.settled).toBe(false);
    await kiosk.clock.advance(1_000);
    expect(watch.settled).toBe(true);
  });

  it('offers no receipt while the cover is open, and tells why one failed', async () => {
    const kiosk = await bench('epson-tm');
    kiosk.simulator.hand.openCover();
    await expect.poll(() => kiosk.desk.available(), { timeout: 5_000 }).toBe(false);
    const printed = await kiosk.desk.print(request);
    expect(printed.ok ? 'printed' : printed.error).toMatch(/^coverOpen: /);
  });
});
