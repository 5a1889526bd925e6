/** What goes wrong with a booklet on its way, and what the driver may say of it. Over real sockets. */
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { done, failed } from '../testing/index.ts';
import { vault } from './index.ts';
import {
  ALWAYS,
  device,
  events,
  eventually,
  machine,
  named,
  picked,
  places,
  recovers,
  shown,
  withFaultyVault,
} from './testing/faulty-vault.ts';

const environment = { clock: systemClock, log: silentLog };

withFaultyVault();

describe('a loss of power', () => {
  it.each([
    ['turn', 'slot', 'notPresent'],
    ['pick', 'slot', 'notPresent'],
    ['exit', 'gripper', 'transport'],
    ['release', 'gripper', 'transport'],
  ] as const)(
    'at %s while a booklet is fetched leaves it in the %s, and may have moved it',
    async (at, place, position) => {
      machine.faults.arm('powerCycle', { at });
      expect(await failed(device.dispense(1))).toEqual([
        expect.stringMatching(/hardwareError|deviceNotReady/),
        'unknown',
      ]);
      await eventually(() => device.status().device).toBe('online');
      expect(places()[0]).toBe(place);
      expect(await device.mediaPosition()).toEqual({ ok: true, value: position });
      await recovers();
    },
  );

  it('with a booklet behind the open shutter leaves it within reach; whether it was taken is told afterwards', async () => {
    await shown();
    machine.hand.power(false);
    await eventually(() => device.status()).toMatchObject({ device: 'powerOff', media: 'unknown' });
    expect(machine.hand.takeBooklet()).toBe('P0001');
    machine.hand.power(true);
    await eventually(() => named('mediaTaken')).toBe(1);
    await eventually(() => device.status()).toMatchObject({ device: 'online', media: 'notPresent', shutter: 'closed' });
    await recovers();
  });

  it('while it opens or retracts ends the command, and never loses the booklet', async () => {
    await picked();
    machine.faults.arm('powerCycle', { at: 'open' });
    expect((await failed(device.present()))[1]).toBe('unknown');
    await eventually(() => device.status().device).toBe('online');
    expect(places()[0]).toBe('exit');
    machine.faults.arm('powerCycle', { at: 'retract' });
    expect((await failed(device.retract()))[1]).toBe('unknown');
    await eventually(() => device.status().device).toBe('online');
    expect(places()[0]).toBe('gripper');
    await done(device.reject());
    expect(places()[0]).toBe('retain');
  });
});

describe('a jam', () => {
  it.each(['pick', 'exit'])('at %s is told, and freed by the next order that moves the booklet', async (at) => {
    machine.faults.arm('jam', { at });
    expect(await failed(device.dispense(1))).toEqual(['mediaJammed', 'unknown']);
    expect(device.status()).toMatchObject({ device: 'hardwareError', media: 'jammed', deviceWords: 'jam' });
    expect(events).toContainEqual(
      expect.objectContaining({ event: 'error', error: expect.objectContaining({ errorCode: 'mediaJammed' }) }),
    );
    await done(device.reject());
    expect(places()[0]).toBe('retain');
    await recovers();
  });

  it('on the way to the retain unit needs another order', async () => {
    await shown();
    machine.faults.arm('jam', { at: 'retract' });
    expect(await failed(device.retract())).toEqual(['mediaJammed', 'unknown']);
    await done(device.reset());
    expect(await device.mediaPosition()).toEqual({ ok: true, value: 'transport' });
    await done(device.reject());
  });

  it('that is stuck stays until somebody frees it', async () => {
    machine.faults.arm('jam', { at: 'exit', stuck: true });
    await failed(device.dispense(1));
    expect(await failed(device.reset())).toEqual(['mediaJammed', 'none']);
    expect(await failed(device.reject())).toEqual(['mediaJammed', 'none']);
    machine.hand.openDoor();
    expect(machine.hand.clearJam()).toBe('P0001');
    machine.hand.closeDoor();
    await eventually(() => device.status()).toMatchObject({ device: 'online', media: 'notPresent' });
    await recovers();
  });

  it('of the carousel moves no booklet', async () => {
    machine.faults.arm('carouselBlocked', { at: 'turn', stuck: true });
    expect(await failed(device.dispense(2))).toEqual(['hardwareError', 'none']);
    expect(device.status().storage[0]).toMatchObject({ id: 'slots', status: 'inoperative' });
    machine.hand.clearJam();
    await recovers();
  });

  it('of the shutter on opening leaves the booklet to be kept', async () => {
    await picked();
    machine.faults.arm('shutterJam');
    expect(await failed(device.present())).toEqual(['shutterFail', 'none']);
    // Not surely closed is within reach.
    expect(device.status()).toMatchObject({ shutter: 'jammed', media: 'exit' });
    expect(named('mediaPresented')).toBe(0);
    expect(await failed(device.reject())).toEqual(['sequenceError', 'none']);
    await done(device.retract());
    await recovers();
  });

  it('of the shutter on closing leaves the booklet where it is', async () => {
    await shown();
    machine.faults.arm('shutterJam', { at: 'close', stuck: true });
    expect(await failed(device.retract())).toEqual(['shutterFail', 'none']);
    expect(places()[0]).toBe('exit');
    machine.hand.clearJam();
    await done(device.retract());
  });
});

