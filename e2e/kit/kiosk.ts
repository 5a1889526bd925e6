/** The real kiosk in its real window, driven by touch as a resident would. */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CDPSession,
  type ElectronApplication,
  _electron as electron,
  type Locator,
  type Page,
} from 'playwright-core';
import { launchFlags } from '../../scripts/electron-runtime.mjs';
import { root, type WorldClient } from './world.ts';

const SCREEN_LIMIT_ms = 30_000;
/** Longer than any transition of the screens. */
const SETTLE_LIMIT_ms = 900;

export class Kiosk {
  readonly app: ElectronApplication;
  readonly page: Page;
  #session: CDPSession | undefined;

  constructor(app: ElectronApplication, page: Page) {
    this.app = app;
    this.page = page;
  }

  /** The name of the view's screen; a notice with its kind: `notice:held`. */
  screen(): Promise<string> {
    return this.page.evaluate(() => document.querySelector<HTMLElement>('[data-screen]')?.dataset['screen'] ?? '');
  }

  #state(): Promise<string> {
    return this.page.evaluate(() => document.querySelector<HTMLElement>('[data-state]')?.dataset['state'] ?? '');
  }

  /** Waits until the screen is `name` (or one of several); says what it was instead when it does not come. */
  async expectScreen(name: string | readonly string[], limit_ms = SCREEN_LIMIT_ms): Promise<string> {
    const wanted = typeof name === 'string' ? [name] : name;
    const selector = wanted.map((one) => `[data-screen="${one}"]`).join(', ');
    try {
      await this.page.waitForSelector(selector, { timeout: limit_ms });
    } catch {
      throw new Error(
        `expected the screen ${wanted.join(' or ')}, it is ${await this.screen()} ${await this.#state()}`,
      );
    }
    return this.screen();
  }

  /** Touches the control that sends this intent. */
  async touch(intent: string, nth = 0): Promise<void> {
    await this.#tap(this.page.locator(`[data-intent="${intent}"]`).nth(nth));
  }

  /** Types a code on the keypad of the screen, key by key. */
  async typeCode(code: string): Promise<void> {
    await this.typeDigits(code);
    await this.touch('submit-code');
  }

  async typeDigits(code: string): Promise<void> {
    for (const [index, digit] of [...code].entries()) {
      await this.#tap(this.page.locator(`[data-intent="digit"][data-digit="${digit}"]`));
      await this.page.waitForSelector(`[data-state$=":${index + 1}"]`, { timeout: 5_000 });
    }
  }

  async language(code: string): Promise<void> {
    const current = await this.page.evaluate(() => document.documentElement.lang);
    if (current === code) return;
    await this.#tap(this.page.locator(`[data-intent="choose-language"][data-language="${code}"]`).first());
    await this.page.waitForFunction((wanted) => document.documentElement.lang === wanted, code);
  }

  /** A finger on the glass, in the middle of the control: whatever lies over it there gets the touch. */
  async #tap(control: Locator): Promise<void> {
    await control.waitFor({ state: 'visible', timeout: 10_000 });
    const box = await control.boundingBox();
    if (!box) throw new Error('there is nothing to touch');
    const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    const fingers = await this.#cdp();
    await fingers.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await fingers.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  async #cdp(): Promise<CDPSession> {
    this.#session ??= await this.page.context().newCDPSession(this.page);
    return this.#session;
  }

  /** What the glass shows, once everything that moves by itself has arrived. */
  async picture(file: string): Promise<void> {
    mkdirSync(join(file, '..'), { recursive: true });
    await this.page.evaluate(settled, SETTLE_LIMIT_ms);
    const { data } = await (await this.#cdp()).send('Page.captureScreenshot', {
      format: 'png',
      optimizeForSpeed: true,
    });
    writeFileSync(file, Buffer.from(data, 'base64'));
  }

  /** Power cut: the whole kiosk at once, nothing gets to tidy up. */
  async killHard(): Promise<void> {
    const gone = new Promise((resolve) => this.app.process().once('exit', resolve));
    this.app.process().kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.app.close();
  }
}

/** Runs in the page: resolves when every animation that ends has ended, or after the limit. */
function settled(limit_ms: number): Promise<unknown> {
  // Neither what goes on for ever nor a countdown is waited for.
  const moving = document
    .getAnimations()
    .filter(({ effect }) => Number(effect?.getComputedTiming().endTime) <= limit_ms);
  const arrived = Promise.all(moving.map(({ finished }) => finished.catch(() => undefined)));
  return Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, limit_ms))]);
}

export type LaunchOptions = {
  readonly width?: number;
  readonly height?: number;
  /** Another build than the development one: its main script. */
  readonly program?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
};

/** Starts the built kiosk on this world's machine and waits until it has painted. */
export async function launchKiosk(world: WorldClient, options: LaunchOptions = {}): Promise<Kiosk> {
  const app = await electron.launch({
    args: [
      ...launchFlags({ virtual: process.env['DISPLAY'] === undefined || process.env['TASLEEM_VIRTUAL'] === '1' }),
      `--user-data-dir=${join(world.directory, 'chromium')}`,
      options.program ?? root,
      `--config=${world.configFile}`,
      `--host-extension=${join(root, 'out/simulators/host-extension.js')}`,
      `--window=${options.width ?? 1080}x${options.height ?? 1920}`,
    ],
    env: { ...(process.env as Record<string, string>), ...options.env },
    cwd: root,
  });
  const log = createWriteStream(join(world.directory, 'kiosk.log'), { flags: 'a' });
  app.process().stderr?.pipe(log);
  const page = await app.firstWindow();
  await page.waitForSelector('[data-screen]');
  return new Kiosk(app, page);
}
