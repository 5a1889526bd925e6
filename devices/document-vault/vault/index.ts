import { z } from 'zod';
import type { DocumentVault, DriverEnvironment } from '../../contract/index.ts';
import type { DriverFactory } from '../../host/index.ts';
import { vaultOptionsSchema } from './options.ts';
import { LineDocumentVault } from './vault.ts';

/** Document vaults that speak the line protocol of docs/devices/document-vault.md, over a serial line or TCP. */
export const vault: DriverFactory<DocumentVault> = {
  create(options: unknown, environment: DriverEnvironment): DocumentVault {
    const parsed = vaultOptionsSchema.safeParse(options);
    if (!parsed.success) throw new Error(`vault: ${z.prettifyError(parsed.error)}`);
    return new LineDocumentVault(parsed.data, environment);
  },
};
