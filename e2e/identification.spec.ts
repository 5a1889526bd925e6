/** Who is standing there: each second factor and an ICAO document, in the real window, in both languages. */
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type Kiosk, launchKiosk } from './kit/kiosk.ts';
import { root, startWorld, type WorldClient } from './kit/world.ts';

const overrides = { timeouts: { notice_s: 30, thanks_s: 1, cardRead_s: 10, documentRead_s: 30, idle_s: 60 } };
/** Of every made-up card. */
const PIN = '246810';
const CAN = '482910';

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
  if ((await kiosk.screen()) !== 'attract') await kiosk.touch('finish');
});

/** What the glass shows now, in Arabic and in English, to be looked at. */
async function picture(name: string): Promise<void> {
  for (const language of ['ar', 'en']) {
    await kiosk.language(language);
    await kiosk.picture(join(root, 'out/identification', `${name}-${language}.png`));
  }
}

/** Held under the scanner again and again, as a person does, until the screen follows. */
const scanned = (hand: 'show-slip' | 'show-zone', resident: string, screen: string) =>
  expect
    .poll(
      () =>
        world
          .hand(hand, { resident })
          .catch(() => undefined)
          .then(() => kiosk.screen()),
      { timeout: 40_000 },
    )
    .toBe(screen);

const state = (text: string) => kiosk.page.waitForSelector(`[data-state="${text}"]`, { timeout: 30_000 });

test.describe('the PIN of the card', () => {
  test.beforeAll(() => world.askFor('chip-pin'));

  test('that is right opens the documents', async () => {
    await world.tap('fahad');
    await kiosk.expectScreen('pin');
    await state('typing:0');
    await picture('pin');
    await kiosk.typeCode(PIN);
    await kiosk.expectScreen('documents');
  });

  test('that is wrong costs a try, and the right one after it opens the documents', async () => {
    await world.tap('mariam');
    await kiosk.expectScreen('pin');
    await state('typing:0');
    await kiosk.typeCode('000000');
    await state('wrong:0');
    await picture('pin-wrong');
    await kiosk.typeCode(PIN);
    await kiosk.expectScreen('documents');
  });

  test('that is wrong too often blocks the card, after a warning before the last try', async () => {
    await world.tap('priya');
    await kiosk.expectScreen('pin');
    await state('typing:0');
    for (const pin of ['000000', '111111', '222222']) {
      await kiosk.typeCode(pin);
      await state('wrong:0');
    }
    await kiosk.typeCode('333333');
    await state('last-try:0');
    await picture('pin-last-try');
    await kiosk.touch('use-last-try');
    await kiosk.typeCode('444444');
    await kiosk.expectScreen('notice:pin-blocked');
    await picture('pin-blocked');
    await kiosk.touch('finish');
    await world.hand('remove-card');
    await world.tap('priya');
    await kiosk.expectScreen('notice:pin-blocked');
  });
});

test.describe('the phone of the holder', () => {
  test.beforeAll(() => world.askFor('mobile-id'));

  test('approves, and the documents are there', async () => {
    await world.tap('fahad');
    await kiosk.expectScreen('phone');
    await picture('phone');
    await world.answerOnPhone('fahad', 'approved');
    await kiosk.expectScreen('documents');
  });

  test('declines, and nothing is opened', async () => {
    await world.tap('mariam');
    await kiosk.expectScreen('phone');
    await world.answerOnPhone('mariam', 'declined');
    await kiosk.expectScreen('notice:phone-declined');
    await picture('phone-declined');
  });

  test('does not answer, and is not waited for without end', async () => {
    await world.askFor('mobile-id', 10);
    await world.tap('joseph');
    await kiosk.expectScreen('phone');
    await kiosk.expectScreen('notice:phone-timed-out');
    await picture('phone-timed-out');
  });
});

test.describe('an ICAO identity card', () => {
  test.beforeAll(() => world.askFor('collection-code'));

  test('opens by its number, lifted from the light to read it, and its holder collects', async () => {
    await world.tap('ghanima');
    await kiosk.expectScreen('document-key');
    await picture('document-key');
    await world.hand('remove-card');
    await kiosk.typeCode(CAN);
    await state('lay:6');
    await picture('document-key-lay');
    await world.tap('ghanima');
    await kiosk.expectScreen('code', 40_000);
    await kiosk.typeCode(await world.codeOf('ghanima'));
    await kiosk.expectScreen('documents');
    await picture('document-opened');
  });

  test('opens by the zone on its back, held under the scanner, and its holder collects with a slip', async () => {
    await world.tap('ghanima');
    await kiosk.expectScreen('document-key');
    await scanned('show-zone', 'ghanima', 'code');
    await picture('slip');
    await scanned('show-slip', 'ghanima', 'documents');
  });

  test('does not open by another number, and does by the right one after it', async () => {
    await world.tap('ghanima');
    await kiosk.expectScreen('document-key');
    await kiosk.typeCode('111111');
    await state('wrong:0');
    await picture('document-key-wrong');
    await kiosk.typeCode(CAN);
    await kiosk.expectScreen('code', 40_000);
    await kiosk.typeCode(await world.codeOf('ghanima'));
    await kiosk.expectScreen('documents');
  });

  test('that is a copy opens, and is refused', async () => {
    await world.tap('copied-icao');
    await kiosk.expectScreen('document-key');
    await kiosk.typeCode(CAN);
    await kiosk.expectScreen('notice:card-not-genuine', 40_000);
    await picture('document-copied');
  });

  test('that has expired opens, and its holder is told so', async () => {
    await world.tap('late-icao');
    await kiosk.expectScreen('document-key');
    await kiosk.typeCode('135790');
    await kiosk.expectScreen('notice:card-expired', 40_000);
  });

  test('is not opened again for a while after three wrong numbers', async () => {
    await world.tap('ghanima');
    await kiosk.expectScreen('document-key');
    for (const number of ['111111', '222222']) {
      await kiosk.typeCode(number);
      await state('wrong:0');
    }
    await kiosk.typeCode('333333');
    await kiosk.expectScreen('notice:document-locked', 40_000);
    await picture('document-locked');
    await world.hand('remove-card');
    await world.tap('ghanima');
    await kiosk.expectScreen('notice:document-locked');
    expect(await kiosk.screen()).toBe('notice:document-locked');
  });
});
