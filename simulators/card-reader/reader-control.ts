/**
 * How the world plugs and unplugs a virtual reader that lives in another process: vpcd's protocol has no word for
 * it. One line a connection, `plug` or `unplug`, answered with `ok` once it is so, or `unknown`.
 */
import { connect, createServer, type Server } from 'node:net';

type ReaderAction = 'plug' | 'unplug';

const MAX_LINE_bytes = 64;
const CONTROL_ms = 2_000;

export function serveReaderControl(actions: Readonly<Record<ReaderAction, () => Promise<void>>>): Server {
  return createServer((socket) => {
    let line = '';
    socket.setEncoding('latin1');
    socket.setTimeout(CONTROL_ms, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      line += chunk;
      if (line.length > MAX_LINE_bytes) socket.destroy();
      if (!line.endsWith('\n')) return;
      const action = line.trim();
      if (action !== 'plug' && action !== 'unplug') socket.end('unknown\n');
      else void actions[action]().then(() => socket.end('ok\n'));
    });
  });
}

/** Rejects when no reader listens there or it does not do it. */
export function controlVirtualReader(controlPort: number, action: ReaderAction): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect({ port: controlPort, host: '127.0.0.1' }, () => socket.write(`${action}\n`));
    socket.setEncoding('latin1');
    socket.setTimeout(CONTROL_ms, () => socket.destroy(new Error('the reader did not answer')));
    socket.on('data', (chunk) => {
      answer = (answer + chunk).slice(0, MAX_LINE_bytes);
    });
    socket.on('error', reject);
    socket.on('close', () =>
      answer.trim() === 'ok' ? resolve() : reject(new Error(`the reader said ${JSON.stringify(answer)}`)),
    );
  });
}
