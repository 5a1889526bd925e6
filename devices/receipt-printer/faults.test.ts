/** What goes wrong with a receipt, and what must not follow from it for the next one. */
import { PNG } from 'pngjs';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { Pace } from '../../simulators/machine/index.ts';
import {
  createReceiptPrinterSimulator,
  type ModelName,
  type ReceiptPrinterSimulator,
} from '../../simulators/receipt-printer/index.ts';
import type { ReceiptPrinter, ReceiptPrinterEvent, ReceiptTicket } from '../contract/index.ts';
import { escpos } from './index.ts';

let printer: ReceiptPrinter;
let machine: ReceiptPrinterSimulator;
let events: ReceiptPrinterEvent[];

async function start(model: ModelName, options: object = {}, pace = 40): Promise<void> {
  machine = createReceiptPrinterSimulator({ pace: new Pace(systemClock, pace), log: silentLog, model });
  const transport = { kind: 'tcp', ...(await machine.listenTcp()) };
  const quick = { poll_ms: 20, presentedPoll_ms: 10 };
  printer = escpos.create({ model, transport, ...quick, ...options }, { clock: systemClock, log: silentLog });
  events = [];
  printer.onEvent((event) => events.push(event));
  await printer.open();
  await eventually(() => printer.status().device).toBe('online');
}

afterEach(async () => {
  await printer.close();
  await machine.close();
});

const eventually = (what: () => unknown) => expect.poll(what, { timeout: 5_000, interval: 5 });
const unknown = (errorCode: string) => ({ ok: false, error: { errorCode, effect: 'unknown' } });
const whole = () => machine.receipts().filter(({ complete }) => complete);

/** Stripes one byte wide whose place tells tickets apart. */
function ticket(mark: number, height_dots = 800): ReceiptTicket {
  const { width_dots } = printer.capabilities();
  const raster = new Uint8Array((width_dots / 8) * height_dots);
  for (let y = 0; y < height_dots; y++) raster[(y * width_dots) / 8 + mark] = 0xff;
  return { width_dots, height_dots, raster };
}

/** Marks of the tickets that a piece of paper has something of. */
function marksOn(png: Uint8Array): number[] {
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  const marks = new Set<number>();
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (data[4 * (y * width + x)] === 0) marks.add(x >> 3);
  return [...marks].sort((a, b) => a - b);
}

/** The next receipt is whole, and nothing of an earlier one is on it or comes out beside it. */
async function nextIsClean(): Promise<void> {
  const before = machine.receipts().length;
  expect(await printer.print(ticket(50))).toMatchObject({ ok: true });
  const later = machine.receipts().slice(before);
  const printed = later.filter(({ png }) => marksOn(png).includes(50));
  expect(printed.map(({ png, complete, place }) => [marksOn(png), complete, place])).toEqual([
    [[50], true, 'presenter'],
  ]);
  for (const { png, place } of later.filter((piece) => !printed.includes(piece))) {
    // What was put aside is drawn in where there is somewhere to draw it to.
    if (printer.capabilities().presenter) expect(place).toBe('retracted');
    expect(marksOn(png)).not.toContain(50);
  }
}

describe.each(['epson-tm', 'custom-vkp80'] as const)('a receipt on %s', (model) => {
  it('whose paper ends in the middle is not said to be printed, and its rest never comes out', async () => {
    await start(model);
    machine.faults.arm('paperEnds', { at_mm: 30 });
    expect(await printer.print(ticket(10))).toMatchObject(unknown('paperOut'));
    expect(whole()).toEqual([]);
    machine.hand.loadPaper();
    await eventually(() => printer.status().paper).toBe('full');
    expect(machine.receipts()).toHaveLength(1);
    await nextIsClean();
  });

  it.each([
    ['paperJam', 'paperJammed', { paper: 'jammed' }],
    ['cutterJam', 'cutterFail', { cutter: 'inoperable' }],
  ] as const)('stopped by %s tells %s, and the next is clean once it is cleared', async (fault, code, status) => {
    await start(model);
    machine.faults.arm(fault, { at_mm: 20 });
    expect(await printer.print(ticket(10))).toMatchObject(unknown(code));
    expect(printer.status()).toMatchObject({ ...status, device: 'hardwareError' });
    expect(await printer.print(ticket(11))).toMatchObject({ ok: false, error: { errorCode: code, effect: 'none' } });
    machine.hand.clearJam();
    await eventually(() => printer.status().device).toBe('online');
    await nextIsClean();
  });

  it('that is canceled half way leaves nothing of itself on the next', async () => {
    await start(model, {}, 4);
    const canceling = new AbortController();
    const printing = printer.print(ticket(10, 2_000), { signal: canceling.signal });
    await eventually(() => machine.snapshot().roll_mm).toBeLessThan(79_970);
    canceling.abort();
    expect(await printing).toMatchObject({ ok: false, error: { completionCode: 'canceled', effect: 'unknown' } });
    await nextIsClean();
  });

  it('whose connection is cut half way is not said to be printed, and leaves nothing on the next', async () => {
    await start(model);
    machine.faults.arm('communicationLost');
    const cut = await printer.print(ticket(10));
    expect(cut).toMatchObject({ ok: false, error: { completionCode: 'deviceNotReady' } });
    expect(cut.ok ? '' : cut.error.deviceWords).not.toBe('');
    await eventually(() => printer.status().device).toBe('online');
    await nextIsClean();
  });

  it('takes as long as the machine takes: slow is not lost', async () => {
    await start(model, { timeouts: { answer_ms: 200 } }, 0.7);
    expect(await printer.print(ticket(10, 1_200))).toMatchObject({ ok: true });
    expect(whole()).toHaveLength(1);
  });

  it('that did not get through whole is not said to be printed', async () => {
    await start(model, { timeouts: { print_ms: 700 } });
    machine.faults.arm('bufferOverrun');
    expect(await printer.print(ticket(10))).toMatchObject({
      ok: false,
      error: { completionCode: 'timeOut', effect: 'unknown' },
    });
    machine.faults.clear();
    await eventually(() => printer.status().device).toBe('online');
    const again = await printer.print(ticket(50));
    // Half a raster in the printer swallows what follows it: that is noticed, and the one after it is clean.
    if (!again.ok) expect(again.error.effect).toBe('unknown');
    else if (printer.capabilities().presenter) await printer.retract();
    await nextIsClean();
  });

  it('is printed although one answer was lost or garbled before it', async () => {
    await start(model, { timeouts: { answer_ms: 100 } });
    for (const fault of ['answerLost', 'answerGarbled'] as const) {
      machine.faults.arm(fault);
      await eventually(() => machine.faults.armed()).toEqual([]);
      await eventually(async () => (await printer.refresh()).ok && printer.status().device).toBe('online');
    }
    expect(events.some((event) => event.event === 'statusChanged' && event.status.device === 'offline')).toBe(false);
    await nextIsClean();
  });

  it('ends when the driver is closed', async () => {
    await start(model, {}, 1);
    const printing = printer.print(ticket(10, 2_000));
    await eventually(() => machine.snapshot().roll_mm).toBeLessThan(79_990);
    await printer.close();
    expect((await printing).ok).toBe(false);
  });

  it('waits for the one before it', async () => {
    await start(model);
    const first = printer.print(ticket(10));
    const second = printer.print(ticket(11));
    expect(await first).toMatchObject({ ok: true });
    // A presenter holds one ticket at a time.
    expect((await second).ok).toBe(!printer.capabilities().presenter);
    expect(whole().map(({ png }) => marksOn(png)[0])).toEqual(printer.capabilities().presenter ? [10] : [10, 11]);
  });
});

