/** Judges that are not ours: what two other encoders send must come out as they meant it. */
import { connect, type Socket } from 'node:net';
import { Duplex, PassThrough } from 'node:stream';
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import receiptline from 'receiptline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { Pace } from '../machine/index.ts';
import { createReceiptPrinterSimulator, type ModelName, type ReceiptPrinterSimulator } from './index.ts';

let printer: ReceiptPrinterSimulator;
let line: Socket;
let said: number[];
let warnings: unknown[];

async function start(model: ModelName): Promise<void> {
  warnings = [];
  printer = createReceiptPrinterSimulator({
    pace: new Pace(systemClock, 500),
    log: (...entry) => void warnings.push(entry),
    model,
  });
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

  it('draws a picture sent in columns as the same picture', async () => {
    const [width, height] = [48, 48];
    const data = new Uint8ClampedArray(width * height * 4).fill(255);
    for (let x = 0; x < width; x++) data.fill(0, 4 * (x * width + x), 4 * (x * width + x) + 3);
    const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', imageMode: 'column' });
    line.write(encoder.initialize().image({ data, width, height }, width, height, 'threshold', 128).cut().encode());
    await finished();
    const png = PNG.sync.read(Buffer.from(printer.receipts()[0]?.png ?? []));
    for (let x = 0; x < width; x++) expect(png.data[4 * (x * png.width + x)]).toBe(0);
    expect(png.data[4 * 1]).toBe(255);
  });

  it('writes what a receipt language means, sign by sign, and knows all its commands', async () => {
    const receipt = [
      '{w:24,*}',
      '^^^Demo Shop',
      '"Receipt" | _10.000_',
      '---',
      'The quick brown fox jumps over the lazy dog',
      '0123456789 !#$%&()*+,-./:;<=>?@',
      '`inverse` | right',
    ].join('\n');
    const settings = { cpl: 42, encoding: 'cp437' } as const;
    line.write(Buffer.from(receiptline.transform(receipt, { ...settings, command: 'escpos' }), 'binary'));
    await expect.poll(() => printer.receipts().length, { timeout: 5_000 }).toBeGreaterThanOrEqual(1);
    const meant = receiptline
      .transform(receipt, { ...settings, command: 'text' })
      .trimEnd()
      .split('\n');
    expect(printer.receipts()[0]?.text.split('\n')).toEqual(meant.map((text) => text.trimEnd()));
    expect(printer.receipts()[0]?.complete).toBe(true);
    expect(warnings).toEqual([]);
  });

  it('draws graphics so that a phone can read the code in them', async () => {
    const receipt = '{c:https://example.test/r/4711;o:qrcode,4,m}\n=';
    const bytes = receiptline.transform(receipt, { cpl: 42, encoding: 'cp437', command: 'escpos' });
    line.write(Buffer.from(bytes, 'binary'));
    await expect.poll(() => printer.receipts().length, { timeout: 5_000 }).toBeGreaterThanOrEqual(1);
    const { data, width, height } = PNG.sync.read(Buffer.from(printer.receipts()[0]?.png ?? []));
    expect(jsQR(Uint8ClampedArray.from(data), width, height)?.data).toBe('https://example.test/r/4711');
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

  it('keeps what it has not printed through an error, or forgets it, as the model does', async () => {
    const [feed, cut] = ['1b4aff', '1d5600'].map((bytes) => Buffer.from(bytes, 'hex')) as [Buffer, Buffer];
    for (const [model, rest] of [
      ['epson-tm', 1],
      ['custom-vkp80', 0],
    ] as const) {
      line.destroy();
      await printer.close();
      await start(model);
      printer.faults.arm('paperEnds', { at_mm: 10 });
      line.write(Buffer.concat([feed, feed, cut]));
      await finished();
      printer.hand.loadPaper();
      await expect
        .poll(() => printer.receipts().length, { timeout: 1_000 })
        .toBe(1 + rest)
        .catch(() => undefined);
      expect(printer.receipts().map(({ complete }) => complete)).toEqual(rest ? [false, false] : [false]);
    }
  });

  it('takes as long for bytes on a serial line as they take on a wire', async () => {
    const [host, machine] = duplexPair();
    host.on('error', () => {});
    printer.attachSerial(machine, 9_600);
    const answered = new Promise((resolve) => host.once('data', resolve));
    const start_ms = performance.now();
    // Padding that prints nothing: 9600 baud are 960 bytes a second, and time runs 500 times as fast.
    host.write(Buffer.concat([Buffer.alloc(96_000), Buffer.from('100401', 'hex')]));
    await answered;
    expect(performance.now() - start_ms).toBeGreaterThan(190);
  });

  it('says nothing without power, and is itself again with it', async () => {
    printer.hand.power(false);
    await expect.poll(() => line.destroyed || line.readableEnded, { timeout: 2_000 }).toBe(true);
    expect(printer.snapshot()).toMatchObject({ powered: false });
    printer.hand.power(true);
    expect(printer.snapshot()).toMatchObject({ powered: true, paper: 'full', presented: null });
  });

  it('runs out of a short roll by itself', async () => {
    line.destroy();
    await printer.close();
    printer = createReceiptPrinterSimulator({
      pace: new Pace(systemClock, 500),
      log: () => {},
      model: 'reliance',
      paper_mm: 50,
    });
    const { host, port } = await printer.listenTcp();
    line = connect({ host, port });
    expect(printer.snapshot().paper).toBe('low');
    line.write(Buffer.concat([Buffer.from('1b4aff'.repeat(3), 'hex'), Buffer.from('1b69', 'hex')]));
    await expect.poll(() => printer.snapshot(), { timeout: 2_000 }).toMatchObject({ paper: 'out', roll_mm: 0 });
    expect(printer.receipts().map(({ complete }) => complete)).toEqual([false]);
  });
});

/** Two ends of one line. */
function duplexPair(): [Duplex, Duplex] {
  const [there, back] = [new PassThrough(), new PassThrough()];
  return [Duplex.from({ readable: back, writable: there }), Duplex.from({ readable: there, writable: back })];
}
