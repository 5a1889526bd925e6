import { connect } from 'node:net';
import fc from 'fast-check';
import { PNG } from 'pngjs';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { Pace } from '../machine/index.ts';
import { type CardPrinterSimulator, type CardPrinterSimulatorOptions, createCardPrinterSimulator } from './index.ts';

/** A client that knows nothing of any driver: it writes the bytes of the protocol by hand. */
function raw(port: number, text: string | Uint8Array, hangUp = false): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (hangUp ? socket.end(text) : socket.write(text)));
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}

type Bench = {
  simulator: CardPrinterSimulator;
  call: (method: string, params: Record<string, string>) => Promise<{ result?: string; error?: { code: number } }>;
  send: (command: string) => Promise<string | undefined>;
  port: number;
};
const benches: CardPrinterSimulator[] = [];

async function bench(options: Partial<CardPrinterSimulatorOptions> = {}): Promise<Bench> {
  const simulator = createCardPrinterSimulator({
    clock: systemClock,
    pace: new Pace(systemClock, 1000),
    log: silentLog,
    ...options,
  });
  benches.push(simulator);
  const { port } = await simulator.listen();
  const call: Bench['call'] = async (method, params) => {
    const answer = await raw(port, JSON.stringify({ jsonrpc: '2.0', id: '1', method, params }));
    return answer === '' ? {} : JSON.parse(answer);
  };
  const send = async (command: string) =>
    (await call('CMD.SendCommand', { device: simulator.device, command, timeout: '5000' })).result;
  return { simulator, call, send, port };
}

async function setUp(send: Bench['send']): Promise<void> {
  for (const command of ['Pem;2', 'Psmgr;2', 'Pcim;F', 'Pcem;I', 'Pneab;E', 'Pcrm;D']) {
    expect(await send(command)).toBe('OK');
  }
}

/** A bitmap of one colour, rows from the top (negative height), as another program would write it. */
function plainBmp(red: number, green: number, blue: number): string {
  const file = Buffer.alloc(54 + 1016 * 648 * 3);
  file.write('BM');
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(1016, 18);
  file.writeInt32LE(-648, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let at = 54; at < file.length; at += 3) file.set([blue, green, red], at);
  return `base64:${file.toString('base64')}`;
}

async function startPrint({ call, simulator }: Bench): Promise<void> {
  const session = (await call('PRINT.Begin', { device: simulator.device })).result ?? '';
  await call('PRINT.Set', {
    session,
    data: 'GInputTray=PRINTER;GOutputTray=PRINTER;GDuplexMode=SIMPLEX;FOverlayManagement=FULLVARNISH',
  });
  await call('PRINT.SetBitmap', { session, face: 'front', panel: 'color', data: plainBmp(200, 100, 50) });
  expect((await call('PRINT.Print', { session })).result).toBe('OK');
  await call('PRINT.End', { session });
}

async function whenIdle(simulator: CardPrinterSimulator): Promise<void> {
  await expect.poll(() => simulator.snapshot().step, { interval: 5 }).toBe('idle');
}

afterEach(async () => {
  await Promise.all(benches.splice(0).map((simulator) => simulator.close()));
});

