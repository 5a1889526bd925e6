import { z } from 'zod';
import type { CommandOptions, Completion, Device } from './device.ts';
import { commonStatusSchema } from './status.ts';

/** Receipt printer, with or without a presenter that holds the ticket until it is taken. */
export interface ReceiptPrinter extends Device<ReceiptPrinterStatus, ReceiptPrinterCapabilities, ReceiptPrinterEvent> {
  /**
   * Prints the raster, cuts and (where there is a presenter) presents. Success is said only when the
   * printer has confirmed that everything was printed and cut, not when the bytes were sent.
   */
  print(ticket: ReceiptTicket, options?: CommandOptions): Completion<void>;
  /** Takes a ticket back from the presenter. `unsupportedCommand` where there is none. */
  retract(options?: CommandOptions): Completion<void>;
}

/** 1 bit a dot, rows from the top, most significant bit left, each row padded to whole bytes; 1 = black. */
export const receiptTicketSchema = z
  .object({
    width_dots: z.number().int().min(8).max(1024),
    height_dots: z.number().int().min(1).max(20_000),
    raster: z.instanceof(Uint8Array),
  })
  .refine((ticket) => ticket.raster.length === Math.ceil(ticket.width_dots / 8) * ticket.height_dots, {
    message: 'raster length does not match width and height',
  });
export type ReceiptTicket = z.infer<typeof receiptTicketSchema>;

export const receiptPrinterStatusSchema = commonStatusSchema.extend({
  paper: z.enum(['unknown', 'full', 'low', 'out', 'jammed']),
  /** A ticket in the presenter; absent when there is no presenter. */
  media: z.enum(['present', 'notPresent', 'unknown']).optional(),
  cover: z.enum(['open', 'closed', 'unknown']),
  cutter: z.enum(['ok', 'inoperable', 'unknown']),
});
export type ReceiptPrinterStatus = z.infer<typeof receiptPrinterStatusSchema>;

export const receiptPrinterCapabilitiesSchema = z.object({
  width_dots: z.number().int().positive(),
  dotsPer_mm: z.number().positive(),
  cutter: z.boolean(),
  presenter: z.boolean(),
});
export type ReceiptPrinterCapabilities = z.infer<typeof receiptPrinterCapabilitiesSchema>;

export const receiptPrinterEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('statusChanged'), status: receiptPrinterStatusSchema }),
  z.object({ event: z.literal('mediaPresented') }),
  z.object({ event: z.literal('mediaTaken') }),
]);
export type ReceiptPrinterEvent = z.infer<typeof receiptPrinterEventSchema>;
