/**
 * The issuance service shows another certificate in the middle of operation. TLS and HTTP run over real sockets, between
 * the product's own client and core and the simulated service; devices, people and every waiting time are virtual: time
 * stands still while a request is on its way.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { createServiceClient, type IssuanceService } from '../../main/backoffice/index.ts';
import type { KioskJournal } from '../../main/journal/index.ts';
import { createIssuanceServiceSimulator } from '../../simulators/issuance-service/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import { type Manner, Resident, screenWord } from '../faults/resident.ts';
import { Auditor } from '../simulation/auditor.ts';
import { keys } from '../simulation/episode.ts';
import { SimulatedKiosk } from '../simulation/kiosk.ts';
import { Chance } from '../simulation/seeded.ts';
import { civilIdOf, SimulatedService } from '../simulation/service.ts';
import { rest, WorldTime } from '../simulation/time.ts';
import { makeServerCertificate } from './certificate.ts';
import { TlsFront } from './tls-front.ts';

const ORDER = 'o0-0';
const LIMIT_ms = 3_600_000;
const right = makeServerCertificate();
const wrong = {
  'of an authority that the kiosk does not know': makeServerCertificate(),
  'that has expired': makeServerCertificate(0),
} as const;

/** In place of the simulation's own service, for every program. */
class ServiceOverTls extends SimulatedService {
  readonly #service: IssuanceService;

  constructor(time: WorldTime, service: IssuanceService) {
    super(time, new Chance('unused'), []);
    this.#service = service;
  }

  override client(): IssuanceService {
    return this.#service;
  }
}

