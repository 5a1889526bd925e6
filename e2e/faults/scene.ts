/** One machine, one person, one fault: played from the first look at the screen until everything is settled and counted. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../common/log.ts';
import type { ReceiptPrinter } from '../../devices/contract/index.ts';
import { createReceiptDesk } from '../../main/receipt/index.ts';
import type { Screen } from '../../main/session/index.ts';
import { Auditor } from '../simulation/auditor.ts';
import type { CardPlace } from '../simulation/card-printer-mechanism.ts';
import { keys } from '../simulation/episode.ts';
import { idOf, type KioskOptions, SimulatedKiosk } from '../simulation/kiosk.ts';
import type { Life } from '../simulation/life.ts';
import type { Plan } from '../simulation/plan.ts';
import { Chance } from '../simulation/seeded.ts';
import { SimulatedService } from '../simulation/service.ts';
import { passTime, rest, WorldTime } from '../simulation/time.ts';
import { ReceiptPrinterBody } from './receipt-printer.ts';
import { type Manner, Resident, screenWord } from './resident.ts';

export type Stage = {
  readonly kiosk: SimulatedKiosk;
  readonly service: SimulatedService;
  readonly receiptPrinter: ReceiptPrinterBody;
  readonly time: WorldTime;
};

export type Strike = {
  /** `start`: before the machine is switched on. `open`: before the resident comes. Else a screen or a step of the making. */
  readonly at: string;
  readonly befall: (stage: Stage) => void;
};

export type Scene = {
  readonly strikes: readonly Strike[];
  readonly manner?: Manner;
  readonly blanks?: number;
  /** Of the resident; a licence that is ready unless told otherwise. Their passports lie in the vault. */
  readonly orders?: Plan['residents'][number]['orders'];
  /** Of another make than the simulation's own. */
  readonly kiosk?: Pick<KioskOptions, 'disk' | 'journal' | 'devices' | 'encoder'>;
  readonly receiptPrinter?: (real: ReceiptPrinter, life: Life) => ReceiptPrinter;
};

/** What there is to see, for the person, the service, the technician and whoever counts. */
export type Seen = {
  /** What the resident was shown, one after the other. */
  readonly screens: string;
  readonly parting: Screen | undefined;
  /** The order at the service when all is settled. */
  readonly order: string;
  /** Where every blank lies that left the hopper, and then every booklet that left its slot, in the order in which they did. */
  readonly media: string;
  /** How the journal ended each attempt, with its note. */
  readonly journal: string;
  /** What the machine shows a minute after the resident went, before anybody came to help. */
  readonly machine: string;
  /** And when somebody did. */
  readonly afterwards: string;
  /** Strikes whose moment never came. */
  readonly unstruck: number;
};

/** Whose booklet lies in the vault as well, so that it is not empty when the first one has left it. */
const someoneElse = { orders: ['passport'] } as const;
const GLANCE_ms = 60_000;
const TECHNICIAN_EVERY_ms = 45_000;
const LIMIT_ms = 4 * 3_600_000;

export async function play(scene: Scene): Promise<Seen> {
  const directory = mkdtempSync(join(tmpdir(), 'tasleem-fault-'));
  const time = new WorldTime();
  const { orders = ['ready'], receiptPrinter: made = (real) => real } = scene;
  const residents = [{ orders }, ...(orders.includes('passport') ? [someoneElse] : [])];
  const service = new SimulatedService(time, new Chance('faults/service'), residents, () => idOf(0));
  const auditor = new Auditor(time);
  const receiptPrinter = new ReceiptPrinterBody(time);
  const printer = receiptPrinter.driver();
  const receipts: KioskOptions['receipts'] = (life) =>
    createReceiptDesk({
      printer: made(printer, life),
      machineId: 'SIM',
      helpPhone: '1000',
      verifyUrl: 'v/',
      clock: life.clock,
      log: silentLog,
    });
  const options = { ...scene.kiosk, receipts, ...(scene.blanks !== undefined && { blanks: scene.blanks }) };
  const kiosk = new SimulatedKiosk({ time, service, auditor, keys, seed: 'faults' }, 0, directory, options);
  try {
    return await new Performance(scene, { kiosk, service, receiptPrinter, time }, auditor).run();
  } finally {
    kiosk.dispose();
    rmSync(directory, { recursive: true, force: true });
  }
}

