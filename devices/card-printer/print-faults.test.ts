/** What goes wrong with a print job: nothing is printed twice, and nothing is said to be printed that may not be. */
import { describe, expect, it } from 'vitest';
import { done, failed } from '../testing/index.ts';
import { lostAnswers, lostRequests, printing } from './testing/cases.ts';
import { machine, places, printer, recovers, withFaultyPrinter } from './testing/faulty-printer.ts';

withFaultyPrinter();

describe('print', () => {
  const { prepare, act, after, at } = printing;

  it.each(lostAnswers)('whose answer %s may have printed', async (_, fault, options, code) => {
    await prepare?.();
    machine.faults.arm(fault, { ...options, at });
    const [said, effect] = await failed(act());
    expect(code.split('|')).toContain(said);
    expect(effect).toBe('unknown');
    expect(places()).toMatchObject(after);
    await recovers();
  });

  it.each(lostRequests)('whose request %s may have printed', async (_, fault, options, code) => {
    await prepare?.();
    machine.faults.arm(fault, { ...options, at });
    expect(await failed(act())).toEqual([code, 'unknown']);
    expect(machine.products()).toEqual([]);
    await recovers();
  });

  it('answered with words of error may have printed', async () => {
    await prepare?.();
    machine.faults.arm('answerGarbled', { at, as: 'errorWords' });
    expect(await failed(act())).toEqual(['hardwareError', 'unknown']);
    await recovers();
  });

  it('refused by the service printed nothing', async () => {
    await prepare?.();
    machine.faults.arm('refused', { at, words: 'BUSY' });
    expect(await failed(act())).toEqual(['hardwareError', 'none']);
    expect(machine.products()).toEqual([]);
    await recovers();
  });

  const gray = { front: { color: new Uint8Array(1016 * 648 * 3).fill(0x80), overlay: 'full' as const } };
  const beforehand = ['PRINT.Begin', 'PRINT.Set', 'PRINT.SetBitmap'].flatMap((step) =>
    (
      [
        ['hungUp', {}],
        ['communicationLost', {}],
        ['answerGarbled', { as: 'notJson' }],
        ['answerGarbled', { as: 'unknownReply' }],
        ['answerGarbled', { as: 'errorWords' }],
        ['answerGarbled', { as: 'wrongId' }],
        ['refused', { words: 'ERR' }],
      ] as const
    ).map(([fault, options]) => ({ step, fault, options, as: 'as' in options ? options.as : '' })),
  );
  it.each(beforehand)(
    'whose $step meets $fault $as ends before anything was printed',
    async ({ step, fault, options }) => {
      await prepare?.();
      machine.faults.arm(fault, { ...options, at: step });
      const [, effect] = await failed(printer.print(gray));
      expect(effect).toBe('none');
      expect(machine.faults.armed()).toEqual([]);
      expect(machine.products()).toEqual([]);
      await recovers();
    },
  );

  it('is whole although the answers about its progress are lost for a while', async () => {
    await prepare?.();
    machine.faults.arm('answerGarbled', { at: 'PRINT.End' });
    machine.faults.arm('hungUp', { at: 'SUPERVISION.GetState' });
    machine.faults.arm('hungUp', { at: 'Rco;p', times: 3 });
    // The first state is asked before the job: with it lost nothing was begun.
    expect(await failed(act())).toEqual(['deviceNotReady', 'none']);
    await done(act());
    expect(machine.products()).toMatchObject([{ complete: true }]);
  });

  it.each([
    ['jam', 'mediaJammed'],
    ['ribbonEndsMidPanel', 'tonerOut'],
    ['ribbonBroken', 'ribbonInvalid'],
    ['headOverheated', 'headOverheated'],
    ['coverOpen', 'coverOpen'],
  ] as const)('stopped by %s tells %s and is never taken up again', async (fault, code) => {
    await prepare?.();
    machine.faults.arm(fault);
    expect(await failed(act())).toEqual([code, 'unknown']);
    machine.hand.closeCover();
    machine.hand.changeRibbon();
    await done(printer.reset());
    await done(printer.reject());
    expect(machine.products()).toMatchObject([{ complete: false, place: 'rejectBin' }]);
    await expect.poll(() => machine.snapshot().state, { timeout: 5_000 }).not.toContain('COOLING');
    await recovers();
  });

  it('cut short by the mains is not said to be done, whatever the printer says afterwards', async () => {
    await prepare?.();
    machine.faults.arm('powerCycle');
    const [, effect] = await failed(act());
    expect(effect).toBe('unknown');
    await expect.poll(() => machine.snapshot().power, { timeout: 5_000 }).toBe('on');
    await recovers();
  });
});
