import { z } from 'zod';
import type { CardPrinter, DriverEnvironment } from '../../contract/index.ts';
import type { DriverFactory } from '../../host/index.ts';
import { evolisOptionsSchema } from './options.ts';
import { EvolisCardPrinter } from './printer.ts';

/** Evolis card printers through the maker's service (JSON-RPC on TCP, escape commands tunnelled). */
export const evolis: DriverFactory<CardPrinter> = {
  create(options: unknown, environment: DriverEnvironment): CardPrinter {
    const parsed = evolisOptionsSchema.safeParse(options);
    if (!parsed.success) throw new Error(`evolis: ${z.prettifyError(parsed.error)}`);
    return new EvolisCardPrinter(parsed.data, environment);
  },
};