describe('a presenter', () => {
  it('that jams on the way out is no success', async () => {
    await start('custom-vkp80');
    machine.faults.arm('presenterJam');
    expect(await printer.print(ticket(10))).toMatchObject(unknown('paperJammed'));
    expect(events.filter(({ event }) => event === 'mediaPresented')).toEqual([]);
    machine.hand.clearJam();
    await eventually(() => printer.status().device).toBe('online');
    await nextIsClean();
  });

  it('has presented a ticket whole although the paper ends right behind it', async () => {
    await start('custom-vkp80', {}, 2);
    const printing = printer.print(ticket(10));
    await eventually(() => machine.receipts()[0]?.place).toBe('presenter');
    machine.faults.arm('paperOut', { times: Number.POSITIVE_INFINITY });
    expect(await printing).toMatchObject({ ok: true });
    await eventually(() => printer.status()).toMatchObject({ paper: 'out', media: 'present' });
    expect(await printer.retract()).toMatchObject({ ok: true });
  });

  it('does not take another ticket while one hangs out', async () => {
    await start('reliance');
    expect((await printer.print(ticket(10))).ok).toBe(true);
    expect(await printer.print(ticket(11))).toMatchObject({
      ok: false,
      error: { errorCode: 'mediaPresent', effect: 'none' },
    });
    machine.hand.takeTicket();
    await nextIsClean();
  });
});

describe('an Epson', () => {
  it('says by itself what changes, without being asked', async () => {
    await start('epson-tm', { poll_ms: 600_000 });
    machine.hand.openCover();
    await eventually(() => printer.status()).toMatchObject({ cover: 'open', device: 'userError' });
    machine.hand.closeCover();
    await eventually(() => printer.status()).toMatchObject({ cover: 'closed', device: 'online' });
  });

  it('says who it is', async () => {
    await start('epson-tm');
    await eventually(() => printer.information()).toEqual({
      modelName: 'TM-T88V',
      firmware: '14.02 ESC/POS',
      serialNumber: 'MPAF104117',
    });
  });

  it('keeps what it has not printed until it is told to forget it', async () => {
    await start('epson-tm');
    machine.faults.arm('headHot', { times: Number.POSITIVE_INFINITY });
    await eventually(() => printer.status().deviceWords).toBe('head hot');
    expect(await printer.print(ticket(10))).toMatchObject({
      ok: false,
      error: { errorCode: 'headOverheated', effect: 'none' },
    });
    machine.faults.clear();
    await eventually(() => printer.status().deviceWords).toBe('');
    expect(machine.receipts()).toEqual([]);
    await nextIsClean();
  });
});

describe('options', () => {
  const create = (options: unknown) => () => escpos.create(options, { clock: systemClock, log: silentLog });
  const transport = { kind: 'tcp', host: '127.0.0.1', port: 9100 };

  it.each([
    [{ transport }, 'model'],
    [{ model: 'epson-tm88', transport }, 'model'],
    [{ model: 'epson-tm' }, 'transport'],
    [{ model: 'epson-tm', transport: { ...transport, kind: 'usb' } }, 'transport'],
    [{ model: 'epson-tm', transport, speed: 2 }, 'speed'],
    [{ model: 'epson-tm', transport, width_dots: 500 }, 'width_dots'],
  ])('that are wrong are refused by their name: %o', (options, name) => {
    expect(create(options)).toThrow(name);
  });
});
