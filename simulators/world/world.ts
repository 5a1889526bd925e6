import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import type { Log } from '../../common/log.ts';
import { type CardPrinterFault, cardPrinterFaults, createCardPrinterSimulator } from '../card-printer/index.ts';
import { createCard, createTestPki, type TestPki, type VirtualCard } from '../cards/index.ts';
import { createIssuanceServiceSimulator, serviceFaults } from '../issuance-service/index.ts';
import { Pace } from '../machine/index.ts';
import { createReceiptPrinterSimulator, receiptPrinterFaults } from '../receipt-printer/index.ts';
import { type Resident, residents } from '../residents/index.ts';
import { BadCall } from './bad-call.ts';
import { EventLog } from './events.ts';
import { kioskFile } from './kiosk-file.ts';
import { inProcessReader, vpcdReader } from './reader.ts';

export type WorldOptions = {
  /** Where kiosk.yaml, the authority's certificate and the kiosk's data lie. */
  readonly directory: string;
  readonly clock: Clock;
  readonly log: Log;
  /** 1 is the speed of real machinery. */
  readonly pace: number;
  readonly blanks: number;
  /** Where vpcd listens, when cards are to be laid on it; without it on a reader inside the device host. */
  readonly vpcdPort?: number | undefined;
  readonly overrides: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

type OpenableDevice = 'cardPrinter' | 'receiptPrinter';

/** What a person can do to the machine with their hands. */
export type Hand =
  | { readonly hand: 'present-card'; readonly resident: string }
  | { readonly hand: 'load-hopper'; readonly blanks: number }
  | { readonly hand: 'open-cover' | 'close-cover' | 'clear-jam'; readonly device: OpenableDevice }
  | {
      readonly hand:
        | 'remove-card'
        | 'take-document'
        | 'push-back-document'
        | 'take-receipt'
        | 'change-ribbon'
        | 'change-paper'
        | 'empty-bins'
        | 'unplug-reader'
        | 'plug-reader';
    };

export type World = Awaited<ReturnType<typeof createWorld>>;
export type WorldState = ReturnType<World['state']>;

const RECEIPT_MODEL = 'custom-vkp80';
const HOPPER_CAPACITY = 100;
const KIOSK_DATA = 'data';

/** The physical world around one kiosk: the machine's parts, residents with their cards, and the service far away. */
export async function createWorld(options: WorldOptions) {
  const { clock, log, directory } = options;
  mkdirSync(directory, { recursive: true });
  // The machine and the service begin anew, with full hoppers and open orders: so does what the kiosk knows of them.
  rmSync(join(directory, KIOSK_DATA), { recursive: true, force: true });
  const pace = new Pace(clock, options.pace);
  const events = new EventLog(clock);
  const changes = new Emitter<void>();
  const pki = createTestPki({ now: new Date(clock.now_ms()) });
  const people = residents(new Date(clock.now_ms()));
  const cardPrinter = createCardPrinterSimulator({ clock, pace, log, blanks: options.blanks });
  const receiptPrinter = createReceiptPrinterSimulator({ pace, log, model: RECEIPT_MODEL });
  const service = createIssuanceServiceSimulator({ clock, log, residents: people });
  const parts = [cardPrinter, receiptPrinter, service];
  for (const part of parts) part.onChange(() => changes.emit());
  tellWhatHappens(events, cardPrinter, receiptPrinter, service);

  const printer = await cardPrinter.listen();
  const receipt = await receiptPrinter.listenTcp();
  const { url: serviceUrl } = await service.listen();
  const { vpcdPort } = options;
  const reader = vpcdPort === undefined ? await inProcessReader(clock) : vpcdReader(vpcdPort, clock);
  const wallet = new Wallet(pki, people);
  let onReader: string | undefined;
  let connected = true;

  writeFileSync(join(directory, 'civil-id-authority-TEST.pem'), pki.authoritiesPem);
  writeFileSync(
    join(directory, 'kiosk.yaml'),
    kioskFile({
      printer: { ...printer, device: cardPrinter.device },
      receipt: { ...receipt, model: RECEIPT_MODEL },
      reader: reader.options,
      serviceUrl,
      authorityFile: 'civil-id-authority-TEST.pem',
      initialBlanks: options.blanks,
      hopperCapacity: HOPPER_CAPACITY,
      dataDirectory: KIOSK_DATA,
      overrides: options.overrides,
    }),
  );

  const lay = async (hand: Hand): Promise<unknown> => {
    switch (hand.hand) {
      case 'present-card': {
        if (onReader) throw new BadCall(`the card of ${onReader} lies on the reader already`);
        const card = await wallet.cardOf(hand.resident);
        onReader = hand.resident;
        reader.insert(card);
        return true;
      }
      case 'remove-card':
        onReader = undefined;
        reader.remove();
        return true;
      case 'unplug-reader':
        return reader.cable('unplug');
      case 'plug-reader':
        return reader.cable('plug');
      case 'take-document':
        return need(cardPrinter.hand.takeCard(), 'no document lies in the tray');
      case 'push-back-document':
        return need(cardPrinter.hand.pushBack(), 'there is no document to push back');
      case 'take-receipt':
        return need(receiptPrinter.hand.takeTicket(), 'no receipt hangs out');
      case 'load-hopper':
        return cardPrinter.hand.loadHopper(hand.blanks);
      case 'change-ribbon':
        return cardPrinter.hand.changeRibbon();
      case 'change-paper':
        return receiptPrinter.hand.loadPaper();
      case 'empty-bins':
        return cardPrinter.hand.emptyBins();
      case 'open-cover':
        return hand.device === 'cardPrinter' ? cardPrinter.hand.openCover() : receiptPrinter.hand.openCover();
      case 'close-cover':
        return hand.device === 'cardPrinter' ? cardPrinter.hand.closeCover() : receiptPrinter.hand.closeCover();
      case 'clear-jam':
        return hand.device === 'cardPrinter' ? cardPrinter.hand.clearJam('reject') : receiptPrinter.hand.clearJam();
    }
  };

  const faultsOf = (device: string) => {
    switch (device) {
      case 'cardPrinter':
        return { book: cardPrinter.faults, names: cardPrinterFaults };
      case 'receiptPrinter':
        return { book: receiptPrinter.faults, names: receiptPrinterFaults };
      case 'service':
        return { book: service.faults, names: serviceFaults };
      default:
        throw new BadCall(`no device is called "${device}": cardPrinter, receiptPrinter, service`);
    }
  };

  return {
    directory,
    events,
    onChange: (listener: () => void): Unsubscribe => changes.on(listener),
    async lay(hand: Hand): Promise<unknown> {
      const done = await lay(hand);
      events.add('hand', words(hand));
      changes.emit();
      return done ?? true;
    },
    state: () => ({
      now_ms: clock.now_ms(),
      pace: pace.factor,
      network: { connected },
      reader: { card: onReader ?? null },
      cardPrinter: cardPrinter.snapshot(),
      cards: cardPrinter.products().map(({ cardId, complete, place }) => ({ cardId, complete, place })),
      receiptPrinter: receiptPrinter.snapshot(),
      receipts: receiptPrinter.receipts().map(({ id, complete, place }) => ({ id, complete, place })),
      service: service.snapshot(),
      residents: wallet.list(),
    }),
    phones: () =>
      people.map((person) => ({
        resident: person.id,
        ending: person.phoneEnding,
        code: person.civilId ? service.collectionCodeOf(person.civilId) : undefined,
        messages: person.civilId ? service.phone(person.civilId) : [],
      })),
    faults: () => ({
      cardPrinter: { known: cardPrinterFaults, armed: cardPrinter.faults.armed() },
      receiptPrinter: { known: receiptPrinterFaults, armed: receiptPrinter.faults.armed() },
      service: { known: serviceFaults, armed: service.faults.armed() },
    }),
    armFault(device: string, fault: string, faultOptions: object): void {
      const { book, names } = faultsOf(device);
      if (!(names as readonly string[]).includes(fault)) throw new BadCall(`${device} knows ${names.join(', ')}`);
      (book.arm as (name: string, options: object) => void).call(book, fault, faultOptions);
      events.add('fault', `${device}: ${fault} armed`);
    },
    clearFault(device: string, fault: string): void {
      const { book } = faultsOf(device);
      (book.clear as (name: string) => void).call(book, fault as CardPrinterFault);
      events.add('fault', `${device}: ${fault} cleared`);
    },
    clearFaults(): void {
      for (const { faults } of parts) faults.clear();
      events.add('fault', 'all cleared');
    },
    /** The office's word on an order that is frozen for machines. */
    rule(issuanceId: string, ruling: { outcome: 'may-be-made-again' | 'handed-over'; by: string; why: string }): void {
      try {
        service.rule(issuanceId, ruling);
      } catch (error) {
        throw new BadCall(error instanceof Error ? error.message : String(error));
      }
      events.add('office', `${ruling.by}: ${ruling.outcome}, ${ruling.why}`);
      changes.emit();
    },
    setNetwork(up: boolean): void {
      connected = up;
      if (up) service.faults.clear('down');
      else service.faults.arm('down', { times: Number.POSITIVE_INFINITY });
      events.add('network', up ? 'connected' : 'cut');
      changes.emit();
    },
    setPower(device: string, on: boolean): void {
      if (device === 'cardPrinter') cardPrinter.hand.power(on);
      else if (device === 'receiptPrinter') receiptPrinter.hand.power(on);
      else throw new BadCall(`no device with a plug is called "${device}": cardPrinter, receiptPrinter`);
      events.add('power', `${device} ${on ? 'on' : 'off'}`);
    },
    setPace(factor: number): void {
      pace.setFactor(factor);
      events.add('pace', `${factor} times real speed`);
      changes.emit();
    },
    cardPicture(cardId: string, face: 'front' | 'back'): Uint8Array | undefined {
      const card = cardPrinter.products().find((product) => product.cardId === cardId);
      return face === 'front' ? card?.frontPng : card?.backPng;
    },
    receiptPicture: (id: string): Uint8Array | undefined =>
      receiptPrinter.receipts().find((ticket) => String(ticket.id) === id)?.png,
    async close(): Promise<void> {
      reader.remove();
      await Promise.all(parts.map((part) => part.close()));
    },
  };
}

type Part<F extends (...options: never[]) => unknown> = ReturnType<F>;

/** What the machine and the service do by themselves, in the log beside what hands do. */
function tellWhatHappens(
  events: EventLog,
  cardPrinter: Part<typeof createCardPrinterSimulator>,
  receiptPrinter: Part<typeof createReceiptPrinterSimulator>,
  service: Part<typeof createIssuanceServiceSimulator>,
): void {
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

/** The residents' cards, made when first taken out: a key pair each. */
class Wallet {
  readonly #pki: TestPki;
  readonly #people: readonly Resident[];
  readonly #cards = new Map<string, Promise<VirtualCard>>();

  constructor(pki: TestPki, people: readonly Resident[]) {
    this.#pki = pki;
    this.#people = people;
  }

  cardOf(id: string): Promise<VirtualCard> {
    const person = this.#people.find((resident) => resident.id === id);
    if (!person)
      throw new BadCall(`nobody is called "${id}": ${this.#people.map((resident) => resident.id).join(', ')}`);
    const known = this.#cards.get(id);
    if (known) return known;
    const card = Promise.resolve(createCard(this.#pki, { kind: person.card, civilId: person.civilId }));
    this.#cards.set(id, card);
    return card;
  }

  list() {
    return this.#people.map(({ id, name, card, about }) => ({ id, name: name.en, card, about }));
  }
}

function need<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new BadCall(otherwise);
  return value;
}

function words({ hand, ...rest }: Hand): string {
  return [hand, ...Object.values(rest)].join(' ');
}
