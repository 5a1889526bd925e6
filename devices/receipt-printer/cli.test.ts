import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { Pace } from '../../simulators/machine/index.ts';
import { createReceiptPrinterSimulator, type ReceiptPrinterSimulator } from '../../simulators/receipt-printer/index.ts';
import type { ReceiptPrinter } from '../contract/index.ts';
import { escpos, receiptPrinterVerbs } from './index.ts';

let machine: ReceiptPrinterSimulator;
let device: ReceiptPrinter;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tasleem-receipt-'));
  machine = createReceiptPrinterSimulator({ pace: new Pace(systemClock, 200), log: silentLog, model: 'custom-vkp80' });
  const transport = { kind: 'tcp', ...(await machine.listenTcp()) };
  const options = { model: 'custom-vkp80', transport, poll_ms: 20, presentedPoll_ms: 10 };
  device = escpos.create(options, { clock: systemClock, log: silentLog });
  await device.open();
  await expect.poll(() => device.status().device, { timeout: 3_000 }).toBe('online');
});

afterEach(async () => {
  await device.close();
  await machine.close();
  rmSync(folder, { recursive: true, force: true });
});

function run(verb: string, ...args: string[]): Promise<unknown> {
  const found = receiptPrinterVerbs[verb];
  if (!found) throw new Error(`no verb ${verb}`);
  return found.run(device, args, new AbortController().signal);
}

/** A file with a grey ramp, a transparent and a black field. */
function pictureFile(width: number): string {
  const picture = new PNG({ width, height: 40 });
  for (let y = 0; y < 40; y++) {
    for (let x = 0; x < width; x++) {
      const isBlack = y >= 20 && x < 16;
      const grey = isBlack ? 0 : 200;
      picture.data.set([grey, grey, grey, x >= 16 && x < 32 ? 0 : 255], 4 * (y * width + x));
    }
  }
  const file = join(folder, 'picture.png');
  writeFileSync(file, PNG.sync.write(picture));
  return file;
}

describe('a receipt printer commanded from a terminal', () => {
  it('prints a picture as it is: dark is black, light and transparent are paper', async () => {
    expect(await run('print-png', pictureFile(64))).toBe('done');
    const { data, width } = PNG.sync.read(Buffer.from(machine.receipts()[0]?.png ?? []));
    const black = (x: number, y: number) => data[4 * (y * width + x)] === 0;
    expect([black(0, 20), black(15, 39), black(16, 30), black(0, 19), black(40, 10)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('says why a picture is not printed', async () => {
    await expect(run('print-png', pictureFile(648))).rejects.toThrow('648 dots on a head of 640');
    await expect(run('print-png')).rejects.toThrow('needs a file');
    await expect(run('print-png', join(folder, 'none.png'))).rejects.toThrow('ENOENT');
    expect(machine.receipts()).toEqual([]);
  });

  it('prints a test ticket that uses every dot of the head, and takes it back', async () => {
    expect(await run('print-test')).toBe('done');
    expect(await run('status')).toMatchObject({ media: 'present', paper: 'full' });
    const { data, width } = PNG.sync.read(Buffer.from(machine.receipts()[0]?.png ?? []));
    const row = Array.from({ length: width }, (_, x) => data[4 * (100 * width + x)]);
    expect(row.every((level) => level === 0)).toBe(true);
    expect(await run('retract')).toBe('done');
    expect(machine.receipts()[0]?.place).toBe('retracted');
    await expect(run('retract')).rejects.toThrow('noMediaPresent');
  });

  it('tells what it can do', async () => {
    expect(await run('information')).toEqual({
      modelName: 'Custom VKP80',
      width_dots: 640,
      dotsPer_mm: 8,
      cutter: true,
      presenter: true,
    });
  });

  it('tells what it reports, until interrupted', async () => {
    const interrupt = new AbortController();
    const watching = receiptPrinterVerbs['watch']?.run(device, [], interrupt.signal);
    machine.hand.openCover();
    await expect.poll(() => device.status().cover, { timeout: 3_000 }).toBe('open');
    interrupt.abort();
    expect(await watching).toMatchObject([{ event: 'statusChanged', status: { cover: 'open' } }]);
  });
});
