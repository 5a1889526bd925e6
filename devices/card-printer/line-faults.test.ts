/** What goes wrong while the printer is only asked, or told to clear an error. */
import { describe, expect, it } from 'vitest';
import type { CardPrinterFault, FaultOptions } from '../../simulators/card-printer/index.ts';
import { done, failed } from '../testing/index.ts';
import { fed, moves, printing } from './testing/cases.ts';
import { ALWAYS, machine, places, printer, recovers, withFaultyPrinter } from './testing/faulty-printer.ts';

withFaultyPrinter();

const questions = ['Rem', 'Rlr;p', 'Rse;b', 'Rco;c'] as const;

describe.each([...moves, printing])('$command', ({ prepare, act }) => {
  it.each(['Rem', 'SUPERVISION.GetState', 'Rlr;p', 'Rse;b'])(
    'does not begin while nobody answers %s, and says that it did nothing',
    async (at) => {
      await prepare?.();
      const before = places();
      machine.faults.arm('hungUp', { ...ALWAYS, at });
      expect(await failed(act())).toEqual(['deviceNotReady', 'none']);
      expect(places()).toEqual(before);
      await recovers();
    },
  );

  it('tells neither a card nor none while the sensors say what nobody understands', async () => {
    await prepare?.();
    const before = places();
    for (const at of ['Rlr;p', 'Rse;b']) machine.faults.arm('answerGarbled', { ...ALWAYS, at, as: 'unknownReply' });
    const [code, effect] = await failed(act());
    expect(['noMediaPresent', 'mediaPresent', 'sequenceError']).not.toContain(code);
    // What is rejected or kept is driven out wherever it is: then it may have happened.
    if (effect === 'none') expect(places()).toEqual(before);
    await recovers();
  });
});

describe('asking', () => {
  it.each(questions)('gets over one lost, garbled or foreign answer to %s', async (at) => {
    await fed();
    const faults: readonly (readonly [CardPrinterFault, FaultOptions])[] = [
      ['communicationLost', {}],
      ['requestLost', {}],
      ['answerLost', {}],
      ['answerCut', {}],
      ['hungUp', {}],
      ['answerGarbled', { as: 'notJson' }],
      ['answerGarbled', { as: 'wrongId' }],
      ['answerGarbled', { as: 'foreignError' }],
      ['answerGarbled', { as: 'wrongType' }],
      ['answerGarbled', { as: 'unknownReply' }],
    ];
    for (const [fault, options] of faults) {
      machine.faults.arm(fault, { ...options, at });
      expect(await printer.mediaPosition()).toEqual({ ok: true, value: 'transport' });
      expect(machine.faults.armed()).toEqual([]);
    }
  });

  it.each([
    ['requestLost', {}, 'timeOut'],
    ['hungUp', {}, 'deviceNotReady'],
    ['answerGarbled', { as: 'html' }, 'hardwareError'],
    ['answerGarbled', { as: 'wrongId' }, 'hardwareError'],
  ] as const)('where the card is fails when every answer is %s %o: %s', async (fault, options, code) => {
    await fed();
    machine.faults.arm(fault, { ...options, ...ALWAYS, at: 'Rlr;p' });
    expect(await failed(printer.mediaPosition())).toEqual([code, 'none']);
    await recovers();
  });

  it('says unknown, not absent, when the sensors say what nobody understands', async () => {
    machine.faults.arm('answerGarbled', { ...ALWAYS, at: 'Rlr;p', as: 'unknownReply' });
    expect(await printer.mediaPosition()).toEqual({ ok: true, value: 'unknown' });
    await recovers();
  });

  it('for the status is off the line as soon as the line is cut, and back with it', async () => {
    machine.faults.arm('communicationLost', { ...ALWAYS, at: 'SUPERVISION.GetState' });
    await done(printer.refresh());
    expect(printer.status()).toMatchObject({ device: 'powerOff', media: 'unknown' });
    machine.faults.clear();
    await done(printer.refresh());
    expect(printer.status()).toMatchObject({ device: 'online', media: 'notPresent' });
  });

  it('for the status stays as it was after one garbled answer', async () => {
    for (const at of ['SUPERVISION.GetState', 'Rlr;p', 'Rse;f', 'Rrt;count']) {
      machine.faults.arm('answerGarbled', { at, as: 'notJson' });
      await done(printer.refresh());
      expect(printer.status().device).toBe('online');
    }
    await recovers();
  });
});

describe('a reset', () => {
  it.each([
    ['requestLost', 'timeOut'],
    ['communicationLost', 'mediaJammed'],
  ] as const)('whose orders meet %s leaves the error, and may have cleared it', async (fault, code) => {
    machine.faults.arm('jam', { at: 'feed' });
    machine.faults.arm(fault, { ...ALWAYS, at: 'Scs' });
    machine.faults.arm(fault, { ...ALWAYS, at: 'SUPERVISION.SetEvent' });
    expect((await failed(printer.feed()))[0]).toBe('mediaJammed');
    expect(await failed(printer.reset())).toEqual([code, 'unknown']);
    machine.faults.clear();
    await done(printer.reset());
    await done(printer.reject());
    await recovers();
  });

  it('whose answer is lost has succeeded when the error is gone', async () => {
    machine.faults.arm('jam', { at: 'feed' });
    machine.faults.arm('requestLost', { at: 'Scs' });
    machine.faults.arm('requestLost', { at: 'SUPERVISION.SetEvent' });
    await failed(printer.feed());
    expect(machine.snapshot().state).toContain('ERR_MECHANICAL');
    machine.faults.arm('answerLost', { at: 'Scs' });
    await done(printer.reset());
    expect(machine.snapshot().state).not.toContain('ERROR');
    await done(printer.reject());
    await recovers();
  });

  it('after which nobody answers may have happened', async () => {
    machine.faults.arm('hungUp', { ...ALWAYS, at: 'SUPERVISION.GetState' });
    expect((await failed(printer.reset()))[1]).toBe('none');
    machine.faults.clear();
    machine.faults.arm('answerLost', { at: 'Scs' });
    const resetting = printer.reset();
    await expect.poll(() => machine.faults.armed(), { timeout: 5_000, interval: 2 }).toEqual([]);
    machine.faults.arm('hungUp', { ...ALWAYS, at: 'SUPERVISION.GetState' });
    expect(await failed(resetting)).toEqual(['deviceNotReady', 'unknown']);
    await recovers();
  });
});
