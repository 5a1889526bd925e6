import type {
  BarcodeScanner,
  CardPrinter,
  CardReader,
  DeviceClass,
  DocumentVault,
  DriverEnvironment,
  driverNames,
  ReceiptPrinter,
} from '../contract/index.ts';

/** What a driver's folder exports. `create` throws an Error with plain words when the options are wrong. */
export type DriverFactory<D> = {
  readonly create: (options: unknown, environment: DriverEnvironment) => D;
};

export type DeviceOf<C extends DeviceClass> = {
  cardReader: CardReader;
  cardPrinter: CardPrinter;
  receiptPrinter: ReceiptPrinter;
  documentVault: DocumentVault;
  vaultReader: CardReader;
  encoder: CardReader;
  barcodeScanner: BarcodeScanner;
}[C];

type Loader<C extends DeviceClass> = () => Promise<DriverFactory<DeviceOf<C>>>;

/** Drivers by class and name, as a host looks them up. */
export type DriverRegistry = { readonly [C in DeviceClass]: Readonly<Record<string, Loader<C>>> };

/** Exactly the drivers that the configuration may name: one is added by a folder, its name and one line. */
export type EveryDriver = {
  readonly [C in DeviceClass]: Readonly<Record<(typeof driverNames)[C][number], Loader<C>>>;
};
