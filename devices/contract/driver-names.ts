import type { DeviceClass } from './host-protocol.ts';

/** The drivers there are, by class: what the configuration may name. devices/host/drivers.ts says where each is. */
export const driverNames = {
  cardReader: ['pcsc'],
  cardPrinter: ['evolis'],
  receiptPrinter: ['escpos'],
  documentVault: ['vault'],
  vaultReader: ['pcsc'],
  encoder: ['pcsc'],
  barcodeScanner: ['serial'],
} as const satisfies Record<DeviceClass, readonly string[]>;
