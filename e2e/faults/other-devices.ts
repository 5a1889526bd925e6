/** Card reader, receipt printer, service, supplies, and the machine's own computer: how each fault is brought about. */
import type { ChipFlaw } from '../simulation/encoder.ts';
import type { CardShown, MessageFault, Operation } from '../simulation/plan.ts';
import {
  cardReaderCells,
  type EncoderStep,
  encoderCells,
  type ReaderStep,
  type ReceiptStep,
  receiptPrinterCells,
  type SupplyStep,
  suppliesCells,
} from './desk-cells.ts';
import { type KioskStep, kioskCells } from './kiosk-cells.ts';
import type { ReceiptFault } from './receipt-printer.ts';
import type { Device } from './row.ts';
import type { Stage } from './scene.ts';
import { serviceCells } from './service-cells.ts';

export const cardReader: Device<ReaderStep> = {
  name: 'Card reader',
  steps: {
    open: 'nobody is there',
    reading: 'the card is read',
    code: 'the code is typed',
    'printing-front': 'the document is made',
    take: 'it lies in the tray',
  },
  faults: cardReaderCells,
  sceneOf: (fault, at) =>
    fault === 'unplugged'
      ? { strikes: [{ at, befall: ({ kiosk }) => kiosk.reader.plug(false) }] }
      : { strikes: [], manner: { card: fault as CardShown } },
};

export const receiptPrinter: Device<ReceiptStep> = {
  name: 'Receipt printer',
  steps: { before: 'before a receipt is wanted', during: 'in the middle of a receipt' },
  faults: receiptPrinterCells,
  sceneOf: (fault, step) => ({
    strikes: [
      {
        at: 'open',
        befall: ({ receiptPrinter: body }) =>
          step === 'before' ? body.befall(fault as ReceiptFault) : body.arm(fault as ReceiptFault),
      },
    ],
    manner: { receipt: 'receipt-print' },
  }),
};

/** The service wants what only this operation is for. */
function asks({ service: body }: Stage, operation: Operation): void {
  if (operation === 'reportPin') body.secondFactor = 'chip-pin';
  if (operation === 'phoneAnswer') body.secondFactor = 'mobile-id';
  body.writesChips = operation === 'chipScript';
}

export const service: Device<Operation> = {
  name: 'Issuance service',
  steps: {
    beginCollection: 'it is asked for orders',
    verifyCode: 'the code is checked',
    reportPin: 'it is told that the card’s PIN was right',
    phoneAnswer: 'it is asked for the answer on the phone',
    documentData: 'the data are fetched',
    claim: 'the order is claimed',
    chipScript: 'the script of a chip is fetched',
    report: 'it is told of the blank',
  },
  faults: serviceCells,
  sceneOf: (fault, operation) => ({
    kiosk: { encoder: operation === 'chipScript' },
    strikes: [
      { at: 'start', befall: (stage) => asks(stage, operation) },
      fault === 'held'
        ? { at: 'confirm', befall: (stage) => stage.service.hold('o0-0') }
        : {
            at: 'open',
            befall: ({ kiosk }) => void kiosk.link.messages.push({ operation, fault: fault as MessageFault }),
          },
    ],
  }),
};

export const encoder: Device<EncoderStep> = {
  name: 'Chip encoder',
  steps: {
    open: 'nobody is there',
    confirm: 'the resident confirms',
    'writing-chip': 'the chip is written',
    checking: 'the printed card is read back',
    take: 'it lies in the tray',
  },
  faults: encoderCells,
  sceneOf: (fault, at) => ({
    kiosk: { encoder: true },
    strikes: [
      {
        at: 'start',
        befall: ({ service: body }) => {
          body.writesChips = true;
        },
      },
      fault === 'unplugged'
        ? { at, befall: ({ kiosk }) => kiosk.encoder.plug(false) }
        : { at: 'start', befall: ({ kiosk }) => kiosk.encoder.spoil(fault as ChipFlaw) },
    ],
  }),
};

const runsOut: Readonly<Record<string, (stage: Stage) => void>> = {
  hopper: ({ kiosk }) => kiosk.printer.hideBlanks(),
  ribbon: ({ kiosk }) => kiosk.printer.endRibbon(),
  rejectBin: ({ kiosk }) => kiosk.printer.block('rejectBin'),
  retainBin: ({ kiosk }) => kiosk.printer.block('retainBin'),
};
export const supplies: Device<SupplyStep> = {
  name: 'Supplies',
  steps: {
    open: 'nobody is there',
    code: 'the code is typed',
    confirm: 'the resident confirms',
    'printing-front': 'the document is made',
  },
  faults: suppliesCells,
  sceneOf: (fault, at) =>
    fault === 'lastBlank'
      ? { strikes: [{ at: 'start', befall: ({ kiosk }) => kiosk.printer.arm('print', 'refused') }], blanks: 1 }
      : { strikes: [{ at, befall: (stage) => runsOut[fault]?.(stage) }] },
};

const HOUR_ms = 3_600_000;
const DARK_ms = 20_000;
const strikes: Readonly<Record<string, (stage: Stage) => void>> = {
  disk: ({ kiosk }) => {
    kiosk.isDiskFull = true;
  },
  kill: ({ kiosk }) => kiosk.fall(0, { how: 'kill', down_ms: DARK_ms }),
  power: ({ kiosk }) => kiosk.fall(0, { how: 'power', down_ms: DARK_ms }),
  clockBack: ({ kiosk }) => {
    kiosk.deviation.ms -= HOUR_ms;
  },
  clockAhead: ({ kiosk }) => {
    kiosk.deviation.ms += 24 * HOUR_ms;
  },
};
export const computer: Device<KioskStep> = {
  name: 'The kiosk’s computer',
  steps: {
    reading: 'the card is read',
    code: 'the code is typed',
    confirm: 'the resident confirms',
    feeding: 'a blank is fed',
    'printing-front': 'it is printed',
    presenting: 'it comes out',
    take: 'it lies in the tray',
    receipt: 'a receipt is offered',
  },
  faults: kioskCells,
  sceneOf: (fault, at) => ({ strikes: [{ at, befall: (stage) => strikes[fault]?.(stage) }] }),
};
