import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type ElectronApplication, _electron as electron, expect, type Page, test } from '@playwright/test';
import type { KioskBridge } from '../main/window/index.ts';
import { buildProgram } from '../scripts/build.mjs';
import { launchFlags, presentRuntime } from '../scripts/electron-runtime.mjs';
import type { Seen } from './window/main.ts';

/** In the page. */
declare const tasleem: KioskBridge;
/** In main. */
declare global {
  var seen: Seen;
}

const root = resolve(import.meta.dirname, '..');
const program = join(root, 'out/test-window/main.js');
const flags = launchFlags({ virtual: false });
const env = {
  ...(process.env as Record<string, string>),
  TASLEEM_TEST_PRELOAD: join(root, 'out/preload/preload.cjs'),
  TASLEEM_TEST_PAGES: join(root, 'e2e/window/pages'),
};

let app: ElectronApplication;
let page: Page;
let userData: string;

test.beforeAll(async () => {
  await buildProgram('e2e/window/main.ts', 'test-window');
  userData = mkdtempSync(join(tmpdir(), 'tasleem-window-'));
  app = await electron.launch({ args: [...flags, `--user-data-dir=${userData}`, program], env });
  page = await app.firstWindow();
  await expect(page.locator('#view')).toHaveText('revision 7');
});

test.afterAll(async () => {
  await app.close();
  for (const folder of [userData, `${userData}-2`])
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

test.beforeEach(() => app.evaluate(() => void globalThis.seen.refusals.splice(0)));

const refusals = () => app.evaluate(() => globalThis.seen.refusals.map(({ what }) => what));
// Playwright's own click would wait for the navigation that must not come.
const clickInPage = (selector: string) =>
  page.evaluate((wanted) => document.querySelector<HTMLElement>(wanted)?.click(), selector);
const address = () => page.evaluate(() => location.href);

test('the page sees window.tasleem with two functions, and nothing of Node', async () => {
  const found = await page.evaluate(() => ({
    bridge: Object.keys(tasleem).sort(),
    kinds: Object.values(tasleem).map((value) => typeof value),
    strangers: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', '__dirname'].filter(
      (name) => name in window,
    ),
  }));
  expect(found).toEqual({ bridge: ['onView', 'send'], kinds: ['function', 'function'], strangers: [] });
});

test('the page process is sandboxed, isolated and has no tools', async () => {
  const preferences = await app.evaluate(({ webContents }) => {
    const [contents] = webContents.getAllWebContents();
    // What this window was made with, as Chromium took it.
    const taken = (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
    contents?.openDevTools();
    return { ...taken, toolsOpened: contents?.isDevToolsOpened() };
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    webSecurity: true,
    toolsOpened: false,
  });
});

test('the policy stops inline scripts, eval, connections and foreign pictures', async () => {
  const policy = await page.evaluate(() => ({
    inline: 'inlineScriptRan' in window,
    evaluated: (() => {
      const code = document.createElement('script');
      code.textContent = 'window.injected = true';
      document.head.append(code);
      return 'injected' in window;
    })(),
  }));
  expect(policy).toEqual({ inline: false, evaluated: false });
  const fetched = (url: string) =>
    page.evaluate(
      (target) =>
        fetch(target).then(
          () => 'ok',
          (error) => error.name,
        ),
      url,
    );
  expect(await fetched('https://example.org/')).toBe('TypeError');
  expect(await fetched('tasleem://kiosk/page.js')).toBe('TypeError');
  const picture = await page.evaluate(
    () =>
      new Promise((done) => {
        const image = new Image();
        image.onload = () => done('loaded');
        image.onerror = () => done('refused');
        image.src = 'https://example.org/picture.png';
      }),
  );
  expect(picture).toBe('refused');
});

test('the classic escape keys do nothing, and typing still works', async () => {
  const send = (keyCode: string, modifiers: ('control' | 'alt' | 'shift')[] = []) =>
    app.evaluate(
      ({ webContents }, [code, held]) => {
        const [contents] = webContents.getAllWebContents();
        contents?.sendInputEvent({ type: 'keyDown', keyCode: code, modifiers: held });
        contents?.sendInputEvent({ type: 'keyUp', keyCode: code, modifiers: held });
      },
      [keyCode, modifiers] as const,
    );
  await page.evaluate(() => {
    Object.assign(window, { pressed: [] as string[] });
    addEventListener('keydown', (event) => (window as unknown as { pressed: string[] }).pressed.push(event.key));
  });
  for (const key of ['W', 'Q', 'R', 'P', 'S', 'N', 'T', 'O', '=', '-']) await send(key, ['control']);
  for (const key of ['F5', 'F11', 'F12', 'F1']) await send(key);
  await send('I', ['control', 'shift']);
  await send('F4', ['alt']);
  await send('Left', ['alt']);
  await expect.poll(async () => (await refusals()).filter((what) => what === 'key').length).toBe(17);
  await page.focus('#words');
  await send('a');
  await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents()[0]?.sendInputEvent({ type: 'char', keyCode: 'a' }),
  );
  await expect(page.locator('#words')).toHaveValue('a');
  expect(await page.evaluate(() => (window as unknown as { pressed: string[] }).pressed)).toEqual(['a']);
  expect(await address()).toBe('tasleem://kiosk/index.html');
});

test('zoom, context menu and drop are taken away', async () => {
  const prevented = await page.evaluate(() => ({
    zoom: !document.body.dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, cancelable: true, bubbles: true })),
    scroll: !document.body.dispatchEvent(new WheelEvent('wheel', { cancelable: true, bubbles: true })),
    menu: !document.body.dispatchEvent(new MouseEvent('contextmenu', { cancelable: true, bubbles: true })),
    drop: !document.body.dispatchEvent(new DragEvent('drop', { cancelable: true, bubbles: true })),
  }));
  expect(prevented).toEqual({ zoom: true, scroll: false, menu: true, drop: true });
});

