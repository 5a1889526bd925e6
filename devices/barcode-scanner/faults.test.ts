import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import type { Log } from '../../common/log.ts';
import {
  type BarcodeScannerFault,
  type BarcodeScannerSimulator,
  createBarcodeScannerSimulator,
} from '../../simulators/barcode-scanner/index.ts';
import { Pace } from '../../simulators/machine/index.ts';
import type { BarcodeScanner } from '../contract/index.ts';
import { serialScanner } from './index.ts';

let simulator: BarcodeScannerSimulator;
let device: BarcodeScanner;
let logged: string[];

beforeEach(async () => {
  simulator = createBarcodeScannerSimulator({ pace: new Pace(systemClock, 50), mode: 'presentation' });
  const { host, port } = await simulator.listenTcp();
  logged = [];
  const log: Log = (event) => void logged.push(event);
  device = serialScanner.create({ transport: { kind: 'tcp', host, port } }, { clock: systemClock, log });
  await device.open();
  await expect.poll(() => device.status().device).toBe('online');
});
afterEach(async () => {
  await device.close();
  await simulator.close();
});

const faults: readonly BarcodeScannerFault[] = ['silent', 'garbled', 'cutOff'];

describe('a scanner that fails once', () => {
  test.each(faults)('%s: gives no wrong code, and reads the same code shown again', async (fault) => {
    const reading = device.read();
    simulator.faults.arm(fault);
    await simulator.hand.show({ kind: 'qr', text: 'TS-7F42-19K8' });
    await expect.poll(() => simulator.faults.armed()).toEqual([]);
    if (fault === 'garbled') await expect.poll(() => logged).toContain('barcodeScanner.unreadable');
    // A person holds it there until it beeps; what is left of a cut code is forgotten meanwhile.
    const again = setInterval(() => void simulator.hand.show({ kind: 'qr', text: 'TS-7F42-19K8' }), 550);
    expect(await reading).toEqual({ ok: true, value: { symbology: 'qr', text: 'TS-7F42-19K8' } });
    clearInterval(again);
  });

  test('with one line of a zone missing it waits for the whole zone', async () => {
    const lines = [
      'I<UTOD231458907<<<<<<<<<<<<<<<',
      '7408122F1204159UTO<<<<<<<<<<<6',
      'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
    ];
    const reading = device.read();
    await simulator.hand.show({ kind: 'mrz', lines: lines.slice(0, 2) });
    const again = setInterval(() => void simulator.hand.show({ kind: 'mrz', lines }), 400);
    expect(await reading).toEqual({ ok: true, value: { symbology: 'mrz', text: lines.join('\n') } });
    clearInterval(again);
  });
});

describe('a zone that comes in one go', () => {
  test('is read whole, even when the line has brought it before the beam’s order was taken', async () => {
    const zone = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.once('data', () => socket.write(zone.map((line) => `]o3${line}\r`).join('')));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const options = { transport: { kind: 'tcp', host: '127.0.0.1', port }, beam: { on: '16 54 0d', off: '16 55 0d' } };
    const scanner = serialScanner.create(options, { clock: systemClock, log: () => undefined });
    await scanner.open();
    expect(await scanner.read({ timeout_ms: 4_000 })).toEqual({
      ok: true,
      value: { symbology: 'mrz', text: zone.join('\n') },
    });
    await scanner.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
});
