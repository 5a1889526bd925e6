/** The kiosk's client over real sockets, against the simulated service and what can go wrong with it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { assertOk } from '../../common/result.ts';
import {
  createIssuanceServiceSimulator,
  type IssuanceServiceSimulator,
} from '../../simulators/issuance-service/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import { createServiceClient } from './index.ts';

const people = residents(new Date());
const civilIdOf = (id: string) => people.find((person) => person.id === id)?.civilId ?? '';
/** Somebody whose order another kiosk has in hand. */
const IN_PROGRESS = inProgress();
const ALWAYS = { times: Number.POSITIVE_INFINITY };

function inProgress(): { id: string; orderId: string } {
  for (const { id, orders } of people)
    for (const { orderId, status } of orders) if (status.state === 'in-progress') return { id, orderId };
  throw new Error('nobody');
}

let service: IssuanceServiceSimulator;
let client: ReturnType<typeof createServiceClient>;

beforeEach(async () => {
  service = createIssuanceServiceSimulator({ clock: systemClock, log: silentLog, residents: people });
  const { url } = await service.listen();
  client = createServiceClient({
    baseUrl: url,
    kioskId: 'KWT-0117',
    timeouts: { connect_ms: 500, answer_ms: 400, total_ms: 2_000 },
    retries: { most: 2, first_ms: 10, longest_ms: 40 },
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  });
});
afterEach(async () => {
  await client.close();
  await service.close();
});

async function accepted(id: string): Promise<string> {
  const start = assertOk(await client.beginCollection({ civilId: civilIdOf(id) }), 'a collection begins');
  if (start.outcome !== 'second-factor') throw new Error(start.outcome);
  const { collectionId } = start;
  const code = service.collectionCodeOf(civilIdOf(id)) ?? '';
  assertOk(await client.verifyCode({ collectionId, code }), 'the code is taken');
  return collectionId;
}

const claim = async (collectionId: string, issuanceId = 'i1') =>
  client.claim({ issuanceId, orderId: 'ord-noura-1', collectionId, kioskId: 'KWT-0117' });

