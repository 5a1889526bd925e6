/** The program: one window, one kiosk, joined here and nowhere else. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { app, Menu, protocol, type Rectangle, safeStorage, screen } from 'electron';
import { systemClock } from '../common/clock.ts';
import { jsonLog } from '../common/log.ts';
import { systemRandom } from '../common/random.ts';
import { err, type Result } from '../common/result.ts';
import { driverNames } from '../devices/contract/index.ts';
import { type Config, formatFailure, loadConfig } from './config/index.ts';
import { startDeviceHost } from './host-process.ts';
import { type Kiosk, type StartFailure, startKiosk } from './kiosk.ts';
import { settingsFrom, settingsWithoutConfig } from './kiosk-settings.ts';
import { type LogFile, openLogFile } from './log-file.ts';
import { createClosedSession, type Session } from './session/index.ts';
import { hardenAllPages, openKioskWindow, type Refusal, refusedSwitch, registerKioskScheme } from './window/index.ts';

const out = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Where an installer puts the one file that sets the machine up. */
const INSTALLED_CONFIG = '/etc/tasleem/kiosk.yaml';
/** Colour of the sand that every screen lies on, before the page is there. */
const SAND = '#f4efe6';
/** A program that dies sooner than this is not restarted by itself: the service manager backs off. */
const WELL_AFTER_ms = 30_000;

let logFile: LogFile | undefined;
const writeLine = (line: string) => {
  process.stderr.write(line);
  logFile?.write(line);
};
const log = jsonLog(writeLine, systemClock.now_ms, 'main');
const argument = (name: string) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);

function start(): void {
  const refused = app.isPackaged && refusedSwitch((name) => app.commandLine.hasSwitch(name), process.argv);
  if (refused) {
    process.stderr.write(`tasleem does not start with --${refused}\n`);
    app.exit(3);
    return;
  }
  // One kiosk a machine; developers and tests run several, each in a folder of its own.
  const ownFolder = app.isPackaged ? undefined : argument('user-data-dir');
  if (ownFolder !== undefined) app.setPath('userData', ownFolder);
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('tasleem runs already\n');
    app.exit(4);
    return;
  }
  process.on('uncaughtException', diedOf);
  process.on('unhandledRejection', diedOf);
  registerKioskScheme(protocol);
  hardenAllPages(app, reportRefusal);
  Menu.setApplicationMenu(null);
  // Not awaited: Electron holds `ready` back until this module has been evaluated.
  void app.whenReady().then(run);
}

function run(): void {
  const configFile = argument('config') ?? (app.isPackaged ? INSTALLED_CONFIG : undefined);
  const loaded = loadConfig(configFile, driverNames);
  if (!loaded.ok) process.stderr.write(`${formatFailure(loaded.error)}\n`);
  const config = loaded.ok ? loaded.value : undefined;
  if (config) logFile = openLogFileOf(config);
  const started = loaded.ok ? startWith(loaded.value) : err(loaded.error);
  show(started.ok ? started.value.glass : closed(config, started.error.code), config);
  app.on('window-all-closed', () => app.quit());
  if (started.ok) endWith(started.value);
}

/** When the kiosk cannot serve, why stands in the log and its code on the screen. */
function startWith(config: Config): Result<Kiosk, StartFailure> {
  // Simulators plug into the device host here; a shipped machine has only its own.
  const extension = app.isPackaged ? undefined : argument('host-extension');
  const started = startKiosk({
    config,
    settings: settingsFrom(config),
    startHost: () => startDeviceHost({ entry: join(out, 'host/host.js'), extension, log }),
    version: app.getVersion(),
    testMaterial: app.isPackaged ? 'refused' : 'accepted',
    safeStorage,
    clock: systemClock,
    random: systemRandom,
    log,
  });
  if (!started.ok) log('kiosk.cannotStart', { code: started.error.code, words: started.error.words });
  return started;
}

function closed(config: Config | undefined, code: string): Session {
  const settings = config ? settingsFrom(config) : settingsWithoutConfig();
  return createClosedSession(settings, code, systemClock, systemRandom);
}

function show(session: Kiosk['glass'], config: Config | undefined): void {
  const asWindow = !app.isPackaged && config?.screen.window;
  const kioskWindow = openKioskWindow({
    bounds: boundsOf(config),
    preload: join(out, 'preload/preload.cjs'),
    pages: join(out, 'renderer'),
    devTools: !app.isPackaged,
    kiosk: !asWindow,
    background: SAND,
    clock: systemClock,
    onIntent: (intent) => session.send(intent),
    onRefusal: reportRefusal,
    onPageLost: (words) => log('page.lost', { words }),
  });
  session.onView((view) => kioskWindow.show(view));
  kioskWindow.show(session.view());
  void kioskWindow.painted.then(() => {
    const created_ms = process.getCreationTime();
    const sinceStart_ms = created_ms === null ? undefined : Math.round(Date.now() - created_ms);
    log('window.painted', { sinceStart_ms });
  });
  app.on('second-instance', () => kioskWindow.window.focus());
}

function boundsOf(config: Config | undefined): Rectangle {
  const named = app.isPackaged ? null : /^(\d{2,5})x(\d{2,5})$/.exec(argument('window') ?? '');
  if (named) return { x: 0, y: 0, width: Number(named[1]), height: Number(named[2]) };
  const { bounds } = screen.getPrimaryDisplay();
  const size = app.isPackaged ? undefined : config?.screen.window;
  return size ? { ...bounds, ...size } : bounds;
}

function endWith(kiosk: Kiosk): void {
  let ended = false;
  app.on('will-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void endAll(kiosk).finally(() => {
      ended = true;
      app.quit();
    });
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => app.quit());
}

async function endAll(kiosk: Kiosk): Promise<void> {
  await kiosk.close();
  await logFile?.close();
}

function openLogFileOf({ log: { size_MB, older }, dataDirectory }: Config): LogFile {
  return openLogFile({
    directory: join(dataDirectory, 'log'),
    size_bytes: size_MB * 1_000_000,
    older,
    clock: systemClock,
    onTrouble: (words) => log('logFile.notWritten', { words }),
  });
}

function reportRefusal({ what, detail }: Refusal): void {
  log('window.refused', { what, detail });
}

/** A bug: nobody stands before a half-dead machine. What was under way is settled at the next start. */
function diedOf(error: unknown): void {
  log('main.died', { words: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  if (app.isPackaged && process.uptime() * 1000 > WELL_AFTER_ms) app.relaunch();
  app.exit(70);
}

start();
