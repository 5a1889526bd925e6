/** One machine for good: its disk, its devices, its line; and the programs that come and go on it. */
import { mkdirSync } from 'node:fs';
import { invariant } from '../../common/assert.ts';
import { Emitter } from '../../common/emitter.ts';
import { silentLog } from '../../common/log.ts';
import { assertOk, err, type Result } from '../../common/result.ts';
import type {
  CardPrinter,
  CardPrintJob,
  CardReader,
  DeviceClass,
  DocumentVault,
} from '../../devices/contract/index.ts';
import { createBookletInspection } from '../../main/booklet-inspection.ts';
import { type Core, type CoreParts, startCore } from '../../main/core.ts';
import { createIdentification } from '../../main/identification.ts';
import type { UnavailableReason } from '../../main/issuance/index.ts';
import {
  type Entry,
  type Journal,
  type JournalOptions,
  type JournalProblem,
  type KeyStore,
  type KioskJournal,
  openJournal,
} from '../../main/journal/index.ts';
import { settingsWithoutConfig } from '../../main/kiosk-settings.ts';
import type { Intent, ReceiptDesk, Screen, View } from '../../main/session/index.ts';
import type { Auditor } from './auditor.ts';
import { CardPrinterBody } from './card-printer.ts';
import type { Card } from './card-printer-mechanism.ts';
import { changedJournal } from './changed-journal.ts';
import { EncoderBody } from './encoder.ts';
import type { VaultReader } from './exit-station.ts';
import { type Fall, Life } from './life.ts';
import { MemoryDisk } from './memory-disk.ts';
import { judge, ReaderBody, Receipts } from './reader.ts';
import { Chance } from './seeded.ts';
import type { Link, SimulatedService } from './service.ts';
import { ProgramClock, type WorldTime } from './time.ts';
import { VaultBody } from './vault.ts';
import type { Person } from './visitor.ts';

const BLANKS = 60;
const settings = settingsWithoutConfig();
const preview = { front: '', back: '' };

export function idOf(kiosk: number): string {
  return `KIOSK-${kiosk + 1}`;
}

export type KioskWorld = {
  readonly time: WorldTime;
  readonly service: SimulatedService;
  readonly auditor: Auditor;
  readonly keys: KeyStore;
  readonly seed: string;
};

export type KioskOptions = {
  /** In the hopper when it is put up. */
  readonly blanks?: number;
  /** Whether its printer has an encoder: none unless told otherwise. */
  readonly encoder?: boolean;
  /** In place of receipts that only take time. */
  readonly receipts?: (life: Life) => ReceiptDesk;
  /** In place of a disk that is memory. */
  readonly disk?: (directory: string) => Disk;
  /** The journal as it lies on the disk of one program, before the auditor reads it. */
  readonly journal?: (real: KioskJournal, life: Life) => KioskJournal;
  /** What stands between one program and its devices. */
  readonly devices?: (real: Devices, life: Life) => Devices;
};

export type Devices = {
  readonly cardReader: CardReader;
  readonly cardPrinter: CardPrinter;
  readonly vault: DocumentVault;
  readonly vaultReader: VaultReader;
};

/** Where a machine's journal lies, whichever program has it open. */
export type Disk = { readonly open: NonNullable<JournalOptions['open']>; dispose(): void };

export class SimulatedKiosk {
  readonly number: number;
  readonly id: string;
  readonly printer: CardPrinterBody;
  readonly vault: VaultBody;
  readonly encoder: EncoderBody;
  readonly reader: ReaderBody;
  readonly receipts: Receipts;
  readonly link: Link = { state: 'up', messages: [] };
  readonly deviation = { ms: 0 };
  readonly #world: KioskWorld;
  readonly #options: Required<KioskOptions>;
  readonly #directory: string;
  readonly #jobs = new WeakMap<CardPrintJob, string>();
  readonly #reopened = new Emitter<DeviceClass>();
  readonly #opened: KioskJournal[] = [];
  readonly #disk: Disk;
  #starts = 0;
  /** The newest journal entry that the auditor was shown. */
  #seen = 0;
  #life: Life | undefined;
  #core: Core | undefined;
  #journal: Journal | undefined;
  isDiskFull = false;
  visitor: Person | undefined;
  /** Who laid a card on the reader last. */
  served: number | undefined;
  /** Deaths that wait for the next start: each counts its points from there. */
  readonly #falls: (Fall & { readonly after: number })[] = [];

