import { z } from 'zod';
import type { CommandOptions, Completion, Device } from './device.ts';
import { commonStatusSchema } from './status.ts';

/** Barcode scanner (XFS4IoT BarcodeReader), with or without an eye for machine readable zones. */
export interface BarcodeScanner extends Device<BarcodeScannerStatus, BarcodeScannerCapabilities, BarcodeScannerEvent> {
  /**
   * Switches the beam on until one code was read (XFS4IoT BarcodeReader.Read), and off again. `timeOut` when none was
   * shown in time. A code that nobody waits for is thrown away.
   */
  read(options?: CommandOptions): Completion<Barcode>;
}

/** `mrz`: lines of a machine readable zone, separated by a line feed. `unknown`: the scanner does not tell. */
const symbologies = ['qr', 'dataMatrix', 'aztec', 'pdf417', 'code128', 'code39', 'ean', 'mrz', 'unknown'] as const;

/** QR holds 4,296 signs. */
export const BARCODE_LONGEST = 4_296;

/** May hold a person's data: not for the log, and not for the trace. */
export const barcodeSchema = z.object({
  symbology: z.enum(symbologies),
  text: z.string().min(1).max(BARCODE_LONGEST),
});
export type Barcode = z.infer<typeof barcodeSchema>;

export const barcodeScannerStatusSchema = commonStatusSchema.extend({
  /** The beam (XFS4IoT `scanner`). */
  scanner: z.enum(['on', 'off', 'inoperative', 'unknown']),
});
export type BarcodeScannerStatus = z.infer<typeof barcodeScannerStatusSchema>;

export const barcodeScannerCapabilitiesSchema = z.object({
  /** The driver switches the beam; otherwise it looks all the time. */
  beam: z.boolean(),
});
export type BarcodeScannerCapabilities = z.infer<typeof barcodeScannerCapabilitiesSchema>;

export const barcodeScannerEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('statusChanged'), status: barcodeScannerStatusSchema }),
]);
export type BarcodeScannerEvent = z.infer<typeof barcodeScannerEventSchema>;
