/** What could be made now, asked before a resident starts: the books, and sensors where they say worse. */
import type { CardPrinterStatus, StorageUnit } from '../../devices/contract/index.ts';
import type { Readiness, UnavailableReason } from './desk.ts';
import type { Stock } from './stock.ts';

export type Condition = {
  readonly printer: CardPrinterStatus;
  readonly stock: Stock;
  readonly recovering: boolean;
  readonly journalBroken: boolean;
  /** Events that the service has not taken yet. */
  readonly outboxSize: number;
  /** A document is in the making: a card in the transport is then no stranger. */
  readonly busy: boolean;
};

export function readinessOf(condition: Condition): Readiness {
  const reason = hindrance(condition);
  return {
    drivingLicence: reason === undefined ? { available: true } : { available: false, reason },
    passport: { available: false, reason: 'not-offered' },
  };
}

/** A machine that owes the service more than this makes no further documents. The courier warns long before. */
const OUTBOX_LIMIT_events = 1_000;

function hindrance({
  printer,
  stock,
  recovering,
  journalBroken,
  busy,
  outboxSize,
}: Condition): UnavailableReason | undefined {
  if (journalBroken) return 'journal-broken';
  if (outboxSize >= OUTBOX_LIMIT_events) return 'service-behind';
  if (printer.device === 'starting') return 'printer-starting';
  if (printer.device !== 'online' && printer.device !== 'deviceBusy') return 'printer-trouble';
  // What only a person can mend is told as that, though an issuance waits for it.
  if (printer.cover === 'open' || (!busy && printer.media === 'jammed')) return 'printer-trouble';
  const empty = stock.hopperLevel === 'empty' || sensor(printer, 'dispense') === 'empty';
  if (empty) return 'hopper-empty';
  if (printer.toner === 'out' || printer.tonerCardsLeft === 0) return 'ribbon-out';
  if (stock.binLevel('rejectBin') === 'full' || sensor(printer, 'reject') === 'full') return 'reject-bin-full';
  if (stock.binLevel('retainBin') === 'full' || sensor(printer, 'retain') === 'full') return 'retain-bin-full';
  if (recovering) return 'recovering';
  // A card that belongs to nobody who is being served.
  if (!busy && (printer.media === 'transport' || printer.media === 'exit')) return 'printer-trouble';
  return undefined;
}

function sensor(printer: CardPrinterStatus, type: StorageUnit['type']): StorageUnit['replenishmentStatus'] {
  return printer.storage.find((unit) => unit.type === type)?.replenishmentStatus;
}
