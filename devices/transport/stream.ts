import { createConnection } from 'node:net';
import type { Duplex } from 'node:stream';
import { SerialPort } from 'serialport';
import type { Clock } from '../../common/clock.ts';
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

function openTcp({ host, port }: Of<'tcp'>, clock: Clock, limit_ms: number): Promise<Result<ByteStream, string>> {
  const socket = createConnection({ host, port, noDelay: true });
  return whenOpen(socket, 'connect', clock, limit_ms);
}

function openSerial(options: Of<'serial'>, clock: Clock, limit_ms: number): Promise<Result<ByteStream, string>> {
  const { path, baudRate, rtscts } = options;
  const port = new SerialPort({ path, baudRate, rtscts, autoOpen: false });
  const opened = whenOpen(port as unknown as Duplex, 'open', clock, limit_ms);
  port.open((error) => error && port.emit('error', error));
  return opened;
}

function whenOpen(stream: Duplex, event: string, clock: Clock, limit_ms: number): Promise<Result<ByteStream, string>> {
  return new Promise((resolve) => {
    const fail = (words: string) => {
      cancel();
      stream.removeAllListeners();
      // What a dying line still has to say is no crash.
      stream.on('error', () => {});
      stream.destroy();
      resolve(err(words));
    };
    const cancel = clock.after(limit_ms, () => fail('ETIMEDOUT'));
    stream.once('error', (error) => fail(error.message));
    stream.once(event, () => {
      cancel();
      stream.removeAllListeners('error');
      resolve(ok(overDuplex(stream, clock)));
    });
  });
}

/** Any duplex stream as a byte stream. */
function overDuplex(stream: Duplex, clock: Clock): ByteStream {
  let words = '';
  let isClosed = false;
  const closed: ((words: string) => void)[] = [];
  stream.on('error', (error) => {
    words ||= error.message;
    stream.destroy();
  });
  stream.once('close', () => {
    isClosed = true;
    for (const listener of closed) listener(words || 'closed by the other end');
  });
  return {
    write: (data, limit_ms) =>
      new Promise((resolve) => {
        if (isClosed) {
          resolve(err(words || 'closed'));
          return;
        }
        const end = (result: Result<void, string>) => {
          cancel();
          stream.off('close', onClose);
          resolve(result);
        };
        const onClose = () => end(err(words || 'closed while sending'));
        const cancel = clock.after(limit_ms, () => end(err('the line takes no more bytes')));
        stream.once('close', onClose);
        stream.write(data, (error) => end(error ? err(error.message) : ok()));
      }),
    onData: (listener) => stream.on('data', (data: Uint8Array) => listener(Uint8Array.from(data))),
    onClose: (listener) => {
      if (isClosed) listener(words || 'closed');
      else closed.push(listener);
    },
    close: () => {
      stream.destroy();
    },
  };
}