describe('a booklet', () => {
  it('that its slot has not got is not fetched, whatever the sensor says', async () => {
    machine.faults.arm('slotEmpty');
    expect(await failed(device.dispense(1))).toEqual(['storageEmpty', 'none']);
    expect(places()[0]).toBe('slot');
    await recovers();
  });

  it('that is another one than was loaded is seen by its text', async () => {
    machine.faults.arm('wrongBooklet');
    await done(device.dispense(1));
    expect(await device.readMrz()).toEqual({ ok: true, value: 'P<UTO2\nL89892' });
    await done(device.reject());
  });

  it('whose text cannot be read stays at the exit', async () => {
    await picked();
    machine.faults.arm('textUnreadable');
    expect(await failed(device.readMrz())).toEqual(['invalidMedia', 'none']);
    expect(await device.readMrz()).toMatchObject({ ok: true });
    await recovers();
  });

  it('whose text is the answer to another order is not taken for this one', async () => {
    await picked();
    machine.faults.arm('answerGarbled', { ...ALWAYS, as: 'unknownReply', at: 'M' });
    expect(await failed(device.readMrz())).toEqual(['hardwareError', 'none']);
    await recovers();
  });

  it('that is pulled out as soon as a hand fits in was presented and taken', async () => {
    await picked();
    machine.faults.arm('pulledDuringOpening');
    await done(device.present());
    await eventually(() => named('mediaTaken')).toBe(1);
    const told = events.map(({ event }) => event).filter((event) => event.startsWith('media'));
    expect(told).toEqual(['mediaPresented', 'mediaTaken']);
    await recovers();
  });

  it('that is taken while it is to be retracted was taken', async () => {
    await shown();
    machine.faults.arm('takenDuringClosing');
    expect(await failed(device.retract())).toEqual(['noMediaPresent', 'none']);
    await eventually(() => named('mediaTaken')).toBe(1);
    expect(places()[0]).toBe('taken');
    await recovers();
  });

  it('is not moved into a retain unit that is full', async () => {
    await shown();
    machine.faults.arm('retainFull', ALWAYS);
    expect(await failed(device.retract())).toEqual(['retainBinFull', 'none']);
    await eventually(() => device.status().storage[1]).toMatchObject({ replenishmentStatus: 'full' });
    machine.hand.emptyRetain();
    await recovers();
  });

  it('is left where it is when the door is opened on its way', async () => {
    const picking = device.dispense(1);
    await eventually(() => places()[0]).toBe('gripper');
    machine.hand.openDoor();
    expect(await failed(picking)).toEqual(['coverOpen', 'unknown']);
    machine.hand.closeDoor();
    await eventually(() => device.status()).toMatchObject({ device: 'online', media: 'transport' });
    await recovers();
  });
});

describe('options', () => {
  const transport = { kind: 'tcp', host: '127.0.0.1', port: 4001 };

  it.each([
    [{ transport }, 'slots'],
    [{ slots: 0, transport }, 'slots'],
    [{ slots: 12 }, 'transport'],
    [{ slots: 12, transport, address: 32 }, 'address'],
    [{ slots: 12, transport, speed: 2 }, 'speed'],
  ])('that are wrong are refused by their name: %o', (options, name) => {
    expect(() => vault.create(options, environment)).toThrow(name);
  });

  it('that do not fit the unit make it unusable, in words', async () => {
    const other = vault.create({ slots: 99, transport: { kind: 'tcp', ...(await machine.listenTcp()) } }, environment);
    await other.open();
    await eventually(() => other.status()).toMatchObject({
      device: 'hardwareError',
      deviceWords: 'it has 12 slots, configured are 99',
    });
    expect(await failed(other.dispense(1))).toEqual(['hardwareError', 'none']);
    await other.close();
  });
});
