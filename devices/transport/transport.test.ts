import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock, VirtualClock } from '../../common/clock.ts';
import { assertOk } from '../../common/result.ts';
import { hasPseudoTerminals, type PseudoTerminal, pseudoTerminal } from '../conformance/index.ts';
import { type ByteStream, openByteStream, transportSchema } from './index.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

const opened = async (options: unknown): Promise<ByteStream> => {
  const line = assertOk(await openByteStream(transportSchema.parse(options), systemClock, 2_000), 'it opens');
  closing.push(() => line.close());
  return line;
};
const collected = (line: { onData(listener: (data: Uint8Array) => void): void }) => {
  const bytes: number[] = [];
  line.onData((data) => bytes.push(...data));
  return bytes;
};
const eventually = (what: () => unknown) => expect.poll(what, { timeout: 4_000, interval: 5 });

async function listening(onConnection: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as { port: number }).port;
}

describe('a line over TCP', () => {
  it('carries bytes both ways', async () => {
    const port = await listening((socket) =>
      socket.on('data', (data) => socket.write(data.map((byte) => byte ^ 0xff))),
    );
    const line = await opened({ kind: 'tcp', host: '127.0.0.1', port });
    const back = collected(line);
    expect((await line.write(Uint8Array.of(0, 1, 0x7f), 1_000)).ok).toBe(true);
    await eventually(() => back).toEqual([0xff, 0xfe, 0x80]);
  });

  it('says in the words of the system why it does not open', async () => {
    const port = await listening(() => {});
    closing.pop()?.();
    const options = transportSchema.parse({ kind: 'tcp', host: '127.0.0.1', port });
    const refused = await openByteStream(options, systemClock, 2_000);
    expect(refused).toMatchObject({ ok: false, error: expect.stringContaining('ECONNREFUSED') });
  });

  it('does not wait longer than it may, to open or to send', async () => {
    const clock = new VirtualClock();
    const sockets: Socket[] = [];
    const port = await listening((socket) => sockets.push(socket.pause()));
    const options = transportSchema.parse({ kind: 'tcp', host: '127.0.0.1', port });
    const late = openByteStream(options, clock, 500);
    // The clock runs before the network can answer.
    await Promise.resolve();
    const moved = clock.advance(500);
    const first = await late;
    await moved;
    if (!first.ok) expect(first.error).toBe('ETIMEDOUT');
    const line = await opened(options);
    const flood = line.write(new Uint8Array(64 * 1024 * 1024), 100);
    expect(await flood).toEqual({ ok: false, error: 'the line takes no more bytes' });
    for (const socket of sockets) socket.destroy();
  });

  it('tells once that the other end hung up, and takes nothing more', async () => {
    const port = await listening((socket) => socket.end());
    const line = await opened({ kind: 'tcp', host: '127.0.0.1', port });
    const ends: string[] = [];
    line.onClose((words) => ends.push(words));
    collected(line);
    await eventually(() => ends).toEqual(['closed by the other end']);
    expect((await line.write(Uint8Array.of(1), 500)).ok).toBe(false);
    line.close();
    expect(ends).toHaveLength(1);
  });

  it('ends a write that is under way when the line is closed', async () => {
    const port = await listening((socket) => socket.pause());
    const line = await opened({ kind: 'tcp', host: '127.0.0.1', port });
    const writing = line.write(new Uint8Array(64 * 1024 * 1024), 5_000);
    line.close();
    expect(await writing).toEqual({ ok: false, error: 'closed' });
  });
});

describe.skipIf(!hasPseudoTerminals)('a serial line', () => {
  const plugged = async (): Promise<{ terminal: PseudoTerminal; device: Duplex; line: ByteStream }> => {
    const terminal = pseudoTerminal();
    closing.push(() => terminal.close());
    const device = await terminal.plug();
    device.on('error', () => {});
    return { terminal, device, line: await opened({ kind: 'serial', path: terminal.path }) };
  };

  it('carries every byte as it is, both ways', async () => {
    const { device, line } = await plugged();
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const [there, back] = [[] as number[], collected(line)];
    device.on('data', (data) => there.push(...data));
    expect((await line.write(all, 1_000)).ok).toBe(true);
    await eventually(() => there).toEqual([...all]);
    device.write(all);
    await eventually(() => back).toEqual([...all]);
  });

  it('can be opened again after it was closed', async () => {
    const { terminal, device, line } = await plugged();
    line.close();
    const again = await opened({ kind: 'serial', path: terminal.path });
    const back = collected(again);
    device.write(Uint8Array.of(0x12));
    await eventually(() => back).toEqual([0x12]);
  });

  it('tells that the cable was pulled, at the latest when it is written to', async () => {
    const { terminal, line } = await plugged();
    const ends: string[] = [];
    line.onClose((words) => ends.push(words));
    collected(line);
    terminal.unplug();
    await eventually(async () => {
      await line.write(Uint8Array.of(0x10, 0x04, 1), 200);
      return ends.length;
    }).toBe(1);
    expect(ends[0]).not.toBe('');
  });

  it('says in the words of the system why it does not open', async () => {
    const options = transportSchema.parse({ kind: 'serial', path: '/dev/there-is-none' });
    const missing = await openByteStream(options, systemClock, 2_000);
    expect(missing).toMatchObject({ ok: false, error: expect.stringContaining('No such file') });
  });
});

describe('the options of a line', () => {
  it.each([
    { kind: 'tcp', host: '', port: 9100 },
    { kind: 'tcp', host: 'printer', port: 0 },
    { kind: 'tcp', host: 'printer', port: 9100, path: '/dev/ttyS0' },
    { kind: 'serial', path: '/dev/ttyS0', baudRate: 300 },
    { kind: 'serial', path: '/dev/ttyS0', flowControl: 'dtr' },
    { kind: 'usb', path: '/dev/usb/lp0' },
  ])('refuse %o', (options) => {
    expect(transportSchema.safeParse(options).success).toBe(false);
  });
});
