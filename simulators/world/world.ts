import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import { barcodeScannerFaults, createBarcodeScannerSimulator } from '../barcode-scanner/index.ts';
import { cardPrinterFaults, createCardPrinterSimulator } from '../card-printer/index.ts';
import { createTestPki, pem } from '../cards/index.ts';
import { documentVaultFaults } from '../document-vault/index.ts';
import {
  createIssuanceServiceSimulator,
  type Ruling,
  type SecondFactorKind,
  serviceFaults,
} from '../issuance-service/index.ts';
import type { SimulatorLog } from '../log-events.ts';
import { Pace } from '../machine/index.ts';
import { createReceiptPrinterSimulator, receiptPrinterFaults } from '../receipt-printer/index.ts';
import { residents } from '../residents/index.ts';
import { BadCall } from './bad-call.ts';
import { BlankChips } from './blank-chips.ts';
import { createDeskReader } from './desk-reader.ts';
import { createWorldEncoder, encoderFaults } from './encoder.ts';
import { EventLog } from './events.ts';
import { createHands, type Hand } from './hands.ts';
import { deskFile, kioskFile } from './kiosk-file.ts';
import { inProcessReader, vpcdReader } from './reader.ts';
import { revokedTechnicians, TechnicianWallet } from './technicians.ts';
import { tellWhatHappens } from './telling.ts';
import { createWorldVault } from './vault.ts';
import { Wallet } from './wallet.ts';