  constructor(world: KioskWorld, number: number, directory: string, options: KioskOptions = {}) {
    this.#world = world;
    this.number = number;
    this.id = idOf(number);
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
    const { time, auditor } = world;
    this.printer = new CardPrinterBody(
      time,
      (job) => this.#jobs.get(job),
      (what, card) => auditor.moved(this, what, card),
    );
    // Only who is served reaches for it: somebody who takes another's document is a thief, and no machine's matter.
    this.printer.hand = () => (this.visitor?.visit.resident === this.served ? this.served : undefined);
    this.vault = new VaultBody(time, (what, booklet) => auditor.moved(this, what, booklet));
    this.vault.hand = this.printer.hand;
    this.encoder = new EncoderBody(time, () => this.printer.cards.find(({ place }) => place === 'transport'));
    this.reader = new ReaderBody(time);
    this.receipts = new Receipts(time);
    this.#options = {
      blanks: BLANKS,
      encoder: false,
      receipts: (life) => this.receipts.desk(life),
      disk: (place) => new MemoryDisk(place),
      journal: (real) => real,
      devices: (real) => real,
      ...options,
    };
    this.#disk = this.#options.disk(directory);
    this.printer.load(this.#options.blanks);
  }

  /** What nobody sees from outside: a chip that was to be written and is not, a booklet that is no good. */
  wrongInside(card: Card): string | undefined {
    if (this.vault.cards.includes(card)) return this.vault.exit.flawOf(card);
    return this.#options.encoder && !this.encoder.hasWritten(card) ? 'its chip was never written' : undefined;
  }

  get view(): View | undefined {
    return this.#core?.session.view();
  }

  get screen(): Screen | undefined {
    return this.view?.screen;
  }

  get isOccupied(): boolean {
    return this.#core?.session.isOccupied() ?? false;
  }

  /** Everything works again; what was left open now has its time. */
  makePeace(): void {
    this.printer.disarm();
    this.vault.disarm();
    this.vault.exit.disarm();
    this.link.messages.length = 0;
    this.link.state = 'up';
    this.receipts.fails = 0;
    this.isDiskFull = false;
  }

