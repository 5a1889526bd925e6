import { z } from 'zod';
import type { DriverEnvironment, ReceiptPrinter, ReceiptTicket } from '../../contract/index.ts';
import type { DriverFactory } from '../../host/index.ts';
import { ticketParts } from './encode.ts';
import { type ModelName, models } from './models.ts';
import { escposOptionsSchema } from './options.ts';
import { EscposReceiptPrinter } from './printer.ts';

/** The bytes of a whole receipt, for whoever wants to look at them or to time them. */
export function receiptBytes(ticket: ReceiptTicket, model: ModelName): Uint8Array {
  return Buffer.concat(ticketParts(ticket, models[model]));
}

/** ESC/POS receipt printers over TCP or a serial line; models as data. */
export const escpos: DriverFactory<ReceiptPrinter> = {
  create(options: unknown, environment: DriverEnvironment): ReceiptPrinter {
    const parsed = escposOptionsSchema.safeParse(options);
    if (!parsed.success) throw new Error(`escpos: ${z.prettifyError(parsed.error)}`);
    return new EscposReceiptPrinter(parsed.data, environment);
  },
};
