/** The vault as its document says, byte by byte, and as a body that neither makes nor loses a booklet. */
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { Pace } from '../machine/index.ts';
import { createDocumentVaultSimulator, documentVaultFaults } from './index.ts';

const SLOTS = 6;

function standing(options: { loaded?: number; retainCapacity?: number } = {}) {
  const clock = new VirtualClock();
  const machine = createDocumentVaultSimulator({
    clock,
    pace: new Pace(clock),
    log: silentLog,
    slots: SLOTS,
    ...options,
  });
  for (let slot = 1; slot <= (options.loaded ?? 3); slot++)
    machine.hand.loadSlot(slot, { mrz: `LINE<1\nLINE<${slot}` });
  const said: Buffer[] = [];
  const plug = () => {
    const unit = new Duplex({
      read() {},
      write(chunk: Buffer, _encoding, written) {
        said.push(chunk);
        written();
      },
    });
    machine.attachSerial(unit);
    return unit;
  };
  let line = plug();
  let question = 127;
  const send = async (bytes: Uint8Array, meanwhile_ms = 0): Promise<string> => {
    if (line.destroyed) line = plug();
    said.length = 0;
    line.push(bytes);
    await clock.advance(meanwhile_ms);
    return Buffer.concat(said).toString('latin1').slice(6, -3);
  };
  const status = async () => {
    question = question >= 255 ? 128 : question + 1;
    const words = await send(frame(question, 'S', ''));
    return Object.fromEntries(words.split(';').map((field) => field.split('=')));
  };
  return { clock, machine, said, send, status };
}

/** CRC-16/IBM-3740, the slow way of the textbook. */
function frame(sequence: number, code: string, data: string, address = 1): Buffer {
  const covered = Buffer.from([address, sequence, code.charCodeAt(0), data.length >> 8, data.length & 255]);
  const body = Buffer.concat([covered, Buffer.from(data)]);
  let crc = 0xffff;
  for (const byte of body) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return Buffer.concat([Buffer.of(2), body, Buffer.of(crc >> 8, crc & 255, 3)]);
}

const MINUTE_ms = 60_000;

