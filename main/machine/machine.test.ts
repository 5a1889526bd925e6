import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../common/clock.ts';
import { Emitter } from '../../common/emitter.ts';
import { silentLog } from '../../common/log.ts';
import type { CardReaderStatus, HostMessage, HostRequest } from '../../devices/contract/index.ts';
import type { HostProcess } from './host-supervisor.ts';
import { startMachine } from './machine.ts';

const online: CardReaderStatus = { device: 'online', deviceWords: '', media: 'notPresent', chipPower: 'noCard' };

/** A device host that the test plays. */
class PlayedHost implements HostProcess {
  readonly received: HostRequest[] = [];
  readonly #messages = new Emitter<unknown>();
  readonly #exits = new Emitter<number>();
  killed = false;

  post(message: unknown): void {
    this.received.push(message as HostRequest);
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#messages.on(listener);
  }
  onExit(listener: (code: number) => void): void {
    this.#exits.on(listener);
  }
  kill(): void {
    this.killed = true;
    this.exit(137);
  }
  say(message: HostMessage | unknown): void {
    this.#messages.emit(message);
  }
  exit(code: number): void {
    this.#exits.emit(code);
  }
  openReader(status: CardReaderStatus = online): void {
    this.say({ type: 'ready' });
    const capabilities = { type: 'contactless', extendedLength: true };
    this.say({ type: 'opened', device: 'cardReader', status, capabilities, information: { modelName: 'played' } });
  }
}

function start() {
  const clock = new VirtualClock();
  const hosts: PlayedHost[] = [];
  const machine = startMachine({
    start: () => {
      const host = new PlayedHost();
      hosts.push(host);
      return host;
    },
    devices: { cardReader: { driver: 'pcsc', options: {}, grace_ms: 0 } },
    clock,
    log: silentLog,
  });
  const last = () => hosts.at(-1) as PlayedHost;
  return { clock, hosts, machine, last };
}

describe('the machine over its device host', () => {
  it('opens the configured devices when the host is ready, and knows what is not configured', () => {
    const { machine, last } = start();
    expect(machine.cardReader.status().device).toBe('starting');
    expect(machine.cardPrinter.status().device).toBe('noDevice');
    last().openReader();
    expect(last().received[0]).toMatchObject({ type: 'open', devices: { cardReader: { driver: 'pcsc' } } });
    expect(machine.cardReader.status()).toEqual(online);
    expect(machine.cardReader.capabilities().extendedLength).toBe(true);
  });

  it('completes a command once and checks the value at the edge', async () => {
    const { machine, last } = start();
    last().openReader();
    const first = machine.cardReader.chipIO(Uint8Array.of(0, 0xa4));
    const second = machine.cardReader.chipIO(Uint8Array.of(0, 0xb0));
    last().say({ type: 'completion', id: 2, result: { ok: true, value: 'not bytes' } });
    last().say({ type: 'completion', id: 1, result: { ok: true, value: Uint8Array.of(0x90, 0) } });
    expect(await first).toEqual({ ok: true, value: Uint8Array.of(0x90, 0) });
    expect(await second).toMatchObject({ ok: false, error: { completionCode: 'internalError', effect: 'unknown' } });
  });

  it('says of a command under way when the host dies that nobody knows its effect', async () => {
    const { machine, last } = start();
    last().openReader();
    const command = machine.cardReader.chipIO(Uint8Array.of(1));
    last().exit(1);
    expect(await command).toMatchObject({
      ok: false,
      error: { effect: 'unknown', deviceWords: 'device host exited with 1' },
    });
    expect(await machine.cardReader.chipIO(Uint8Array.of(1))).toMatchObject({ ok: false, error: { effect: 'none' } });
    expect(machine.cardReader.status().device).toBe('starting');
  });

  it('restarts a dead host with growing waits and says that the devices are back', async () => {
    const { clock, hosts, machine, last } = start();
    const back: string[] = [];
    machine.reopened.on((device) => back.push(device));
    last().openReader();
    last().exit(1);
    await clock.advance(200);
    expect(hosts).toHaveLength(2);
    last().exit(1);
    await clock.advance(399);
    expect(hosts).toHaveLength(2);
    await clock.advance(1);
    expect(hosts).toHaveLength(3);
    last().openReader();
    expect(back).toEqual(['cardReader']);
  });

  it('kills a host that does not answer its heartbeat', async () => {
    const { clock, hosts, last } = start();
    last().openReader();
    const silent = last();
    await clock.advance(12_000);
    expect(silent.killed).toBe(true);
    expect(hosts.length).toBeGreaterThan(1);
  });

  it('passes a cancel on, and drops messages that are none', async () => {
    const { machine, last } = start();
    last().openReader();
    const controller = new AbortController();
    void machine.cardReader.chipIO(Uint8Array.of(1), { signal: controller.signal });
    controller.abort();
    expect(last().received).toContainEqual({ type: 'cancel', id: 1 });
    last().say({ type: 'opened', device: 'toaster' });
    last().say(42);
  });

  it('restarts nothing after it was closed', async () => {
    const { clock, hosts, machine } = start();
    machine.close();
    await clock.advance(60_000);
    expect(hosts).toHaveLength(1);
  });
});
