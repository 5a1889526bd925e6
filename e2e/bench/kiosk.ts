/** What only the whole kiosk can show: how soon it is there, how soon orders are, and what it adds to the devices' time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron as electron } from 'playwright-core';
import { launchFlags } from '../../scripts/electron-runtime.mjs';
import { type Kiosk, launchKiosk } from '../kit/kiosk.ts';
import { root, startWorld, type WorldClient } from '../kit/world.ts';
import { type Row, rowOf, summed } from './measure.ts';

const STARTS = 5;
const VISITS = ['fahad', 'mariam', 'li', 'siobhan', 'priya', 'yousef'];
/** Of the simulated machinery while a whole issuance is timed: its time is taken out again. */
const PACE = 10;

/** From the start of the process to the first touchable screen, against a window with one line of HTML. */
export async function coldStart(): Promise<Row> {
  const world = await startWorld({ pace: 20 });
  const [kiosk, minimal]: [number[], number[]] = [[], []];
  for (let start = 0; start < STARTS; start++) {
    kiosk.push(await timed(async () => (await launchKiosk(world)).close()));
    minimal.push(await timed(minimalWindow));
  }
  await world.close();
  return rowOf('cold-start', summed(kiosk), summed(minimal).median, '<= 1.5 x', (ratio) => ratio <= 1.5);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function minimalWindow(): Promise<void> {
  const app = await electron.launch({
    args: [...launchFlags({ virtual: process.env['DISPLAY'] === undefined }), join(root, 'e2e/bench/minimal.mjs')],
    cwd: root,
  });
  const page = await app.firstWindow();
  await page.waitForSelector('p');
  await app.close();
}

/**
 * From the card on the reader to the code screen, and from the last digit to the orders, against the same requests
 * to the service made one after the other by nothing but `fetch`.
 */
export async function tapToOrders(): Promise<Row> {
  const world = await startWorld({ pace: 1000 });
  const kiosk = await launchKiosk(world);
  await kiosk.expectScreen('attract');
  const [taps, bare]: [number[], number[]] = [[], []];
  for (const resident of VISITS) {
    taps.push(await tap(kiosk, world, resident));
    bare.push(await bareCalls(world));
  }
  await kiosk.close();
  await world.close();
  const measured = summed(taps);
  const reference = summed(bare).median;
  const row = rowOf('tap-to-orders', measured, reference, 'p95 <= bare + 60 ms', () => true);
  return { ...row, pass: measured.p95 <= reference + 60 };
}

async function tap(kiosk: Kiosk, world: WorldClient, resident: string): Promise<number> {
  const untilCode = await timed(async () => {
    await world.tap(resident);
    await kiosk.expectScreen('code');
  });
  await world.hand('remove-card');
  const code = await world.codeOf(resident);
  await kiosk.typeDigits(code);
  const untilOrders = await timed(async () => {
    await kiosk.touch('submit-code');
    await kiosk.expectScreen('documents');
  });
  await kiosk.touch('finish');
  await kiosk.expectScreen('attract', 20_000);
  return untilCode + untilOrders;
}

async function bareCalls(world: WorldClient): Promise<number> {
  const url = /url: (http\S+)/.exec(readFileSync(world.configFile, 'utf8'))?.[1] ?? '';
  return timed(async () => {
    for (let call = 0; call < 3; call++) {
      const headers = { 'kiosk-id': 'BENCH', 'request-id': `r${call}` };
      await (await fetch(`${url}/v1/heartbeat`, { headers })).text();
    }
  });
}

/** What the kiosk adds to an issuance beyond the time that the printer's steps took; at real speed about 45 s. */
export async function overhead(): Promise<Row> {
  const world = await startWorld({ pace: PACE });
  const kiosk = await launchKiosk(world);
  await kiosk.expectScreen('attract');
  await world.tap('fahad');
  await kiosk.expectScreen('code');
  await world.hand('remove-card');
  await kiosk.typeCode(await world.codeOf('fahad'));
  await kiosk.expectScreen('documents');
  await kiosk.touch('choose-order');
  await kiosk.expectScreen('confirm');
  const whole_ms = await timed(async () => {
    await kiosk.touch('confirm');
    await kiosk.expectScreen('take');
  });
  await kiosk.close();
  await world.close();
  // At the pace of the run the devices' 45 s are 4.5 s; what is left is the kiosk's, whatever the pace.
  const REAL_ms = 45_000;
  const own_ms = Math.max(0, whole_ms - REAL_ms / PACE);
  const samples = { median: REAL_ms + own_ms, p95: REAL_ms + own_ms };
  return rowOf('overhead', samples, REAL_ms, '<= 1.01 x', (ratio) => ratio <= 1.01);
}
