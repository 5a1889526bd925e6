import { z } from 'zod';
import { documentTypeSchema } from '../../common/document.ts';
import { deviceConfigSchema } from '../../devices/contract/index.ts';
import { identitySchema } from './identity.ts';
import { techniciansSchema } from './technicians.ts';

const text = z.string().min(1).max(200);
const bilingual = z.strictObject({ ar: text, en: text });
const seconds = (least: number, most: number) => z.number().min(least).max(most);

const device = z.strictObject({
  driver: deviceConfigSchema.shape.driver,
  options: z.record(z.string(), z.unknown()).default({}),
  /** Seconds that a lost device is waited for before it counts as gone. */
  grace_s: seconds(0, 120).default(10),
});

/** One file sets a machine up; no secret stands in it, only where secrets are. */
export const configSchema = z.strictObject({
  site: z.strictObject({
    machineId: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,19}$/, 'must be 3 to 20 capitals, digits or "-"'),
    name: bilingual,
    helpPhone: text,
    /** Where the tray is, seen by a person in front of the machine. */
    traySide: z.enum(['left', 'right', 'centre']),
    mapUrl: z.url(),
    /** Where the QR codes of receipts lead; the order's reference is appended. */
    verifyUrl: z.url(),
    nearby: z
      .array(
        z.strictObject({
          name: bilingual,
          distance_km: z.number().min(0).max(500),
          services: z.array(documentTypeSchema),
        }),
      )
      .max(5)
      .default([]),
  }),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .min(1)
    .max(8)
    .default(['ar', 'en']),
  services: z.array(documentTypeSchema).min(1).default(['driving-licence']),
  screen: z
    .strictObject({
      /** Physical pixels per millimetre: controls keep 20 mm. A 27-inch 1080 x 1920 panel has 3.2. */
      pixelsPer_mm: z.number().min(1).max(20).default(3.2),
      /** Fixed size in pixels instead of the whole display, for development. */
      window: z.strictObject({ width: z.number().int().min(320), height: z.number().int().min(320) }).optional(),
    })
    .prefault({}),
  timeouts: z
    .strictObject({
      /** Without a touch for this long, the screen asks whether somebody is still there. */
      idle_s: seconds(5, 600).default(40),
      /** ... and counts down this long before the session ends. */
      stillThere_s: seconds(5, 120).default(20),
      notice_s: seconds(3, 300).default(25),
      thanks_s: seconds(1, 60).default(8),
      take_s: seconds(10, 300).default(40),
      takeAtMost_s: seconds(10, 900).default(180),
      service_s: seconds(1, 60).default(8),
      cardRead_s: seconds(1, 30).default(6),
      /** An ICAO document: its chip and the machine agree on keys and prove themselves first. */
      documentRead_s: seconds(5, 60).default(20),
    })
    .prefault({}),
  issuance: z
    .strictObject({
      /** Blanks spent on one order before the machine gives it back. */
      attemptsPerOrder: z.number().int().min(1).max(5).default(2),
      /** For a damaged document: ask for the old one before the new one is made. */
      returnDamaged: z.boolean().default(true),
    })
    .prefault({}),
  stock: z
    .strictObject({
      hopper: z.strictObject({ capacity: z.number().int().min(1), low: z.number().int().min(0) }),
      reject: z.strictObject({ capacity: z.number().int().min(1), high: z.number().int().min(1) }),
      retain: z.strictObject({ capacity: z.number().int().min(1), high: z.number().int().min(1) }),
      /** The retain unit of a document vault. */
      vaultRetain: z
        .strictObject({ capacity: z.number().int().min(1), high: z.number().int().min(1) })
        .default({ capacity: 10, high: 8 }),
      /** Blanks that a new machine starts with; journalled once as loaded, never again. */
      initialBlanks: z.number().int().min(0).default(0),
    })
    .prefault({
      hopper: { capacity: 100, low: 10 },
      reject: { capacity: 30, high: 25 },
      retain: { capacity: 15, high: 12 },
      vaultRetain: { capacity: 10, high: 8 },
    }),
  journal: z
    .strictObject({
      /** Days after the end of an issuance until the key of its holder's data is destroyed. */
      retention_days: z.number().int().min(1).max(3650).default(30),
      /** `safe-storage`: the journal's keys lie encrypted with one that the user's keyring holds. */
      keys: z.enum(['file', 'safe-storage']).default('file'),
    })
    .prefault({}),
  /** The log on the machine's own disk, in `dataDirectory/log`; standard error has it too. */
  log: z
    .strictObject({
      size_MB: z.number().int().min(1).max(1000).default(10),
      /** Older files beside it. */
      older: z.number().int().min(1).max(100).default(5),
    })
    .prefault({}),
  service: z.strictObject({
    url: z.url({ protocol: /^https?$/ }),
    tls: z.strictObject({ caFile: text, certFile: text.optional(), keyFile: text.optional() }).optional(),
  }),
  identity: identitySchema,
  passports: z
    .strictObject({
      /** PEM files with the country signing authorities whose booklets this machine hands over. */
      authorities: z.array(text).default([]),
      /** PEM files with their revocation lists. */
      revocationLists: z.array(text).default([]),
      /** A new machine takes in what lies in its vault at the first start, instead of waiting for a technician. */
      loadAtFirstStart: z.boolean().default(false),
    })
    .prefault({}),
  licences: z
    .strictObject({
      /** PEM files with the authorities that sign the chips of licences; needed where the printer has an encoder. */
      authorities: z.array(text).default([]),
      /** PEM files with their revocation lists. */
      revocationLists: z.array(text).default([]),
    })
    .prefault({}),
  technicians: techniciansSchema.optional(),
  devices: z.strictObject({
    cardReader: device,
    cardPrinter: device,
    receiptPrinter: device.optional(),
    documentVault: device.optional(),
    /** The chip reader at the exit station of the vault. */
    vaultReader: device.optional(),
    /** The chip reader in the encoder station of the card printer. */
    encoder: device.optional(),
    /** For collection slips and machine readable zones. */
    barcodeScanner: device.optional(),
  }),
  /** Where journal and keys live; relative to this file. */
  dataDirectory: text,
});

export type Config = z.infer<typeof configSchema>;
