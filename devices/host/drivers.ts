import type { EveryDriver } from './registry.ts';

const pcsc = async () => (await import('../card-reader/index.ts')).pcsc;

/** Every driver there is, by class and by the name that the configuration uses. Loaded only when named. */
export const drivers: EveryDriver = {
  cardReader: { pcsc },
  cardPrinter: { evolis: async () => (await import('../card-printer/index.ts')).evolis },
  receiptPrinter: { escpos: async () => (await import('../receipt-printer/index.ts')).escpos },
  documentVault: { vault: async () => (await import('../document-vault/index.ts')).vault },
  vaultReader: { pcsc },
  encoder: { pcsc },
  barcodeScanner: { serial: async () => (await import('../barcode-scanner/index.ts')).serialScanner },
};
