/** The whole machine on a card reader as in the field: smartcard binding, pcsc-lite, a real pcscd, and vpcd's reader. */
import { expect, test } from '@playwright/test';
import { type Kiosk, launchKiosk } from './kit/kiosk.ts';
import { type Pcscd, pcscdMissing, startPcscd } from './kit/pcscd.ts';
import { startWorld, type WorldClient } from './kit/world.ts';
import { endsOf, identify, make, takeAndGo, type Visit } from './stories/story.ts';

test.describe.configure({ mode: 'serial' });

let pcscd: Pcscd | undefined;
let world: WorldClient;
let kiosk: Kiosk;
let scene: Visit;

test.beforeAll(async () => {
  const missing = pcscdMissing() ?? (await bindingMissing());
  // The list of tests names what is skipped, but not why.
  if (missing !== undefined) process.stderr.write(`tasleem: no machine over real PC/SC: ${missing}\n`);
  test.skip(missing !== undefined, missing);
  pcscd = await startPcscd();
  world = await startWorld({ pace: 40, vpcdPort: pcscd.vpcdPort, overrides: { timeouts: { thanks_s: 3 } } });
  kiosk = await launchKiosk(world, { env: pcscd.clientEnv });
  scene = {
    world,
    kiosk,
    step: (screen) => kiosk.expectScreen(screen),
  };
});
test.afterAll(async () => {
  await kiosk?.close();
  await world?.close();
  await pcscd?.close();
});

/** Loaded in the device host later; here only to know whether it can be. */
async function bindingMissing(): Promise<string | undefined> {
  try {
    await import('smartcard');
    return undefined;
  } catch (error) {
    return `smartcard does not load, "npm rebuild smartcard": ${error instanceof Error ? error.message : error}`;
  }
}

test('a resident taps, collects a licence and takes the receipt', async () => {
  await identify(scene, 'fahad');
  await make(scene);
  await takeAndGo(scene);
  await expect.poll(() => endsOf(world, 'fahad')).toEqual({ 'ord-fahad-1': ['issued'] });
  await kiosk.expectScreen('attract');
});

test('a card that lies there to the end is read once; taken off, it leaves the reader to the next resident', async () => {
  await world.tap('mariam');
  await kiosk.expectScreen('code');
  await kiosk.typeCode(await world.codeOf('mariam'));
  await kiosk.expectScreen('documents');
  await make(scene);
  await takeAndGo(scene);
  await kiosk.expectScreen('attract');
  await world.hand('remove-card');
  await identify(scene, 'noura');
  await kiosk.touch('finish');
  await kiosk.expectScreen('attract');
  const { service } = await world.state();
  expect(service.issuances.filter(({ orderId }) => orderId.startsWith('ord-mariam-'))).toHaveLength(1);
});

test('without pcscd the machine is closed with R1, and open again once it is back', async () => {
  await pcscd?.kill();
  await kiosk.expectScreen('out-of-service');
  await expect(kiosk.page.locator('body')).toContainText('R1');
  await pcscd?.start();
  await kiosk.expectScreen('attract');
  await identify(scene, 'jasim');
});
