import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { residents } from '../residents/index.ts';
import { createWorld, type World } from '../world/index.ts';
import { createBenchApi } from './api.ts';

let directory: string;
let world: World;
let url: string;
let close: () => Promise<unknown>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tasleem-bench-api-'));
  world = await createWorld({ directory, clock: systemClock, log: silentLog, pace: 1000, blanks: 3, overrides: {} });
  const api = createBenchApi(world, undefined);
  url = await api.listen({ host: '127.0.0.1', port: 0 });
  close = () => Promise.all([api.close(), world.close()]);
});
afterEach(async () => {
  await close();
  rmSync(directory, { recursive: true, force: true });
});

async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

it('refuses pages of other origins, and calls that cannot be done in one sentence', async () => {
  expect(await call('GET', '/api/state', undefined, { origin: 'https://elsewhere.example' })).toMatchObject({
    status: 403,
  });
  expect(await call('POST', '/api/hand/take-document')).toEqual({
    status: 400,
    body: { error: expect.stringMatching(/tray/) },
  });
  expect(await call('PUT', '/api/pace', { factor: 0 })).toMatchObject({ status: 400 });
  expect(await call('POST', '/api/office/none', { outcome: 'handed-over', by: 'x', why: 'y' })).toEqual({
    status: 400,
    body: { error: 'none' },
  });
});

it('lets an office decide about an order that is frozen for machines', async () => {
  const noura = residents(new Date()).find(({ id }) => id === 'noura');
  const service = /url: (http\S+)/.exec(readFileSync(join(directory, 'kiosk.yaml'), 'utf8'))?.[1];
  const tell = async (method: string, path: string, body: object, key: string): Promise<Record<string, string>> => {
    const headers = {
      'content-type': 'application/json',
      'kiosk-id': 'KW-1',
      'request-id': key,
      'idempotency-key': key,
    };
    return (await (await fetch(`${service}${path}`, { method, headers, body: JSON.stringify(body) })).json()) as never;
  };
  const { collectionId } = await tell('POST', '/v1/collections', { civilId: noura?.civilId }, 'k1');
  await tell('POST', `/v1/collections/${collectionId}/code-attempts`, { code: noura?.collectionCode }, 'k2');
  const orderId = noura?.orders[0]?.orderId ?? '';
  await tell('PUT', '/v1/issuances/i1', { orderId, collectionId, kioskId: 'KW-1' }, 'i1');
  for (const [index, kind] of ['medium-bound', 'unresolved'].entries()) {
    const event = {
      issuanceId: 'i1',
      entryId: `e${index}`,
      ordinal: index + 1,
      kind,
      at_ms: Date.now(),
      kioskId: 'KW-1',
    };
    await tell('POST', '/v1/issuances/i1/events', event, `e${index}`);
  }
  const stateOf = () => world.state().service.orders.find((order) => order.orderId === orderId)?.state;
  expect(stateOf()).toBe('unresolved');
  const ruling = { outcome: 'may-be-made-again', by: 'Office 12, A. Salem', why: 'found inside, destroyed' };
  expect(await call('POST', '/api/office/i1', ruling)).toMatchObject({ status: 200 });
  expect(stateOf()).toBe('ready');
  expect(world.state().service.issuances[0]).toMatchObject({ ruling });
  expect(await call('POST', '/api/office/i1', ruling)).toMatchObject({ status: 400 });
});