describe('the simulated vault', () => {
  it('answers the bytes of its document with the bytes of its document', async () => {
    const { said, send } = standing();
    await send(Buffer.from('02018053000061FB03', 'hex'));
    expect(Buffer.concat(said).toString('latin1').slice(6)).toContain('boot=1;seq=0;result=none');
    await send(frame(6, 'P', 'boot=1;slot=2'));
    expect(Buffer.concat(said).toString('hex').toUpperCase()).toBe('02010670000F726573756C743D616363657074656453CF03');
    await send(frame(7, 'P', 'boot=1;slot=5'), MINUTE_ms);
    await send(frame(8, 'R', 'boot=1'), MINUTE_ms);
    await send(frame(9, 'P', 'boot=1;slot=5'));
    expect(Buffer.concat(said).toString('latin1')).toContain('result=refused;error=slotEmpty');
  });

  it('brings a booklet to the exit in about as long as a machine would, and its chip onto the reader there', async () => {
    const { clock, machine, send, status } = standing();
    const onReader: (string | undefined)[] = [];
    machine.onBookletAtExit((booklet) => onReader.push(booklet?.id));
    await send(frame(1, 'P', 'boot=1;slot=3'), 4_000);
    expect(await status()).toMatchObject({ state: 'moving', result: 'running', place: 'gripper' });
    await clock.advance(6_000);
    expect(await status()).toMatchObject({
      state: 'ready',
      result: 'done',
      moved: 'yes',
      place: 'exit',
      dispensed: '1',
    });
    expect(machine.snapshot().chipReader).toBe('P0003');
    await send(frame(2, 'R', 'boot=1'), MINUTE_ms);
    expect(onReader).toEqual(['P0003', undefined]);
  });

  it('gives the booklet without its card when the chip is dead', async () => {
    const { machine, send } = standing();
    const card = {
      atr: new Uint8Array(2),
      latency_ms: 0,
      powerOn() {},
      powerOff() {},
      reset() {},
      transmit: () => undefined,
    };
    machine.hand.loadSlot(4, { mrz: 'A', card });
    const cards: unknown[] = [];
    machine.onBookletAtExit((booklet) => cards.push(booklet?.card));
    await send(frame(1, 'P', 'boot=1;slot=4'), MINUTE_ms);
    await send(frame(2, 'B', 'boot=1;slot=4'), MINUTE_ms);
    machine.faults.arm('chipDead');
    await send(frame(3, 'P', 'boot=1;slot=4'), MINUTE_ms);
    expect(cards).toEqual([card, undefined, undefined]);
  });

  it('does an order once, however often it comes, and none under the number of another', async () => {
    const { send, status } = standing();
    const order = frame(6, 'P', 'boot=1;slot=1');
    expect(await send(order)).toBe('result=accepted');
    expect(await send(order)).toBe('result=accepted');
    expect(await send(frame(6, 'P', 'boot=1;slot=2'))).toBe('result=refused;error=sequence');
    expect(await send(frame(7, 'P', 'boot=1;slot=2'), MINUTE_ms)).toBe('result=refused;error=busy');
    expect(await send(order, MINUTE_ms)).toBe('result=accepted');
    expect(await status()).toMatchObject({ dispensed: '1', result: 'done' });
  });

  it('refuses after a loss of power what was meant for before it', async () => {
    const { clock, machine, send, status } = standing();
    machine.hand.power(false);
    machine.hand.power(true);
    expect(await status()).toMatchObject({ boot: '2', state: 'starting', seq: '0' });
    await clock.advance(MINUTE_ms);
    expect(await send(frame(1, 'P', 'boot=1;slot=1'))).toBe('result=refused;error=restarted');
    expect(await send(frame(1, 'P', 'boot=2;slot=1'))).toBe('result=accepted');
  });

  it('hears only what is for it, whole and sound', async () => {
    const { send } = standing();
    expect(await send(frame(128, 'S', '', 2))).toBe('');
    expect(await send(frame(128, 's', ''))).toBe('');
    const wrong = frame(128, 'S', '');
    wrong[7] = (wrong[7] ?? 0) ^ 1;
    expect(await send(wrong)).toBe('');
    expect(await send(Buffer.concat([Buffer.of(2, 0xff, 3), frame(129, 'C', '')]))).toContain('starts=1');
    expect(await send(frame(130, 'C', '').subarray(0, 7), 200)).toBe('');
    expect(await send(frame(131, 'C', ''))).toContain('starts=1');
    expect(await send(frame(3, 'Q', 'boot=1'))).toBe('result=refused;error=unknownOrder');
    expect(await send(frame(3, 'P', 'boot=1;slot=7'))).toBe('result=refused;error=badData');
    expect(await send(frame(3, 'P', 'boot=1'))).toBe('result=refused;error=badData');
  });

  it('reads texts at the window and at the exit', async () => {
    const { send } = standing();
    await send(frame(1, 'N', 'boot=1;slot=2'), MINUTE_ms);
    expect(await send(frame(130, 'M', ''))).toBe('seq=1;text=LINE<1/LINE<2');
    await send(frame(2, 'P', 'boot=1;slot=3'), MINUTE_ms);
    await send(frame(3, 'V', 'boot=1'), MINUTE_ms);
    expect(await send(frame(131, 'M', ''))).toBe('seq=3;text=LINE<1/LINE<3');
  });

  it('lets a hand in only while the shutter is not closed, and closes it behind the hand', async () => {
    const { clock, machine, send, status } = standing();
    await send(frame(1, 'P', 'boot=1;slot=1'), MINUTE_ms);
    expect(machine.hand.takeBooklet()).toBeUndefined();
    await send(frame(2, 'O', 'boot=1'), MINUTE_ms);
    expect(await status()).toMatchObject({ shutter: 'open', presented: '1' });
    expect(machine.hand.takeBooklet()).toBe('P0001');
    expect(machine.hand.pushBack()).toBe('P0001');
    expect(machine.hand.takeBooklet()).toBe('P0001');
    await clock.advance(MINUTE_ms);
    expect(await status()).toMatchObject({ shutter: 'closed', place: 'none', taken: '2', inserted: '1' });
    expect(machine.hand.pushBack()).toBeUndefined();
  });

  it('has room for so many untaken booklets and no more', async () => {
    const { machine, send } = standing({ retainCapacity: 1 });
    for (const [sequence, letter] of [...'PRPR'].entries()) {
      const slot = letter === 'P' ? `;slot=${sequence + 1}` : '';
      await send(frame(sequence + 1, letter, `boot=1${slot}`), MINUTE_ms);
    }
    expect(machine.snapshot()).toMatchObject({ retain: ['P0001'], place: 'exit' });
    expect(machine.hand.emptyRetain()).toEqual(['P0001']);
    await send(frame(9, 'R', 'boot=1'), MINUTE_ms);
    expect(machine.snapshot().retain).toEqual(['P0003']);
  });

  it('keeps every booklet in exactly one place, whatever is ordered, done by hand and gone wrong', async () => {
    const deed = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ order: fc.constantFrom(...'HTPPPOOXRRBNVZ'), slot: fc.integer({ min: 1, max: SLOTS }) }),
      },
      fc.record({
        hand: fc.constantFrom(
          'take',
          'push',
          'load',
          'emptySlot',
          'emptyRetain',
          'clear',
          'open',
          'close',
          'off',
          'on',
        ),
        slot: fc.integer({ min: 0, max: SLOTS + 1 }),
      }),
      fc.record({
        fault: fc.constantFrom(...documentVaultFaults),
        at: fc.constantFrom(undefined, 'turn', 'pick', 'exit', 'open', 'close', 'retract', 'return'),
        stuck: fc.boolean(),
      }),
    );
    const pause = fc.constantFrom(0, 300, 2_000, 15_000);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(deed, pause), { maxLength: 25 }), async (deeds) => {
        const { clock, machine, send } = standing({ retainCapacity: 2 });
        const { hand } = machine;
        const hands: Record<string, (slot: number) => unknown> = {
          take: hand.takeBooklet,
          push: hand.pushBack,
          load: (slot) => hand.loadSlot(slot, { mrz: 'A' }),
          emptySlot: hand.emptySlot,
          emptyRetain: hand.emptyRetain,
          clear: hand.clearJam,
          open: hand.openDoor,
          close: hand.closeDoor,
          off: () => hand.power(false),
          on: () => hand.power(true),
        };
        let loaded = 3;
        for (const [index, [one, pause_ms]] of deeds.entries()) {
          if ('order' in one) {
            await send(frame(index + 1, one.order, `boot=${machine.snapshot().boot};slot=${one.slot}`), pause_ms);
          } else if ('hand' in one) {
            if (hands[one.hand]?.(one.slot) && one.hand === 'load') loaded += 1;
          } else {
            machine.faults.arm(one.fault, { stuck: one.stuck, ...(one.at ? { at: one.at } : {}) });
          }
          await clock.advance(pause_ms);
          const booklets = machine.booklets();
          expect(new Set(booklets.map(({ id }) => id)).size).toBe(loaded);
          expect(booklets.filter(({ place }) => place === 'gripper' || place === 'exit').length).toBeLessThanOrEqual(2);
          expect(JSON.parse(JSON.stringify(machine.snapshot()))).toEqual(machine.snapshot());
        }
        hand.clearJam();
        machine.faults.clear();
        hand.power(true);
        hand.closeDoor();
        await clock.advance(MINUTE_ms);
        expect(machine.snapshot()).toMatchObject({ powered: true, fault: 'none', state: 'ready' });
      }),
      { numRuns: Number(process.env['TASLEEM_FUZZ_RUNS'] ?? 60) },
    );
  }, 60_000);
});
