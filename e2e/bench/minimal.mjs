// The least that Electron can show: one window, one line of HTML. What cold-start is measured against.
import { app, BrowserWindow } from 'electron';

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1080, height: 1920, show: false });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('data:text/html,<p>one line</p>');
});
