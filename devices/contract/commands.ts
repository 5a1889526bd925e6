import { z } from 'zod';
import {
  barcodeScannerCapabilitiesSchema,
  barcodeScannerEventSchema,
  barcodeScannerStatusSchema,
  barcodeSchema,
} from './barcode-scanner.ts';
import {
  cardPositionSchema,
  cardPrinterCapabilitiesSchema,
  cardPrinterEventSchema,
  cardPrinterStatusSchema,
  cardPrintJobSchema,
  cardStationSchema,
} from './card-printer.ts';
import {
  cardEvidenceSchema,
  cardReaderCapabilitiesSchema,
  cardReaderEventSchema,
  cardReaderStatusSchema,
  chipPowerActionSchema,
  chipScriptSchema,
  evidenceRequestSchema,
  licenceChipSchema,
  licenceRequestSchema,
  pinRequestSchema,
  pinTriesSchema,
  pinVerdictSchema,
  travelDocumentRequestSchema,
  travelDocumentSchema,
} from './card-reader.ts';
import {
  documentVaultCapabilitiesSchema,
  documentVaultEventSchema,
  documentVaultStatusSchema,
  mrzTextSchema,
  slotSchema,
  vaultPositionSchema,
} from './document-vault.ts';
import type { DeviceClass } from './host-protocol.ts';
import {
  receiptPrinterCapabilitiesSchema,
  receiptPrinterEventSchema,
  receiptPrinterStatusSchema,
  receiptTicketSchema,
} from './receipt-printer.ts';

/** A command as it crosses between main and the device host: what goes in, what comes out. */
export type CommandSpec = { readonly params: z.ZodType | undefined; readonly value: z.ZodType | undefined };

const bytes = z.instanceof(Uint8Array).refine((value) => value.length <= 70_000, 'too long');
const plain: CommandSpec = { params: undefined, value: undefined };
/** Of a machine that hands something out: what is inside or at its exit goes to somebody, back, or out of the way. */
const handingOut = { present: plain, retract: plain, reject: plain, reset: plain } as const;

const cardReader = {
  status: cardReaderStatusSchema,
  capabilities: cardReaderCapabilitiesSchema,
  event: cardReaderEventSchema,
  commands: {
    refresh: { params: undefined, value: cardReaderStatusSchema },
    chipIO: { params: bytes, value: bytes },
    chipPower: { params: chipPowerActionSchema, value: undefined },
    readEvidence: { params: evidenceRequestSchema, value: cardEvidenceSchema },
    readPinTries: { params: undefined, value: pinTriesSchema },
    verifyPin: { params: pinRequestSchema, value: pinVerdictSchema },
    readTravelDocument: { params: travelDocumentRequestSchema, value: travelDocumentSchema },
    runChipScript: { params: chipScriptSchema, value: undefined },
    readLicence: { params: licenceRequestSchema, value: licenceChipSchema },
  },
} as const;

/** Every class's schemas in one table; the host dispatches by it and main's proxies check by it. */
export const deviceClassSpecs = {
  cardReader,
  vaultReader: cardReader,
  encoder: cardReader,
  cardPrinter: {
    status: cardPrinterStatusSchema,
    capabilities: cardPrinterCapabilitiesSchema,
    event: cardPrinterEventSchema,
    commands: {
      refresh: { params: undefined, value: cardPrinterStatusSchema },
      feed: plain,
      moveTo: { params: cardStationSchema, value: undefined },
      print: { params: cardPrintJobSchema, value: undefined },
      ...handingOut,
      mediaPosition: { params: undefined, value: cardPositionSchema },
    },
  },
  receiptPrinter: {
    status: receiptPrinterStatusSchema,
    capabilities: receiptPrinterCapabilitiesSchema,
    event: receiptPrinterEventSchema,
    commands: {
      refresh: { params: undefined, value: receiptPrinterStatusSchema },
      print: { params: receiptTicketSchema, value: undefined },
      retract: plain,
    },
  },
  documentVault: {
    status: documentVaultStatusSchema,
    capabilities: documentVaultCapabilitiesSchema,
    event: documentVaultEventSchema,
    commands: {
      refresh: { params: undefined, value: documentVaultStatusSchema },
      dispense: { params: slotSchema, value: undefined },
      readMrz: { params: undefined, value: mrzTextSchema },
      scanSlot: { params: slotSchema, value: mrzTextSchema },
      ...handingOut,
      mediaPosition: { params: undefined, value: vaultPositionSchema },
    },
  },
  barcodeScanner: {
    status: barcodeScannerStatusSchema,
    capabilities: barcodeScannerCapabilitiesSchema,
    event: barcodeScannerEventSchema,
    commands: {
      refresh: { params: undefined, value: barcodeScannerStatusSchema },
      read: { params: undefined, value: barcodeSchema },
    },
  },
} as const satisfies Record<
  DeviceClass,
  { status: z.ZodType; capabilities: z.ZodType; event: z.ZodType; commands: Record<string, CommandSpec> }
>;