test('the window fills the display, cannot be closed and has no menu', async () => {
  const window = await app.evaluate(({ BrowserWindow, Menu }) => {
    const [only] = BrowserWindow.getAllWindows();
    only?.close();
    return {
      bounds: only?.getBounds(),
      closed: only?.isDestroyed(),
      menu: only?.isMenuBarVisible(),
      closable: Menu.getApplicationMenu() !== null,
    };
  });
  expect(window).toMatchObject({ bounds: { x: 0, y: 0, width: 1080, height: 1920 }, closed: false, menu: false });
  expect(await refusals()).toContain('close');
});

test('an intent arrives parsed; nonsense and strangers are refused', async () => {
  await page.evaluate(() => {
    tasleem.send({ type: 'open-help' });
    tasleem.send({ type: 'digit', digit: '77' });
    (tasleem.send as (message: unknown) => void)({ type: 'open-safe' });
    (tasleem.send as (message: unknown) => void)(undefined);
  });
  await expect.poll(refusals).toEqual(['intent', 'intent', 'intent']);
  expect(await app.evaluate(() => globalThis.seen.intents)).toEqual([{ type: 'open-help' }]);
});

// From here on the driver believes that a navigation is under way: the one that was refused.

test('navigation is refused, from a link and from a script', async () => {
  await clickInPage('#away');
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  await page.evaluate(() => {
    location.href = 'data:text/html,<h1>out</h1>';
  });
  await expect.poll(refusals).toContain('navigation');
  expect(await address()).toBe('tasleem://kiosk/index.html');
});

test('new windows are refused', async () => {
  await clickInPage('#new');
  expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect((await refusals()).filter((what) => what === 'window')).toHaveLength(2);
});

test('permissions, devices and downloads are refused', async () => {
  const asked = await page.evaluate(async () => {
    const outcome = (wish: Promise<unknown>) =>
      wish.then(
        () => 'granted',
        (error: Error) => error.name,
      );
    return {
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await outcome(navigator.mediaDevices.getDisplayMedia()),
      place: await outcome(new Promise((yes, no) => navigator.geolocation.getCurrentPosition(yes, no))),
      notices: await Notification.requestPermission(),
    };
  });
  expect(asked.camera).not.toBe('granted');
  expect(asked.screen).not.toBe('granted');
  expect(asked.place).not.toBe('granted');
  expect(asked.notices).toBe('denied');
  await clickInPage('#file');
  await expect.poll(refusals).toContain('permission');
  await expect
    .poll(async () => (await refusals()).filter((what) => what === 'download' || what === 'navigation'))
    .not.toEqual([]);
});

/** The same program without a debugger at its page. */
function startProgram(extra: Record<string, string>, switches: readonly string[] = []) {
  const dist = presentRuntime()?.dist ?? '';
  return spawnSync(join(dist, 'electron'), [...flags, ...switches, `--user-data-dir=${userData}-2`, program], {
    env: { ...env, ...extra },
    encoding: 'utf8',
    timeout: 30_000,
  });
}

test('a page that crashes comes back with the same view, and the app can be ended', () => {
  const { stdout, status } = startProgram({ TASLEEM_TEST_CRASH: '1' });
  expect(stdout).toContain('lost 1, back with revision 7');
  expect(status).toBe(0);
});

test('a packaged product refuses a debugger on its command line', () => {
  for (const name of ['remote-debugging-port', 'remote-debugging-pipe']) {
    const { stderr, status } = startProgram({ TASLEEM_TEST_PACKAGED: '1' }, [`--${name}=0`]);
    expect(stderr).toContain(`refused switch ${name}`);
    expect(stderr).not.toContain('DevTools listening');
    expect(status).toBe(3);
  }
});
