import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import type { Result } from '../../common/result.ts';
import { type DeviceError, inWords, type ReceiptPrinter, type ReceiptTicket } from '../contract/index.ts';
import { type Verb, verb, watched } from '../verbs/index.ts';
import { testTicket } from './test-ticket.ts';

export const receiptPrinterVerbs: Readonly<Record<string, Verb<ReceiptPrinter>>> = {
  status: {
    summary: 'What the printer says of itself now',
    usage: 'status',
    run: async (device, _args, signal) => resultOf(await device.refresh({ signal })),
  },
  information: {
    summary: 'Model and what this unit can do',
    usage: 'information',
    run: async (device) => ({ ...device.information(), ...device.capabilities() }),
  },
  'print-test': {
    summary: 'Print and present the test ticket',
    usage: 'print-test',
    run: async (device, _args, signal) =>
      resultOf(await device.print(testTicket(device.capabilities().width_dots), { signal })),
  },
  'print-png': {
    summary: 'Print a PNG file, dark on light, no wider than the head',
    usage: 'print-png FILE',
    async run(device, [file], signal) {
      if (file === undefined) throw new Error('print-png needs a file');
      return resultOf(await device.print(ticketOf(readFileSync(file)), { signal }));
    },
  },
  retract: {
    summary: 'Take a ticket back from the presenter',
    usage: 'retract',
    run: async (device, _args, signal) => resultOf(await device.retract({ signal })),
  },
  watch: verb('watch', 'Everything that the printer reports, until interrupted', watched),
};

const DARK = 128;

function ticketOf(file: Uint8Array): ReceiptTicket {
  const { width, height, data } = PNG.sync.read(Buffer.from(file));
  const width_bytes = Math.ceil(width / 8);
  const raster = new Uint8Array(width_bytes * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x);
      const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4);
      const isInk = alpha > DARK && (red + green + blue) / 3 < DARK;
      if (isInk) raster[y * width_bytes + (x >> 3)] = (raster[y * width_bytes + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width_dots: width, height_dots: height, raster };
}

function resultOf<T>(result: Result<T, DeviceError>): T | 'done' {
  if (result.ok) return result.value ?? 'done';
  throw new Error(inWords(result.error), { cause: result.error });
}
