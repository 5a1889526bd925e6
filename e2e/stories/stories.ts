import type { WorldClient } from '../kit/world.ts';
import { identify, make, PACE, type Scene, type Story, takeAndGo, type Visit } from './story.ts';

/** At this pace, what a machine does in a moment lasts for a picture in either language. */
const SLOW = 2;

export const stories: readonly Story[] = [
  {
    name: 'renewal',
    title: 'A renewed licence, in Arabic; its chip says what is printed on it',
    language: 'ar',
    resident: 'fahad',
    ends: { 'ord-fahad-1': ['issued'] },
    async run(scene) {
      const { world, kiosk, step } = scene;
      await step('attract');
      await identify(scene, 'fahad');
      await kiosk.touch('choose-order');
      await step('confirm');
      await world.pace(SLOW);
      await kiosk.touch('confirm');
      await kiosk.page.waitForSelector('[data-screen="making"][data-state$=":writing-chip"]', { timeout: 30_000 });
      await step('making', 'making-chip');
      await world.pace(PACE);
      await kiosk.page.waitForSelector('[data-screen="making"][data-state*=":printing-"]', { timeout: 30_000 });
      await step('making');
      await step('take');
      await takeAndGo(scene);
      await scene.readTaken();
    },
  },
  {
    name: 'lost-replacement',
    title: 'A licence in place of a lost one, in English, receipt as a code on the screen',
    language: 'en',
    resident: 'mariam',
    ends: { 'ord-mariam-1': ['issued'] },
    async run(scene) {
      await identify(scene, 'mariam');
      await make(scene);
      await scene.world.hand('take-document');
      await scene.step('receipt');
      await scene.kiosk.touch('receipt-code');
      await scene.step('receipt-code');
      await scene.kiosk.touch('finish');
      await scene.step('thanks');
    },
  },
  {
    name: 'several',
    title: 'Several documents: one is ready, one not yet, one held',
    language: 'ar',
    resident: 'noura',
    ends: { 'ord-noura-1': ['issued'] },
    run: (scene) => collect(scene, 'noura'),
  },
  {
    name: 'two-in-one-visit',
    title: 'Two licences in one visit',
    language: 'en',
    resident: 'jasim',
    ends: { 'ord-jasim-1': ['issued'], 'ord-jasim-2': ['issued'] },
    run: (scene) => collectTwo(scene, 'jasim'),
  },
  {
    name: 'passport',
    title: 'A passport from the machine’s vault, checked before the shutter opens',
    language: 'ar',
    resident: 'dana',
    ends: { 'ord-dana-1': ['issued'] },
    async run(scene) {
      await identify(scene, 'dana');
      await fetched(scene);
      await takeAndGo(scene);
    },
  },
  {
    name: 'passport-of-another',
    title: 'A passport with somebody else’s chip in its cover stays inside, and the order stands',
    language: 'en',
    resident: 'shaikha',
    ends: { 'ord-shaikha-1': ['spoiled'] },
    async run(scene) {
      await identify(scene, 'shaikha');
      await scene.kiosk.touch('choose-order');
      await scene.step('confirm');
      await scene.kiosk.touch('confirm');
      await scene.step('notice:cannot-make-here');
      await scene.kiosk.touch('finish');
      await scene.kiosk.expectScreen(['thanks', 'attract']);
      await keptInside(scene.world, 'shaikha');
    },
  },
  {
    name: 'licence-and-passport',
    title: 'A licence and a passport in one visit',
    language: 'en',
    resident: 'bader',
    ends: { 'ord-bader-1': ['issued'], 'ord-bader-2': ['issued'] },
    run: (scene) => collectTwo(scene, 'bader', fetched),
  },
  {
    name: 'damaged',
    title: 'A damaged licence is given back first',
    language: 'en',
    resident: 'joseph',
    ends: { 'ord-joseph-1': ['issued'] },
    async run(scene) {
      await identify(scene, 'joseph');
      await scene.kiosk.touch('choose-order');
      await scene.step('confirm');
      await scene.kiosk.touch('confirm');
      await scene.step('return-old');
      await scene.kiosk.touch('old-returned');
      await scene.step('making');
      await scene.step('take');
      await takeAndGo(scene);
    },
  },
  {
    name: 'held',
    title: 'Held because of unpaid fines',
    language: 'en',
    resident: 'ahmed',
    ends: {},
    async run(scene) {
      await identify(scene, 'ahmed');
      await scene.kiosk.touch('finish');
      await scene.kiosk.expectScreen(['thanks', 'attract']);
    },
  },
  {
    name: 'nothing',
    title: 'Nothing to collect',
    language: 'ar',
    resident: 'salem',
    ends: {},
    run: (scene) => turnedAway(scene, 'salem', 'notice:nothing-to-collect'),
  },
  {
    name: 'cloned-card',
    title: 'A copy of somebody’s card',
    language: 'en',
    resident: 'clone',
    ends: {},
    run: (scene) => turnedAway(scene, 'clone', 'notice:card-not-genuine'),
  },
  {
    name: 'wrong-code',
    title: 'A wrong code, then the right one',
    language: 'ar',
    resident: 'li',
    ends: { 'ord-li-1': ['issued'] },
    async run(scene) {
      const { world, kiosk, step } = scene;
      await kiosk.expectScreen('attract');
      await world.tap('li');
      await step('code');
      await world.hand('remove-card');
      const code = await world.codeOf('li');
      await kiosk.typeCode(code === '000000' ? '111111' : '000000');
      await kiosk.page.waitForSelector('[data-state^="wrong"]');
      await step('code', 'code-wrong');
      await kiosk.typeCode(code);
      await step('documents');
      await make(scene);
      await takeAndGo(scene);
    },
  },
  {
    name: 'jam',
    title: 'A jam half way: the card is spoiled, a second blank is good',
    language: 'en',
    resident: 'siobhan',
    ends: { 'ord-siobhan-1': ['spoiled', 'issued'] },
    async run(scene) {
      await scene.world.armFault('cardPrinter', 'jam');
      await identify(scene, 'siobhan');
      await scene.kiosk.touch('choose-order');
      await scene.step('confirm');
      await scene.kiosk.touch('confirm');
      await scene.step('making');
      await scene.kiosk.page.waitForSelector('[data-screen="making"][data-state^="2:"]', { timeout: 30_000 });
      await scene.step('making', 'making-again');
      await scene.step('take');
      await takeAndGo(scene);
    },
  },
  {
    name: 'not-taken',
    title: 'Nobody takes the document: the machine keeps it',
    language: 'ar',
    resident: 'priya',
    ends: { 'ord-priya-1': ['retained'] },
    async run(scene) {
      await identify(scene, 'priya');
      await make(scene);
      await scene.step('notice:retained');
      await scene.kiosk.touch('finish');
      await scene.kiosk.expectScreen(['thanks', 'attract']);
    },
  },
  {
    name: 'power-cut',
    title: 'The power goes while the card is printed; the resident comes back',
    language: 'ar',
    resident: 'abdulrahman',
    ends: { 'ord-abdulrahman-1': ['spoiled', 'issued'] },
    async run(scene) {
      await identify(scene, 'abdulrahman');
      await scene.kiosk.touch('choose-order');
      await scene.step('confirm');
      await scene.world.pace(4);
      await scene.kiosk.touch('confirm');
      await scene.step('making');
      await untilPrinting(scene.world);
      await scene.powerCut();
      await scene.world.pace(PACE);
      await identify(scene, 'abdulrahman');
      await make(scene);
      await takeAndGo(scene);
    },
  },
  {
    name: 'power-cut-tray',
    title: 'The power goes while the card lies in the tray, and it is taken in the dark',
    language: 'en',
    resident: 'yousef',
    ends: { 'ord-yousef-1': ['issued'] },
    async run(scene) {
      const { world } = scene;
      await identify(scene, 'yousef');
      await make(scene);
      // The worst moment: nobody is there who could see the hand.
      await scene.powerCut(() => world.hand('take-document'));
      await scene.kiosk.expectScreen('attract');
      await world.tap('yousef');
      await scene.step('notice:nothing-to-collect');
      await world.hand('remove-card');
      await scene.kiosk.touch('finish');
    },
  },
];

