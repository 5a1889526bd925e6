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
  const id = await begin();
  const code = service.collectionCodeOf(noura?.civilId ?? '');
  agreed('CodeVerdict', await call('POST', `/v1/collections/${id}/code-attempts`, { code }));
  return id;
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
    agreed('LicenceData', await call('GET', `/v1/collections/${id}/orders/ord-noura-1/document`));
    agreed('ClaimVerdict', await call('PUT', '/v1/issuances/i1', claimBody(id)));
    agreed('EventReceipt', await report('i1', 1, 'medium-bound'));
    agreed('CodeRequestVerdict', await call('POST', `/v1/collections/${id}/code-requests`));
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
