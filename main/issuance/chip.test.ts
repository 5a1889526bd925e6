/** A licence's chip is written before there is ink on its card, and proven once more before a hand can reach it. */
import { describe, expect, it } from 'vitest';
import type { ChipProblem } from './desk.ts';
import { atSite, fulfilled, program, restart, site } from './testing/at-site.ts';

atSite();

const take = () => site.printer.take();
const eventsOf = (order: string) =>
  [...site.service.issuances.values()]
    .filter(({ orderId }) => orderId === order)
    .map(({ events }) => events.map(({ kind, note }) => (note === undefined ? kind : `${kind} (${note})`)));
const stepsTold = () => program.progress.flatMap((told) => (told.kind === 'making' ? [told.step] : []));
const waysTold = () => program.progress.flatMap((told) => (told.kind === 'making' ? [told.way] : []));
const movesOf = () => site.printer.told.filter((command) => command !== 'mediaPosition');

describe('a licence whose chip is to be written', () => {
  it('is written, printed, proven and handed over, in this order', async () => {
    expect(await fulfilled('c1', take)).toMatchObject({ end: 'issued' });
    expect(site.encoder.told).toEqual(['prepare', 'write', 'confirm']);
    expect(movesOf()).toEqual(['feed', 'moveTo', 'moveTo', 'print', 'moveTo', 'present']);
    expect(site.printer).toMatchObject({ takenPrinted: 1, takenWithChip: 1 });
    expect(eventsOf('c1')).toEqual([['medium-bound', 'personalised', 'verified', 'presented', 'issued']]);
  });

  it('says that its chip is being written, and never goes back', async () => {
    await fulfilled('c1', take);
    expect(stepsTold()).toEqual(['claiming', 'feeding', 'writing-chip', 'printing-front', 'checking', 'presenting']);
    const done = program.progress.flatMap((told) => (told.kind === 'making' ? [told.done] : []));
    expect([...done].sort((a, b) => a - b)).toEqual(done);
  });

  it('says from its first step to its last that a chip is among them, and again on a second blank', async () => {
    site.encoder.writing = { code: 'chip-dead', words: 'for a technician' };
    await fulfilled('c1', take);
    expect(new Set(waysTold())).toEqual(new Set(['print-with-chip']));
    expect(stepsTold().filter((step) => step === 'claiming')).toHaveLength(2);
  });

  it('has its intent in the journal before the chip is touched, and nothing of the script in it', async () => {
    let intents: unknown[] = [];
    site.encoder.onWrite = () => {
      intents = program.journal
        .entries({ kinds: ['issuance.intent'] })
        .map(({ body }) => (body as { step: string }).step);
    };
    await fulfilled('c1', take);
    expect(intents).toEqual(['claim', 'bind', 'personalise']);
  });

  it.each<ChipProblem['code']>(['chip-dead', 'chip-write-failed', 'chip-mismatch', 'chip-not-locked'])(
    'spoils a blank without ink when writing ends in %s, and the second one is good',
    async (code) => {
      site.encoder.writing = { code, words: 'for a technician' };
      expect(await fulfilled('c1', take)).toMatchObject({ end: 'issued' });
      expect(eventsOf('c1')).toEqual([
        ['medium-bound', `spoiled (${code})`],
        ['medium-bound', 'personalised', 'verified', 'presented', 'issued'],
      ]);
      expect(movesOf().filter((command) => command === 'print')).toHaveLength(1);
      expect(site.printer).toMatchObject({ rejectBin: 1, takenPrinted: 1, takenWithChip: 1 });
      expect(site.encoder.told).toEqual(['prepare', 'write', 'prepare', 'write', 'confirm']);
    },
  );

  it.each<ChipProblem['code']>(['chip-dead', 'chip-mismatch', 'chip-not-locked'])(
    'is not handed over when its finished card proves to be %s',
    async (code) => {
      site.encoder.confirming = { code, words: 'for a technician' };
      await fulfilled('c1', take);
      expect(eventsOf('c1')[0]).toEqual(['medium-bound', 'personalised', `spoiled (${code})`]);
      expect(site.printer).toMatchObject({ rejectBin: 1, takenWithChip: 1 });
    },
  );

  it('leaves beside its code what a technician must know of each chip', async () => {
    site.encoder.writing = { code: 'chip-write-failed', words: 'step 7 of 91: 6581' };
    site.encoder.confirming = { code: 'chip-mismatch', words: 'not the chip that was written' };
    await fulfilled('c1', take);
    expect(program.journal.entries({ kinds: ['device.trouble'] }).map(({ body }) => body)).toEqual([
      { device: 'encoder', code: 'chip-write-failed', words: 'step 7 of 91: 6581' },
      { device: 'encoder', code: 'chip-mismatch', words: 'not the chip that was written' },
    ]);
  });

  it('goes back to its holder when two blanks failed', async () => {
    site.encoder.alwaysFails = { code: 'chip-dead', words: 'no answer to reset' };
    expect(await fulfilled('c1', take)).toMatchObject({ end: 'released', cause: { kind: 'attempts-exhausted' } });
    expect(site.printer).toMatchObject({ rejectBin: 2, taken: 0 });
  });

  it('costs no blank when the service gives no script', async () => {
    site.encoder.refusal = { code: 'unreachable', effect: 'none', words: 'ECONNREFUSED' };
    expect(await fulfilled('c1', take)).toMatchObject({
      end: 'released',
      cause: { kind: 'service' },
      mayRetryHere: true,
    });
    expect(eventsOf('c1')).toEqual([['released (chip-script)']]);
    expect(movesOf()).toEqual([]);
    expect(await fulfilled('c1', take)).toMatchObject({ end: 'issued' });
  });

  it('is spoilt when the card does not come to the encoder', async () => {
    site.printer.upset('moveTo', { kind: 'jam' });
    expect(await fulfilled('c1', take)).toMatchObject({ end: 'issued' });
    expect(eventsOf('c1')[0]).toEqual(['medium-bound', 'spoiled (mediaJammed)']);
    expect(site.encoder.told.filter((word) => word === 'write')).toHaveLength(1);
  });
});

describe('the encoder', () => {
  it('is not asked for a licence that has no chip to be written', async () => {
    expect(await fulfilled('o1', take)).toMatchObject({ end: 'issued' });
    expect(site.encoder.told).toEqual([]);
    expect(movesOf()).toEqual(['feed', 'print', 'present']);
    expect(stepsTold()).not.toContain('writing-chip');
  });

  it('is not missed where there is none: the card is printed as ever', async () => {
    restart({ withoutEncoder: true });
    expect(await fulfilled('c1', take)).toMatchObject({ end: 'issued' });
    expect(movesOf()).toEqual(['feed', 'print', 'present']);
    expect(stepsTold()).not.toContain('writing-chip');
    expect(new Set(waysTold())).toEqual(new Set(['print']));
    expect(site.encoder.told).toEqual([]);
  });

  it('that is gone withdraws licences before anybody begins, and passports stay', async () => {
    let changes = 0;
    program.desk.onChange(() => {
      changes += 1;
    });
    site.loadBooklet(program, 1, 'p1');
    site.encoder.plug(false);
    expect(changes).toBeGreaterThan(0);
    expect(program.desk.readiness()).toEqual({
      drivingLicence: { available: false, reason: 'printer-trouble' },
      passport: { available: true },
    });
    site.encoder.plug(true);
    expect(program.desk.readiness().drivingLicence).toEqual({ available: true });
  });
});
