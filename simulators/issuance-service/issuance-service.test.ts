/** The kiosk's own client is not used here (simulators know nothing of it): plain requests, as the contract has them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { residents } from '../residents/index.ts';
import { disagreement, type SchemaName } from './contract.ts';
import { createIssuanceServiceSimulator, type IssuanceServiceSimulator } from './index.ts';

const people = residents(new Date());
const noura = people.find(({ id }) => id === 'noura');
if (!noura) throw new Error('Noura is always there');

let service: IssuanceServiceSimulator;
let url: string;
let requests = 0;

beforeEach(async () => {
  service = createIssuanceServiceSimulator({ clock: systemClock, log: silentLog, residents: people });
  ({ url } = await service.listen());
});
afterEach(() => service.close());

type Answered = { status: number; body: Record<string, unknown> };

async function call(
  method: string,
  path: string,
  body?: unknown,
  extra: Record<string, string> = {},
): Promise<Answered> {
  const requestId = `r${++requests}`;
  const answer = await fetch(url + path, {
    method,
    headers: {
      'kiosk-id': 'KW-1',
      'request-id': requestId,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...extra,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.headers.get('request-id')).toBe(requestId);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function agreed(schema: SchemaName, { status, body }: Answered): Record<string, unknown> {
  expect([status, disagreement(schema, body)]).toEqual([200, undefined]);
  return body;
}

function refused({ status, body }: Answered, code: string): void {
  expect(status).toBeGreaterThanOrEqual(400);
  expect([body['code'], disagreement('Problem', body)]).toEqual([code, undefined]);
}

async function begin(civilId = noura?.civilId): Promise<string> {
  const start = agreed('CollectionStart', await call('POST', '/v1/collections', { civilId }));
  return String(start['collectionId']);
}

async function accepted(): Promise<string> {
  return (await visit('noura')).id;
}

async function visit(name: string): Promise<{ id: string; orders: Record<string, unknown>[] }> {
  const { civilId } = personCalled(name);
  const id = await begin(civilId);
  const code = service.collectionCodeOf(civilId);
  const verdict = agreed('CodeVerdict', await call('POST', `/v1/collections/${id}/code-attempts`, { code }));
  return { id, orders: verdict['orders'] as Record<string, unknown>[] };
}

function personCalled(name: string) {
  const person = people.find(({ id }) => id === name);
  if (!person) throw new Error(`nobody is called ${name}`);
  return person;
}

/** That the booklet of somebody's order was put into a slot of a kiosk. */
function loadingOf(name: string, place = { kioskId: 'KW-1', slot: 1 }, order = 0) {
  return { ...place, documentNumber: personCalled(name).orders[order]?.passport?.passportNumber ?? '' };
}

const claimBody = (collectionId: string, kioskId = 'KW-1') => ({ orderId: 'ord-noura-1', collectionId, kioskId });
let entries = 0;
const report = (issuanceId: string, ordinal: number, kind: string, entryId = `e${++entries}`) =>
  call('POST', `/v1/issuances/${issuanceId}/events`, { entryId, issuanceId, ordinal, kind, at_ms: 1, kioskId: 'KW-1' });

