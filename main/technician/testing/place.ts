/** A place with one machine and the people who come to it: the core as it ships, over bodies that outlive its program. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '../../../common/clock.ts';
import { Emitter } from '../../../common/emitter.ts';
import { silentLog } from '../../../common/log.ts';
import { systemRandom } from '../../../common/random.ts';
import { assertOk, err, ok } from '../../../common/result.ts';
import type { DeviceClass, ReceiptPrinter, ReceiptPrinterStatus } from '../../../devices/contract/index.ts';
import { createTechnicianCard, createTestPki, TEST_PIN, type VirtualCard } from '../../../simulators/cards/index.ts';
import type { CollectionStart, IssuanceService, Order } from '../../backoffice/index.ts';
import { type Core, startCore } from '../../core.ts';
import { createIdentification } from '../../identification.ts';
import { judgeTechnician, siteProfile } from '../../identity/index.ts';
import type { FulfilEnd } from '../../issuance/index.ts';
import { type Entry, type EntryKind, type KioskJournal, openJournal } from '../../journal/index.ts';
import type { Intent, Screen, View } from '../../session/index.ts';
import type { TechnicianIntent, TechnicianView } from '../view.ts';
import { PrinterBody } from './printer-body.ts';
import { ReaderModel } from './reader-model.ts';

export const IDLE_ms = 180_000;
export const AT_MOST_ms = 3_600_000;
export const RIGHT = TEST_PIN;
export const WRONG = '999999';

const language = { code: 'ar', name: 'العربية', direction: 'rtl' } as const;
const settings = {
  languages: [language, { code: 'en', name: 'English', direction: 'ltr' as const }],
  site: {
    machineId: 'KWT-0117',
    helpPhone: '1000 000',
    traySide: 'right',
    scanner: false,
    nearby: [],
    mapUrl: 'https://example.org',
  },
  display: { contrast: 'default', textSize: 'normal', reach: 'full', motion: 'full', pixelsPer_mm: 3.2 },
  accessKeys: ['can'],
  returnDamaged: true,
  timeouts: {
    ...{ idle_ms: 40_000, stillThere_ms: 20_000, notice_ms: 25_000, thanks_ms: 8_000 },
    ...{ cardRead_ms: 6_000, documentRead_ms: 20_000, moreTime_ms: 30_000 },
  },
} as const;

export class Place {
  readonly clock = new VirtualClock();
  readonly pki = createTestPki({ now: new Date(this.clock.now_ms()) });
  readonly reader = new ReaderModel();
  readonly printer = new PrinterBody();
  readonly directory = mkdtempSync(join(tmpdir(), 'tasleem-technician-'));
  receipt: ReceiptPrinterStatus = {
    ...{ device: 'online', deviceWords: '', paper: 'full', cover: 'closed', cutter: 'ok', media: 'notPresent' },
  };
  readonly tickets: number[] = [];
  /** What a resident's tap begins. */
  readonly collection: CollectionStart = {
    ...{ outcome: 'second-factor', collectionId: 'c1', kind: 'collection-code', phoneEnding: '417', triesLeft: 3 },
  };
  #core: Core | undefined;
  #journal: KioskJournal | undefined;

  async start(): Promise<void> {
    const { clock } = this;
    const journal = openJournal({ directory: this.directory, clock, random: systemRandom, log: silentLog });
    this.#journal = assertOk(journal, 'the journal opens');
    const driver = this.printer.driver(clock);
    const cardReader = this.reader.driver();
    this.#core = startCore({
      ...{ kioskId: 'KWT-0117', version: '1', settings, offered: ['driving-licence'], vault: undefined },
      policy: { attemptsPerOrder: 2, take_ms: 40_000, takeAtMost_ms: 180_000, acknowledge_ms: 60_000 },
      stock: {
        ...{
          hopper: { capacity: 100, low: 5 },
          reject: { capacity: 30, high: 25 },
          retain: { capacity: 15, high: 12 },
        },
        ...{ vaultRetain: { capacity: 5, high: 4 }, initialBlanks: 20 },
      },
      journal: this.#journal,
      service: {
        claim: async () => ok({ outcome: 'granted', startBefore_ms: clock.now_ms() + 120_000 }),
        report: async () => ok({ outcome: 'recorded', standing: 'held' }),
        heartbeat: async () => ok({ time_ms: clock.now_ms() }),
        beginCollection: async () => ok(this.collection),
      } as unknown as IssuanceService,
      cardReader,
      cardPrinter: driver,
      technicians: {
        machine: { cardReader, cardPrinter: driver, receiptPrinter: this.#receiptPrinter() },
        judge: (evidence, challenge, proof) => judgeTechnician(evidence, challenge, this.#policy(proof)),
        cardRead_ms: 6_000,
        limits: { idle_ms: IDLE_ms, atMost_ms: AT_MOST_ms },
        testTicket: () => (width_dots) => ({ width_dots, height_dots: 1, raster: new Uint8Array(width_dots / 8) }),
      },
      reopened: new Emitter<DeviceClass>(),
      identification: createIdentification({
        reader: cardReader,
        profiles: [siteProfile(this.#civilIds(), clock)],
        random: systemRandom,
      }),
      draw: async () => undefined,
      receipts: { available: () => false, print: async () => err('none'), url: () => '' },
      ...{ clock, random: systemRandom, log: silentLog },
    });
    await clock.advance(500);
  }

  /** The power goes, or the program ends: its journal stays. */
  end(): void {
    this.#core?.stop();
    this.#journal?.close();
  }

  dispose(): void {
    this.end();
    rmSync(this.directory, { recursive: true, force: true });
  }

  card(number = 'T-0042', options: Partial<Parameters<typeof createTechnicianCard>[1]> = {}): VirtualCard {
    return createTechnicianCard(this.pki, { number, name: 'TEST technician', unit: 'technician', ...options });
  }

  async lay(card: VirtualCard): Promise<void> {
    this.reader.lay(card);
    await this.clock.advance(50);
  }

  async type(pin: string): Promise<void> {
    for (const digit of pin) await this.do({ type: 'digit', digit });
    await this.do({ type: 'submit-code' });
    await this.clock.advance(100);
  }

  /** From the card to the overview. */
  async enter(card: VirtualCard = this.card()): Promise<void> {
    await this.lay(card);
    await this.type(RIGHT);
  }

  async do(intent: Intent): Promise<void> {
    this.core.glass.send(intent);
    await this.clock.advance(1);
  }

  async ask(intent: TechnicianIntent): Promise<void> {
    await this.do({ type: 'technician', intent });
    await this.clock.advance(500);
  }

  /** A licence that is made and presented; whoever it is for takes it with `printer.take()`. */
  collectDocument(): Promise<FulfilEnd> {
    const name = { surname: 'X', otherNames: 'Y' };
    const order: Order = {
      orderId: 'o1',
      reference: 'TS-0000-0001',
      documentType: 'driving-licence',
      reason: 'renewal',
      name: { ar: name, en: name },
      status: { state: 'ready' },
      fee: { amount: '10.000', currency: 'KWD', paid: true },
    };
    const work = Promise.resolve({ kind: 'print', job: { front: { overlay: 'full' } } } as const);
    const request = { order, collectionId: 'c1', holderCivilId: '280010112345', work };
    return this.core.desk.fulfil(request, () => {});
  }

  get core(): Core {
    if (!this.#core) throw new Error('not started');
    return this.#core;
  }

  get journal(): KioskJournal {
    if (!this.#journal) throw new Error('not started');
    return this.#journal;
  }

  get view(): View {
    return this.core.glass.view();
  }

  get screen(): Screen {
    return this.view.screen;
  }

  get technician(): TechnicianView {
    const { screen } = this;
    if (screen.name !== 'technician') throw new Error(`the screen is ${screen.name}`);
    return screen.technician;
  }

  written<K extends EntryKind>(kind: K): Entry<K>['body'][] {
    return this.journal.entries({ kinds: [kind] }).map(({ body }) => body as Entry<K>['body']);
  }

  refusals(): string[] {
    return this.written('technician.refused').map(({ code }) => code);
  }

  #policy(proof: 'tap' | 'pin') {
    return {
      authorities: [this.pki.technicians.authority],
      revocationLists: [this.pki.technicians.revocationList(['T-0066'])],
      units: { attendant: 'attendant', technician: 'technician', supervisor: 'supervisor' } as const,
      cards: {},
      now: new Date(this.clock.now_ms()),
      proof,
    };
  }

  #civilIds() {
    const { authorities } = this.pki;
    return { profile: 'piv', authorities, revocationLists: [], secondFactors: ['collection-code'] } as const;
  }

  #receiptPrinter(): ReceiptPrinter {
    return {
      open: async () => {},
      close: async () => {},
      status: () => this.receipt,
      refresh: async () => ok(this.receipt),
      capabilities: () => ({ width_dots: 576, dotsPer_mm: 8, cutter: true, presenter: true }),
      information: () => ({ modelName: 'receipt model', serialNumber: 'R-1' }),
      onEvent: () => () => {},
      print: async ({ width_dots }) => {
        this.tickets.push(width_dots);
        return ok();
      },
      retract: async () => ok(),
    };
  }
}