class Performance {
  readonly #stage: Stage;
  readonly #auditor: Auditor;
  readonly #manner: Manner;
  #waiting: readonly Strike[];

  constructor(scene: Scene, stage: Stage, auditor: Auditor) {
    this.#stage = stage;
    this.#auditor = auditor;
    this.#manner = scene.manner ?? {};
    this.#waiting = scene.strikes;
  }

  async run(): Promise<Seen> {
    const { kiosk, service, time } = this.#stage;
    this.#strike('start');
    kiosk.start();
    await this.#until(() => kiosk.screen !== undefined && kiosk.screen.name !== 'starting');
    kiosk.loadVault(service.bookletsAt(kiosk.id));
    this.#strike('open');
    await this.#pass(1_000);
    const resident = new Resident(kiosk, time, this.#manner, (moment) => this.#strike(moment));
    resident.come();
    await this.#until(() => resident.isGone);
    await this.#pass(GLANCE_ms);
    const machine = wordOf(kiosk.screen);
    const { printer, vault, link } = kiosk;
    const unstruck =
      this.#waiting.length +
      printer.armed +
      vault.armed +
      vault.exit.armed +
      kiosk.encoder.armed +
      link.messages.length;
    await this.#setRight();
    this.#auditor.close([kiosk], service);
    if (this.#auditor.broken) throw this.#auditor.broken;
    kiosk.undisturbed(() => this.#count());
    return {
      screens: resident.seen.join(' > '),
      parting: resident.parting,
      order: this.#order(),
      media: this.#media(),
      journal: this.#journal(),
      machine,
      afterwards: wordOf(kiosk.screen),
      unstruck,
    };
  }

  #strike(moment: string): void {
    const now = this.#waiting.filter(({ at }) => at === moment);
    this.#waiting = this.#waiting.filter(({ at }) => at !== moment);
    for (const { befall } of now) befall(this.#stage);
  }

  /** Lines and disks come back, a technician does what the code on the screen asks for, until nothing is left open. */
  async #setRight(): Promise<void> {
    const { kiosk, receiptPrinter, time } = this.#stage;
    kiosk.makePeace();
    kiosk.reader.plug(true);
    kiosk.vault.exit.plug(true);
    kiosk.encoder.plug(true);
    receiptPrinter.mend();
    const until_ms = time.monotonic_ms() + LIMIT_ms;
    do {
      await this.#pass(TECHNICIAN_EVERY_ms);
      kiosk.tend();
      await rest();
      if (time.monotonic_ms() > until_ms) throw new Error(`never settled: ${wordOf(kiosk.screen)}`);
    } while (!kiosk.isSettled || wordOf(kiosk.screen) !== 'attract');
  }

  /** A person goes through bins and hands and names what the machine could not: then the books are what lies there. */
  #count(): void {
    const { kiosk } = this.#stage;
    const { stocktaking } = kiosk;
    for (const { issuanceId, place } of stocktaking?.unresolved() ?? []) {
      const places = /^(slots|vault)/.test(place) ? ofBooklets : ofBlanks;
      const at = places.find((one) => this.#surplus(one) > 0) ?? places[0];
      stocktaking?.mediumFound({ issuanceId, at, by: 'technician 7', why: 'counted' });
    }
    const wrong = countable.filter((place) => this.#surplus(place) !== 0);
    if (wrong.length > 0) {
      const words = wrong.map((place) => `${place} ${this.#surplus(place)}`);
      throw new Error(`the books are not what lies there: ${words.join(', ')}`);
    }
  }

  /** What lies there more than the books have. */
  #surplus(place: (typeof countable)[number]): number {
    const { kiosk } = this.#stage;
    const { printer, vault } = kiosk;
    const there: Readonly<Record<typeof place, number>> = {
      hopper: printer.count('hopper'),
      issued: printer.count('person'),
      rejectBin: printer.count('rejectBin'),
      retainBin: printer.count('retainBin'),
      takenOut: printer.count('takenOut'),
      transport: printer.count('transport'),
      tray: printer.count('exit'),
      slots: vault.booklets,
      vaultIssued: vault.count('person'),
      vaultRetain: vault.retained,
      vaultTakenOut: vault.count('takenOut'),
      vaultTransport: vault.count('transport'),
      vaultExit: vault.count('exit'),
    };
    return there[place] - (kiosk.stock?.[place] ?? 0);
  }

  #order(): string {
    const { service } = this.#stage;
    const own = [...service.orders].filter(([, { resident }]) => resident === 0);
    const words = own.map(([orderId, { order }]) => {
      const ends = service.endsOf(orderId);
      const final = ['issued', 'retained', 'unresolved', 'open'].find((end) => ends.includes(end));
      const isKept = order.documentType === 'passport' && ends.includes('spoiled');
      return final ?? (isKept ? 'spoiled' : order.status.state);
    });
    return words.join(', ');
  }

  #media(): string {
    const { printer, vault } = this.#stage.kiosk;
    const moved = [
      ...printer.cards.map(({ place }) => placeWords[place]),
      ...vault.cards.map(({ place }) => bookletWords[place]),
    ];
    return moved.flatMap((words) => words ?? []).join(', ') || 'none';
  }

