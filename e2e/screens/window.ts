/** A plain Electron window on one address: the engine that residents get, without the kiosk around it. */
import { app, BrowserWindow } from 'electron';

const address = process.env['TASLEEM_TEST_ADDRESS'];
if (address === undefined) throw new Error('TASLEEM_TEST_ADDRESS is not set');

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1080,
    height: 1920,
    useContentSize: true,
    frame: false,
    webPreferences: { backgroundThrottling: false },
  });
  return window.loadURL(address);
});