it('has a vault in which the passports of residents lie, that hands load, unload, open and take from', async () => {
  const { documentVault } = world.state();
  const slotOf = (resident: string) => documentVault.booklets.find((booklet) => booklet.resident === resident)?.slot;
  expect([slotOf('dana'), slotOf('rana')]).toEqual([1, undefined]);
  const lay = (hand: string, body: object = {}) => call('POST', `/api/hand/${hand}`, body);
  expect(await lay('load-slot', { slot: 1, resident: 'rana' })).toMatchObject({ status: 400 });
  expect(await lay('load-slot', { slot: 24, resident: 'rana' })).toMatchObject({ status: 200 });
  expect(await lay('load-slot', { slot: 23, resident: 'rana' })).toMatchObject({ status: 400 });
  expect(await lay('unload-slot', { slot: 1 })).toEqual({ status: 200, body: { done: 'P0001' } });
  expect(await lay('unload-slot', { slot: 1 })).toMatchObject({ status: 400 });
  expect(await lay('open-cover', { device: 'documentVault' })).toMatchObject({ status: 200 });
  expect(world.state().documentVault.door).toBe('open');
  expect(await call('PUT', '/api/faults/documentVault/chipDead', {})).toMatchObject({ status: 200 });
  expect(await call('PUT', '/api/faults/documentVault/sneeze', {})).toMatchObject({ status: 400 });
  expect(await call('PUT', '/api/power/documentVault', { on: false })).toMatchObject({ status: 200 });
  expect(world.events.all().map(({ source, words }) => `${source} ${words}`)).toEqual(
    expect.arrayContaining([
      'hand load-slot 24 rana',
      "documentVault P0001, dana's: removed",
      'documentVault door: open',
      'fault documentVault: chipDead armed',
      'documentVault power: off',
    ]),
  );
});

it('writes a configuration with all chip readers, and authorities that say TEST', () => {
  const file = readFileSync(join(directory, 'kiosk.yaml'), 'utf8');
  for (const words of ['documentVault:', 'vaultReader:', 'encoder:', 'loadAtFirstStart: true'])
    expect(file).toContain(words);
  for (const words of ['passport-authorities-TEST.pem', 'licence-authorities-TEST.pem', 'licence-revocations-TEST.pem'])
    expect(file).toContain(words);
  expect(new Set(file.match(/^ +port: \d+/gm)).size).toBe(file.match(/^ +port: \d+/gm)?.length);
  for (const name of ['passport', 'licence'])
    expect(readFileSync(join(directory, `${name}-authorities-TEST.pem`), 'utf8')).toMatch(
      /^-----BEGIN CERTIFICATE-----/,
    );
  const desk = readFileSync(join(directory, 'desk.yaml'), 'utf8');
  expect(desk).toContain('cardReader:');
  expect(file).not.toContain(/port: (\d+)/.exec(desk)?.[1]);
});

it('makes the chips of blanks fail, and lays on the desk’s reader only what left the machine', async () => {
  expect(await call('PUT', '/api/faults/encoder/dead', { times: 2 })).toMatchObject({
    status: 200,
    body: {
      encoder: { known: ['dead', 'writeFailsHalfWay', 'lockedAlready'], armed: [{ name: 'dead', timesLeft: 2 }] },
    },
  });
  expect(await call('DELETE', '/api/faults')).toMatchObject({ body: { encoder: { armed: [] } } });
  expect(await call('PUT', '/api/faults/encoder/sneeze', {})).toMatchObject({ status: 400 });
  expect(await call('POST', '/api/hand/lay-on-desk', { cardId: 'B0001' })).toMatchObject({ status: 400 });
  expect(await call('POST', '/api/hand/lift-from-desk')).toMatchObject({ status: 200 });
  expect(world.state()).toMatchObject({ encoder: { card: null }, deskReader: { card: null } });
});

it('asks for the phone, and lets a resident answer on it', async () => {
  expect(await call('PUT', '/api/second-factor', { kind: 'mobile-id' })).toMatchObject({ status: 200 });
  expect(await call('PUT', '/api/second-factor', { kind: 'trust' })).toMatchObject({ status: 400 });
  expect(await call('POST', '/api/phones/noura', { answer: 'approved' })).toMatchObject({ status: 200 });
  expect(await call('POST', '/api/phones/nobody', { answer: 'approved' })).toMatchObject({ status: 400 });
});