  #journal(): string {
    const ended = this.#stage.kiosk.entries({ kinds: ['issuance.ended'] });
    const words = ended.flatMap((entry) =>
      entry.kind === 'issuance.ended'
        ? [entry.body.note ? `${entry.body.end} (${entry.body.note})` : entry.body.end]
        : [],
    );
    return words.join(', ') || 'nothing';
  }

  async #pass(for_ms: number): Promise<void> {
    const { time } = this.#stage;
    let isOver = false;
    time.after(for_ms, () => {
      isOver = true;
    });
    await this.#until(() => isOver);
  }

  async #until(isDone: () => boolean): Promise<void> {
    const { time, kiosk } = this.#stage;
    const check = () => {
      if (this.#auditor.broken) throw this.#auditor.broken;
    };
    const isOver = await passTime(time, LIMIT_ms, isDone, check);
    if (!isOver) throw new Error(`nothing happens any more: ${wordOf(kiosk.screen)}`);
  }
}

const ofBlanks = ['hopper', 'issued', 'rejectBin', 'retainBin', 'takenOut'] as const;
const ofBooklets = ['slots', 'vaultIssued', 'vaultRetain', 'vaultTakenOut'] as const;
const countable = [...ofBlanks, ...ofBooklets, 'transport', 'tray', 'vaultTransport', 'vaultExit'] as const;
/** Undefined: it never left it. */
const placeWords: Readonly<Record<CardPlace, string | undefined>> = {
  hopper: undefined,
  transport: 'inside',
  exit: 'tray',
  rejectBin: 'reject bin',
  retainBin: 'retain bin',
  person: 'resident',
  takenOut: 'taken out',
};

/** A vault's slots are its hopper, and it has one place for all that it keeps. */
const bookletWords: typeof placeWords = { ...placeWords, rejectBin: 'retain unit', retainBin: 'retain unit' };

/** With what the machine does not offer just now. That a vault has nothing more in it is no trouble. */
function wordOf(screen: Screen | undefined): string {
  if (!screen) return 'dark';
  if (screen.name !== 'attract') return screenWord(screen);
  const missing = screen.offers.flatMap((offer) =>
    offer.available || offer.reason === 'vault-empty' ? [] : [`, no ${offer.documentType} (${offer.reason})`],
  );
  return `attract${missing.join('')}`;
}
