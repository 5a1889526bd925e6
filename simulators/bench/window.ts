/**
 * The bench in a window of its own: a second, tiny Electron program, so that the product has no second window.
 *   electron out/simulators/bench-window.js --bench=http://127.0.0.1:7070
 */
import { app, BrowserWindow, screen } from 'electron';

const given = process.argv.find((word) => word.startsWith('--bench='))?.slice('--bench='.length) ?? '';
const bench = URL.canParse(given) ? new URL(given) : undefined;
if (bench?.protocol !== 'http:' || !['127.0.0.1', 'localhost'].includes(bench.hostname)) {
  process.stderr.write('the bench window opens only --bench=http://127.0.0.1:PORT\n');
  app.exit(1);
} else {
  void app.whenReady().then(() => open(bench.origin));
}

function open(origin: string): void {
  const { width, height } = screen.getPrimaryDisplay().workAreaSize;
  const window = new BrowserWindow({
    width: Math.min(1600, width),
    height: Math.min(1000, height),
    title: 'Tasleem bench',
    backgroundColor: '#f6efe3',
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (new URL(event.url).origin !== origin) event.preventDefault();
  };
  window.webContents.on('will-navigate', stay);
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.on('closed', () => app.quit());
  void window.loadURL(origin);
}
