import type { CardPrinterSimulator } from '../card-printer/index.ts';
import type { IssuanceServiceSimulator } from '../issuance-service/index.ts';
import type { ReceiptPrinterSimulator } from '../receipt-printer/index.ts';
import type { EventLog } from './events.ts';
import type { WorldVault } from './vault.ts';

type Parts = {
  readonly cardPrinter: CardPrinterSimulator;
  readonly receiptPrinter: ReceiptPrinterSimulator;
  readonly service: IssuanceServiceSimulator;
  readonly vault: WorldVault;
};

/** What the machine and the service do by themselves, in the log beside what hands do. */
export function tellWhatHappens(events: EventLog, { cardPrinter, receiptPrinter, service, vault }: Parts): void {
  tellOfVault(events, vault);
  let step = '';
  cardPrinter.onChange(() => {
    const now = cardPrinter.snapshot();
    const words = now.jam ? 'jammed' : now.step;
    if (words !== step && words !== 'idle') events.add('cardPrinter', `${words} (${now.state})`);
    step = words;
  });
  let tickets = '';
  receiptPrinter.onChange(() => {
    const last = receiptPrinter.receipts().at(-1);
    const words = last ? `receipt ${last.id}: ${last.place}${last.complete ? '' : ', incomplete'}` : '';
    if (words !== tickets && words) events.add('receiptPrinter', words);
    tickets = words;
  });
  const told = new Map<string, number>();
  service.onChange(() => {
    for (const { issuanceId, orderId, events: known } of service.snapshot().issuances) {
      const before = told.get(issuanceId);
      if (before === undefined) events.add('service', `${orderId}: claimed`);
      for (const event of known.slice(before ?? 0)) events.add('service', `${orderId}: ${event}`);
      told.set(issuanceId, known.length);
    }
  });
}

/** Where each booklet goes, and what the shutter and the door do. */
function tellOfVault(events: EventLog, vault: WorldVault): void {
  const told = new Map<string, string>();
  const tell = (what: string, words: string) => {
    const before = told.get(what);
    told.set(what, words);
    if (before !== undefined && before !== words) events.add('documentVault', `${what}: ${words}`);
  };
  const look = () => {
    const { shutter, door, fault, powered, booklets } = vault.snapshot();
    if (shutter !== 'moving') tell('shutter', shutter);
    tell('door', door);
    tell('fault', fault);
    tell('power', powered ? 'on' : 'off');
    for (const { id, resident, place, slot } of booklets) {
      tell(`${id}, ${resident}'s`, slot === undefined ? place : `slot ${slot}`);
    }
  };
  look();
  vault.unit.onChange(look);
}
