/** Bad cards, bad answers, bad data, a broken printer: each has its screen in the real window, and nothing is made. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Kiosk, launchKiosk } from './kit/kiosk.ts';
import { startWorld, type WorldClient } from './kit/world.ts';

const ALWAYS = { times: 1_000_000 };
const overrides = { timeouts: { notice_s: 20, service_s: 2, cardRead_s: 3, thanks_s: 1 } };

test.setTimeout(60_000);

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
  await world.clearFaults();
  await world.network(true);
  await world.hand('remove-card').catch(() => undefined);
  const screen = await kiosk.screen();
  if (screen.startsWith('notice:') || screen === 'documents') await kiosk.touch('finish');
});

const cards = [
  ['clone', 'card-not-genuine'],
  ['stranger', 'card-wrong-authority'],
  ['late', 'card-expired'],
  ['early', 'card-not-yet-valid'],
  ['transit', 'foreign-card'],
  ['broken', 'tap-not-read'],
  ['silent', 'tap-not-read'],
  ['keyless', 'card-not-genuine'],
  ['noise', 'card-unreadable'],
  ['spinner', 'card-unreadable'],
  ['stutter', 'card-unreadable'],
  ['typo', 'card-without-number'],
] as const;

for (const [person, notice] of cards) {
  test(`the card of ${person} leads to ${notice}`, async () => {
    await world.tap(person);
    await kiosk.expectScreen(`notice:${notice}`, 20_000);
  });
}

for (const fault of ['serverError', 'html', 'wrongSchema'] as const) {
  test(`a service that answers with ${fault} leads to service-trouble`, async () => {
    await world.armFault('service', fault, { ...ALWAYS, at: 'beginCollection' });
    await world.tap('fahad');
    await kiosk.expectScreen('notice:service-trouble', 20_000);
  });
}

test('a service that does not answer in time leads to no-network', async () => {
  await world.armFault('service', 'slow', { ...ALWAYS, at: 'beginCollection', late_ms: 20_000 });
  await world.tap('fahad');
  await kiosk.expectScreen('notice:no-network', 20_000);
});

async function identify(person: string): Promise<void> {
  await world.tap(person);
  await kiosk.expectScreen('code');
  await world.hand('remove-card');
  await kiosk.typeCode(await world.codeOf(person));
}

for (const person of ['gurpreet', 'anna', 'tariq', 'endless', 'mirror']) {
  test(`the broken data of ${person} lead to data-problem, before a blank is spent`, async () => {
    await identify(person);
    await kiosk.expectScreen('documents');
    await kiosk.touch('choose-order');
    await kiosk.expectScreen('notice:data-problem', 20_000);
    expect((await world.state()).cardPrinter.places.hopper).toBe(50);
  });
}

test('data of another person are never printed', async () => {
  await world.armFault('service', 'holderMismatch', ALWAYS);
  await identify('mariam');
  await kiosk.expectScreen('documents');
  await kiosk.touch('choose-order');
  await kiosk.expectScreen('notice:data-problem', 20_000);
});

test('a claim that is refused leads to being-made-elsewhere, before a blank is spent', async () => {
  await world.armFault('service', 'claimRefused', ALWAYS);
  await identify('fahad');
  await kiosk.expectScreen('documents');
  await kiosk.touch('choose-order');
  await kiosk.expectScreen('confirm');
  await kiosk.touch('confirm');
  await kiosk.expectScreen('notice:being-made-elsewhere', 20_000);
  expect((await world.state()).cardPrinter.places.hopper).toBe(50);
});

test('three wrong codes lock, and the screen says what to do', async () => {
  await world.tap('siobhan');
  await kiosk.expectScreen('code');
  await world.hand('remove-card');
  for (let attempt = 0; attempt < 3; attempt++) {
    await kiosk.typeCode('000000');
    if (attempt < 2) await kiosk.page.waitForSelector('[data-state="wrong:0"]');
  }
  await kiosk.expectScreen('notice:code-locked', 20_000);
});

test('a machine with neither blanks nor vault, or no network, says so before anybody begins, and opens again by itself', async () => {
  // Without blanks alone it stays open for passports.
  await world.power('documentVault', false);
  await world.armFault('cardPrinter', 'hopperEmpty', ALWAYS);
  await kiosk.expectScreen('out-of-service', 40_000);
  await expect(kiosk.page.locator('body')).toContainText('P1');
  await world.clearFaults();
  await world.power('documentVault', true);
  await kiosk.expectScreen('attract', 30_000);
  await world.network(false);
  await kiosk.expectScreen('out-of-service', 40_000);
  await expect(kiosk.page.locator('body')).toContainText('N1');
  await world.network(true);
  await kiosk.expectScreen('attract', 40_000);
});

test('a receipt that fails is shown as a code; the document stays handed over', async () => {
  await identify('li');
  await kiosk.expectScreen('documents');
  await kiosk.touch('choose-order');
  await kiosk.expectScreen('confirm');
  await kiosk.touch('confirm');
  await kiosk.expectScreen('take');
  await world.hand('take-document');
  await kiosk.expectScreen('receipt');
  await world.armFault('receiptPrinter', 'paperEnds', { at_mm: 5 });
  await kiosk.touch('receipt-print');
  await kiosk.expectScreen('receipt-code', 30_000);
  await kiosk.touch('finish');
  const { service } = await world.state();
  expect(service.orders.find(({ orderId }) => orderId === 'ord-li-1')?.state).toBe('issued');
  await world.hand('change-paper');
});

test('a configuration that is wrong shows its code, in words for both languages', async () => {
  const broken = await startWorld({ pace: 50 });
  writeFileSync(join(broken.directory, 'kiosk.yaml'), 'site: { machineId: 12 }\nunknown: true\n');
  const closed = await launchKiosk(broken);
  await closed.expectScreen('out-of-service');
  for (const language of ['en', 'ar']) {
    await closed.language(language);
    await expect(closed.page.locator('body')).toContainText('C4');
  }
  await closed.close();
  await broken.close();
});
