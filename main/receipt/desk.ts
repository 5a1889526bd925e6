import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../common/log.ts';
import { maskBilingualName, maskDocumentNumber } from '../../common/masking.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { inWords, type ReceiptPrinter } from '../../devices/contract/index.ts';
import type { Order } from '../backoffice/index.ts';
import type { ReceiptDesk, ReceiptRequest } from '../session/index.ts';
import type { ReceiptData } from './data.ts';
import { layoutReceipt } from './layout.ts';

export type ReceiptDeskOptions = {
  readonly printer: ReceiptPrinter;
  readonly machineId: string;
  readonly helpPhone: string;
  /** What a receipt's QR code leads to; the reference is appended. */
  readonly verifyUrl: string;
  readonly clock: Clock;
  readonly log: Log;
};

/** A receipt with somebody's data does not hang out of a machine for longer. */
const TAKE_ms = 20_000;
/** Without a presenter nothing tells when a ticket was torn off: time enough to see it and to reach for it. */
const REACH_ms = 6_000;
/** Kuwait keeps UTC+3 all year. */
const SITE_OFFSET_ms = 3 * 3_600_000;

/** Prints receipts; one that fails never undoes anything, the screen shows the QR code instead. */
export function createReceiptDesk(options: ReceiptDeskOptions): ReceiptDesk {
  const { printer, log } = options;
  return {
    available: () => {
      const { device, paper, cover, cutter } = printer.status();
      const hasPaper = paper !== 'out' && paper !== 'jammed';
      return device === 'online' && hasPaper && cover !== 'open' && cutter !== 'inoperable';
    },
    url: (order) => urlOf(options, order),
    async print(request): Promise<Result<{ taken: Promise<void> }, string>> {
      const { width_dots, presenter } = printer.capabilities();
      const ticket = layoutReceipt(dataOf(options, request), { width_dots });
      // What lies in the presenter is somebody else's; its departure must not pass for that of the new one.
      if (printer.status().media === 'present') await takenBack(options);
      const taken = ticketTaken(options);
      const printed = await printer.print(ticket);
      if (!printed.ok) {
        taken.forget();
        const words = inWords(printed.error);
        log('receipt.failed', { words });
        return err(words);
      }
      return ok({ taken: presenter ? taken.orRetracted() : taken.presumably() });
    },
  };
}

function ticketTaken(options: ReceiptDeskOptions) {
  const { printer, clock } = options;
  let isTaken = false;
  let tell = () => {};
  const stop = printer.onEvent((event) => {
    if (event.event !== 'mediaTaken') return;
    isTaken = true;
    tell();
  });
  const atMost = async (limit_ms: number): Promise<void> => {
    await new Promise<void>((resolve) => {
      const cancel = clock.after(limit_ms, resolve);
      tell = () => {
        cancel();
        resolve();
      };
      if (isTaken) tell();
    });
    stop();
  };
  return {
    forget: stop,
    presumably: () => atMost(REACH_ms),
    async orRetracted(): Promise<void> {
      await atMost(TAKE_ms);
      if (!isTaken) await takenBack(options);
    },
  };
}

/** A ticket that stays stuck is left to staff: the next receipt is refused by the printer, not by us. */
async function takenBack({ printer, log }: ReceiptDeskOptions): Promise<void> {
  const retracted = await printer.retract();
  if (retracted.ok) log('receipt.retracted');
  else log('receipt.notRetracted', { words: retracted.error.deviceWords });
}

function dataOf(options: ReceiptDeskOptions, { order, data, collectedAt_ms }: ReceiptRequest): ReceiptData {
  return {
    kind: 'collected',
    documentType: order.documentType,
    reason: order.reason,
    nameMasked: maskBilingualName(order.name),
    numberMasked: maskDocumentNumber(numberOf(data)),
    validUntil: data.expiryDate,
    fee: order.fee,
    endedAt: new Date(collectedAt_ms + SITE_OFFSET_ms).toISOString().slice(0, 16),
    machineId: options.machineId,
    reference: order.reference,
    helpPhone: options.helpPhone,
    verifyUrl: urlOf(options, order),
  };
}

function numberOf(data: ReceiptRequest['data']): string {
  return data.documentType === 'passport' ? data.passportNumber : data.licenceNumber;
}

function urlOf({ verifyUrl }: ReceiptDeskOptions, order: Order): string {
  return verifyUrl + encodeURIComponent(order.reference.replaceAll('-', ''));
}