async function collect(scene: Scene, resident: string): Promise<void> {
  await identify(scene, resident);
  await make(scene);
  await takeAndGo(scene);
}

/** As `make`, for a passport: the vault is faster than two pictures. */
async function fetched({ world, kiosk, step }: Visit): Promise<void> {
  await kiosk.touch('choose-order');
  await step('confirm');
  await world.pace(SLOW);
  await kiosk.touch('confirm');
  await step('making');
  await world.pace(PACE);
  await step('take');
}

/** The second one without showing the card again. */
async function collectTwo(scene: Scene, resident: string, second = make): Promise<void> {
  await identify(scene, resident);
  await make(scene);
  await scene.world.hand('take-document');
  await scene.step('receipt');
  await scene.kiosk.touch('receipt-none');
  await scene.step('documents', 'documents-again');
  await second(scene);
  await takeAndGo(scene);
}

/** As soon as the card was read. */
async function turnedAway({ world, kiosk, step }: Scene, resident: string, notice: string): Promise<void> {
  await kiosk.expectScreen('attract');
  await world.tap(resident);
  await step(notice);
  await world.hand('remove-card');
  await kiosk.touch('finish');
  await kiosk.expectScreen(['thanks', 'attract']);
}

/** The head is on the front of the card. */
async function untilPrinting(world: WorldClient): Promise<void> {
  for (let look = 0; look < 200; look++) {
    const { cardPrinter } = await world.state();
    if (/^front/.test(String(cardPrinter.step))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the printer never printed');
}

/** The booklet lies in the vault's retain unit, and the service keeps the order for a person to look at. */
async function keptInside(world: WorldClient, resident: string): Promise<void> {
  const { documentVault, service } = await world.state();
  const place = documentVault.booklets.find((booklet) => booklet.resident === resident)?.place;
  const state = service.orders.find(({ orderId }) => orderId.startsWith(`ord-${resident}-`))?.state;
  if (place !== 'retain' || state !== 'retained') throw new Error(`the booklet is ${place}, the order ${state}`);
}