  /** A technician comes by, does what the code on the screen asks for, and writes it down. */
  tend(): void {
    const desk = this.#core?.desk;
    if (!desk || this.isOccupied) return;
    const { drivingLicence, passport } = desk.readiness();
    const reasons = [drivingLicence, passport].flatMap((ready) => (ready.available ? [] : [ready.reason]));
    for (const reason of reasons) this.undisturbed(() => this.#tendTo(reason, desk.stocktaking));
  }

  /** The machine's first day, once it is up: a technician fills its vault, and the books say so. */
  loadVault(orderIds: readonly string[]): void {
    this.undisturbed(() => {
      for (const [index, orderId] of orderIds.entries()) {
        const slot = index + 1;
        const booklet = { slot, orderId, reference: orderId, by: 'technician 7' };
        const loaded = this.stocktaking?.loadBooklet(booklet);
        // A vault that stays empty proves nothing.
        invariant(loaded?.ok, 'booklets go into a vault while nothing else is done');
        this.vault.put(slot, orderId);
      }
    });
  }

  /** A hand takes what can be had, from the tray or the vault's exit. `noticed`: whether the sensor's event arrives. */
  take(taker: number, noticed = true): boolean {
    const fromTray = this.printer.take(taker, noticed);
    return this.vault.take(taker, noticed) || fromTray;
  }

  pushBack(): void {
    this.printer.pushBack();
    this.vault.pushBack();
  }

  /** What is done with the door open: nothing falls meanwhile. */
  undisturbed(work: () => void): void {
    const life = this.#life;
    if (life) life.isHeld = true;
    work();
    if (life) life.isHeld = false;
  }

  #tendTo(reason: UnavailableReason, stocktaking: Core['desk']['stocktaking']): void {
    const by = 'technician 7';
    switch (reason) {
      case 'hopper-empty':
        if (stocktaking.load({ count: BLANKS, by }).ok) this.printer.load(BLANKS);
        break;
      case 'ribbon-out':
      case 'printer-trouble':
        this.printer.mend();
        break;
      case 'reject-bin-full':
      case 'retain-bin-full': {
        const bin = reason === 'reject-bin-full' ? 'rejectBin' : 'retainBin';
        const counted = this.printer.count(bin);
        if (stocktaking.empty({ bin, counted, by }).ok) this.printer.empty(bin);
        break;
      }
      case 'vault-trouble':
        this.vault.mend();
        break;
      case 'vault-retain-full': {
        const counted = this.vault.retained;
        if (stocktaking.empty({ bin: 'vaultRetain', counted, by }).ok) this.vault.emptyRetainUnit();
        break;
      }
    }
  }

  /** Nothing of before is left to be done here. */
  get isSettled(): boolean {
    if (!this.#core || !this.#journal || this.isOccupied) return false;
    const isOpen = this.#world.auditor.openOf(this.number) > 0 || this.#core.desk.recovering();
    return !isOpen && this.#journal.outbox.size() === 0;
  }

  send(intent: Intent): void {
    this.#core?.session.send(intent);
  }

  tapped(resident: number): void {
    this.served = resident;
    this.#world.auditor.tapped(this);
  }

  start(): void {
    const { time, service, auditor, keys, seed } = this.#world;
    const clock = new ProgramClock(time, this.deviation);
    const life = new Life(clock, (fall) => this.#fallen(fall));
    const random = new Chance(`${seed}/program/${this.number}/${this.#starts++}`);
    const log = silentLog;
    const open = this.#disk.open;
    const opened = openJournal({ directory: this.#directory, clock, random, log, keys, open });
    const lying = assertOk(opened, 'a journal that was only ever cut off opens');
    this.#opened.push(lying);
    const real = this.#options.journal(lying, life);
    this.#life = life;
    this.#journal = real;
    const { cardReader, cardPrinter, vault, vaultReader } = this.#options.devices(
      {
        cardReader: this.reader.driver(life),
        cardPrinter: this.printer.driver(life),
        vault: this.vault.vaultDriver(life),
        vaultReader: this.vault.exit.reader(life),
      },
      life,
    );
    const inspect = createBookletInspection({ vault, reader: vaultReader, trust: { cscas: [], crls: [] }, clock });
    const next = this.#falls.shift();
    if (next) life.dieAfter(next.after, next);
    const core = this.#begin(life, {
      vault: { device: vault, reader: vaultReader, inspect },
      chipEncoder: this.#options.encoder ? this.encoder.encoder(life, service.chipScript(life, this.link)) : undefined,
      kioskId: this.id,
      version: '0',
      settings: { ...settings, site: { ...settings.site, machineId: this.id } },
      offered: ['driving-licence', 'passport'],
      policy: { attemptsPerOrder: 2, take_ms: 40_000, takeAtMost_ms: 180_000, acknowledge_ms: 60_000 },
      stock: {
        hopper: { capacity: 100, low: 5 },
        reject: { capacity: 30, high: 25 },
        retain: { capacity: 15, high: 12 },
        vaultRetain: { capacity: 10, high: 8 },
        initialBlanks: this.#options.blanks,
      },
      journal: this.#watched(real, life),
      service: service.client(this.id, life, this.link),
      cardReader,
      cardPrinter,
      reopened: this.#reopened,
      identification: createIdentification({
        reader: cardReader,
        profiles: [{ name: 'piv', secondFactors: ['collection-code', 'chip-pin', 'mobile-id'], judge }],
        random,
      }),
      draw: async ({ licenceNumber }) => {
        const job: CardPrintJob = { front: { overlay: 'full' } };
        this.#jobs.set(job, licenceNumber);
        return { preview, portrait: '', job: Promise.resolve(job) };
      },
      receipts: this.#options.receipts(life),
      clock,
      random,
      log,
    });
    if (!core || !life.alive) return;
    this.#core = core;
    core.session.onView((view) => {
      if (!life.alive) return;
      auditor.shown(this, view);
      this.visitor?.see(view);
    });
    this.visitor?.see(core.session.view());
  }

  /** Undefined when the program died before it was up. */
  #begin(life: Life, parts: CoreParts): Core | undefined {
    try {
      return startCore(parts);
    } catch (error) {
      // What a dead program throws, nobody hears.
      if (life.alive) throw error;
      return undefined;
    }
  }

