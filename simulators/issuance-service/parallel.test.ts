/** Many kiosks at once, several services, one PostgreSQL: what one process alone can never show. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { assertOk } from '../../common/result.ts';
import { createServiceClient } from '../../main/backoffice/index.ts';
import type { Resident } from '../residents/index.ts';
import { Registry } from './registry.ts';
import { PostgresStore } from './store/postgres.ts';
import { CODE, peopleWithOrders } from './testing/many-orders.ts';
import { PostgresCluster, postgresMissing } from './testing/postgres-cluster.ts';

const KIOSKS = Array.from({ length: 8 }, (_, index) => `KW-${index + 1}`);
const ORDERS = 2_000;
const ORDERS_BY_HTTP = 50;
const ISSUED = 10;
const RACES = 50;
/** Two requests this close count as at the same moment. */
const CLOSE_ms = 1;
const LIMIT_ms = 60_000;

const many = peopleWithOrders(1_000, ORDERS);
const overHttp = peopleWithOrders(2_000, ORDERS_BY_HTTP);
const raced = peopleWithOrders(3_000, RACES);
const confused = peopleWithOrders(5_000, RACES);
const survived = peopleWithOrders(4_000, ORDERS_BY_HTTP);
const listening = z.object({ url: z.string() });

type Client = ReturnType<typeof createServiceClient>;
type Verdict = { readonly outcome: string; readonly reason?: string; readonly where?: string | undefined };
type Answered = { readonly kioskId: string; readonly verdict: Verdict };

const missing = postgresMissing();
vi.setConfig({ testTimeout: LIMIT_ms });

describe.skipIf(missing !== undefined)(`services on one PostgreSQL${missing ? ` (${missing})` : ''}`, () => {
  let cluster: PostgresCluster | undefined;
  let stores: readonly PostgresStore[] = [];
  let registries: readonly Registry<'later'>[];
  let processes: readonly { readonly child: ChildProcess; readonly url: string }[] = [];
  let clients: readonly Client[] = [];

  beforeAll(async () => {
    cluster = await PostgresCluster.start(40);
    const where = await cluster.database();
    // Both at once, on an empty database: the tables are made once.
    stores = await Promise.all([1, 2].map(() => PostgresStore.open({ ...where, connections: 4 })));
    registries = stores.map((store) => new Registry(store, systemClock, systemRandom));
    await the(registries[0]).admit([...many, ...overHttp, ...raced, ...confused, ...survived]);
    processes = await Promise.all([1, 2].map(() => startService([where.host, where.user, where.database])));
    // Every other kiosk asks the other service.
    clients = KIOSKS.map((kioskId, index) => clientOf(kioskId, the(processes[index % processes.length]).url));
  }, LIMIT_ms);

  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    await Promise.all(processes.map(({ child }) => killed(child)));
    await Promise.all(stores.map((store) => store.close()));
    await cluster?.stop();
  });

  it('grant none of two thousand orders twice, with eight kiosks after each of them', async () => {
    const ask = async (index: number, orderId: string, collectionId: string): Promise<Answered> => {
      const kioskId = the(KIOSKS[index]);
      const registry = the(registries[index % registries.length]);
      const verdict = await registry.claim(`${orderId}-${kioskId}`, { orderId, collectionId, kioskId });
      return { kioskId, verdict };
    };
    for (const person of many) {
      const collectionId = await acceptedIn(the(registries[0]), person);
      for (const { orderId } of person.orders) {
        oneWins(await Promise.all(KIOSKS.map((_, index) => ask(index, orderId, collectionId))));
      }
    }
    const { issuances } = await the(registries[1]).snapshot();
    const claimed = issuances.map(({ orderId }) => orderId);
    expect(claimed).toHaveLength(ORDERS);
    expect(new Set(claimed)).toEqual(new Set(many.flatMap(({ orders }) => orders.map(({ orderId }) => orderId))));
  });

  it('grant none twice to the kiosks’ own clients, over two service processes', async () => {
    for (const person of overHttp) {
      const collections = await Promise.all(clients.map((client) => acceptedBy(client, person)));
      for (const { orderId } of person.orders) {
        oneWins(await Promise.all(clients.map((_, index) => claimBy(index, orderId, the(collections[index])))));
      }
    }
  });

  it('let one of two kiosks win that ask at the same moment, and tell the other where it is made', async () => {
    let close = 0;
    for (const person of raced) {
      const collections = await Promise.all(clients.map((client) => acceptedBy(client, person)));
      for (const { orderId } of person.orders) {
        const started_ms: number[] = [];
        const answered = await Promise.all(
          // One at each service.
          [0, 1].map((index) => {
            started_ms.push(performance.now());
            return claimBy(index, orderId, the(collections[index]));
          }),
        );
        if (the(started_ms[1]) - the(started_ms[0]) < CLOSE_ms) close += 1;
        oneWins(answered);
      }
    }
    // A busy machine may part two calls now and then.
    expect(close).toBeGreaterThan(RACES / 2);
  });

  it('let one issuance have one order only, also when it asks for two at the same moment', async () => {
    for (const person of confused) {
      const collectionId = await acceptedIn(the(registries[0]), person);
      for (let pair = 0; pair < person.orders.length; pair += 2) {
        const issuanceId = `confused-${pair}`;
        const answers = await Promise.allSettled(
          person.orders
            .slice(pair, pair + 2)
            .map(({ orderId }, index) =>
              the(registries[index]).claim(issuanceId, { orderId, collectionId, kioskId: 'KW-1' }),
            ),
        );
        expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        const refused = answers.find(({ status }) => status === 'rejected');
        expect(refused).toMatchObject({ reason: { code: 'idempotency-key-reused' } });
      }
    }
  });

  it('issue what was granted once, told to either service, and let nobody claim it afterwards', async () => {
    const [person] = overHttp;
    const { issuances } = await the(registries[0]).snapshot();
    const granted = issuances.filter(({ orderId }) => person?.orders.some((order) => order.orderId === orderId));
    expect(granted).toHaveLength(the(person).orders.length);
    const collectionId = await acceptedIn(the(registries[0]), the(person));
    for (const { issuanceId, kioskId, orderId } of granted.slice(0, ISSUED)) {
      for (const [index, kind] of (
        ['medium-bound', 'personalised', 'verified', 'presented', 'issued'] as const
      ).entries()) {
        const event = { issuanceId, kioskId, kind, ordinal: index + 1, entryId: `${issuanceId}-${kind}`, at_ms: 1 };
        // The same event at both at once, as when an answer was lost: one records it, the other knows it.
        const receipts = await Promise.all([0, 1].map((service) => the(clients[service]).report(event)));
        const outcomes = receipts.map((receipt) => assertOk(receipt, 'it is taken').outcome);
        expect(outcomes.sort()).toEqual(['duplicate', 'recorded']);
      }
      const again = await the(registries[0]).claim(`${orderId}-again`, { orderId, collectionId, kioskId: 'KW-9' });
      expect(again).toEqual({ outcome: 'refused', reason: 'already-issued' });
    }
    expect((await the(registries[1]).snapshot()).doubled).toEqual([]);
  });

  it('lose nothing when a service is killed in the midst of claims', async () => {
    const [doomed, other] = [the(processes[0]), the(processes[1])];
    const orders = survived.flatMap((person) => person.orders.map(({ orderId }) => ({ person, orderId })));
    const collections = new Map<string, string>();
    for (const person of survived) collections.set(person.civilId, await acceptedBy(the(clients[1]), person));
    const atDoomed = clientOf('KW-1', doomed.url, 0);
    const atOther = clientOf('KW-1', other.url);
    const ask = (client: Client, { person, orderId }: (typeof orders)[number]) =>
      client.claim({
        issuanceId: `${orderId}-survived`,
        orderId,
        collectionId: the(collections.get(person.civilId)),
        kioskId: 'KW-1',
      });
    const asked = orders.map((order) => ask(atDoomed, order));
    // The first answer is there, the others are on their way.
    await Promise.race(asked);
    await killed(doomed.child);
    const answers = await Promise.all(asked);
    expect(answers.some((answer) => !answer.ok)).toBe(true);
    for (const order of orders) expect(assertOk(await ask(atOther, order), 'asked again').outcome).toBe('granted');
    const { issuances } = await the(registries[0]).snapshot();
    const granted = issuances
      .filter(({ issuanceId }) => issuanceId.endsWith('-survived'))
      .map(({ orderId }) => orderId);
    expect(granted.sort()).toEqual(orders.map(({ orderId }) => orderId).sort());
    await Promise.all([atDoomed.close(), atOther.close()]);
  });

  async function claimBy(index: number, orderId: string, collectionId: string): Promise<Answered> {
    const kioskId = the(KIOSKS[index]);
    const request = { issuanceId: `${orderId}-${kioskId}`, orderId, collectionId, kioskId };
    return { kioskId, verdict: assertOk(await the(clients[index]).claim(request), 'it is answered') };
  }
});

