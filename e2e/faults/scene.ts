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
import { type KioskOptions, SimulatedKiosk } from '../simulation/kiosk.ts';
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
  /** Of the resident; one that is ready unless told otherwise. */
  readonly orders?: Plan['residents'][number]['orders'];
  /** Of another make than the simulation's own. */
  readonly kiosk?: Pick<KioskOptions, 'disk' | 'journal' | 'devices'>;
  readonly receiptPrinter?: (real: ReceiptPrinter, life: Life) => ReceiptPrinter;
};

/** What there is to see, for the person, the service, the technician and whoever counts. */
export type Seen = {
  /** What the resident was shown, one after the other. */
  readonly screens: string;
  readonly parting: Screen | undefined;
  /** The order at the service when all is settled. */
  readonly order: string;
  /** Where every blank lies that left the hopper, in the order in which they did. */
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

const ORDER = 'o0-0';
const GLANCE_ms = 60_000;
const TECHNICIAN_EVERY_ms = 45_000;
const LIMIT_ms = 4 * 3_600_000;

export async function play(scene: Scene): Promise<Seen> {
  const directory = mkdtempSync(join(tmpdir(), 'tasleem-fault-'));
  const time = new WorldTime();
  const { orders = ['ready'], receiptPrinter: made = (real) => real } = scene;
  const service = new SimulatedService(time, new Chance('faults/service'), [{ orders }]);
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
    this.#strike('open');
    await this.#pass(1_000);
    const resident = new Resident(kiosk, time, this.#manner, (moment) => this.#strike(moment));
    resident.come();
    await this.#until(() => resident.isGone);
    await this.#pass(GLANCE_ms);
    const machine = wordOf(kiosk.screen);
    const unstruck = this.#waiting.length + kiosk.printer.armed + kiosk.link.messages.length;
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
    receiptPrinter.mend();
    const until_ms = time.monotonic_ms() + LIMIT_ms;
    do {
      await this.#pass(TECHNICIAN_EVERY_ms);
      kiosk.tend();
      await rest();
      if (time.monotonic_ms() > until_ms) throw new Error(`never settled: ${wordOf(kiosk.screen)}`);
    } while (!kiosk.isSettled || kiosk.screen?.name === 'out-of-service' || kiosk.screen?.name === 'starting');
  }

  /** A person goes through bins and hands and names what the machine could not: then the books are what lies there. */
  #count(): void {
    const { kiosk } = this.#stage;
    const { stocktaking } = kiosk;
    for (const { issuanceId } of stocktaking?.unresolved() ?? []) {
      const at = findable.find((place) => this.#surplus(place) > 0) ?? 'hopper';
      stocktaking?.mediumFound({ issuanceId, at, by: 'technician 7', why: 'counted' });
    }
    const wrong = findable
      .filter((place) => this.#surplus(place) !== 0)
      .map((place) => `${place} ${this.#surplus(place)}`);
    const { transport, tray } = kiosk.stock ?? { transport: 0, tray: 0 };
    if (wrong.length > 0 || transport !== 0 || tray !== 0) {
      throw new Error(
        `the books are not what lies there: ${wrong.join(', ')}; ${transport} inside, ${tray} in the tray`,
      );
    }
  }

  #surplus(place: (typeof findable)[number]): number {
    const { kiosk } = this.#stage;
    return kiosk.printer.count(place === 'issued' ? 'person' : place) - (kiosk.stock?.[place] ?? 0);
  }

  #order(): string {
    const ends = this.#stage.service.endsOf(ORDER);
    const frozen = ['issued', 'retained', 'unresolved', 'open'].find((end) => ends.includes(end));
    return frozen ?? this.#stage.service.orders.get(ORDER)?.order.status.state ?? 'unknown';
  }

  #media(): string {
    const moved = this.#stage.kiosk.printer.cards.filter(({ place }) => place !== 'hopper');
    return moved.map(({ place }) => placeWords[place]).join(', ') || 'none';
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

const findable = ['hopper', 'issued', 'rejectBin', 'retainBin', 'takenOut'] as const;
const placeWords: Readonly<Record<CardPlace, string>> = {
  hopper: 'hopper',
  transport: 'inside',
  exit: 'tray',
  rejectBin: 'reject bin',
  retainBin: 'retain bin',
  person: 'resident',
  takenOut: 'taken out',
};

function wordOf(screen: Screen | undefined): string {
  return screen ? screenWord(screen) : 'dark';
}
