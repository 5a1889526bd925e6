/** A technician comes to the real machine: in with a card and its PIN, looks, tests, and hands it back to the residents. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Kiosk, launchKiosk } from './kit/kiosk.ts';
import { startWorld, type WorldClient } from './kit/world.ts';

/** Of every made-up card. */
const PIN = '246810';
const overrides = { timeouts: { notice_s: 5, thanks_s: 1 } };
const pictures = process.env['TASLEEM_PICTURES'];

test.setTimeout(120_000);

let world: WorldClient;
let kiosk: Kiosk;

test.beforeAll(async () => {
  world = await startWorld({ pace: 50, overrides });
  kiosk = await launchKiosk(world);
});
test.afterAll(async () => {
  await kiosk?.close();
  await world?.close();
});
test.beforeEach(() => kiosk.expectScreen('attract', 40_000));
test.afterEach(async () => {
  await world.hand('remove-card').catch(() => undefined);
});

const page = (name: string) =>
  kiosk.page.waitForSelector(`[data-screen="technician"][data-page="${name}"]`, { timeout: 10_000 });
const look = async (name: string) => {
  if (pictures) await kiosk.picture(join(pictures, `technician-${name}.png`));
};

async function typePin(pin: string): Promise<void> {
  for (const digit of pin) await kiosk.page.locator(`[data-intent="digit"][data-digit="${digit}"]`).click();
  await kiosk.touch('submit-code');
}

async function enter(technician: string): Promise<void> {
  await world.hand('present-technician', { technician });
  await kiosk.expectScreen('technician-pin');
  await typePin(PIN);
  await kiosk.expectScreen('technician');
  await world.hand('remove-card');
}

/** Presses the control that asks for this: `run-test`, of that device and test. */
async function ask(what: string, which: Readonly<Record<string, string>> = {}): Promise<void> {
  const details = Object.entries(which).map(([name, value]) => `[data-${name}="${value}"]`);
  await kiosk.page
    .locator(`button[data-ask="${what}"]${details.join('')}`)
    .first()
    .click();
}

test('a technician comes in, reads what is the matter, tests, and a resident is served after', async () => {
  await enter('amal');
  await page('overview');
  await look('overview');
  await expect(kiosk.page.locator('[data-document="driving-licence"][data-state="ok"]')).toBeVisible();
  await expect(kiosk.page.locator('[data-document="passport"][data-state="ok"]')).toBeVisible();

  await ask('page', { page: 'devices' });
  await page('devices');
  await ask('device', { device: 'receiptPrinter' });
  await page('device:receiptPrinter');
  await ask('run-test', { test: 'print-test-receipt' });
  await expect(kiosk.page.locator('li[data-test="print-test-receipt"][data-state="ok"]')).toBeVisible({
    timeout: 30_000,
  });
  await look('receipt-printer');
  const printed = (await world.state()).receipts.at(-1);
  expect(printed?.complete).toBe(true);

  await ask('page', { page: 'journal' });
  await page('journal');
  await ask('verify-journal');
  await expect(kiosk.page.locator('[data-chain="sound"]')).toBeVisible({ timeout: 20_000 });
  await look('journal');

  await ask('back-in-service');
  await kiosk.expectScreen('attract', 40_000);
  await world.tap('fahad');
  await kiosk.expectScreen('code');
  await world.hand('remove-card');
  await kiosk.typeCode(await world.codeOf('fahad'));
  await kiosk.expectScreen('documents');
  await kiosk.touch('finish');
});

test('a wrong PIN opens nothing', async () => {
  await world.hand('present-technician', { technician: 'dana' });
  await kiosk.expectScreen('technician-pin');
  await typePin('111111');
  await expect(kiosk.page.locator('.code-wrong')).toBeVisible();
  await look('pin-wrong');
  await kiosk.touch('finish');
  await kiosk.expectScreen('attract');
});

for (const technician of ['expired', 'revoked', 'copy', 'guest'] as const) {
  test(`the card of ${technician} is turned away`, async () => {
    await world.hand('present-technician', { technician });
    await kiosk.expectScreen('technician-pin');
    await kiosk.touch('finish');
    await kiosk.expectScreen('attract');
  });
}

test('a stranger’s card is refused as any resident’s would be', async () => {
  await world.hand('present-technician', { technician: 'stranger' });
  await kiosk.expectScreen('notice:card-wrong-authority');
  await world.hand('remove-card');
  await kiosk.touch('finish');
});

test('a machine that its technician leaves closed stays so until one opens it again', async () => {
  await enter('amal');
  await kiosk.page.locator('[data-opens="leave-closed"]').click();
  await ask('leave-closed');
  await kiosk.expectScreen('out-of-service');
  await enter('bader');
  await ask('back-in-service');
  await kiosk.expectScreen('attract', 40_000);
});
