/** The service's rules, the same over every store that can hold its orders. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../common/clock.ts';
import { systemRandom } from '../../common/random.ts';
import { residents } from '../residents/index.ts';
import type { EventKind } from './model.ts';
import { type ProblemCode, Refusal } from './problem.ts';
import { Registry } from './registry.ts';
import { isToReturn } from './rules.ts';
import { PostgresStore } from './store/postgres.ts';
import { SqliteStore } from './store/sqlite.ts';
import type { Mode, Store } from './store/store.ts';
import { PostgresCluster, postgresMissing } from './testing/postgres-cluster.ts';

const made = residents(new Date('2026-11-24T08:00:00Z'));
const people = made.filter(({ id }) => ['noura', 'fahad', 'dana', 'bader'].includes(id));
const noura = people.find(({ id }) => id === 'noura');
if (!noura) throw new Error('Noura is always there');
const { civilId, collectionCode } = noura;
const ORDER = 'ord-noura-1';
const START_WITHIN_ms = 180_000;

/** One database of its own: `open` may be called more than once on it. */
type Place = { open(): Promise<Store<Mode>>; discard(): Promise<void> };

let cluster: PostgresCluster | undefined;

async function sqliteFile(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'tasleem-service-'));
  return {
    open: async () => new SqliteStore(join(folder, 'service.db')),
    discard: async () => rmSync(folder, { recursive: true }),
  };
}

async function postgres(): Promise<Place> {
  const where = await cluster?.database();
  if (!where) throw new Error('the cluster was not started');
  return { open: () => PostgresStore.open({ ...where, connections: 4 }), discard: async () => {} };
}

async function sqliteMemory(): Promise<Place> {
  return { open: async () => new SqliteStore(), discard: async () => {} };
}

const missing = postgresMissing();
const stores = [
  { name: 'SQLite in memory', place: sqliteMemory, isShared: false, needs: undefined },
  { name: 'SQLite in a file', place: sqliteFile, isShared: true, needs: undefined },
  { name: `PostgreSQL${missing ? ` (${missing})` : ''}`, place: postgres, isShared: true, needs: missing },
];

