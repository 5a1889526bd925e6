/** A smallest kiosk: the real window and hardening around a page of nothing but words. */
import { app, protocol } from 'electron';
import { systemClock } from '../../common/clock.ts';
import type { Intent, View } from '../../main/session/view.ts';
import {
  hardenAllPages,
  type KioskWindow,
  openKioskWindow,
  type Refusal,
  refusedSwitch,
  registerKioskScheme,
} from '../../main/window/index.ts';

export type Seen = {
  refusals: Refusal[];
  intents: Intent[];
  lost: string[];
  kiosk: KioskWindow | undefined;
};

const seen: Seen = { refusals: [], intents: [], lost: [], kiosk: undefined };
Object.assign(globalThis, { seen });

const refused =
  process.env['TASLEEM_TEST_PACKAGED'] && refusedSwitch((name) => app.commandLine.hasSwitch(name), process.argv);
if (refused) {
  process.stderr.write(`refused switch ${refused}\n`);
  app.exit(3);
}

registerKioskScheme(protocol);
hardenAllPages(app, (refusal) => seen.refusals.push(refusal));

const view: View = {
  revision: 7,
  language: 'en',
  languages: [],
  display: { contrast: 'default', textSize: 'normal', reach: 'full', motion: 'reduced', pixelsPer_mm: 3 },
  site: { machineId: 'KW-TEST-01', helpPhone: '', traySide: 'centre', scanner: false, nearby: [], mapUrl: '' },
  screen: { name: 'starting' },
  overlay: undefined,
  allowed: [],
};

function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set`);
  return value;
}

function open(): void {
  seen.kiosk = openKioskWindow({
    bounds: { x: 0, y: 0, width: 1080, height: 1920 },
    preload: setting('TASLEEM_TEST_PRELOAD'),
    pages: setting('TASLEEM_TEST_PAGES'),
    devTools: false,
    kiosk: true,
    background: '#f4efe6',
    clock: systemClock,
    onIntent: (intent) => seen.intents.push(intent),
    onRefusal: (refusal) => seen.refusals.push(refusal),
    onPageLost: (words) => seen.lost.push(words),
  });
  seen.kiosk.show(view);
  if (process.env['TASLEEM_TEST_CRASH']) dieOnce(seen.kiosk);
}

/** Without a debugger attached, which would hold a new page process: dies once and tells how it came back. */
function dieOnce(kiosk: KioskWindow): void {
  const { webContents } = kiosk.window;
  webContents.once('did-finish-load', () => webContents.forcefullyCrashRenderer());
  webContents.once('render-process-gone', () =>
    webContents.once('did-finish-load', async () => {
      const shown: unknown = await webContents.executeJavaScript("document.querySelector('#view').textContent");
      process.stdout.write(`lost ${seen.lost.length}, back with ${shown}\n`);
      app.quit();
    }),
  );
}

// Not awaited: Electron holds `ready` back until this module has been evaluated.
void app.whenReady().then(open);