/** A machine, its resident and the service, over a line with TLS. */
class Place {
  readonly directory = mkdtempSync(join(tmpdir(), 'tasleem-certificate-'));
  readonly time = new WorldTime();
  readonly failures: Record<string, unknown>[] = [];
  readonly #auditor = new Auditor(this.time);
  readonly #service = createIssuanceServiceSimulator({
    clock: this.time,
    log: () => {},
    residents: residents(new Date(this.time.now_ms()))
      .filter(({ id }) => id === 'noura')
      .map((noura) => ({
        ...noura,
        civilId: civilIdOf(0),
        orders: noura.orders.slice(0, 1).map((order) => ({ ...order, orderId: ORDER })),
      })),
  });
  #front: TlsFront | undefined;
  #client: ReturnType<typeof createServiceClient> | undefined;
  #kiosk: SimulatedKiosk | undefined;
  #journal: KioskJournal | undefined;
  #underWay = 0;

  get kiosk(): SimulatedKiosk {
    if (!this.#kiosk) throw new Error('not open yet');
    return this.#kiosk;
  }

  get screen(): string {
    return this.kiosk.screen ? screenWord(this.kiosk.screen) : 'dark';
  }

  /** Ends that the service knows of, and events that it was told. */
  get told(): { readonly end: string | undefined; readonly kinds: readonly string[] } {
    const [issuance] = this.#service.snapshot().issuances;
    const kinds = issuance?.events ?? [];
    return { end: kinds.find((kind) => kind === 'issued' || kind === 'spoiled'), kinds };
  }

  /** Events that the service is still to be told. */
  get owed(): number {
    return this.#journal?.outbox.size() ?? 0;
  }

  async open(): Promise<void> {
    const { url } = await this.#service.listen();
    this.#front = new TlsFront(right, Number(new URL(url).port));
    const caFile = join(this.directory, 'authorities.pem');
    writeFileSync(caFile, right.cert);
    const log: Log = (name, detail) => {
      if (name === 'service.attemptFailed') this.failures.push({ ...detail });
    };
    this.#client = createServiceClient({
      baseUrl: await this.#front.listen(),
      kioskId: 'KIOSK-1',
      timeouts: { connect_ms: 5_000, answer_ms: 10_000, total_ms: 20_000 },
      retries: { most: 0, first_ms: 1, longest_ms: 1 },
      tls: { caFile },
      clock: this.time,
      random: systemRandom,
      log,
    });
    const service = new ServiceOverTls(this.time, this.#counted(this.#asInSimulation()));
    const world = { time: this.time, service, auditor: this.#auditor, keys, seed: 'certificate' };
    const journal = (real: KioskJournal) => {
      this.#journal = real;
      return real;
    };
    this.#kiosk = new SimulatedKiosk(world, 0, join(this.directory, 'kiosk'), { journal });
    this.#kiosk.start();
    await this.until(() => this.screen === 'attract');
  }

  show(identity: typeof right): void {
    this.#front?.show(identity);
  }

  /** Comes, and does what the screen says; `at` happens at that moment of the session. */
  async serve(manner: Manner, moment: string, at: () => void): Promise<Resident> {
    const resident = new Resident(this.kiosk, this.time, manner, (reached) => reached === moment && at());
    resident.come();
    await this.until(() => resident.isGone);
    return resident;
  }

  async pass(for_ms: number): Promise<void> {
    const until_ms = this.time.monotonic_ms() + for_ms;
    this.time.after(for_ms, () => {});
    await this.until(() => this.time.monotonic_ms() >= until_ms);
  }

  async until(isDone: () => boolean): Promise<void> {
    const until_ms = this.time.monotonic_ms() + LIMIT_ms;
    for (;;) {
      await rest();
      while (this.#underWay > 0) await pause(1);
      await rest();
      if (this.#auditor.broken) throw this.#auditor.broken;
      if (isDone()) return;
      if (!this.time.step(until_ms)) throw new Error(`nothing happens any more: ${this.screen}`);
    }
  }

  async close(): Promise<void> {
    this.#kiosk?.dispose();
    await this.#client?.close();
    this.#front?.close();
    await this.#service.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** People of the simulation know one code, and its printer tells cards apart by their order. */
  #asInSimulation(): IssuanceService {
    const client = this.#client;
    if (!client) throw new Error('not open yet');
    return {
      ...client,
      verifyCode: ({ collectionId }, signal) =>
        client.verifyCode({ collectionId, code: this.#service.collectionCodeOf(civilIdOf(0)) ?? '' }, signal),
      documentData: async (request, signal) => {
        const answer = await client.documentData(request, signal);
        if (!answer.ok) return answer;
        return { ok: true, value: { ...answer.value, licenceNumber: ORDER, civilId: civilIdOf(0) } };
      },
    };
  }

  #counted(service: IssuanceService): IssuanceService {
    const names = Object.keys(service) as (keyof IssuanceService)[];
    const counted = names.map((name) => {
      const call = service[name] as (...args: unknown[]) => Promise<unknown>;
      const counting = async (...args: unknown[]) => {
        this.#underWay += 1;
        try {
          return await call(...args);
        } finally {
          this.#underWay -= 1;
        }
      };
      return [name, counting] as const;
    });
    return Object.fromEntries(counted) as unknown as IssuanceService;
  }
}

let place: Place;
beforeEach(async () => {
  place = new Place();
  await place.open();
});
afterEach(() => place.close());

const MINUTE_ms = 60_000;

describe.each(Object.entries(wrong))(
  'a service that shows a certificate %s',
  { timeout: 60_000 },
  (_whose, certificate) => {
    it('closes the machine that stands free, for the reason that it is, and the right one opens it again', async () => {
      place.show(certificate);
      await place.until(() => place.screen === 'out of service N1');
      expect(place.failures.at(-1)).toMatchObject({
        operation: 'heartbeat',
        code: 'certificateRefused',
        effect: 'none',
      });
      place.show(right);
      await place.until(() => place.screen === 'attract');
    });

    it('has nothing printed that it never acknowledged: the blank is spoilt, and told when the right one is back', async () => {
      const { parting } = await place.serve({}, 'feeding', () => place.show(certificate));
      expect(parting).toMatchObject({ name: 'notice', kind: 'no-network' });
      expect(place.kiosk.printer.count('rejectBin')).toBe(1);
      expect(place.told.kinds).toEqual([]);
      await place.pass(MINUTE_ms);
      expect(place.screen).toBe('out of service N1');
      expect(place.owed).toBe(2);
      place.show(right);
      await place.until(() => place.kiosk.isSettled && place.screen === 'attract');
      expect(place.told.kinds).toEqual(['medium-bound', 'spoiled (not-acknowledged)']);
    });

    it('stops nothing that it acknowledged: the document is handed over, and told when the right one is back', async () => {
      const { parting } = await place.serve({}, 'take', () => place.show(certificate));
      expect(parting).toMatchObject({ name: 'thanks' });
      expect(place.kiosk.printer.count('person')).toBe(1);
      await place.pass(MINUTE_ms);
      expect(place.screen).toBe('out of service N1');
      expect(place.told.end).toBeUndefined();
      expect(place.owed).toBeGreaterThan(0);
      place.show(right);
      await place.until(() => place.kiosk.isSettled && place.screen === 'attract');
      expect(place.told).toEqual({
        end: 'issued',
        kinds: ['medium-bound', 'personalised', 'verified', 'presented', 'issued'],
      });
    });

    it('is not noticed by who waits, when the right one is back before the medium is given up', async () => {
      const { parting } = await place.serve({}, 'feeding', () => {
        place.show(certificate);
        place.time.after(30_000, () => place.show(right));
      });
      expect(parting).toMatchObject({ name: 'thanks' });
      await place.until(() => place.kiosk.isSettled);
      expect(place.told.end).toBe('issued');
    });
  },
);
