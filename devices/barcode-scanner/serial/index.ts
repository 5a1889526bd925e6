import { z } from 'zod';
import type { BarcodeScanner, DriverEnvironment } from '../../contract/index.ts';
import type { DriverFactory } from '../../host/index.ts';
import { serialScannerOptionsSchema } from './options.ts';
import { SerialScanner } from './scanner.ts';

/** Scanners that send text over a serial line (most do: USB ones call it COM emulation or CDC). */
export const serialScanner: DriverFactory<BarcodeScanner> = {
  create(options: unknown, environment: DriverEnvironment): BarcodeScanner {
    const parsed = serialScannerOptionsSchema.safeParse(options);
    if (!parsed.success) throw new Error(`serial scanner: ${z.prettifyError(parsed.error)}`);
    return new SerialScanner(parsed.data, environment);
  },
};
