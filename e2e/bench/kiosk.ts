/** What only the whole kiosk can show: how soon it is there, how soon orders are, and what it adds to the devices' time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron as electron } from 'playwright-core';
import { systemRandom } from '../../common/random.ts';
import { ok } from '../../common/result.ts';
import { readPivEvidence } from '../../devices/chip/index.ts';
import { buildAll, productionFolder } from '../../scripts/build.mjs';
import { launchFlags } from '../../scripts/electron-runtime.mjs';
import { createCard, createTestPki } from '../../simulators/cards/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import { type Kiosk, launchKiosk } from '../kit/kiosk.ts';
import { root, startWorld, type WorldClient } from '../kit/world.ts';
import { identify } from '../stories/story.ts';
import { type Row, rowOf, summed } from './measure.ts';

const STARTS = 5;
const ROUNDS = 4;
const VISITS = ['fahad', 'mariam', 'li', 'siobhan', 'priya', 'yousef'];
/** Speeds of the simulated machinery while a whole issuance is timed. */
const SLOW = 5;
const FAST = 40;

/** From the start of the process to the touchable attract screen, as it is packaged, against a window with one line of HTML. */
export async function coldStart(): Promise<Row> {
  await buildAll({ mode: 'production' });
  const world = await startWorld({ pace: 20 });
  const [kiosk, minimal]: [number[], number[]] = [[], []];
  for (let start = 0; start < STARTS; start++) {
    kiosk.push(await untilAttract(world));
    minimal.push(await untilOneLine());
  }
  await world.close();
  return rowOf('cold-start', summed(kiosk), summed(minimal).median, '<= 1.5 x', (ratio) => ratio <= 1.5);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function untilAttract(world: WorldClient): Promise<number> {
  const began = performance.now();
  const kiosk = await launchKiosk(world, { program: join(productionFolder, 'main/app.js') });
  await kiosk.expectScreen('attract');
  const took = performance.now() - began;
  await kiosk.close();
  return took;
}

async function untilOneLine(): Promise<number> {
  const began = performance.now();
  const app = await electron.launch({
    args: [...launchFlags({ virtual: process.env['DISPLAY'] === undefined }), join(root, 'e2e/bench/minimal.mjs')],
    cwd: root,
  });
  await (await app.firstWindow()).waitForSelector('p');
  const took = performance.now() - began;
  await app.close();
  return took;
}

/**
 * From the card on the reader to the painted code screen, and from the touch after the last digit to the painted
 * orders, as the page itself saw them; against the same APDUs and requests made bare.
 */
export async function tapToOrders(): Promise<Row> {
  const world = await startWorld({ pace: 1000 });
  const kiosk = await launchKiosk(world);
  await kiosk.expectScreen('attract');
  await kiosk.page.evaluate(watchScreens);
  const people = residents(new Date());
  const bare = await bareVisit(world);
  const [taps, bares]: [number[], number[]] = [[], []];
  for (let visit = 0; visit < VISITS.length * ROUNDS; visit++) {
    const resident = people.find(({ id }) => id === VISITS[visit % VISITS.length]);
    if (!resident) throw new Error('the residents of the bench are always there');
    const took = await tap(kiosk, world, resident.id);
    const code = await world.codeOf(resident.id);
    const reference = await timed(() => bare(resident.civilId, code));
    // The first visits find everything cold: they happen once a day.
    if (visit >= VISITS.length) taps.push(took);
    if (visit >= VISITS.length) bares.push(reference);
  }
  await kiosk.close();
  await world.close();
  const measured = summed(taps);
  const reference = summed(bares).median;
  const row = rowOf('tap-to-orders', measured, reference, 'p95 <= bare + 60 ms', () => true);
  return { ...row, pass: measured.p95 <= reference + 60 };
}

async function tap(kiosk: Kiosk, world: WorldClient, resident: string): Promise<number> {
  const tapped_ms = Date.now();
  await world.tap(resident);
  await kiosk.expectScreen('code');
  const untilCode = (await paintedAt(kiosk, 'code')) - tapped_ms;
  await world.hand('remove-card');
  await kiosk.typeDigits(await world.codeOf(resident));
  await kiosk.touch('submit-code');
  await kiosk.expectScreen('documents');
  const untilOrders = (await paintedAt(kiosk, 'documents')) - (await paintedAt(kiosk, 'touch'));
  await kiosk.touch('finish');
  await kiosk.expectScreen('attract', 20_000);
  return untilCode + untilOrders;
}

/**
 * Runs in the page: keeps when each screen was painted for the last time that it came, and the last touch. A frame is
 * painted when the next one begins. As text, since what a compiler adds to a function is not there in the page.
 */
const watchScreens = `{
  const painted = (window.painted = {});
  let current = '';
  const look = () => {
    const screen = document.querySelector('[data-screen]')?.dataset.screen ?? '';
    if (screen === current) return;
    current = screen;
    delete painted[screen];
    requestAnimationFrame(() => requestAnimationFrame(() => { painted[screen] = Date.now(); }));
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
  window.addEventListener('pointerup', () => { painted.touch = Date.now(); }, { capture: true });
}`;

async function paintedAt(kiosk: Kiosk, what: string): Promise<number> {
  const handle = await kiosk.page.waitForFunction((name) => Reflect.get(window, 'painted')[name] as number, what);
  return (await handle.jsonValue()) as number;
}

/** The same card, the same three APDU dialogues and the two requests, by nothing but the card itself and `fetch`. */
async function bareVisit(world: WorldClient): Promise<(civilId: string, code: string) => Promise<void>> {
  const pki = createTestPki({ now: new Date() });
  const url = /url: (http\S+)/.exec(readFileSync(world.configFile, 'utf8'))?.[1] ?? '';
  const post = async (path: string, body: object, call: string): Promise<{ collectionId?: string }> => {
    const headers = {
      'content-type': 'application/json',
      'kiosk-id': 'BENCH',
      'request-id': call,
      'idempotency-key': call,
    };
    const answer = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return (await answer.json()) as { collectionId?: string };
  };
  let visits = 0;
  return async (civilId, code) => {
    visits += 1;
    const card = createCard(pki, { kind: 'genuine', civilId });
    card.powerOn();
    await readPivEvidence(async (command) => ok(card.transmit(command) ?? new Uint8Array()), systemRandom.bytes(32));
    const { collectionId } = await post('/v1/collections', { civilId }, `bench-begin-${visits}`);
    await post(`/v1/collections/${collectionId}/code-attempts`, { code }, `bench-code-${visits}`);
  };
}

/**
 * What the kiosk adds to an issuance beyond the time of the simulated devices. The same issuance is made at two speeds of
 * the machinery: what shrinks with the speed is the devices', what does not is the kiosk's own.
 */
export async function overhead(): Promise<Row> {
  const world = await startWorld({ pace: 1000 });
  const kiosk = await launchKiosk(world);
  await kiosk.expectScreen('attract');
  const [slow, fast]: [number[], number[]] = [[], []];
  for (const [visit, resident] of VISITS.entries()) {
    const [pace, times] = visit % 2 === 0 ? [SLOW, slow] : [FAST, fast];
    times.push(await makeOne(kiosk, world, resident, pace));
  }
  await kiosk.close();
  await world.close();
  const [slow_ms, fast_ms] = [summed(slow).median, summed(fast).median];
  const devices_ms = (slow_ms - fast_ms) / (1 / SLOW - 1 / FAST);
  const whole_ms = devices_ms + Math.max(0, fast_ms - devices_ms / FAST);
  return rowOf('overhead', { median: whole_ms, p95: whole_ms }, devices_ms, '<= 1.01 x', (ratio) => ratio <= 1.01);
}

/** From the touch of "confirm" to the screen that says take it. */
async function makeOne(kiosk: Kiosk, world: WorldClient, resident: string, pace: number): Promise<number> {
  await world.pace(1000);
  await identify({ world, kiosk, step: (screen) => kiosk.expectScreen(screen) }, resident);
  await kiosk.touch('choose-order');
  await kiosk.expectScreen('confirm');
  await world.pace(pace);
  const took = await timed(async () => {
    await kiosk.touch('confirm');
    await kiosk.expectScreen('take', 60_000);
  });
  await world.pace(1000);
  await world.hand('take-document');
  await kiosk.expectScreen('receipt');
  await kiosk.touch('receipt-none');
  await kiosk.expectScreen(['thanks', 'documents']);
  await kiosk.touch('finish');
  await kiosk.expectScreen('attract', 20_000);
  return took;
}
