/** What goes wrong with a movement on the way to the printer or in it, and what must not follow from it for the card. */
import { describe, expect, it } from 'vitest';
import { done, failed } from '../testing/index.ts';
import { fed, lostAnswers, lostRequests, moves, presented } from './testing/cases.ts';
import { machine, named, places, printer, recovers, withFaultyPrinter } from './testing/faulty-printer.ts';

const REJECT_BOX_cards = 3;
withFaultyPrinter({}, { rejectBin: REJECT_BOX_cards });

describe.each(moves)('$command', ({ at, prepare, act, after }) => {
  it.each(lostAnswers)('whose answer %s has succeeded where the sensors say so', async (_, fault, options) => {
    await prepare?.();
    machine.faults.arm(fault, { ...options, at });
    await done(act());
    expect(machine.faults.armed()).toEqual([]);
    expect(places()).toMatchObject(after);
    await recovers();
  });

  it.each(lostRequests)('whose request %s may have happened', async (_, fault, options, code) => {
    await prepare?.();
    machine.faults.arm(fault, { ...options, at });
    expect(await failed(act())).toEqual([code, 'unknown']);
    expect(machine.faults.armed()).toEqual([]);
    await recovers();
  });

  it('answered with words of error although the card moved is not said to have done nothing', async () => {
    await prepare?.();
    machine.faults.arm('answerGarbled', { at, as: 'errorWords' });
    expect(await failed(act())).toEqual(['hardwareError', 'unknown']);
    await recovers();
  });

  it.each(['ERR BUSY', 'ERR MECHANICAL', 'ERR 0x3F'])('refused with %s surely did nothing', async (words) => {
    await prepare?.();
    const before = places();
    machine.faults.arm('refused', { at, words });
    const [code, effect] = await failed(act());
    expect(code).toBe('hardwareError');
    // Dropping is the second of two movements: the first one was made.
    expect(effect).toBe(at === 'Seb' ? 'unknown' : 'none');
    if (at !== 'Seb') expect(places()).toEqual(before);
    await recovers();
  });

  it.each(['ERROR CDE', 'ERROR PARAMETERS'])('that the printer does not know (%s) did nothing', async (words) => {
    await prepare?.();
    machine.faults.arm('refused', { at, words });
    expect(await failed(act())).toEqual(['hardwareError', at === 'Seb' ? 'unknown' : 'none']);
    await recovers();
  });
});

describe('a movement that the mechanics stop', () => {
  it.each([
    ['jam', { at: 'feed' }, 'mediaJammed', 'unknown'],
    ['doubleFeed', {}, 'mediaJammed', 'unknown'],
    ['coverOpen', { at: 'feed' }, 'coverOpen', 'unknown'],
    ['feederJam', {}, 'feedFailed', 'none'],
  ] as const)('feeding: %s at %o is %s, %s', async (fault, options, code, effect) => {
    machine.faults.arm(fault, options);
    expect(await failed(printer.feed())).toEqual([code, effect]);
    machine.hand.closeCover();
    if (effect === 'unknown') await done(printer.reject());
    await recovers();
  });

  it.each([
    ['jam', 'mediaJammed'],
    ['coverOpen', 'coverOpen'],
  ] as const)('presenting: %s is %s, and the card is still inside', async (fault, code) => {
    await fed();
    machine.faults.arm(fault, { at: 'eject' });
    const [said] = await failed(printer.present());
    expect(said).toBe(code);
    expect([named('mediaPresented'), named('mediaTaken')]).toEqual([0, 0]);
    machine.hand.closeCover();
    await done(printer.reject());
    await recovers();
  });

  it('retracting: a jam where no sensor looks is not a card that somebody took', async () => {
    await presented();
    machine.faults.arm('jam', { at: 'retract', unseen: true });
    expect(await failed(printer.retract())).toEqual(['mediaJammed', 'unknown']);
    expect(named('mediaTaken')).toBe(0);
    expect(await printer.mediaPosition()).toEqual({ ok: true, value: 'jammed' });
    expect(await failed(printer.feed())).toEqual(['mediaJammed', 'none']);
    machine.hand.clearJam('reject');
    machine.hand.openCover();
    await done(printer.refresh());
    machine.hand.closeCover();
    await recovers();
  });

  it('retracting: a card that was pulled out in time was taken', async () => {
    await presented();
    const unsubscribe = machine.onChange(() => {
      if (machine.snapshot().step === 'retract' && places().exit) machine.hand.takeCard();
    });
    expect(await failed(printer.retract())).toEqual(['noMediaPresent', 'none']);
    unsubscribe();
    expect([named('mediaTaken'), places().taken]).toEqual([1, 1]);
    await recovers();
  });

  it.each(['requestLost', 'hungUp', 'refused'] as const)(
    'retracting: %s at the setting of the slot costs nothing, and the next card is presented',
    async (fault) => {
      await presented();
      machine.faults.arm(fault, { at: 'Pcem;I' });
      await done(printer.retract());
      expect(places().retainBin).toBe(1);
      await recovers();
    },
  );

  it('rejecting into a full box does nothing', async () => {
    for (let card = 1; card <= REJECT_BOX_cards; card++) {
      await fed();
      await done(printer.reject());
    }
    await fed();
    expect(await failed(printer.reject())).toEqual(['rejectBinFull', 'none']);
    machine.hand.emptyBins();
    await done(printer.reject());
  });
});