/** One kiosk got it, and everybody else was told which. */
function oneWins(answered: readonly Answered[]): void {
  const [winner, ...others] = answered.filter(({ verdict }) => verdict.outcome === 'granted');
  expect(others).toEqual([]);
  const { kioskId } = the(winner);
  for (const { verdict } of answered.filter((one) => one !== winner)) {
    expect(verdict).toEqual({ outcome: 'refused', reason: 'in-progress-elsewhere', where: kioskId });
  }
}

async function acceptedIn(registry: Registry<'later'>, { civilId }: Resident): Promise<string> {
  const start = await registry.beginCollection(civilId);
  if (start.outcome !== 'second-factor') throw new Error(start.outcome);
  await registry.verifyCode(start.collectionId, CODE);
  return start.collectionId;
}

async function acceptedBy(client: Client, { civilId }: Resident): Promise<string> {
  const start = assertOk(await client.beginCollection({ civilId }), 'a collection begins');
  if (start.outcome !== 'second-factor') throw new Error(start.outcome);
  assertOk(await client.verifyCode({ collectionId: start.collectionId, code: CODE }), 'the code is taken');
  return start.collectionId;
}

function clientOf(kioskId: string, baseUrl: string, retries = 2): Client {
  return createServiceClient({
    baseUrl,
    kioskId,
    timeouts: { connect_ms: 2_000, answer_ms: 5_000, total_ms: 10_000 },
    retries: { most: retries, first_ms: 10, longest_ms: 40 },
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
}

async function startService(where: readonly string[]) {
  const script = fileURLToPath(new URL('testing/service-process.ts', import.meta.url));
  const child = fork(script, where, { execArgv: ['--import', 'tsx'] });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the service ended with ${code}`)));
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return { child, url: listening.parse(message).url };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function the<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is there');
  return value;
}