describe('the card printer simulator', () => {
  it('answers queries in the words of the printer', async () => {
    const { send } = await bench({ blanks: 5 });
    expect(await send('Rtp')).toBe('Evolis KC200B');
    expect(await send('Rse;f')).toBe('5,00 Volts');
    expect(await send('Rse;b')).toBe('0,21 Volts');
    expect(await send('Rlr;p')).toBe('OK');
    expect(await send('Xyz')).toBe('ERROR CDE');
    expect(await send('Pem;7')).toBe('ERROR PARAMETERS');
    expect(await send('constructor')).toBe('ERROR CDE');
    expect(await send('Rco;constructor')).toBe('ERROR PARAMETERS');
  });

  it('holds a card in the reach of the encoder while it rests at a station of that, and not when it is stuck there', async () => {
    const { send, simulator } = await bench({ blanks: 5 });
    await setUp(send);
    const reached: (string | undefined)[] = [];
    simulator.onChange(() => {
      const now = simulator.atEncoder();
      if (now !== reached.at(-1)) reached.push(now);
    });
    for (const command of ['Si', 'Sic', 'Sis', 'Si']) expect(await send(command)).toBe('OK');
    expect(reached).toEqual(['B0001', undefined, 'B0001', undefined]);
    expect(simulator.placeOf('B0001')).toBe('print');
    expect(simulator.placeOf('B0009')).toBeUndefined();
    expect(await send('Sic')).toBe('OK');
    simulator.faults.arm('jam', { at: 'move' });
    expect(await send('Si')).toBe('ERR MECHANICAL');
    expect(simulator.placeOf('B0001')).toBe('contactless');
    expect(simulator.atEncoder()).toBeUndefined();
  });

  it('moves one blank through its stations to the exit and into the hand', async () => {
    const { send, simulator } = await bench({ blanks: 5 });
    await setUp(send);
    expect(await send('Sis')).toBe('OK');
    expect(await send('Rlr;p')).toBe('SMART CARD');
    expect(await send('Rco;c')).toBe('1');
    expect(await send('Se')).toBe('OK');
    expect(await send('Rse;b')).toBe('4,96 Volts');
    expect(simulator.snapshot().places).toMatchObject({ hopper: 4, exit: 1 });
    expect(simulator.hand.takeCard()).toBe('B0001');
    expect(simulator.snapshot().places).toMatchObject({ hopper: 4, exit: 0, taken: 1 });
  });

  it('prints what it received and shows it as a picture', async () => {
    const machine = await bench({ blanks: 1, ribbonCards: 3 });
    await setUp(machine.send);
    await machine.send('Si');
    await startPrint(machine);
    await whenIdle(machine.simulator);
    const [card] = machine.simulator.products();
    expect(card).toMatchObject({ cardId: 'B0001', complete: true, place: 'print' });
    const front = PNG.sync.read(Buffer.from(card?.frontPng ?? []));
    expect([front.width, front.height, ...front.data.subarray(0, 3)]).toEqual([1016, 648, 200, 100, 50]);
    const back = PNG.sync.read(Buffer.from(card?.backPng ?? []));
    expect([...back.data.subarray(0, 3)]).toEqual([255, 255, 255]);
    expect(machine.simulator.snapshot().ribbon.setsLeft).toBe(5);
    expect(await machine.send('Rco;p')).toBe('4');
  });

  it('shows a half-printed card when the cover is opened in the magenta panel', async () => {
    const machine = await bench();
    await setUp(machine.send);
    await machine.send('Si');
    machine.simulator.faults.arm('coverOpen', { at: 'front:m' });
    await startPrint(machine);
    await whenIdle(machine.simulator);
    expect(machine.simulator.snapshot().state).toBe('ERROR,ERR_COVER_OPEN');
    expect(machine.simulator.snapshot().event).toBe('ERR_COVER_OPEN:CANCEL,RETRY');
    const [card] = machine.simulator.products();
    expect(card?.complete).toBe(false);
    const { data } = PNG.sync.read(Buffer.from(card?.frontPng ?? []));
    const pixel = (x: number) => [...data.subarray(x * 4, x * 4 + 3)];
    expect(pixel(10)).toEqual([255, 100, 50]);
    expect(pixel(1000)).toEqual([255, 255, 50]);
  });

  it('ejects by itself what it printed unless it was told not to', async () => {
    const machine = await bench();
    await setUp(machine.send);
    await machine.send('Pneab;D');
    await machine.send('Si');
    await startPrint(machine);
    await expect.poll(() => machine.simulator.snapshot().places.exit).toBe(1);
  });

  it('hands out the card that an error cut off unless the host manages errors', async () => {
    const machine = await bench();
    await setUp(machine.send);
    await machine.send('Pem;0');
    await machine.send('Si');
    machine.simulator.faults.arm('headOverheated');
    await startPrint(machine);
    await expect.poll(() => machine.simulator.snapshot().places.exit).toBe(1);
  });

  it('keeps a jammed card until it is driven out, and a stuck one until a hand takes it', async () => {
    const { send, simulator } = await bench();
    await setUp(send);
    simulator.faults.arm('jam', { at: 'feed' });
    expect(await send('Si')).toBe('ERR MECHANICAL');
    expect(await send('Rlr;p')).toBe('ERR CARD');
    await send('Scs');
    expect(await send('Ser')).toBe('OK');
    simulator.faults.arm('jam', { at: 'feed', stuck: true });
    await send('Si');
    await send('Scs');
    expect(await send('Ser')).toBe('ERR MECHANICAL');
    simulator.hand.clearJam('out');
    expect(await send('Rlr;p')).toBe('OK');
    expect(simulator.snapshot().places).toMatchObject({ rejectBin: 1, removed: 1 });
  });

  it('forgets its settings with the mains and ejects what it holds when armed to', async () => {
    const { send, simulator, call } = await bench();
    await setUp(send);
    await send('Si');
    simulator.faults.arm('ejectsOnPowerUp');
    simulator.hand.power(false);
    expect((await call('SUPERVISION.GetState', { device: simulator.device })).result).toBe('OFF,PRINTER_OFFLINE');
    simulator.hand.power(true);
    await expect.poll(() => simulator.snapshot().places.exit).toBe(1);
    expect(await send('Rem')).toBe('0');
  });

  it('survives whatever bytes arrive', async () => {
    const { port, send } = await bench();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
        await raw(port, new Uint8Array([0x7b, ...bytes, 0x7d]), true);
      }),
      { numRuns: 60 },
    );
    expect(await send('Rem')).toBe('0');
  });

  it('loses no card, whatever people, commands and faults do to it', async () => {
    const command = fc.constantFrom('Si', 'Sis', 'Sic', 'Se', 'Sib', 'Ser', 'Pcem;k', 'Seb', 'Pcem;I', 'Scs', 'Rlr;p');
    const hand = fc.constantFrom(
      'takeCard',
      'pushBack',
      'emptyBins',
      'openCover',
      'closeCover',
      'out',
      'load',
      'mains',
    );
    const fault = fc.constantFrom('jam', 'doubleFeed', 'feederJam', 'cardPulledDuringEject', 'ejectsOnPowerUp');
    const deed = fc.oneof(
      { weight: 5, arbitrary: command },
      { weight: 2, arbitrary: hand },
      fault,
      fc.constant('print'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
        const machine = await bench({ blanks: 4, limits: { hopper: 6, rejectBin: 2, retainBin: 1 } });
        const { simulator, send } = machine;
        await setUp(send);
        for (const one of deeds) await act(machine, one);
        const { places, loaded } = simulator.snapshot();
        expect(Object.values(places).reduce((sum, count) => sum + count, 0)).toBe(loaded);
        await simulator.close();
      }),
      { numRuns: 25 },
    );
  });
});

async function act({ simulator, send, call }: Bench, deed: string): Promise<void> {
  const { hand, faults } = simulator;
  switch (deed) {
    case 'takeCard':
    case 'pushBack':
    case 'emptyBins':
    case 'openCover':
    case 'closeCover':
      return void hand[deed]();
    case 'out':
      return void hand.clearJam('out');
    case 'load':
      return void hand.loadHopper(2);
    case 'mains':
      return hand.powerCycle();
    case 'jam':
      return faults.arm('jam', { at: 'eject' });
    case 'doubleFeed':
    case 'feederJam':
    case 'cardPulledDuringEject':
    case 'ejectsOnPowerUp':
      return faults.arm(deed);
    case 'print': {
      const session = (await call('PRINT.Begin', { device: simulator.device })).result ?? '';
      await call('PRINT.Set', { session, data: 'GInputTray=PRINTER;FOverlayManagement=FULLVARNISH' });
      await call('PRINT.Print', { session });
      await call('PRINT.End', { session });
      return;
    }
    default:
      await send(deed);
  }
}
