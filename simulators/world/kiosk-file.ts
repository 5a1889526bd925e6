import { stringify } from 'yaml';

export type KioskFileOptions = {
  readonly printer: { readonly host: string; readonly port: number; readonly device: string };
  readonly receipt: { readonly host: string; readonly port: number; readonly model: string };
  readonly scanner: { readonly host: string; readonly port: number };
  /** Options of the PC/SC driver. */
  readonly reader: Readonly<Record<string, unknown>>;
  readonly vault: {
    readonly host: string;
    readonly port: number;
    readonly slots: number;
    readonly retainCapacity: number;
  };
  /** Options of the PC/SC driver for the reader at the vault's exit. */
  readonly vaultReader: Readonly<Record<string, unknown>>;
  /** Options of the PC/SC driver for the chip reader in the card printer. */
  readonly encoder: Readonly<Record<string, unknown>>;
  readonly serviceUrl: string;
  readonly authorityFile: string;
  readonly passportAuthorityFile: string;
  readonly passportRevocationFile: string;
  readonly licenceAuthorityFile: string;
  readonly licenceRevocationFile: string;
  readonly technicianAuthorityFile: string;
  readonly technicianRevocationFile: string;
  readonly initialBlanks: number;
  readonly hopperCapacity: number;
  readonly dataDirectory: string;
  /** Merged over what is written, section by section: time-outs of a test, the window's size of a developer. */
  readonly overrides: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

/** Names the desk's reader to the command line tool, where a kiosk's configuration names a kiosk's readers. */
export function deskFile(reader: Readonly<Record<string, unknown>>): string {
  const devices = { cardReader: { driver: 'pcsc', options: reader } };
  return `# A reader on a desk beside the simulated machine: npm run device -- card-reader licence --config=desk.yaml ...\n${stringify({ devices })}`;
}

/** The configuration of the simulated machine, as an installer would write it for a real one. */
export function kioskFile(options: KioskFileOptions): string {
  const { printer, receipt, scanner, reader, vault, overrides } = options;
  const sections: Record<string, unknown> = {
    site: {
      machineId: 'KWT-0117',
      name: { ar: 'الأفنيوز، البوابة 4', en: 'The Avenues, Gate 4' },
      helpPhone: '1000 000',
      traySide: 'right',
      mapUrl: 'https://tasleem.example/map',
      verifyUrl: 'https://tasleem.example/v/',
      nearby: [
        {
          name: { ar: 'سوق البحر، المدخل 2', en: 'Souq Al-Bahar, Gate 2' },
          distance_km: 1.4,
          services: ['driving-licence', 'passport'],
        },
        { name: { ar: 'مركز خدمة سلوى', en: 'Salwa Service Centre' }, distance_km: 3.8, services: ['driving-licence'] },
      ],
    },
    languages: ['ar', 'en'],
    services: ['driving-licence', 'passport'],
    screen: {},
    timeouts: {},
    issuance: {},
    stock: {
      hopper: { capacity: options.hopperCapacity, low: 10 },
      reject: { capacity: 30, high: 25 },
      retain: { capacity: 15, high: 12 },
      vaultRetain: { capacity: vault.retainCapacity, high: vault.retainCapacity - 2 },
      initialBlanks: options.initialBlanks,
    },
    service: { url: options.serviceUrl },
    identity: {
      profiles: [
        { profile: 'piv', authorities: [options.authorityFile] },
        {
          profile: 'icao',
          authorities: [options.passportAuthorityFile],
          revocationLists: [options.passportRevocationFile],
        },
      ],
    },
    passports: {
      authorities: [options.passportAuthorityFile],
      revocationLists: [options.passportRevocationFile],
      loadAtFirstStart: true,
    },
    licences: {
      authorities: [options.licenceAuthorityFile],
      revocationLists: [options.licenceRevocationFile],
    },
    technicians: {
      authorities: [options.technicianAuthorityFile],
      revocationLists: [options.technicianRevocationFile],
    },
    devices: {
      cardReader: { driver: 'pcsc', options: reader },
      cardPrinter: { driver: 'evolis', options: { host: printer.host, port: printer.port, device: printer.device } },
      documentVault: {
        driver: 'vault',
        options: {
          transport: { kind: 'tcp', host: vault.host, port: vault.port },
          slots: vault.slots,
          retainCapacity: vault.retainCapacity,
        },
      },
      vaultReader: { driver: 'pcsc', options: options.vaultReader },
      encoder: { driver: 'pcsc', options: options.encoder },
      barcodeScanner: {
        driver: 'serial',
        options: {
          transport: { kind: 'tcp', host: scanner.host, port: scanner.port },
          beam: { on: '16 54 0d', off: '16 55 0d' },
        },
      },
      receiptPrinter: {
        driver: 'escpos',
        options: { model: receipt.model, transport: { kind: 'tcp', host: receipt.host, port: receipt.port } },
      },
    },
  };
  for (const [section, values] of Object.entries(overrides)) {
    sections[section] = { ...(sections[section] as object), ...values };
  }
  return `# The simulated machine. Made anew at each start of the simulated world.\n${stringify({ ...sections, dataDirectory: options.dataDirectory })}`;
}
