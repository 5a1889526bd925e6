import { createConnection } from 'node:net';
import type { Duplex } from 'node:stream';
import { SerialPort } from 'serialport';
import { type Clock, sleep } from '../../common/clock.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { ByteStream } from './byte-stream.ts';
import type { TransportOptions } from './options.ts';

/** Opens the line; the operating system's words when it does not open within the limit. */
export function openByteStream(
  options: TransportOptions,
  clock: Clock,
  limit_ms: number,
): Promise<Result<ByteStream, string>> {
  return options.kind === 'tcp' ? openTcp(options, clock, limit_ms) : openSerial(options, clock, limit_ms);
}

type Of<K extends TransportOptions['kind']> = Extract<TransportOptions, { kind: K }>;

/** A duplex stream, and how it is let go: at once, without waiting until the device has taken everything. */
type Line = { readonly stream: Duplex; readonly letGo: () => void };

function openTcp({ host, port }: Of<'tcp'>, clock: Clock, limit_ms: number): Promise<Result<ByteStream, string>> {
  const socket = createConnection({ host, port, noDelay: true });
  return whenOpen({ stream: socket, letGo: () => socket.destroy() }, 'connect', clock, limit_ms);
}

/** Ports that are being let go, by path: until then the system keeps them locked. */
const closing = new Map<string, Promise<void>>();

async function openSerial(options: Of<'serial'>, clock: Clock, limit_ms: number): Promise<Result<ByteStream, string>> {
  const { path, baudRate, flowControl } = options;
  await Promise.race([closing.get(path), sleep(clock, limit_ms)]);
  const port = new SerialPort({
    path,
    baudRate,
    rtscts: flowControl === 'rts-cts',
    xon: flowControl === 'xon-xoff',
    xoff: flowControl === 'xon-xoff',
    autoOpen: false,
  });
  const opened = whenOpen({ stream: port, letGo: () => letGoOf(port) }, 'open', clock, limit_ms);
  port.open((error) => error && port.emit('error', error));
  return opened;
}

/**
 * A serial port is a stream whose destroy() leaves the port open, so that nobody could open it again. What the
 * system still holds back is dropped first: closing would otherwise wait until the device takes it.
 */
function letGoOf(port: SerialPort): void {
  const closed = new Promise<void>((resolve) => {
    const close = () => (port.isOpen ? port.close(() => resolve()) : resolve());
    if (port.isOpen) port.flush(close);
    // The limit passed while the system was still opening it.
    else if (port.opening) port.once('open', close);
    else resolve();
  }).finally(() => {
    if (closing.get(port.path) === closed) closing.delete(port.path);
  });
  closing.set(port.path, closed);
}

function whenOpen(line: Line, event: string, clock: Clock, limit_ms: number): Promise<Result<ByteStream, string>> {
  const { stream, letGo } = line;
  return new Promise((resolve) => {
    const fail = (words: string) => {
      cancel();
      stream.removeAllListeners(event);
      stream.removeAllListeners('error');
      // What a dying line still has to say is no crash.
      stream.on('error', () => {});
      letGo();
      resolve(err(words));
    };
    const cancel = clock.after(limit_ms, () => fail('ETIMEDOUT'));
    stream.once('error', (error) => fail(error.message));
    stream.once(event, () => {
      cancel();
      stream.removeAllListeners('error');
      resolve(ok(overLine(line, clock)));
    });
  });
}

function overLine({ stream, letGo }: Line, clock: Clock): ByteStream {
  let words = '';
  let isClosed = false;
  const closed: ((words: string) => void)[] = [];
  const ended = (why: string) => {
    if (isClosed) return;
    isClosed = true;
    words ||= why;
    letGo();
    for (const listener of closed) listener(words);
  };
  stream.on('error', (error) => ended(error.message));
  // The other end has nothing more to say: no device does that and stays.
  stream.once('end', () => ended('closed by the other end'));
  stream.once('close', (error?: unknown) => ended(error instanceof Error ? error.message : 'closed by the other end'));
  return {
    write: (data, limit_ms) =>
      new Promise((resolve) => {
        if (isClosed) {
          resolve(err(words));
          return;
        }
        const end = (result: Result<void, string>) => {
          cancel();
          const at = closed.indexOf(onClose);
          if (at >= 0) closed.splice(at, 1);
          resolve(result);
        };
        const onClose = (why: string) => end(err(why));
        const cancel = clock.after(limit_ms, () => end(err('the line takes no more bytes')));
        closed.push(onClose);
        stream.write(data, (error) => end(error ? err(error.message) : ok()));
      }),
    onData: (listener) => stream.on('data', (data: Uint8Array) => listener(Uint8Array.from(data))),
    onClose: (listener) => {
      if (isClosed) listener(words);
      else closed.push(listener);
    },
    close: () => ended('closed'),
  };
}
