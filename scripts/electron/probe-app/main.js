import { app } from 'electron';

if (app.isReady()) throw new Error('ready came before the app had loaded');
app.whenReady().then(() => {
  process.stdout.write(`electron-version ${process.versions.electron}\n`);
  app.exit(app.getVersion() === '1.2.3' && app.name === 'probe' ? 0 : 1);
});