  /** The program dies at that point from now; a further fall waits for the next start. */
  fall(after: number, fall: Fall): void {
    if (this.#life?.alive && !this.#life.isDoomed) this.#life.dieAfter(after, fall);
    else this.#falls.push({ after, how: fall.how, down_ms: fall.down_ms });
  }

  /** Of the journal, while a program runs. */
  get head(): ReturnType<Journal['head']> | undefined {
    return this.#journal?.head();
  }

  entries(...filter: Parameters<Journal['entries']>): ReturnType<Journal['entries']> {
    return this.#journal?.entries(...filter) ?? [];
  }

  get stocktaking(): Core['desk']['stocktaking'] | undefined {
    return this.#core?.desk.stocktaking;
  }

  /** By the books. */
  get stock(): ReturnType<Core['desk']['stock']> | undefined {
    return this.#core?.desk.stock();
  }

  /** Reads the whole chain. */
  verify(): ReturnType<Journal['verify']> | undefined {
    return this.#journal?.verify();
  }

  dispose(): void {
    this.#life?.die();
    this.#core?.stop();
    for (const journal of this.#opened) journal.close();
    this.#disk.dispose();
  }

  #fallen(fall: Fall): void {
    const { time, auditor } = this.#world;
    auditor.fell(this, fall);
    this.#core = undefined;
    this.#journal = undefined;
    if (fall.how === 'power') {
      this.printer.powerOff();
      this.vault.powerOff();
    }
    time.after(fall.down_ms, () => {
      this.printer.powerOn();
      this.vault.powerOn();
      this.start();
    });
  }

  /** With those that the journal wrote by itself before them: its signed heads. */
  #newEntries(journal: Journal, appended: readonly Entry[]): readonly Entry[] {
    const first = appended[0]?.sequence ?? 0;
    const missing = first - 1 - this.#seen;
    const earlier = missing > 0 ? journal.entries({ afterSequence: this.#seen, limit: missing }) : [];
    this.#seen = appended.at(-1)?.sequence ?? this.#seen;
    return [...earlier, ...appended];
  }

  /** The journal as a program that may die uses it: what it wrote is there, whether it heard of it or not. */
  #watched(real: KioskJournal, life: Life): Journal {
    const refused = (code: JournalProblem['code']): Result<never, JournalProblem> => err({ code, words: code });
    return changedJournal(real, {
      append: (entries, outbox) => {
        if (!life.passes()) return refused('notWritable');
        if (this.isDiskFull) return refused('diskFull');
        const appended = real.append(entries, outbox);
        if (appended.ok) this.#world.auditor.wrote(this, this.#newEntries(real, appended.value));
        return life.passes() ? appended : refused('notWritable');
      },
      close: () => {},
    });
  }
}
