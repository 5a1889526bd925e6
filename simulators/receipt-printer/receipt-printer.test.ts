/** Judges that are not ours: what two other encoders send must come out as they meant it. */
import { connect, type Socket } from 'node:net';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { PNG } from 'pngjs';
import receiptline from 'receiptline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { Pace } from '../machine/index.ts';
import { createReceiptPrinterSimulator, type ModelName, type ReceiptPrinterSimulator } from './index.ts';

let printer: ReceiptPrinterSimulator;
let line: Socket;
let said: number[];

async function start(model: ModelName): Promise<void> {
  printer = createReceiptPrinterSimulator({ pace: new Pace(systemClock, 500), log: silentLog, model });
  const { host, port } = await printer.listenTcp();
  said = [];
  line = connect({ host, port });
  line.on('data', (data) => said.push(...data));
  await new Promise((resolve) => line.once('connect', resolve));
}

beforeEach(() => start('epson-tm'));
afterEach(async () => {
  line.destroy();
  await printer.close();
});

const finished = () => expect.poll(() => printer.receipts().length, { timeout: 5_000 }).toBe(1);
const answers = (count: number) => expect.poll(() => said.length, { timeout: 3_000 }).toBeGreaterThanOrEqual(count);

describe('the simulated receipt printer', () => {
  it('draws a picture sent by another encoder, dot by dot', async () => {
    const [width, height] = [64, 48];
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let y = 8; y < 24; y++)
      for (let x = 16; x < 32; x++) data.fill(0, 4 * (y * width + x), 4 * (y * width + x) + 3);
    const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', imageMode: 'raster' });
    line.write(encoder.initialize().image({ data, width, height }, width, height, 'threshold', 128).cut().encode());
    await finished();
    const [ticket] = printer.receipts();
    expect(ticket?.complete).toBe(true);
    const png = PNG.sync.read(Buffer.from(ticket?.png ?? []));
    let black = 0;
    for (let at = 0; at < png.data.length; at += 4) if (png.data[at] === 0) black += 1;
    expect(black).toBe(16 * 16);
  });

  it('prints a whole receipt of a receipt language and cuts it', async () => {
    const commands = receiptline.transform('{w:8}\n^^^TOTAL | 10.000\n---\nThank you', {
      cpl: 48,
      encoding: 'cp437',
      command: 'escpos',
    });
    line.write(Buffer.from(commands, 'binary'));
    await finished();
    expect(printer.receipts()[0]?.complete).toBe(true);
  });

  it('answers requests at once and others in turn', async () => {
    line.write(Buffer.from('100401100404', 'hex'));
    await answers(2);
    expect(said).toEqual([0x12, 0x12]);
    line.write(Buffer.from('1b4a801d7201', 'hex'));
    await answers(3);
    expect(said[2]).toBe(0);
  });

  it('says by itself what changes, when asked to', async () => {
    line.write(Buffer.from('1d61ff', 'hex'));
    await answers(4);
    expect(said).toEqual([0x10, 0, 0, 0]);
    printer.hand.openCover();
    await answers(8);
    expect(said.slice(4)).toEqual([0x38, 0, 0, 0]);
  });

  it('stops where the paper ends, and tells why', async () => {
    printer.faults.arm('paperEnds', { at_mm: 2 });
    const raster = Buffer.concat([
      Buffer.from('1d763000080064000000'.slice(0, 16), 'hex'),
      Buffer.alloc(8 * 100, 0xff),
    ]);
    line.write(Buffer.concat([raster, Buffer.from('1d5600', 'hex')]));
    await finished();
    expect(printer.receipts()[0]?.complete).toBe(false);
    line.write(Buffer.from('100404', 'hex'));
    await answers(1);
    expect((said[0] ?? 0) & 0x60).toBe(0x60);
    printer.hand.loadPaper();
    expect(printer.snapshot().paper).toBe('full');
  });

  it('holds a ticket out until it is taken or pulled back', async () => {
    line.destroy();
    await printer.close();
    await start('custom-vkp80');
    line.write(Buffer.from('1b4a401b691d65030c', 'hex'));
    await expect.poll(() => printer.receipts()[0]?.place, { timeout: 3_000 }).toBe('presenter');
    line.write(Buffer.from('1d6502', 'hex'));
    await expect.poll(() => printer.receipts()[0]?.place, { timeout: 3_000 }).toBe('retracted');
    expect(printer.hand.takeTicket()).toBeUndefined();
  });
});
