import { z } from 'zod';
import type { DriverEnvironment, ReceiptPrinter } from '../../contract/index.ts';
import type { DriverFactory } from '../../host/index.ts';
import { escposOptionsSchema } from './options.ts';
import { EscposReceiptPrinter } from './printer.ts';

/** ESC/POS receipt printers over TCP or a serial line; models as data. */
export const escpos: DriverFactory<ReceiptPrinter> = {
  create(options: unknown, environment: DriverEnvironment): ReceiptPrinter {
    const parsed = escposOptionsSchema.safeParse(options);
    if (!parsed.success) throw new Error(`escpos: ${z.prettifyError(parsed.error)}`);
    return new EscposReceiptPrinter(parsed.data, environment);
  },
};
