import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../common/clock.ts';
import { Emitter } from '../../common/emitter.ts';
import { err, ok } from '../../common/result.ts';
import {
  type CardReader,
  type CardReaderEvent,
  type CardReaderStatus,
  deviceError,
  type HostMessage,
  type HostRequest,
} from '../contract/index.ts';
import { DeviceHost } from './host.ts';
import type { DriverRegistry } from './registry.ts';

const online: CardReaderStatus = { device: 'online', deviceWords: '', media: 'notPresent', chipPower: 'noCard' };

/** A reader whose answers the test gives by hand. */
class HandReader {
  readonly events = new Emitter<CardReaderEvent>();
  readonly asked: string[] = [];
  readonly answers: ((bytes: Uint8Array) => void)[] = [];
  now = online;

  readonly device = {
    open: async () => {},
    close: async () => {},
    status: () => this.now,
    refresh: async () => ok(this.now),
    capabilities: () => ({ type: 'contactless', extendedLength: false }),
    information: () => ({ modelName: 'by hand' }),
    onEvent: (listener: (event: CardReaderEvent) => void) => this.events.on(listener),
    chipIO: (command: Uint8Array, options: { signal?: AbortSignal }) => {
      this.asked.push(String(command[0]));
      return new Promise((resolve) => {
        options.signal?.addEventListener('abort', () => resolve(err(deviceError('canceled', 'asked to stop'))));
        this.answers.push((bytes) => resolve(ok(bytes)));
      });
    },
  } as unknown as CardReader;

  change(device: CardReaderStatus['device']): void {
    this.now = { ...this.now, device };
    this.events.emit({ event: 'statusChanged', status: this.now });
  }
}

function startHost() {
  const clock = new VirtualClock();
  const reader = new HandReader();
  const sent: HostMessage[] = [];
  const requests = new Emitter<unknown>();
  const registry: DriverRegistry = {
    cardReader: {
      hand: async () => ({ create: () => reader.device }),
      picky: async () => ({
        create: () => {
          throw new Error('options.port: found "x", allowed: a number');
        },
      }),
    },
    cardPrinter: {},
    receiptPrinter: {},
    barcodeScanner: {},
    documentVault: {},
    vaultReader: {},
    encoder: {},
  };
  const port = { post: (message: unknown) => sent.push(message as HostMessage), onMessage: requests.on.bind(requests) };
  const host = new DeviceHost(port, registry, clock);
  const ask = async (request: HostRequest | unknown) => {
    requests.emit(request);
    await clock.advance(0);
  };
  const open = (driver = 'hand') =>
    ask({ type: 'open', devices: { cardReader: { driver, options: {}, grace_ms: 10_000 } } });
  const completions = () => sent.filter((message) => message.type === 'completion');
  const states = () =>
    sent.flatMap((message) =>
      message.type === 'event' ? [(message.event as { status: CardReaderStatus }).status.device] : [],
    );
  return { clock, reader, sent, host, ask, open, completions, states };
}

const command = (id: number, params: unknown = Uint8Array.of(id), name = 'chipIO') => ({
  type: 'command',
  id,
  device: 'cardReader',
  command: name,
  params,
});

describe('the device host', () => {
  it('opens a device by its driver name and says what it is', async () => {
    const { sent, open } = startHost();
    await open();
    expect(sent).toEqual([
      { type: 'ready' },
      expect.objectContaining({ type: 'opened', device: 'cardReader', information: { modelName: 'by hand' } }),
    ]);
  });

  it('refuses an unknown driver and passes on why a driver refused its options', async () => {
    const { sent, open } = startHost();
    await open('zebra');
    await open('picky');
    expect(sent.slice(1)).toEqual([
      { type: 'refused', device: 'cardReader', words: 'no driver is called "zebra"' },
      { type: 'refused', device: 'cardReader', words: 'options.port: found "x", allowed: a number' },
    ]);
  });

  it('runs one command at a time, in order', async () => {
    const { ask, open, reader, completions } = startHost();
    await open();
    await ask(command(1));
    await ask(command(2));
    expect(reader.asked).toEqual(['1']);
    reader.answers[0]?.(Uint8Array.of(0x90, 0));
    await ask({ type: 'ping', n: 1 });
    expect(reader.asked).toEqual(['1', '2']);
    expect(completions()).toEqual([{ type: 'completion', id: 1, result: { ok: true, value: Uint8Array.of(0x90, 0) } }]);
  });

  it('cancels the command that runs, and one that still waits without asking the device', async () => {
    const { ask, open, reader, completions } = startHost();
    await open();
    await ask(command(1));
    await ask(command(2));
    await ask({ type: 'cancel', id: 2 });
    await ask({ type: 'cancel', id: 1 });
    expect(reader.asked).toEqual(['1']);
    expect(completions().map((message) => message.type === 'completion' && message.result)).toEqual([
      { ok: false, error: expect.objectContaining({ completionCode: 'canceled', deviceWords: 'asked to stop' }) },
      { ok: false, error: expect.objectContaining({ completionCode: 'canceled', effect: 'none' }) },
    ]);
  });

  it('refuses unknown commands, wrong parameters and inherited names, and survives garbage', async () => {
    const { ask, open, completions, sent } = startHost();
    await open();
    await ask(command(1, undefined, 'constructor'));
    await ask(command(2, 'not bytes'));
    await ask({ type: 'command', id: -1 });
    await ask('garbage');
    expect(completions().map((message) => message.type === 'completion' && message.result)).toEqual([
      { ok: false, error: expect.objectContaining({ completionCode: 'invalidCommand' }) },
      { ok: false, error: expect.objectContaining({ completionCode: 'invalidData' }) },
    ]);
    expect(sent.filter((message) => message.type === 'log')).toHaveLength(2);
  });

  it('shows a short disconnection as starting, and a long one as what it is', async () => {
    const { clock, open, reader, states } = startHost();
    await open();
    reader.change('online');
    reader.change('powerOff');
    await clock.advance(5_000);
    reader.change('online');
    await clock.advance(20_000);
    expect(states()).toEqual(['online', 'starting', 'online']);
    reader.change('powerOff');
    await clock.advance(10_000);
    expect(states()).toEqual(['online', 'starting', 'online', 'starting', 'powerOff']);
  });

  it('does not hide a device that was never there', async () => {
    const { open, reader, states } = startHost();
    await open();
    reader.change('noDevice');
    expect(states()).toEqual(['noDevice']);
  });
});
