/** The resident's window: one page, one channel pair, no way out. */
import {
  app,
  BrowserWindow,
  type IpcMainEvent,
  ipcMain,
  type Rectangle,
  screen,
  session,
  type WebContents,
} from 'electron';
import type { Clock } from '../../common/clock.ts';
import { type Intent, intentSchema, type View } from '../session/view.ts';
import { INTENT_CHANNEL, VIEW_CHANNEL } from './channels.ts';
import { hardenSession, type ReportRefusal, serveKioskPages } from './hardening.ts';
import { isEscapeKey } from './keys.ts';
import { isKioskUrl, KIOSK_ORIGIN } from './pages.ts';
import { Revival } from './revival.ts';

export type KioskWindowOptions = {
  /** Where the window lies. On a display of just this size it takes the whole of it, above everything else. */
  readonly bounds: Rectangle;
  /** Absolute path of the built preload script. */
  readonly preload: string;
  /** Folder that is served as tasleem://kiosk/. */
  readonly pages: string;
  /** For developers: the page's tools, and the keys that open them and reload. Never in a packaged build. */
  readonly devTools: boolean;
  /** False keeps an ordinary window that can be moved and closed, for developing beside other windows. */
  readonly kiosk: boolean;
  /** Colour of the window before its first picture, `#rrggbb`. */
  readonly background: string;
  readonly clock: Clock;
  readonly onIntent: (intent: Intent) => void;
  readonly onRefusal: ReportRefusal;
  /** The page died, hung or did not load, in Chromium's words; it is being loaded again. */
  readonly onPageLost: (words: string) => void;
};

export type KioskWindow = {
  /** Draws this view, now and after every reload of the page until the next. */
  show(view: View): void;
  /** Resolves when the page has been painted for the first time. */
  readonly painted: Promise<void>;
  readonly window: BrowserWindow;
  /** The only way to close it. */
  close(): void;
};

/** In memory only: nothing of a resident's visit reaches the disk through Chromium. */
const PARTITION = 'kiosk';

export function openKioskWindow(options: KioskWindowOptions): KioskWindow {
  const kioskSession = session.fromPartition(PARTITION, { cache: false });
  hardenSession(kioskSession, options.onRefusal);
  if (!kioskSession.protocol.isProtocolHandled('tasleem')) serveKioskPages(kioskSession, options.pages);

  const window = new BrowserWindow({
    ...options.bounds,
    show: false,
    frame: !options.kiosk,
    // Kiosk mode would stretch the window over a display that is larger than the machine's own, a developer's or a test's.
    kiosk: options.kiosk && fillsDisplay(options.bounds),
    resizable: !options.kiosk,
    minimizable: !options.kiosk,
    maximizable: !options.kiosk,
    movable: !options.kiosk,
    autoHideMenuBar: true,
    backgroundColor: options.background,
    title: 'Tasleem',
    webPreferences: {
      session: kioskSession,
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      webviewTag: false,
      plugins: false,
      spellcheck: false,
      devTools: options.devTools,
      disableDialogs: true,
      // A reminder sounds before anybody has touched the screen, and the machine does not slow down when covered.
      autoplayPolicy: 'no-user-gesture-required',
      backgroundThrottling: false,
    },
  });
  window.removeMenu();
  return guard(window, options);
}

function guard(window: BrowserWindow, options: KioskWindowOptions): KioskWindow {
  const contents = window.webContents;
  let view: View | undefined;
  let closing = false;
  const release = () => {
    closing = true;
  };

  const present = () => {
    if (view && !contents.isDestroyed()) contents.send(VIEW_CHANNEL, view);
  };
  // The preload listens before the page's first script runs, so this is never too early.
  contents.on('did-finish-load', present);
  swallowKeys(contents, options);
  forbidZoom(contents);
  const stopIntents = receiveIntents(contents, options);
  const revival = new Revival(contents, options.clock, options.onPageLost, () => load(contents));
  window.on('close', (event) => {
    if (closing || !options.kiosk) return;
    event.preventDefault();
    options.onRefusal({ what: 'close', detail: 'window' });
  });
  // The operating system's shutdown and our own end; the window's close alone (Alt+F4, a window manager) is neither.
  app.once('before-quit', release);
  window.once('closed', () => {
    app.off('before-quit', release);
    revival.stop();
    stopIntents();
  });
  const painted = new Promise<void>((resolve) => {
    window.once('ready-to-show', () => {
      window.setBounds(options.bounds);
      window.show();
      resolve();
    });
  });
  load(contents);

  return {
    window,
    painted,
    show(next) {
      view = next;
      present();
    },
    close() {
      release();
      window.close();
    },
  };
}

function fillsDisplay(bounds: Rectangle): boolean {
  const display = screen.getDisplayMatching(bounds).bounds;
  return (['x', 'y', 'width', 'height'] as const).every((side) => display[side] === bounds[side]);
}

function load(contents: WebContents): void {
  // The failure itself arrives as 'did-fail-load', which Revival listens to.
  contents.loadURL(`${KIOSK_ORIGIN}/index.html`).catch(() => {});
}

function swallowKeys(contents: WebContents, { devTools, onRefusal }: KioskWindowOptions): void {
  contents.on('before-input-event', (event, input) => {
    if (devTools || !isEscapeKey(input)) return;
    event.preventDefault();
    if (input.type === 'keyDown') onRefusal({ what: 'key', detail: input.code || input.key });
  });
}

function forbidZoom(contents: WebContents): void {
  const reset = () => {
    contents.setZoomFactor(1);
    contents.setVisualZoomLevelLimits(1, 1).catch(() => {}); // refused only by a page that is gone already
  };
  contents.on('did-finish-load', reset);
  contents.on('zoom-changed', reset);
}

/** @returns the way to stop */
function receiveIntents(contents: WebContents, { onIntent, onRefusal }: KioskWindowOptions): () => void {
  const receive = (event: IpcMainEvent, message: unknown) => {
    const frame = event.senderFrame;
    if (event.sender !== contents || !frame || frame !== contents.mainFrame || !isKioskUrl(frame.url)) {
      onRefusal({ what: 'intent', detail: 'from another page' });
      return;
    }
    const intent = intentSchema.safeParse(message);
    if (intent.success) onIntent(intent.data);
    else onRefusal({ what: 'intent', detail: intent.error.issues[0]?.message ?? 'no intent' });
  };
  ipcMain.on(INTENT_CHANNEL, receive);
  return () => ipcMain.off(INTENT_CHANNEL, receive);
}