describe('the client of the issuance service', () => {
  it('goes from the card and the phone to the orders', async () => {
    service.askFor('mobile-id');
    const request = { civilId: civilIdOf('noura'), secondFactors: ['mobile-id'] } as const;
    const start = assertOk(await client.beginCollection(request), 'a collection begins');
    if (start.outcome !== 'second-factor' || start.kind !== 'mobile-id') throw new Error(start.outcome);
    const { collectionId } = start;
    expect(assertOk(await client.phoneAnswer({ collectionId }), 'it waits')).toEqual({ outcome: 'waiting' });
    service.answerOnPhone(civilIdOf('noura'), 'approved');
    expect(assertOk(await client.phoneAnswer({ collectionId }), 'it is there')).toMatchObject({ outcome: 'accepted' });
  });

  it('goes from the card and its PIN to the orders', async () => {
    service.askFor('chip-pin');
    const request = { civilId: civilIdOf('noura'), secondFactors: ['collection-code', 'chip-pin'] } as const;
    const start = assertOk(await client.beginCollection(request), 'a collection begins');
    if (start.outcome !== 'second-factor') throw new Error(start.outcome);
    expect(start.kind).toBe('chip-pin');
    const { collectionId } = start;
    const problem = { ok: false, error: { code: 'rejected', problem: 'other-second-factor' } };
    expect(await client.verifyCode({ collectionId, code: '000000' })).toMatchObject(problem);
    const proof = assertOk(await client.reportPin({ collectionId }), 'the proof is taken');
    expect(proof).toMatchObject({ outcome: 'accepted' });
    assertOk(await client.documentData({ collectionId, orderId: 'ord-noura-1' }), 'the data come');
  });

  it('goes from the card to the orders and the data to print', async () => {
    const collectionId = await accepted('noura');
    const data = assertOk(await client.documentData({ collectionId, orderId: 'ord-noura-1' }), 'the data come');
    expect(data.civilId).toBe(civilIdOf('noura'));
    expect(assertOk(await client.heartbeat(), 'it lives').time_ms).toBeGreaterThan(0);
    expect(await client.beginCollection({ civilId: civilIdOf('salem') })).toEqual({
      ok: true,
      value: { outcome: 'nothing-to-collect' },
    });
  });

  it('learns which order a booklet is for, and where the passports of a visitor lie', async () => {
    const dana = people.find(({ id }) => id === 'dana');
    const documentNumber = dana?.orders[0]?.passport?.passportNumber ?? '';
    service.faults.arm('answerLost', { at: 'recordVaultLoading' });
    const loaded = await client.recordLoading({ kioskId: 'KWT-0117', slot: 4, documentNumber });
    expect(loaded).toMatchObject({ ok: true, value: { outcome: 'bound', orderId: 'ord-dana-1' } });
    const { orders } = assertOk(await client.vaultOrders({ kioskId: 'KWT-0117' }), 'the vault is known');
    expect(orders).toMatchObject([{ slot: 4, orderId: 'ord-dana-1', documentNumber, standing: 'waiting' }]);
    const collectionId = await accepted('dana');
    const data = assertOk(await client.documentData({ collectionId, orderId: 'ord-dana-1' }), 'the data come');
    expect(data).toMatchObject({ documentType: 'passport', passportNumber: documentNumber });
    expect(await client.recordLoading({ kioskId: 'KWT-0117', slot: 5, documentNumber: 'X0000000' })).toEqual({
      ok: true,
      value: { outcome: 'refused', reason: 'unknown-document' },
    });
  });

  it('tells that a booklet was taken out, once however often it has to be said', async () => {
    const dana = people.find(({ id }) => id === 'dana');
    const documentNumber = dana?.orders[0]?.passport?.passportNumber ?? '';
    await client.recordLoading({ kioskId: 'KWT-0117', slot: 4, documentNumber });
    service.faults.arm('answerLost', { at: 'recordVaultUnloading' });
    const unloading = { kioskId: 'KWT-0117', orderId: 'ord-dana-1' };
    expect(await client.recordUnloading(unloading)).toEqual({ ok: true, value: { outcome: 'removed' } });
    expect(await client.recordUnloading(unloading)).toEqual({ ok: true, value: { outcome: 'not-there' } });
    expect(await client.vaultOrders({ kioskId: 'KWT-0117' })).toEqual({ ok: true, value: { orders: [] } });
  });

  it('counts a claim’s deadline by its own clock', async () => {
    service.faults.arm('clockWrong', ALWAYS);
    const granted = assertOk(await claim(await accepted('noura')), 'granted');
    if (granted.outcome !== 'granted') throw new Error(granted.outcome);
    expect(Math.abs(granted.startBefore_ms - Date.now() - 180_000)).toBeLessThan(5_000);
  });

  it('asks again with the same id when the answer to a claim is lost', async () => {
    const collectionId = await accepted('noura');
    service.faults.arm('answerLost', { at: 'claim' });
    expect(await claim(collectionId)).toMatchObject({ ok: true, value: { outcome: 'granted' } });
    expect(service.snapshot().issuances).toHaveLength(1);
  });

  it('never costs a resident two tries for one code', async () => {
    const start = assertOk(await client.beginCollection({ civilId: civilIdOf('noura') }), 'begins');
    if (start.outcome !== 'second-factor') throw new Error(start.outcome);
    service.faults.arm('answerLost', { at: 'verifyCode' });
    const verdict = await client.verifyCode({ collectionId: start.collectionId, code: '000000' });
    expect(verdict).toEqual({ ok: true, value: { outcome: 'wrong', triesLeft: 2 } });
  });

  const HOUR_ms = 3_600_000;
  it.each([1, 14, 26 * 365, -1, -14, -26 * 365])(
    'trusts no moment of a service whose clock is %i hours off',
    async (hours) => {
      service.faults.arm('clockWrong', { ...ALWAYS, off_ms: hours * HOUR_ms });
      const collectionId = await accepted('noura');
      const asked_ms = Date.now();
      const granted = assertOk(await claim(collectionId), 'granted');
      if (granted.outcome !== 'granted') throw new Error(granted.outcome);
      // Three minutes by our own clock, counted from before it was asked.
      expect(granted.startBefore_ms - asked_ms - 180_000).toBeGreaterThanOrEqual(0);
      expect(granted.startBefore_ms).toBeLessThanOrEqual(Date.now() + 180_000);
      const told = { entryId: 'e1', issuanceId: 'i1', ordinal: 1, kind: 'medium-bound', at_ms: asked_ms } as const;
      expect(await client.report({ ...told, kioskId: 'KWT-0117' })).toEqual({
        ok: true,
        value: { outcome: 'recorded', standing: 'held' },
      });
      const { time_ms } = assertOk(await client.heartbeat(), 'it lives');
      expect(Math.abs(time_ms - Date.now() - hours * HOUR_ms)).toBeLessThan(5_000);
    },
  );

  it('is one claim however often it is asked for and answered', async () => {
    const collectionId = await accepted('noura');
    const first = assertOk(await claim(collectionId), 'granted');
    service.faults.arm('answersTwice', { at: 'claim', times: 2 });
    const again = assertOk(await claim(collectionId), 'granted again');
    expect(again.outcome).toBe(first.outcome);
    expect(service.faults.armed()).toEqual([]);
    expect(service.snapshot().issuances).toMatchObject([{ issuanceId: 'i1', orderId: 'ord-noura-1', lapsed: false }]);
  });

  it('never takes the grant of one claim for the grant of the next, which was refused', async () => {
    const [noura, other] = [await accepted('noura'), await accepted(IN_PROGRESS.id)];
    expect(await claim(noura)).toMatchObject({ ok: true, value: { outcome: 'granted' } });
    // Each answer is the one before it: the first of these is the grant.
    service.faults.arm('answersTwice', { at: 'claim' });
    const verdict = await client.claim({
      issuanceId: 'i2',
      orderId: IN_PROGRESS.orderId,
      collectionId: other,
      kioskId: 'KWT-0117',
    });
    expect(service.faults.armed()).toEqual([]);
    expect(verdict).toMatchObject({ ok: true, value: { outcome: 'refused', reason: 'in-progress-elsewhere' } });
  });

  it('does not take the grant of another order, and asks again with the same id', async () => {
    const collectionId = await accepted('noura');
    service.faults.arm('claimForAnother');
    const answer = await claim(collectionId);
    expect(answer).toMatchObject({ ok: false, error: { code: 'badAnswer', effect: 'unknown' } });
    expect(service.faults.armed()).toEqual([]);
    expect(await claim(collectionId)).toMatchObject({ ok: true, value: { outcome: 'granted' } });
    expect(service.snapshot().issuances).toHaveLength(1);
  });

  it('drops the answer to another request', async () => {
    const collectionId = await accepted('noura');
    service.faults.arm('answersTwice', { at: 'claim' });
    expect(await claim(collectionId)).toMatchObject({ ok: true, value: { outcome: 'granted' } });
  });

  it.each([
    ['serverError', 'serverError'],
    ['html', 'badAnswer'],
    ['wrongSchema', 'badAnswer'],
  ] as const)('tells %s apart', async (fault, code) => {
    service.faults.arm(fault, ALWAYS);
    const answer = await client.heartbeat();
    expect(answer).toMatchObject({ ok: false, error: { code } });
  });

  it('gives up on a slow service within its limit', async () => {
    service.faults.arm('slow', { ...ALWAYS, late_ms: 3_000 });
    const began = performance.now();
    expect(await client.beginCollection({ civilId: civilIdOf('noura') })).toMatchObject({
      ok: false,
      error: { code: 'timeOut' },
    });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('knows that a service which is down did nothing, and that a cut one may have', async () => {
    const collectionId = await accepted('noura');
    service.faults.arm('down', ALWAYS);
    await client.heartbeat();
    expect(await claim(collectionId)).toMatchObject({ ok: false, error: { code: 'unreachable', effect: 'none' } });
    service.faults.clear('down');
    await expect.poll(async () => (await client.heartbeat()).ok, { timeout: 3_000 }).toBe(true);
    service.faults.arm('answerLost', { ...ALWAYS, at: 'claim' });
    expect(await claim(collectionId, 'i2')).toMatchObject({ ok: false, error: { effect: 'unknown' } });
  });

  it('passes on what the service refused, by its code', async () => {
    const event = {
      entryId: 'e',
      issuanceId: 'none',
      ordinal: 1,
      kind: 'issued',
      at_ms: 1,
      kioskId: 'KWT-0117',
    } as const;
    expect(await client.report(event)).toMatchObject({
      ok: false,
      error: { code: 'rejected', problem: 'unknown-issuance' },
    });
  });

  it('refuses data with a bidirectional control character in a name', async () => {
    const collectionId = await accepted('mirror');
    const answer = await client.documentData({ collectionId, orderId: 'ord-mirror-1' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'badAnswer' } });
  });

  it('ends a request that its caller gave up', async () => {
    service.faults.arm('slow', { ...ALWAYS, late_ms: 300 });
    const controller = new AbortController();
    const asked = client.heartbeat(controller.signal);
    controller.abort();
    expect((await asked).ok).toBe(false);
  });
});