describe('the simulated issuance service', () => {
  it('answers every operation as the contract says', async () => {
    const id = await accepted();
    const verdict = agreed(
      'CodeVerdict',
      await call('POST', `/v1/collections/${id}/code-attempts`, { code: '482915' }),
    );
    expect((verdict['orders'] as unknown[]).length).toBe(3);
    agreed('DocumentData', await call('GET', `/v1/collections/${id}/orders/ord-noura-1/document`));
    agreed('ClaimVerdict', await call('PUT', '/v1/issuances/i1', claimBody(id)));
    agreed('EventReceipt', await report('i1', 1, 'medium-bound'));
    agreed('CodeRequestVerdict', await call('POST', `/v1/collections/${id}/code-requests`));
    agreed('LoadingVerdict', await call('POST', '/v1/vault-loadings', loadingOf('dana')));
    agreed('VaultContents', await call('GET', '/v1/vaults/KW-1/orders'));
    agreed('Heartbeat', await call('GET', '/v1/heartbeat'));
  });

  it('locks after three wrong codes, and counts a repeated key once', async () => {
    const id = await begin();
    const attempt = (key: string) =>
      call('POST', `/v1/collections/${id}/code-attempts`, { code: '000000' }, { 'idempotency-key': key });
    expect((await attempt('a')).body).toEqual({ outcome: 'wrong', triesLeft: 2 });
    expect((await attempt('a')).body).toEqual({ outcome: 'wrong', triesLeft: 2 });
    expect((await attempt('b')).body).toEqual({ outcome: 'wrong', triesLeft: 1 });
    expect((await attempt('c')).body).toMatchObject({ outcome: 'locked' });
    expect((await call('POST', '/v1/collections', { civilId: noura.civilId })).body).toMatchObject({
      outcome: 'locked',
    });
  });

  it('tells nothing before the code, and nothing of others', async () => {
    const id = await begin();
    refused(await call('GET', `/v1/collections/${id}/orders/ord-noura-1/document`), 'code-not-accepted');
    const open = await accepted();
    refused(await call('GET', `/v1/collections/${open}/orders/ord-fahad-1/document`), 'unknown-order');
    refused(await call('GET', `/v1/collections/${open}/orders/ord-noura-2/document`), 'no-document-data');
  });

  it('gives an order to one kiosk at a time, whoever asks at once', async () => {
    const id = await accepted();
    const verdicts = await Promise.all(
      ['a', 'b', 'c'].map((kiosk) => call('PUT', `/v1/issuances/i-${kiosk}`, claimBody(id, `KW-${kiosk}`))),
    );
    const outcomes = verdicts.map((verdict) => agreed('ClaimVerdict', verdict)['outcome']);
    expect(outcomes.filter((outcome) => outcome === 'granted')).toHaveLength(1);
  });

  it('answers a repeated claim the same, and another body with the same id not at all', async () => {
    const id = await accepted();
    await call('PUT', '/v1/issuances/i1', claimBody(id));
    expect((await call('PUT', '/v1/issuances/i1', claimBody(id))).body).toMatchObject({ outcome: 'granted' });
    refused(await call('PUT', '/v1/issuances/i1', claimBody(id, 'KW-9')), 'idempotency-key-reused');
  });

  it('records events once, in order, and nothing after an end', async () => {
    const id = await accepted();
    await call('PUT', '/v1/issuances/i1', claimBody(id));
    refused(await report('i1', 2, 'personalised'), 'gap');
    expect((await report('i1', 1, 'medium-bound', 'same')).body).toMatchObject({ outcome: 'recorded' });
    expect((await report('i1', 1, 'medium-bound', 'same')).body).toMatchObject({ outcome: 'duplicate' });
    refused(await report('i1', 2, 'issued'), 'impossible-event');
    for (const [index, kind] of ['personalised', 'verified', 'presented', 'issued'].entries())
      await report('i1', index + 2, kind);
    refused(await report('i1', 6, 'spoiled'), 'already-ended');
    expect((await call('PUT', '/v1/issuances/i2', claimBody(id))).body).toEqual({
      outcome: 'refused',
      reason: 'already-issued',
    });
    expect(service.snapshot().doubled).toEqual([]);
  });

  it('freezes an order whose document was retained', async () => {
    const id = await accepted();
    await call('PUT', '/v1/issuances/i1', claimBody(id));
    for (const [index, kind] of ['medium-bound', 'personalised', 'verified', 'retained'].entries())
      await report('i1', index + 1, kind);
    expect((await call('PUT', '/v1/issuances/i2', claimBody(id))).body).toEqual({
      outcome: 'refused',
      reason: 'frozen',
    });
  });

  it('says where a passport lies, and gives it out nowhere else', async () => {
    const before = await visit('dana');
    expect(before.orders).toMatchObject([{ documentType: 'passport', status: { state: 'ready' } }]);
    expect(before.orders[0]).not.toHaveProperty('vault');
    service.recordLoading(loadingOf('dana', { kioskId: 'KWT-0117', slot: 3 }));
    const { id, orders } = await visit('dana');
    const place = { kioskId: 'KWT-0117', where: 'The Avenues, Gate 4' };
    expect(orders).toMatchObject([{ vault: place }]);
    agreed('DocumentData', await call('GET', `/v1/collections/${id}/orders/ord-dana-1/document`));
    const body = (kioskId: string) => ({ orderId: 'ord-dana-1', collectionId: id, kioskId });
    expect((await call('PUT', '/v1/issuances/p1', body('KW-1'))).body).toEqual({
      outcome: 'refused',
      reason: 'not-ready',
      where: place.where,
    });
    expect((await call('PUT', '/v1/issuances/p2', body('KWT-0117'))).body).toMatchObject({ outcome: 'granted' });
  });

  it('binds a loaded booklet once for a repeated key, and lists it by its slot', async () => {
    const load = (body: object, key: string) => call('POST', '/v1/vault-loadings', body, { 'idempotency-key': key });
    const first = await load(loadingOf('dana', { kioskId: 'KW-1', slot: 7 }), 'l1');
    expect(first.body).toMatchObject({ outcome: 'bound', orderId: 'ord-dana-1' });
    expect(await load(loadingOf('dana', { kioskId: 'KW-1', slot: 7 }), 'l1')).toEqual(first);
    refused(await load(loadingOf('dana', { kioskId: 'KW-1', slot: 8 }), 'l1'), 'idempotency-key-reused');
    await load(loadingOf('bader', { kioskId: 'KW-1', slot: 2 }, 1), 'l2');
    const { orders } = agreed('VaultContents', await call('GET', '/v1/vaults/KW-1/orders')) as { orders: object[] };
    expect(orders).toMatchObject([
      { slot: 2, orderId: 'ord-bader-2' },
      { slot: 7, orderId: 'ord-dana-1' },
    ]);
    expect((await call('POST', '/v1/vault-loadings', { kioskId: 'KW-1', slot: 9, documentNumber: 'X0000000' })).body)
      // Nobody's passport has this number.
      .toEqual({ outcome: 'refused', reason: 'unknown-document' });
    refused(
      await call('POST', '/v1/vault-loadings', { kioskId: 'KW-1', slot: 0, documentNumber: 'X0000000' }),
      'invalid-request',
    );
  });

  it('forgets a booklet that was taken out, once for a repeated key and only where it lay', async () => {
    const takeOut = (body: object, key: string) =>
      call('POST', '/v1/vault-unloadings', body, { 'idempotency-key': key });
    service.recordLoading(loadingOf('dana', { kioskId: 'KW-1', slot: 7 }));
    const away = await takeOut({ kioskId: 'KW-2', orderId: 'ord-dana-1' }, 'u1');
    expect(agreed('UnloadingVerdict', away)).toEqual({ outcome: 'not-there' });
    const first = await takeOut({ kioskId: 'KW-1', orderId: 'ord-dana-1' }, 'u2');
    expect(agreed('UnloadingVerdict', first)).toEqual({ outcome: 'removed' });
    expect(await takeOut({ kioskId: 'KW-1', orderId: 'ord-dana-1' }, 'u2')).toEqual(first);
    expect((await call('GET', '/v1/vaults/KW-1/orders')).body).toEqual({ orders: [] });
    refused(await takeOut({ kioskId: 'KW-1' }, 'u3'), 'invalid-request');
  });

  it('knows from the beginning what lies elsewhere, and by what right a parent collects', async () => {
    const { orders } = await visit('hessa');
    expect(orders).toMatchObject([{ vault: { kioskId: 'KWT-0042', where: 'Souq Al-Bahar, Gate 2' } }]);
    const parent = await visit('faisal');
    expect(parent.orders).toMatchObject([
      { collectAs: 'guardian', status: { state: 'ready' } },
      { status: { state: 'held', reason: 'minor-needs-guardian' } },
    ]);
    const data = await call('GET', `/v1/collections/${parent.id}/orders/ord-faisal-1/document`);
    expect(agreed('DocumentData', data)['civilId']).not.toBe(personCalled('faisal').civilId);
    refused(await call('GET', `/v1/collections/${parent.id}/orders/ord-faisal-2/document`), 'not-ready');
  });

  it('sends a code again only after a while', async () => {
    const id = await begin();
    const again = agreed('CodeRequestVerdict', await call('POST', `/v1/collections/${id}/code-requests`));
    expect(again).toMatchObject({ outcome: 'too-soon' });
    expect(service.phone(noura.civilId)).toHaveLength(1);
  });

  it('refuses what is not as agreed', async () => {
    refused(await call('POST', '/v1/collections', { civilId: '12' }), 'invalid-request');
    refused(await call('GET', '/v1/nothing'), 'not-found');
    refused(await call('POST', '/v1/collections/none/code-requests'), 'unknown-collection');
  });

  it('is away while its network is cut, and there again afterwards', async () => {
    service.faults.arm('down', { times: Number.POSITIVE_INFINITY });
    await expect(fetch(`${url}/v1/heartbeat`)).rejects.toThrow();
    service.faults.clear('down');
    await expect.poll(async () => (await call('GET', '/v1/heartbeat')).status, { timeout: 3_000 }).toBe(200);
  });

  it.each(['serverError', 'html', 'wrongSchema', 'answerLost'] as const)('can be made to fail: %s', async (fault) => {
    service.faults.arm(fault, { at: 'heartbeat' });
    const answer = await fetch(`${url}/v1/heartbeat`, { headers: { 'kiosk-id': 'K', 'request-id': 'r' } }).then(
      async (got) => `${got.status} ${await got.text()}`,
      () => 'lost',
    );
    expect(answer).not.toMatch(/time_ms/);
    expect(service.faults.armed()).toEqual([]);
  });
});
