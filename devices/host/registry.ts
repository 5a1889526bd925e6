import type { CardPrinter, CardReader, DeviceClass, DriverEnvironment, ReceiptPrinter } from '../contract/index.ts';

/** What a driver's folder exports. `create` throws an Error with plain words when the options are wrong. */
export type DriverFactory<D> = {
  readonly create: (options: unknown, environment: DriverEnvironment) => D;
};

export type DeviceOf<C extends DeviceClass> = {
  cardReader: CardReader;
  cardPrinter: CardPrinter;
  receiptPrinter: ReceiptPrinter;
}[C];

/** Drivers by class and name. A driver is added by a folder and one line in drivers.ts. */
export type DriverRegistry = {
  readonly [C in DeviceClass]: Readonly<Record<string, () => Promise<DriverFactory<DeviceOf<C>>>>>;
};
