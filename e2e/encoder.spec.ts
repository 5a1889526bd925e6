/** The chip of a licence in the real window: written before there is ink on the card, and what becomes of a blank that is no good. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Kiosk, launchKiosk } from './kit/kiosk.ts';
import { differences, readOnDesk } from './kit/licence-chip.ts';
import { startWorld, type WorldClient } from './kit/world.ts';
import { endsOf } from './stories/story.ts';

const overrides = { timeouts: { notice_s: 20, thanks_s: 1 } };

test.setTimeout(90_000);

let world: WorldClient;
let kiosk: Kiosk;

test.beforeAll(async () => {
  world = await startWorld({ pace: 40, overrides });
  kiosk = await launchKiosk(world);
});
test.afterAll(async () => {
  await kiosk?.close();
  await world?.close();
});
test.beforeEach(() => kiosk.expectScreen('attract', 40_000));
test.afterEach(async () => {
  await world.clearFaults();
  await world.hand('remove-card').catch(() => undefined);
});

/** Up to the moment in which the machine begins. */
async function order(resident: string): Promise<void> {
  await world.tap(resident);
  await kiosk.expectScreen('code');
  await world.hand('remove-card');
  await kiosk.typeCode(await world.codeOf(resident));
  await kiosk.expectScreen('documents');
  await kiosk.touch('choose-order');
  await kiosk.expectScreen('confirm');
  await kiosk.touch('confirm');
}

async function take(): Promise<void> {
  await kiosk.expectScreen('take', 60_000);
  await world.hand('take-document');
  await kiosk.expectScreen('receipt');
  await kiosk.touch('receipt-none');
}

const making = (state: string) =>
  kiosk.page.waitForSelector(`[data-screen="making"][data-state^="${state}"]`, { timeout: 30_000 });

/** The newest cards that left the hopper, oldest of them first. */
async function lastCards(count: number) {
  const { cardPrinter } = await world.state();
  return cardPrinter.cards.slice(-count);
}

async function takenCard(): Promise<string> {
  const [card] = await lastCards(1);
  if (card?.place !== 'taken') throw new Error(`the last card is ${card?.place ?? 'nowhere'}`);
  return card.cardId;
}

test('a licence’s chip is written before the printing, and says on the desk what is printed on its card', async () => {
  // The head has hardly begun: what is on the chip of this card was there before.
  await world.armFault('cardPrinter', 'jam', { at: 'front:y' });
  await order('fahad');
  await making('1:printing-front');
  await making('2:');
  await take();
  const chip = { state: 'locked', resident: 'fahad' };
  expect(await lastCards(2)).toMatchObject([
    { place: 'rejectBin', complete: false, printJobs: 1, chip },
    { place: 'taken', complete: true, printJobs: 1, chip },
  ]);
  const cardId = await takenCard();
  const folder = mkdtempSync(join(tmpdir(), 'tasleem-desk-'));
  const reading = await readOnDesk(world, cardId, join(folder, 'face.jpg'));
  rmSync(folder, { recursive: true });
  expect(reading.words).toMatch(/isGenuine +yes/);
  expect(await differences(world, cardId, reading)).toEqual([]);
  const holder = { ...reading.read.holder, licenceNumber: 'KD1' };
  expect(await differences(world, cardId, { ...reading, read: { ...reading.read, holder } })).toEqual([
    'licenceNumber',
  ]);
});

const badBlanks = [
  ['never answers', 'dead', 'mariam', { state: 'dead', resident: null }],
  ['fails half way', 'writeFailsHalfWay', 'noura', { state: 'half', resident: 'noura' }],
  ['was locked by its maker', 'lockedAlready', 'joseph', { state: 'locked', resident: null }],
] as const;

for (const [what, fault, resident, chip] of badBlanks) {
  test(`a blank whose chip ${what} is spoilt without ink, and the second blank is good`, async () => {
    await world.armFault('encoder', fault);
    await order(resident);
    if (resident === 'joseph') {
      await kiosk.expectScreen('return-old');
      await kiosk.touch('old-returned');
    }
    // How far the first one comes is over too soon to be seen.
    await making('2:');
    await take();
    expect(await lastCards(2)).toMatchObject([
      { place: 'rejectBin', printJobs: 0, chip },
      { place: 'taken', complete: true, printJobs: 1, chip: { state: 'locked', resident } },
    ]);
    await expect.poll(() => endsOf(world, resident)).toEqual({ [`ord-${resident}-1`]: ['spoiled', 'issued'] });
  });
}

test('two bad blanks end the making: nothing is printed, the order waits for its holder, who is told so', async () => {
  await world.armFault('encoder', 'writeFailsHalfWay');
  await world.armFault('encoder', 'dead');
  await order('li');
  await kiosk.expectScreen('notice:cannot-make-here', 60_000);
  await expect(kiosk.page.locator('body')).toContainText(/TS-[A-Z0-9]{4}-[A-Z0-9]{4}/);
  expect(await lastCards(2)).toMatchObject([
    { place: 'rejectBin', printJobs: 0, chip: { state: 'dead' } },
    { place: 'rejectBin', printJobs: 0, chip: { state: 'half', resident: 'li' } },
  ]);
  await expect.poll(() => endsOf(world, 'li')).toEqual({ 'ord-li-1': ['spoiled', 'spoiled'] });
  const { service } = await world.state();
  expect(service.orders.find(({ orderId }) => orderId === 'ord-li-1')?.state).toBe('ready');
  await kiosk.touch('finish');
});

test('without its encoder the machine makes no licences: it says so before anybody begins, and opens again by itself', async () => {
  // Without licences alone it stays open for passports.
  await world.power('documentVault', false);
  await world.hand('unplug-encoder');
  await kiosk.expectScreen('out-of-service', 60_000);
  await expect(kiosk.page.locator('body')).toContainText('P5');
  await world.power('documentVault', true);
  await world.hand('plug-encoder');
  await kiosk.expectScreen('attract', 60_000);
});