export type WorldOptions = {
  /** Where kiosk.yaml, the authority's certificate and the kiosk's data lie. */
  readonly directory: string;
  readonly clock: Clock;
  readonly log: SimulatorLog;
  /** 1 is the speed of real machinery. */
  readonly pace: number;
  readonly blanks: number;
  /**
   * Where vpcd's first slot listens, when cards are to be laid on it and booklets on its second; without it there is a
   * reader for either inside the device host.
   */
  readonly vpcdPort?: number | undefined;
  readonly overrides: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export type World = Awaited<ReturnType<typeof createWorld>>;
export type WorldState = ReturnType<World['state']>;

const RECEIPT_MODEL = 'custom-vkp80';
const HOPPER_CAPACITY = 100;
const KIOSK_DATA = 'data';
const READER = 'Virtual reader 00 00';
const VAULT_READER = 'Virtual vault reader 00 00';
const ENCODER = 'Virtual encoder 00 00';
const DESK_READER = 'Virtual desk reader 00 00';
const CIVIL_ID_AUTHORITY = 'civil-id-authority-TEST.pem';
const PASSPORT_AUTHORITIES = 'passport-authorities-TEST.pem';
const PASSPORT_REVOCATIONS = 'passport-revocations-TEST.pem';
const LICENCE_AUTHORITIES = 'licence-authorities-TEST.pem';
const LICENCE_REVOCATIONS = 'licence-revocations-TEST.pem';
const TECHNICIAN_AUTHORITY = 'technicians-TEST.pem';
const TECHNICIAN_REVOCATIONS = 'technician-revocations-TEST.pem';

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
  const scanner = createBarcodeScannerSimulator({ pace });
  const service = createIssuanceServiceSimulator({ clock, log, residents: people, pki });
  const { vpcdPort } = options;
  const reader = vpcdPort === undefined ? await inProcessReader(clock, READER) : vpcdReader(vpcdPort, 'card', clock);
  const vaultReader =
    vpcdPort === undefined ? await inProcessReader(clock, VAULT_READER) : vpcdReader(vpcdPort, 'vault', clock);
  const vault = createWorldVault({ clock, pace, log, pki, people, reader: vaultReader });
  // vpcd has two slots and no more: these are never behind it.
  const encoderReader = await inProcessReader(clock, ENCODER);
  const deskReader = await inProcessReader(clock, DESK_READER);
  const chips = new BlankChips(pace, people);
  const changed = () => changes.emit();
  const tell = (words: string) => events.add('encoder', words);
  const encoder = createWorldEncoder({ cardPrinter, chips, reader: encoderReader, changed, tell });
  const desk = createDeskReader({ cardPrinter, chips, reader: deskReader });
  const parts = [cardPrinter, receiptPrinter, scanner, service, vault.unit];
  for (const part of parts) part.onChange(changed);
  tellWhatHappens(events, { cardPrinter, receiptPrinter, service, vault });

  const printer = await cardPrinter.listen();
  const receipt = await receiptPrinter.listenTcp();
  const scannerLine = await scanner.listenTcp();
  const { url: serviceUrl } = await service.listen();
  const vaultLine = await vault.unit.listenTcp();
  const wallet = new Wallet(pki, people, new Date(clock.now_ms()));
  const technicians = new TechnicianWallet(pki);
  const codeOf = (resident: string) => {
    const civilId = people.find(({ id }) => id === resident)?.civilId;
    return civilId ? service.collectionCodeOf(civilId) : undefined;
  };
  const hands = createHands({
    cardPrinter,
    receiptPrinter,
    scanner,
    codeOf,
    vault,
    reader,
    vaultReader,
    encoderReader,
    desk,
    wallet,
    technicians,
  });
  let connected = true;

  writeFileSync(join(directory, CIVIL_ID_AUTHORITY), pki.authoritiesPem);
  writeFileSync(join(directory, PASSPORT_AUTHORITIES), pem('CERTIFICATE', pki.passports.authorities()));
  writeFileSync(join(directory, PASSPORT_REVOCATIONS), pem('X509 CRL', pki.passports.revocationLists()));
  writeFileSync(join(directory, LICENCE_AUTHORITIES), pem('CERTIFICATE', pki.licences.authorities()));
  writeFileSync(join(directory, LICENCE_REVOCATIONS), pem('X509 CRL', pki.licences.revocationLists()));
  writeFileSync(join(directory, TECHNICIAN_AUTHORITY), pem('CERTIFICATE', [pki.technicians.authority]));
  const takenBack = pki.technicians.revocationList(revokedTechnicians);
  writeFileSync(join(directory, TECHNICIAN_REVOCATIONS), pem('X509 CRL', [takenBack]));
  writeFileSync(join(directory, 'desk.yaml'), deskFile(deskReader.options));
  writeFileSync(
    join(directory, 'kiosk.yaml'),
    kioskFile({
      printer: { ...printer, device: cardPrinter.device },
      receipt: { ...receipt, model: RECEIPT_MODEL },
      scanner: scannerLine,
      reader: reader.options,
      serviceUrl,
      vault: { ...vaultLine, slots: vault.slots, retainCapacity: vault.retainCapacity },
      vaultReader: vaultReader.options,
      encoder: encoderReader.options,
      authorityFile: CIVIL_ID_AUTHORITY,
      passportAuthorityFile: PASSPORT_AUTHORITIES,
      passportRevocationFile: PASSPORT_REVOCATIONS,
      licenceAuthorityFile: LICENCE_AUTHORITIES,
      licenceRevocationFile: LICENCE_REVOCATIONS,
      technicianAuthorityFile: TECHNICIAN_AUTHORITY,
      technicianRevocationFile: TECHNICIAN_REVOCATIONS,
      initialBlanks: options.blanks,
      hopperCapacity: HOPPER_CAPACITY,
      dataDirectory: KIOSK_DATA,
      overrides: options.overrides,
    }),
  );

  /** With what the printer itself cannot know: what each card's chip holds. */
  const printerTold = () => {
    const { cards, ...rest } = cardPrinter.snapshot();
    return { ...rest, cards: cards.map((card) => ({ ...card, chip: chips.tell(card.cardId) })) };
  };

  const faulty = new Map([
    ['cardPrinter', { book: cardPrinter.faults, known: cardPrinterFaults }],
    ['encoder', { book: encoder.faults, known: encoderFaults }],
    ['receiptPrinter', { book: receiptPrinter.faults, known: receiptPrinterFaults }],
    ['barcodeScanner', { book: scanner.faults, known: barcodeScannerFaults }],
    ['documentVault', { book: vault.unit.faults, known: documentVaultFaults }],
    ['service', { book: service.faults, known: serviceFaults }],
  ]);
  const faultsOf = (device: string) => {
    const found = faulty.get(device);
    if (!found) throw new BadCall(`no device is called "${device}": ${[...faulty.keys()].join(', ')}`);
    return found;
  };

  return {
    directory,
    events,
    onChange: (listener: () => void): Unsubscribe => changes.on(listener),
    async lay(hand: Hand): Promise<unknown> {
      const done = await hands.lay(hand);
      events.add('hand', words(hand));
      changes.emit();
      return done ?? true;
    },
    state: () => ({
      now_ms: clock.now_ms(),
      pace: pace.factor,
      network: { connected },
      reader: { card: hands.onReader() ?? null },
      cardPrinter: printerTold(),
      encoder: { card: encoder.inField() ?? null },
      deskReader: { card: desk.card() ?? null },
      cards: cardPrinter.products().map(({ cardId, complete, place }) => ({ cardId, complete, place })),
      receiptPrinter: receiptPrinter.snapshot(),
      barcodeScanner: scanner.snapshot(),
      receipts: receiptPrinter.receipts().map(({ id, complete, place }) => ({ id, complete, place })),
      documentVault: vault.snapshot(),
      service: service.snapshot(),
      residents: wallet.list(),
      technicians: technicians.list(),
    }),
    phones: () =>
      people.map((person) => ({
        resident: person.id,
        ending: person.phoneEnding,
        code: codeOf(person.id),
        messages: person.civilId ? service.phone(person.civilId) : [],
      })),
    faults: () =>
      Object.fromEntries([...faulty].map(([device, { book, known }]) => [device, { known, armed: book.armed() }])),
    armFault(device: string, fault: string, faultOptions: object): void {
      const { book, known } = faultsOf(device);
      if (!(known as readonly string[]).includes(fault)) throw new BadCall(`${device} knows ${known.join(', ')}`);
      (book.arm as (name: string, options: object) => void).call(book, fault, faultOptions);
      events.add('fault', `${device}: ${fault} armed`);
    },
    clearFault(device: string, fault: string): void {
      const { book } = faultsOf(device);
      (book.clear as (name: string) => void).call(book, fault);
      events.add('fault', `${device}: ${fault} cleared`);
    },
    clearFaults(): void {
      for (const { book } of faulty.values()) book.clear();
      events.add('fault', 'all cleared');
    },
    /** The office's word on an order that is frozen for machines. */
    rule(issuanceId: string, ruling: Omit<Ruling, 'at_ms'>): void {
      try {
        service.rule(issuanceId, ruling);
      } catch (error) {
        throw new BadCall(error instanceof Error ? error.message : String(error));
      }
      events.add('office', `${ruling.by}: ${ruling.outcome}, ${ruling.why}`);
      changes.emit();
    },
    /** What the service asks residents for besides the card, from the next tap on. */
    askFor(secondFactor: SecondFactorKind, phoneWait_s?: number): void {
      service.askFor(secondFactor, phoneWait_s);
      events.add('office', `residents are asked for: ${secondFactor}`);
      changes.emit();
    },
    /** What a resident touches in the national app. */
    answerOnPhone(resident: string, answer: 'approved' | 'declined'): void {
      const person = people.find(({ id }) => id === resident);
      if (!person) throw new BadCall(`there is no resident ${resident}`);
      service.answerOnPhone(person.civilId, answer);
      events.add('phone', `${resident}: ${answer}`);
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
      else if (device === 'documentVault') vault.unit.hand.power(on);
      else throw new BadCall(`no device with a plug is called "${device}": cardPrinter, receiptPrinter, documentVault`);
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
      vaultReader.remove();
      encoderReader.remove();
      deskReader.remove();
      await Promise.all(parts.map((part) => part.close()));
    },
  };
}

function words({ hand, ...rest }: Hand): string {
  return [hand, ...Object.values(rest)].join(' ');
}