describe.each(stores)('orders in $name', ({ name, place, isShared, needs }) => {
  describe.skipIf(needs !== undefined)('keep the rules', () => {
    let at: Place;
    let opened: Store<Mode>[] = [];
    let clock: VirtualClock;
    let registry: Registry<Mode>;

    const open = async (): Promise<Registry<Mode>> => {
      const store = await at.open();
      opened.push(store);
      return new Registry(store, clock, systemRandom);
    };

    beforeAll(async () => {
      if (name === 'PostgreSQL') cluster = await PostgresCluster.start(20);
    });
    afterAll(() => cluster?.stop());
    beforeEach(async () => {
      clock = new VirtualClock();
      at = await place();
      registry = await open();
      await registry.admit(people);
    });
    afterEach(async () => {
      await Promise.all(opened.map((store) => store.close()));
      opened = [];
      await at.discard();
    });

    const begun = async (): Promise<string> => {
      const start = await registry.beginCollection(civilId);
      if (start.outcome !== 'second-factor') throw new Error(start.outcome);
      return start.collectionId;
    };
    const accepted = async (): Promise<string> => {
      const collectionId = await begun();
      expect(await registry.verifyCode(collectionId, collectionCode)).toMatchObject({ outcome: 'accepted' });
      return collectionId;
    };
    const claim = async (issuanceId: string, collectionId: string, kioskId = 'KW-1', orderId = ORDER) =>
      registry.claim(issuanceId, { orderId, collectionId, kioskId });
    let entries = 0;
    const report = async (issuanceId: string, ordinal: number, kind: EventKind, entryId = `e${++entries}`) =>
      registry.report({ entryId, issuanceId, ordinal, kind, at_ms: clock.now_ms(), kioskId: 'KW-1' });
    const tell = async (issuanceId: string, ...kinds: EventKind[]) => {
      for (const [index, kind] of kinds.entries()) await report(issuanceId, index + 1, kind);
    };
    const refuses = async (code: ProblemCode, act: () => Promise<unknown>) => {
      const refusal = await act().catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Refusal);
      expect(refusal).toMatchObject({ code });
    };
    const eventsOf = async (issuanceId: string) =>
      (await registry.snapshot()).issuances.find((issuance) => issuance.issuanceId === issuanceId)?.events;

    it('are opened by the PIN of the card where it is asked for, and by nothing else', async () => {
      registry.askFor('chip-pin');
      const start = await registry.beginCollection(civilId, undefined, ['collection-code', 'chip-pin']);
      if (start.outcome !== 'second-factor') throw new Error(start.outcome);
      const { collectionId } = start;
      expect(start).toEqual({ outcome: 'second-factor', collectionId, kind: 'chip-pin' });
      expect(await registry.phone(civilId)).toEqual([]);
      await refuses('other-second-factor', async () => registry.verifyCode(collectionId, collectionCode));
      await refuses('other-second-factor', async () => registry.requestCode(collectionId));
      await refuses('code-not-accepted', () => claim('i1', collectionId));
      expect(await registry.reportPin(collectionId)).toMatchObject({ outcome: 'accepted' });
      expect(await claim('i1', collectionId)).toMatchObject({ outcome: 'granted' });
    });

    it('are opened by the phone once it has approved, and not by an approval that comes too late', async () => {
      registry.askFor('mobile-id');
      const ask = async () => {
        const start = await registry.beginCollection(civilId, undefined, ['collection-code', 'mobile-id']);
        if (start.outcome !== 'second-factor') throw new Error(start.outcome);
        return start;
      };
      const { collectionId, ...start } = await ask();
      expect(start).toMatchObject({ kind: 'mobile-id', waitAtMost_s: 90 });
      expect(await registry.phoneAnswer(collectionId)).toEqual({ outcome: 'waiting' });
      await refuses('other-second-factor', async () => registry.reportPin(collectionId));
      await refuses('code-not-accepted', () => claim('i1', collectionId));
      await registry.answerOnPhone(civilId, 'approved');
      expect(await registry.phoneAnswer(collectionId)).toMatchObject({ outcome: 'accepted' });
      expect(await claim('i1', collectionId)).toMatchObject({ outcome: 'granted' });
      const late = await ask();
      await clock.advance(90_001);
      await registry.answerOnPhone(civilId, 'approved');
      expect(await registry.phoneAnswer(late.collectionId)).toEqual({ outcome: 'timed-out' });
      const declined = await ask();
      await registry.answerOnPhone(civilId, 'declined');
      expect(await registry.phoneAnswer(declined.collectionId)).toEqual({ outcome: 'declined' });
    });

    it('are not opened by a PIN where the code is asked for, and a kiosk that cannot ask for it gets the code', async () => {
      const collectionId = await begun();
      await refuses('other-second-factor', async () => registry.reportPin(collectionId));
      registry.askFor('chip-pin');
      expect(await registry.beginCollection(civilId)).toMatchObject({ kind: 'collection-code' });
    });

    it('grant a claim once, and say so again with the time that is left', async () => {
      const id = await accepted();
      const startBefore_ms = clock.now_ms() + START_WITHIN_ms;
      expect(await claim('i1', id)).toEqual({ outcome: 'granted', startBefore_ms, startWithin_ms: START_WITHIN_ms });
      await clock.advance(60_000);
      expect(await claim('i1', id)).toEqual({ outcome: 'granted', startBefore_ms, startWithin_ms: 120_000 });
      await refuses('idempotency-key-reused', () => claim('i1', id, 'KW-2'));
      await refuses('idempotency-key-reused', () => claim('i1', id, 'KW-1', 'ord-noura-2'));
      expect((await registry.snapshot()).issuances).toHaveLength(1);
    });

    it('give an unused claim away after its deadline, and tell its first holder', async () => {
      const id = await accepted();
      await claim('i1', id, 'KW-1');
      await clock.advance(START_WITHIN_ms - 1);
      const elsewhere = { outcome: 'refused', reason: 'in-progress-elsewhere' };
      expect(await claim('i2', id, 'KW-2')).toEqual({ ...elsewhere, where: 'KW-1' });
      await clock.advance(1);
      expect(await claim('i2', id, 'KW-2')).toMatchObject({ outcome: 'granted' });
      expect(await claim('i1', id, 'KW-1')).toEqual(elsewhere);
      expect(await report('i1', 1, 'medium-bound')).toEqual({ outcome: 'recorded', standing: 'lapsed' });
      expect(await report('i2', 1, 'medium-bound')).toEqual({ outcome: 'recorded', standing: 'held' });
    });

    it('let a late medium count while nobody else asked', async () => {
      const id = await accepted();
      await claim('i1', id, 'KW-1');
      await clock.advance(START_WITHIN_ms * 2);
      expect(await report('i1', 1, 'medium-bound')).toEqual({ outcome: 'recorded', standing: 'held' });
      await clock.advance(START_WITHIN_ms * 2);
      expect(await claim('i2', id, 'KW-2')).toMatchObject({ reason: 'in-progress-elsewhere', where: 'KW-1' });
      expect(await claim('i3', id, 'KW-1')).toMatchObject({ reason: 'in-progress-elsewhere', where: 'KW-1' });
    });

    it('let a kiosk replace its own claim before a medium is bound', async () => {
      const id = await accepted();
      await claim('i1', id);
      expect(await claim('i2', id)).toMatchObject({ outcome: 'granted' });
      expect(await claim('i1', id)).toEqual({ outcome: 'refused', reason: 'in-progress-elsewhere' });
    });

    it('take events once and in order, and nothing after an end', async () => {
      const id = await accepted();
      await claim('i1', id);
      await refuses('gap', () => report('i1', 2, 'medium-bound'));
      expect(await report('i1', 1, 'medium-bound', 'same')).toEqual({ outcome: 'recorded', standing: 'held' });
      expect(await report('i1', 1, 'medium-bound', 'same')).toEqual({ outcome: 'duplicate', standing: 'held' });
      await refuses('gap', () => report('i1', 1, 'medium-bound'));
      await refuses('impossible-event', () => report('i1', 2, 'issued'));
      await report('i1', 2, 'spoiled');
      await refuses('already-ended', () => report('i1', 3, 'issued'));
      await refuses('unknown-issuance', () => report('i2', 1, 'medium-bound'));
      expect(await eventsOf('i1')).toEqual(['medium-bound', 'spoiled']);
    });

    it.each([
      { end: 'issued', next: { outcome: 'refused', reason: 'already-issued' }, state: 'issued' },
      { end: 'retained', next: { outcome: 'refused', reason: 'frozen' }, state: 'retained' },
      { end: 'unresolved', next: { outcome: 'refused', reason: 'frozen' }, state: 'unresolved' },
      { end: 'spoiled', next: expect.objectContaining({ outcome: 'granted' }), state: 'ready' },
    ] as const)('know what follows an end: $end', async ({ end, next, state }) => {
      const id = await accepted();
      await claim('i1', id);
      await tell('i1', 'medium-bound', 'personalised', 'verified', end);
      expect(await claim('i2', id, 'KW-2')).toEqual(next);
      const orders = (await registry.snapshot()).orders;
      expect(orders.find(({ orderId }) => orderId === ORDER)).toMatchObject({ state });
    });

    it.each(['retained', 'unresolved'] as const)('free what is %s only by a person’s word, once', async (end) => {
      const id = await accepted();
      await claim('i1', id);
      const ruling = { outcome: 'may-be-made-again', by: 'Office 12, A. Salem', why: 'found and destroyed' } as const;
      await refuses('not-frozen', async () => registry.rule('i1', ruling));
      await tell('i1', 'medium-bound', 'personalised', 'verified', end);
      await refuses('invalid-request', async () => registry.rule('i1', { ...ruling, why: ' ' }));
      await refuses('unknown-issuance', async () => registry.rule('i9', ruling));
      expect(await registry.rule('i1', ruling)).toEqual({ ...ruling, at_ms: clock.now_ms() });
      await refuses('already-ruled', async () => registry.rule('i1', { ...ruling, outcome: 'handed-over' }));
      const [issuance] = (await registry.snapshot()).issuances;
      expect(issuance).toMatchObject({ ruling: { by: ruling.by, why: ruling.why, at_ms: clock.now_ms() } });
      expect(await claim('i2', id, 'KW-2')).toMatchObject({ outcome: 'granted' });
    });

    it('know of a document that a person handed over', async () => {
      const id = await accepted();
      await claim('i1', id);
      await tell('i1', 'medium-bound', 'unresolved');
      await registry.rule('i1', { outcome: 'handed-over', by: 'Office 12', why: 'the holder showed it' });
      expect(await claim('i2', id, 'KW-2')).toEqual({ outcome: 'refused', reason: 'already-issued' });
    });

    describe('with a passport', () => {
      const PASSPORT = 'ord-dana-1';
      const numberOf = (id: string, order: number) =>
        people.find((person) => person.id === id)?.orders[order]?.passport?.passportNumber ?? '';
      const load = async (slot: number, kioskId = 'KW-1', documentNumber = numberOf('dana', 0)) =>
        registry.recordLoading({ kioskId, slot, documentNumber });
      const slots = async (kioskId = 'KW-1') =>
        (await registry.vaultOrders(kioskId)).orders.map(({ slot, orderId }) => `${slot} ${orderId}`);
      const collecting = async (): Promise<string> => {
        const dana = people.find(({ id }) => id === 'dana');
        const start = await registry.beginCollection(dana?.civilId ?? '');
        if (start.outcome !== 'second-factor') throw new Error(start.outcome);
        await registry.verifyCode(start.collectionId, dana?.collectionCode ?? '');
        return start.collectionId;
      };

      it('say what is to go back: what nobody may collect any more', async () => {
        await load(1);
        const standings = async () => (await registry.vaultOrders('KW-1')).orders.map(({ standing }) => standing);
        expect(await standings()).toEqual(['waiting']);
        const dana = people.find(({ id }) => id === 'dana')?.orders[0];
        if (!dana) throw new Error('dana waits for a passport');
        const rows = {
          ...{ holder: '', documentNumber: 'P1', vault: { kioskId: 'KW-1', slot: 1 }, issuances: [] },
          order: { ...dana, hasDocument: true },
        };
        const becoming = (status: typeof rows.order.status) =>
          isToReturn({ ...rows, order: { ...rows.order, status } });
        expect(becoming({ state: 'ready' })).toBe(false);
        expect(becoming({ state: 'held', reason: 'other' })).toBe(false);
        expect(becoming({ state: 'in-progress', where: 'KW-1' })).toBe(false);
        expect(becoming({ state: 'expired', expiredOn: '2026-11-01' })).toBe(true);
      });

      it('forget what was taken out, and not what another kiosk has taken in', async () => {
        await load(3);
        expect(await registry.recordUnloading({ kioskId: 'KW-1', orderId: PASSPORT })).toEqual({ outcome: 'removed' });
        expect(await slots()).toEqual([]);
        expect(await registry.recordUnloading({ kioskId: 'KW-1', orderId: PASSPORT })).toEqual({
          outcome: 'not-there',
        });
        await load(4, 'KW-2');
        expect(await registry.recordUnloading({ kioskId: 'KW-1', orderId: PASSPORT })).toEqual({
          outcome: 'not-there',
        });
        expect(await slots('KW-2')).toEqual([`4 ${PASSPORT}`]);
        expect(await registry.recordUnloading({ kioskId: 'KW-1', orderId: 'ord-nobody' })).toEqual({
          outcome: 'not-there',
        });
      });

      it('say that one slot holds one booklet, and one booklet lies in one slot', async () => {
        expect(await load(1)).toMatchObject({ outcome: 'bound', orderId: PASSPORT });
        await load(1, 'KW-1', numberOf('bader', 1));
        expect(await slots()).toEqual(['1 ord-bader-2']);
        await load(2);
        await load(9, 'KW-2');
        expect([await slots(), await slots('KW-2')]).toEqual([['1 ord-bader-2'], [`9 ${PASSPORT}`]]);
        expect(await load(9, 'KW-2', 'X0000000')).toEqual({ outcome: 'refused', reason: 'unknown-document' });
        // Whatever lies in the slot now, it is no longer that passport.
        expect(await slots('KW-2')).toEqual([]);
      });

      it('give it to the kiosk that has it, and know that it left its slot', async () => {
        await load(3);
        const id = await collecting();
        expect(await claim('p0', id, 'KW-2', PASSPORT)).toMatchObject({ outcome: 'refused', reason: 'not-ready' });
        expect(await claim('p1', id, 'KW-1', PASSPORT)).toMatchObject({ outcome: 'granted' });
        await report('p1', 1, 'medium-bound');
        expect(await slots()).toEqual([]);
        expect(await load(3)).toEqual({ outcome: 'refused', reason: 'in-progress' });
        await report('p1', 2, 'verified');
        await report('p1', 3, 'presented');
        await report('p1', 4, 'issued');
        expect(await load(3)).toEqual({ outcome: 'refused', reason: 'already-issued' });
      });

      it('freeze one that failed its check until a person decides, and take a new booklet then', async () => {
        await load(3);
        const id = await collecting();
        await claim('p1', id, 'KW-1', PASSPORT);
        await tell('p1', 'medium-bound', 'spoiled');
        expect(await claim('p2', id, 'KW-1', PASSPORT)).toEqual({ outcome: 'refused', reason: 'frozen' });
        expect(await load(4)).toEqual({ outcome: 'refused', reason: 'frozen' });
        await registry.rule('p1', { outcome: 'may-be-made-again', by: 'S. Clerk', why: 'booklet destroyed' });
        expect(await load(4)).toMatchObject({ outcome: 'bound' });
        expect(await claim('p3', id, 'KW-1', PASSPORT)).toMatchObject({ outcome: 'granted' });
      });
    });

    it('let nobody claim what is not ready, not theirs, or before the code', async () => {
      const early = await begun();
      await refuses('code-not-accepted', () => claim('i1', early));
      const id = await accepted();
      await refuses('unknown-order', () => claim('i1', id, 'KW-1', 'ord-fahad-1'));
      await refuses('unknown-order', () => claim('i1', id, 'KW-1', 'ord-nobody-1'));
      await refuses('unknown-collection', () => claim('i1', 'none'));
      await clock.advance(30 * 60_000 + 1);
      await refuses('unknown-collection', () => claim('i1', id));
      expect((await registry.snapshot()).issuances).toEqual([]);
    });

    it('record also what must not have happened, and say it loudly', async () => {
      const id = await accepted();
      await claim('i1', id, 'KW-1');
      await clock.advance(START_WITHIN_ms);
      await claim('i2', id, 'KW-2');
      await tell('i1', 'medium-bound', 'personalised', 'verified', 'issued');
      await tell('i2', 'medium-bound', 'personalised', 'verified');
      await expect(report('i2', 4, 'issued', 'twice')).rejects.toThrow(`orders issued twice: ${ORDER}`);
      expect(await report('i2', 4, 'issued', 'twice')).toEqual({ outcome: 'duplicate', standing: 'held' });
      expect((await registry.snapshot()).doubled).toEqual([ORDER]);
    });

    it('lock after three wrong codes, whichever visit they were given in', async () => {
      const [first, second] = [await begun(), await begun()];
      expect(await registry.verifyCode(first, '000000')).toEqual({ outcome: 'wrong', triesLeft: 2 });
      expect(await registry.verifyCode(second, '000000')).toEqual({ outcome: 'wrong', triesLeft: 1 });
      expect(await registry.verifyCode(first, '000000')).toMatchObject({ outcome: 'locked' });
      expect(await registry.verifyCode(second, collectionCode)).toMatchObject({ outcome: 'locked' });
      expect(await registry.beginCollection(civilId)).toMatchObject({ outcome: 'locked' });
    });

    it('count a repeated code once, also when it comes twice at once', async () => {
      const id = await begun();
      const once = { key: 'k1', request: 'first' };
      const tries = await Promise.all([1, 2, 3].map(async () => registry.verifyCode(id, '000000', once)));
      expect(tries).toEqual(Array(3).fill({ outcome: 'wrong', triesLeft: 2 }));
      await refuses('idempotency-key-reused', async () => registry.verifyCode(id, '000000', { ...once, request: 'x' }));
      expect(await registry.verifyCode(id, '000000', { key: 'k2', request: 'first' })).toMatchObject({ triesLeft: 1 });
    });

    it('send a code again after a minute only, and keep what was sent', async () => {
      expect(await registry.collectionCodeOf(civilId)).toBeUndefined();
      const id = await begun();
      await clock.advance(20_000);
      expect(await registry.requestCode(id)).toEqual({ outcome: 'too-soon', retryAfter_s: 40 });
      await clock.advance(40_000);
      expect(await registry.requestCode(id)).toEqual({ outcome: 'sent' });
      const messages = await registry.phone(civilId);
      expect(messages.map(({ at_ms }) => at_ms)).toEqual([clock.now_ms() - 60_000, clock.now_ms()]);
      expect(messages[0]?.text.ar).toContain(collectionCode);
      expect(await registry.collectionCodeOf(civilId)).toBe(collectionCode);
    });

    it('give the document to print as it was taken in', async () => {
      const id = await accepted();
      expect(await registry.documentData(id, ORDER)).toEqual(noura.orders[0]?.licence);
      await refuses('no-document-data', async () => registry.documentData(id, 'ord-noura-2'));
      await refuses('unknown-order', async () => registry.documentData(id, 'ord-fahad-1'));
      await claim('i1', id);
      await report('i1', 1, 'medium-bound');
      await refuses('not-ready', async () => registry.documentData(id, ORDER));
    });

    it('refuse texts and moments that no database can hold', async () => {
      const id = await accepted();
      await expect(claim('i1', id, 'KW-1', 'ord\u0000')).rejects.toBeInstanceOf(Refusal);
      await claim('i1', id);
      const event = { entryId: 'e', issuanceId: 'i1', ordinal: 1, kind: 'medium-bound', kioskId: 'KW-1' } as const;
      await refuses('invalid-request', async () => registry.report({ ...event, at_ms: 1e300 }));
    });

    it('stay as they are when the residents are taken in again', async () => {
      const id = await accepted();
      await claim('i1', id);
      await registry.admit(people);
      expect((await registry.snapshot()).issuances).toMatchObject([{ issuanceId: 'i1', orderId: ORDER }]);
    });

    it.skipIf(!isShared)('are the same for another service on the same database', async () => {
      const id = await accepted();
      await claim('i1', id);
      const other = await open();
      const request = { orderId: ORDER, collectionId: id, kioskId: 'KW-2' };
      expect(await other.claim('i2', request)).toMatchObject({ reason: 'in-progress-elsewhere', where: 'KW-1' });
      await report('i1', 1, 'medium-bound');
      expect(await other.snapshot()).toEqual(await registry.snapshot());
    });
  });
});
