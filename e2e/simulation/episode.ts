/** One world from morning to evening: machines, people, faults, then peace, and the account of it all. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyStore } from '../../main/journal/index.ts';
import { Auditor, Broken } from './auditor.ts';
import { idOf, SimulatedKiosk } from './kiosk.ts';
import type { Plan, Trouble, Visit } from './plan.ts';
import { Chance } from './seeded.ts';
import { SimulatedService } from './service.ts';
import { passTime, WorldTime } from './time.ts';
import { Visitor } from './visitor.ts';

export type Outcome = {
  readonly sessions: number;
  readonly falls: number;
  /** How issuances ended, over all kiosks. */
  readonly ends: Readonly<Record<string, number>>;
  /** SHA-256 over everything that the run came to. */
  readonly digest: string;
  readonly broken: { readonly rule: string; readonly words: string } | undefined;
};

export type EpisodeOptions = {
  /** Where the journals lie meanwhile: a folder in memory, where there is one. */
  readonly scratch: string;
  readonly trace?: (line: string) => void;
  /** Ends an episode half way: it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
};

/** A new machine is up long before. */
const START_ms = 60_000;
const TECHNICIAN_EVERY_ms = 45_000;
/** Longer than the longest pause between two attempts to reach the service. */
const PEACE_ms = 4 * 3_600_000;
const LOOK_EVERY_ms = 20_000;

/** The simulation's own: fixed, so that the same seed is the same run, and no machine's. */
const signingKey = createPrivateKey({
  format: 'der',
  type: 'pkcs8',
  key: Buffer.from(`302e020100300506032b657004220420${'5a'.repeat(32)}`, 'hex'),
});
export const keys: KeyStore = {
  sign: (data) => sign(null, Buffer.from(data), signingKey).toString('base64'),
  publicKey: createPublicKey(signingKey).export({ type: 'spki', format: 'pem' }).toString(),
  wrappingKey: Buffer.alloc(32, 0xa5),
};

export async function runEpisode(plan: Plan, options: EpisodeOptions): Promise<Outcome> {
  const directory = mkdtempSync(join(options.scratch, 'tasleem-simulation-'));
  const world = new World(plan, directory, options);
  try {
    const broken = await world.run().then(
      () => undefined,
      (error: unknown) => {
        if (!(error instanceof Broken)) throw error;
        options.trace?.(`            BROKEN  ${error.message}`);
        return { rule: error.rule, words: error.message };
      },
    );
    return { ...world.outcome(), broken };
  } finally {
    world.dispose();
    rmSync(directory, { recursive: true, force: true });
  }
}

class World {
  readonly #plan: Plan;
  readonly #signal: AbortSignal | undefined;
  readonly #time = new WorldTime();
  readonly #service: SimulatedService;
  readonly #auditor: Auditor;
  readonly #kiosks: SimulatedKiosk[];
  readonly #queues: Visit[][];
  #coming: number;

  constructor(plan: Plan, directory: string, { trace, signal }: EpisodeOptions) {
    this.#plan = plan;
    this.#signal = signal;
    this.#service = new SimulatedService(this.#time, new Chance(`${plan.seed}/service`), plan.residents, (resident) => {
      const first = plan.visits.find((visit) => visit.resident === resident);
      return idOf(first?.kiosk ?? 0);
    });
    this.#auditor = new Auditor(this.#time, trace);
    const world = { time: this.#time, service: this.#service, auditor: this.#auditor, keys, seed: plan.seed };
    this.#kiosks = Array.from(
      { length: plan.kiosks },
      (_, number) => new SimulatedKiosk(world, number, join(directory, String(number))),
    );
    this.#queues = this.#kiosks.map(() => []);
    this.#coming = plan.visits.length;
  }

  async run(): Promise<void> {
    for (const kiosk of this.#kiosks) kiosk.start();
    const areUp = await this.#until(() => this.#kiosks.every(({ screen }) => screen?.name === 'attract'), START_ms);
    if (!areUp) throw new Broken('7 nothing hangs', 'a new machine does not open');
    for (const kiosk of this.#kiosks) {
      if (this.#plan.passports) kiosk.loadVault(this.#service.bookletsAt(kiosk.id));
      this.#sendTechnician(kiosk);
    }
    for (const visit of this.#plan.visits) {
      this.#time.after(visit.at_ms, () => {
        this.#queues[visit.kiosk]?.push(visit);
        this.#next(visit.kiosk);
      });
    }
    const last_ms = Math.max(0, ...this.#plan.visits.map(({ at_ms }) => at_ms));
    const areServed = await this.#until(() => this.#coming === 0, last_ms + PEACE_ms);
    if (!areServed) throw new Broken('7 nothing hangs', `${this.#coming} people are not served hours later`);
    for (const kiosk of this.#kiosks) kiosk.makePeace();
    const isOver = await this.#until(() => this.#kiosks.every((kiosk) => kiosk.isSettled), PEACE_ms, LOOK_EVERY_ms);
    if (!isOver) {
      const stuck = this.#kiosks.filter((kiosk) => !kiosk.isSettled).map(({ id, screen }) => `${id} (${screen?.name})`);
      throw new Broken('7 nothing hangs', `hours later ${stuck.join(', ')} is not done`);
    }
    this.#auditor.close(this.#kiosks, this.#service);
    if (this.#auditor.broken) throw this.#auditor.broken;
  }

  outcome(): Omit<Outcome, 'broken'> {
    const { sessions, falls, ends } = this.#auditor;
    const heads = this.#kiosks.map((kiosk) => kiosk.head);
    const orders = [...this.#service.orders.keys()].map((orderId) => this.#service.endsOf(orderId));
    const told = JSON.stringify([this.#auditor.digest(), heads, orders, this.#time.monotonic_ms()]);
    const digest = createHash('sha256').update(told).digest('hex');
    return { sessions, falls, ends, digest };
  }

  dispose(): void {
    for (const kiosk of this.#kiosks) kiosk.dispose();
  }

  #until(isDone: () => boolean, within_ms: number, look_ms = 0): Promise<boolean> {
    let looked_ms = this.#time.monotonic_ms();
    const look = () => {
      const now_ms = this.#time.monotonic_ms();
      if (now_ms < looked_ms + look_ms) return false;
      looked_ms = now_ms;
      return isDone();
    };
    const check = () => {
      if (this.#auditor.broken) throw this.#auditor.broken;
      this.#signal?.throwIfAborted();
    };
    return passTime(this.#time, within_ms, look, check);
  }

  #next(number: number): void {
    const kiosk = this.#kiosks[number];
    if (!kiosk || kiosk.visitor) return;
    const visit = this.#queues[number]?.shift();
    if (!visit) return;
    const visitor = new Visitor(kiosk, visit, this.#time, this.#plan.seed, () => {
      kiosk.visitor = undefined;
      this.#coming -= 1;
      this.#time.after(2_000, () => this.#next(number));
    });
    kiosk.visitor = visitor;
    for (const trouble of visit.troubles) this.#befall(kiosk, trouble);
    visitor.come();
  }

  #befall(kiosk: SimulatedKiosk, trouble: Trouble): void {
    const { link, printer, reader } = kiosk;
    switch (trouble.kind) {
      case 'printer':
        printer.arm(trouble.command, trouble.fault);
        break;
      case 'vault':
        kiosk.vault.arm(trouble.command, trouble.fault);
        break;
      case 'booklet':
        kiosk.vault.exit.spoil(trouble.flaw);
        break;
      case 'sensor':
        kiosk.vault.blind(trouble.times);
        printer.blind(trouble.times);
        break;
      case 'crash':
        kiosk.fall(trouble.after, trouble);
        break;
      case 'message':
        link.messages.push(trouble);
        break;
      case 'receipt':
        kiosk.receipts.fails += 1;
        break;
      case 'network':
        this.#during(trouble, (is) => {
          link.state = is ? trouble.how : 'up';
        });
        break;
      case 'disk':
        this.#during(trouble, (is) => {
          kiosk.isDiskFull = is;
        });
        break;
      case 'reader':
        this.#during(trouble, (is) => reader.plug(!is));
        break;
      case 'clock':
        this.#time.after(trouble.at_ms, () => {
          kiosk.deviation.ms += trouble.by_ms;
        });
    }
  }

  #during({ at_ms, for_ms }: { at_ms: number; for_ms: number }, become: (is: boolean) => void): void {
    this.#time.after(at_ms, () => become(true));
    this.#time.after(at_ms + for_ms, () => become(false));
  }

  #sendTechnician(kiosk: SimulatedKiosk): void {
    this.#time.after(TECHNICIAN_EVERY_ms, () => {
      kiosk.tend();
      this.#sendTechnician(kiosk);
    });
  }
}
