/** What goes wrong on the line to a vault, at every order, and what the driver may say of it. Over real sockets. */
import { describe, expect, it } from 'vitest';
import { done, failed } from '../testing/index.ts';
import {
  ALWAYS,
  armWhenMoving,
  cases,
  device,
  events,
  eventually,
  lineFaults,
  machine,
  picked,
  places,
  recovers,
  withFaultyVault,
} from './testing/faulty-vault.ts';

withFaultyVault();

describe.each(cases)('$command', ({ letter, prepare, act, place }) => {
  it.each(lineFaults)('is done once although its order met %s %o', async (fault, options) => {
    await prepare?.();
    const before = machine.snapshot().counts;
    machine.faults.arm(fault, { ...options, at: letter });
    await done(act());
    expect(machine.faults.armed()).toEqual([]);
    expect(places()[0]).toBe(place);
    const after = machine.snapshot().counts;
    expect(after.dispensed - before.dispensed).toBe(letter === 'P' ? 1 : 0);
    expect(after.presented - before.presented).toBe(letter === 'O' ? 1 : 0);
  });

  it.each(lineFaults)('is done although the first question after it met %s %o', async (fault, options) => {
    await prepare?.();
    armWhenMoving(fault, { ...options, at: 'S' });
    await done(act());
    expect(places()[0]).toBe(place);
  });

  it('that never arrives did nothing, and says so', async () => {
    await prepare?.();
    const before = places();
    machine.faults.arm('requestLost', { ...ALWAYS, at: letter });
    expect(await failed(act())).toEqual(['timeOut', 'none']);
    expect(places()).toEqual(before);
    await recovers();
  });

  it('after which nobody answers may have happened', async () => {
    await prepare?.();
    armWhenMoving('hungUp', { ...ALWAYS, at: 'S' });
    expect(await failed(act())).toEqual(['deviceNotReady', 'unknown']);
    await recovers();
  });

  it('before which nobody answers did nothing', async () => {
    await prepare?.();
    const before = places();
    machine.faults.arm('requestLost', { ...ALWAYS, at: 'S' });
    expect(await failed(act())).toEqual(['timeOut', 'none']);
    expect(places()).toEqual(before);
    await recovers();
  });

  it.each([
    ['busy', 'deviceNotReady'],
    ['doorOpen', 'coverOpen'],
    ['jam', 'mediaJammed'],
    ['shutterJam', 'shutterFail'],
    ['carouselBlocked', 'hardwareError'],
    ['retainFull', 'retainBinFull'],
    ['exitOccupied', 'mediaPresent'],
    ['noBooklet', 'noMediaPresent'],
    ['slotEmpty', 'storageEmpty'],
    ['slotOccupied', 'sequenceError'],
    ['textUnreadable', 'invalidMedia'],
    ['unknownOrder', 'unsupportedCommand'],
    ['badData', 'invalidData'],
    ['restarted', 'hardwareError'],
    ['outOfCheese', 'hardwareError'],
    ['constructor', 'hardwareError'],
  ])('refused with %s is %s and did nothing', async (words, code) => {
    await prepare?.();
    const before = places();
    machine.faults.arm('refused', { words, at: letter });
    const result = await act();
    expect(result).toMatchObject({ ok: false, error: { effect: 'none', deviceWords: words } });
    expect(await failed(Promise.resolve(result))).toEqual([code, 'none']);
    expect(places()).toEqual(before);
  });
});

describe('the line', () => {
  it('gives one lost, cut or garbled answer another chance, and does not call the vault lost for it', async () => {
    for (const at of ['S', 'I', 'L']) {
      for (const [fault, options] of lineFaults) {
        machine.faults.arm(fault, { ...options, at });
        if (at === 'S') await eventually(() => machine.faults.armed()).toEqual([]);
        else machine.faults.clear();
        expect(await device.mediaPosition()).toEqual({ ok: true, value: 'notPresent' });
      }
    }
    expect(events.filter((event) => event.event === 'statusChanged' && event.status.device === 'powerOff')).toEqual([]);
  });

  it('that garbles everything makes the vault unusable, not absent', async () => {
    machine.faults.arm('answerGarbled', { ...ALWAYS, as: 'unknownReply', at: 'S' });
    await eventually(() => device.status()).toMatchObject({ device: 'hardwareError', media: 'unknown' });
    machine.faults.clear();
    await eventually(() => device.status().device).toBe('online');
  });

  it('shows the wire to a technician, and not what stands in a booklet', async () => {
    await picked();
    await done(device.readMrz());
    const trace = device.trace?.().map(({ text }) => text) ?? [];
    expect(trace.some((text) => /^P \d+ boot=1;slot=1$/.test(text))).toBe(true);
    expect(trace.some((text) => text.endsWith('text=...'))).toBe(true);
    expect(trace.join(' ')).not.toContain('UTO');
  });
});
