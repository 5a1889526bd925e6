/** What could be made now, asked before a resident starts: the books, and sensors where they say worse. */
import type { DocumentType } from '../../common/document.ts';
import type {
  CardPrinterStatus,
  CommonStatus,
  DocumentVaultStatus,
  StorageUnit,
} from '../../devices/contract/index.ts';
import type { Availability, Readiness, UnavailableReason } from './desk.ts';
import type { Way } from './lifecycle.ts';
import type { Stock } from './stock.ts';

export type Condition = {
  readonly printer: CardPrinterStatus;
  /** Absent where there is none. */
  readonly vault: DocumentVaultStatus | undefined;
  /** Of the chips at its exit. */
  readonly vaultReader: CommonStatus | undefined;
  /** What writes licences' chips; absent where there is none. */
  readonly encoder: 'ready' | 'gone' | undefined;
  readonly stock: Stock;
  /** Whether a medium of before is still to be settled, by each device. */
  readonly recovering: Readonly<Record<Way, boolean>>;
  readonly journalBroken: boolean;
  /** Events that the service has not taken yet. */
  readonly outboxSize: number;
  /** A document is in the making: a card in the transport is then no stranger. */
  readonly busy: boolean;
};

export function readinessOf(condition: Condition): Readiness {
  const common = hindranceOfAll(condition);
  return {
    drivingLicence: availability(common ?? printingHindrance(condition)),
    passport: availability(common ?? dispensingHindrance(condition)),
  };
}

/** Of one kind of document. */
export function availabilityOf(readiness: Readiness, documentType: DocumentType): Availability {
  return documentType === 'passport' ? readiness.passport : readiness.drivingLicence;
}

function availability(reason: UnavailableReason | undefined): Availability {
  return reason === undefined ? { available: true } : { available: false, reason };
}

/** A machine that owes the service more than this makes no further documents. The courier warns long before. */
const OUTBOX_LIMIT_events = 1_000;

function hindranceOfAll({ journalBroken, outboxSize }: Condition): UnavailableReason | undefined {
  if (journalBroken) return 'journal-broken';
  return outboxSize >= OUTBOX_LIMIT_events ? 'service-behind' : undefined;
}

function printingHindrance({ printer, encoder, stock, recovering, busy }: Condition): UnavailableReason | undefined {
  if (printer.device === 'starting') return 'printer-starting';
  if (printer.device !== 'online' && printer.device !== 'deviceBusy') return 'printer-trouble';
  // To a resident it is one machine.
  if (encoder === 'gone') return 'printer-trouble';
  // What only a person can mend is told as that, though an issuance waits for it.
  if (printer.cover === 'open' || (!busy && printer.media === 'jammed')) return 'printer-trouble';
  const empty = stock.hopperLevel === 'empty' || sensor(printer, 'dispense') === 'empty';
  if (empty) return 'hopper-empty';
  if (printer.toner === 'out' || printer.tonerCardsLeft === 0) return 'ribbon-out';
  if (stock.binLevel('rejectBin') === 'full' || sensor(printer, 'reject') === 'full') return 'reject-bin-full';
  if (stock.binLevel('retainBin') === 'full' || sensor(printer, 'retain') === 'full') return 'retain-bin-full';
  if (recovering.print) return 'recovering';
  // A card that belongs to nobody who is being served.
  if (!busy && (printer.media === 'transport' || printer.media === 'exit')) return 'printer-trouble';
  return undefined;
}

function dispensingHindrance({
  vault,
  vaultReader,
  stock,
  recovering,
  busy,
}: Condition): UnavailableReason | undefined {
  if (!vault || vault.device === 'noDevice') return 'not-offered';
  if (vault.device === 'starting') return 'vault-starting';
  if (vault.device !== 'online' && vault.device !== 'deviceBusy') return 'vault-trouble';
  // A booklet whose chip nobody can read would be fetched only to be kept.
  if (vaultReader?.device === 'starting') return 'vault-starting';
  if (vaultReader?.device !== 'online' && vaultReader?.device !== 'deviceBusy') return 'vault-trouble';
  if (vault.cabinetDoor === 'open' || vault.shutter === 'jammed') return 'vault-trouble';
  if (!busy && vault.media === 'jammed') return 'vault-trouble';
  if (stock.binLevel('vaultRetain') === 'full' || sensor(vault, 'retain') === 'full') return 'vault-retain-full';
  if (recovering.dispense) return 'recovering';
  if (!busy && (vault.media === 'transport' || vault.media === 'exit')) return 'vault-trouble';
  return stock.counts.slots === 0 ? 'vault-empty' : undefined;
}

function sensor(
  printer: Pick<CardPrinterStatus, 'storage'>,
  type: StorageUnit['type'],
): StorageUnit['replenishmentStatus'] {
  return printer.storage.find((unit) => unit.type === type)?.replenishmentStatus;
}
