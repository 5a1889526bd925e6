// A virtual display for machines without one. Dependency-free.
import { spawn } from 'node:child_process';
import { SetupError } from './paths.mjs';

const START_LIMIT_MS = 10_000;
// Higher than a portrait full-HD kiosk (1080x1920), wide enough for the bench beside it.
const SCREEN = '1920x1920x24';

/**
 * Uses the display there is, or starts Xvfb on a number the server itself finds free.
 * @returns {Promise<{ env: Record<string, string>, virtual: boolean, stop(): void }>}
 */
export async function openDisplay() {
  const present = process.platform !== 'linux' || process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (present) return { env: {}, virtual: false, stop() {} };
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await displayNumber(server);
  const stop = () => server.kill('SIGTERM');
  process.once('exit', stop);
  return { env: { DISPLAY: `:${number}` }, virtual: true, stop };
}

function displayNumber(server) {
  return new Promise((resolve, reject) => {
    const fail = (reason) => {
      server.kill('SIGKILL');
      reject(new SetupError(`no DISPLAY, and Xvfb did not start: ${reason}`));
    };
    const limit = setTimeout(() => fail(`no answer in ${START_LIMIT_MS} ms`), START_LIMIT_MS);
    let text = '';
    server.once('error', (error) => fail(error.message));
    server.once('exit', (code) => fail(`exit code ${code}`));
    server.stdio[3].on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(limit);
      server.removeAllListeners('exit');
      server.stdio[3].destroy();
      server.unref();
      resolve(text.trim());
    });
  });
}
