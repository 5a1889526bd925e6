/**
 * Everything that a printer can answer to every step of an order, one by one: how the order ends by the recovery
 * table, what the service and the books say, and that nothing exists twice.
 */
import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../devices/contract/index.ts';
import type { FulfilEnd } from './desk.ts';
import { atSite, program, site } from './testing/at-site.ts';
import type { PrinterCommand, Upset } from './testing/printer-model.ts';

const ORDER = 'o1';
const LONGEST_turns = 2_000;

atSite();

type Resident = 'takes' | 'leaves';

/** Lets time pass until the order has an end. */
async function fulfil(resident: Resident): Promise<FulfilEnd['end']> {
  let end: FulfilEnd | undefined;
  void program.fulfil(ORDER).then((value) => {
    end = value;
  });
  for (let turn = 0; turn < LONGEST_turns && !end; turn++) {
    await site.clock.advance(200);
    if (resident === 'takes') site.printer.take();
  }
  if (!end) throw new Error('no end');
  return end.end;
}

/** What must be true after whatever happened, once the service and the printer were there for long enough. */
async function nothingIsDoubledOrLost(): Promise<void> {
  await site.clock.advance(1_200_000);
  const { printer, service } = site;
  const ends = service.endsOf(ORDER);
  expect(service.doubled()).toEqual([]);
  expect(ends).not.toContain('open');
  expect(printer.takenPrinted).toBeLessThanOrEqual(1);
  if (printer.takenPrinted === 1) expect(ends.at(-1)).toMatch(/^(issued|unresolved)$/);
  const mayBeMadeElsewhere = ends.every((end) => end === 'released' || end === 'spoiled');
  expect(service.claimElsewhere(ORDER)).toBe(mayBeMadeElsewhere);
  if (mayBeMadeElsewhere) expect(printer.takenPrinted).toBe(0);
  expect(program.journal.verify()).toMatchObject({ ok: true });
  expect(program.journal.outbox.size()).toBe(0);
  const books = program.desk.stock();
  expect(books).toMatchObject({ hopper: printer.hopper, rejectBin: printer.rejectBin });
  const { hopper, rejectBin, retainBin, issued, transport, tray } = books;
  expect(hopper + rejectBin + retainBin + issued + transport + tray).toBe(20);
  if (!ends.includes('unresolved'))
    expect(books).toMatchObject({ retainBin: printer.retainBin, issued: printer.taken, transport: 0, tray: 0 });
}

const refused = (code: ErrorCode): Upset => ({ kind: 'refused', code });
/** Until a person did something. */
const full = (code: ErrorCode): Upset => ({ kind: 'refused', code, action: 'maintenance' });
const answerLost: Upset = { kind: 'answerLost' };
const requestLost: Upset = { kind: 'requestLost' };
const jam: Upset = { kind: 'jam' };

type Row = readonly [
  command: PrinterCommand,
  upset: Upset,
  end: FulfilEnd['end'],
  told: readonly string[],
  bins: { readonly rejectBin: number; readonly retainBin: number },
];
const nowhere = { rejectBin: 0, retainBin: 0 };
const rejected = { rejectBin: 1, retainBin: 0 };
const retained = { rejectBin: 0, retainBin: 1 };

const whileMaking: readonly Row[] = [
  ['feed', refused('storageEmpty'), 'released', ['released'], nowhere],
  ['feed', refused('feedFailed'), 'released', ['released'], nowhere],
  ['feed', refused('coverOpen'), 'released', ['released'], nowhere],
  ['feed', answerLost, 'issued', ['spoiled', 'issued'], rejected],
  ['feed', requestLost, 'released', ['released'], nowhere],
  ['feed', jam, 'issued', ['spoiled', 'issued'], rejected],
  ['print', refused('tonerOut'), 'issued', ['spoiled', 'issued'], rejected],
  ['print', refused('noMediaPresent'), 'issued', ['spoiled', 'issued'], rejected],
  ['print', answerLost, 'issued', ['spoiled', 'issued'], rejected],
  ['print', requestLost, 'issued', ['spoiled', 'issued'], rejected],
  ['print', jam, 'issued', ['spoiled', 'issued'], rejected],
  ['mediaPosition', refused('coverOpen'), 'issued', ['issued'], nowhere],
  ['mediaPosition', requestLost, 'issued', ['issued'], nowhere],
  ['present', refused('coverOpen'), 'issued', ['spoiled', 'issued'], rejected],
  ['present', refused('noMediaPresent'), 'issued', ['spoiled', 'issued'], rejected],
  ['present', answerLost, 'issued', ['issued'], nowhere],
  ['present', requestLost, 'retained', ['retained'], retained],
  ['present', jam, 'retained', ['retained'], retained],
];

describe('an order whose document is taken', () => {
  it.each(whileMaking)('%s %o: ends %s, the service hears %j', async (command, upset, end, told, bins) => {
    site.printer.upset(command, upset);
    expect(await fulfil('takes')).toBe(end);
    await nothingIsDoubledOrLost();
    expect(site.service.endsOf(ORDER)).toEqual(told.concat(elsewhere(told)));
    expect(site.printer).toMatchObject({ ...bins, taken: end === 'issued' ? 1 : 0 });
  });

  it.each(whileMaking)('%s %o twice: nothing is handed over that is not written, nor twice', async (command, upset) => {
    site.printer.upset(command, upset);
    site.printer.upset(command, upset);
    const end = await fulfil('takes');
    expect(site.printer.takenPrinted).toBe(end === 'issued' ? 1 : 0);
    expect(site.printer.hopper).toBeGreaterThanOrEqual(18);
    await nothingIsDoubledOrLost();
  });
});

/** Another kiosk was given the order by the check that it can be. */
function elsewhere(told: readonly string[]): readonly string[] {
  return told.every((end) => end === 'released' || end === 'spoiled') ? ['open'] : [];
}

describe('an order whose document is left', () => {
  it.each<Row>([
    ['retract', answerLost, 'unresolved', ['unresolved'], retained],
    ['retract', requestLost, 'retained', ['retained'], retained],
    ['retract', refused('shutterFail'), 'retained', ['retained'], retained],
    ['retract', full('retainBinFull'), 'unresolved', ['retained'], retained],
    ['retract', jam, 'retained', ['retained'], retained],
    ['mediaPosition', requestLost, 'retained', ['retained'], retained],
    ['present', answerLost, 'retained', ['retained'], retained],
    ['present', jam, 'retained', ['retained'], retained],
  ])('%s %o: ends %s for its holder, and for the service in the end %j', async (command, upset, end, told, bins) => {
    site.printer.upset(command, upset);
    expect(await fulfil('leaves')).toBe(end);
    await nothingIsDoubledOrLost();
    expect(site.service.endsOf(ORDER)).toEqual(told);
    expect(site.printer).toMatchObject({ ...bins, taken: 0 });
  });

  const retractions = () => site.printer.told.filter((command) => command === 'retract').length;

  it('is drawn in by the last of three tries', async () => {
    for (let tries = 0; tries < 2; tries++) site.printer.upset('retract', refused('shutterFail'));
    expect(await fulfil('leaves')).toBe('retained');
    expect(retractions()).toBe(3);
    await nothingIsDoubledOrLost();
  });

  it('keeps its holder waiting for three tries at the most, and is drawn in later', async () => {
    for (let tries = 0; tries < 4; tries++) site.printer.upset('retract', refused('shutterFail'));
    const before_ms = site.clock.monotonic_ms();
    const asked_ms = () => site.clock.monotonic_ms() - before_ms - 40_000;
    expect(await fulfil('leaves')).toBe('unresolved');
    expect(retractions()).toBe(3);
    expect(asked_ms()).toBeLessThan(10_000);
    await nothingIsDoubledOrLost();
    expect(site.service.endsOf(ORDER)).toEqual(['retained']);
  });

  it('is not tried again when somebody has to do something first', async () => {
    site.printer.upset('retract', full('retainBinFull'));
    expect(await fulfil('leaves')).toBe('unresolved');
    expect(retractions()).toBe(1);
  });

  it('and is taken between two tries is with its holder, when the first surely did nothing', async () => {
    site.printer.upset('retract', refused('shutterFail'));
    let end: FulfilEnd | undefined;
    void program.fulfil(ORDER).then((value) => {
      end = value;
    });
    while (retractions() === 0) await site.clock.advance(100);
    await site.clock.advance(500);
    site.printer.take();
    await site.clock.advance(2_000);
    expect(end).toMatchObject({ end: 'issued' });
    await nothingIsDoubledOrLost();
  });

  it('and is taken while the machine cannot draw it in is for a person to decide', async () => {
    for (let tries = 0; tries < 3; tries++) site.printer.upset('retract', requestLost);
    let end: FulfilEnd | undefined;
    void program.fulfil(ORDER).then((value) => {
      end = value;
    });
    for (let turn = 0; turn < LONGEST_turns && !end; turn++) await site.clock.advance(200);
    expect(end).toMatchObject({ end: 'unresolved' });
    site.printer.take();
    await nothingIsDoubledOrLost();
    // Taken or drawn in: only a count of the retain bin could tell.
    expect(site.service.endsOf(ORDER)).toEqual(['unresolved']);
    expect(site.printer).toMatchObject({ takenPrinted: 1, retainBin: 0 });
  });
});

describe('a spoilt medium', () => {
  it.each<readonly [Upset, FulfilEnd['end'], readonly string[]]>([
    [answerLost, 'issued', ['spoiled', 'issued']],
    [requestLost, 'issued', ['spoiled', 'issued']],
    [refused('shutterFail'), 'issued', ['spoiled', 'issued']],
    [full('rejectBinFull'), 'unresolved', ['spoiled']],
    [jam, 'issued', ['spoiled', 'issued']],
  ])('whose rejection meets %o leaves the order %s at first, and %j in the end', async (upset, end, told) => {
    site.printer.upset('print', jam);
    site.printer.upset('reject', upset);
    expect(await fulfil('takes')).toBe(end);
    await nothingIsDoubledOrLost();
    expect(site.service.endsOf(ORDER)).toEqual(told.concat(elsewhere(told)));
    expect(site.printer.rejectBin).toBe(1);
  });
});

describe('a printer that loses its power', () => {
  it.each(['feed', 'print', 'present'] as const)(
    'at %s is waited for, and the order comes to one end',
    async (step) => {
      let end: FulfilEnd | undefined;
      void program.fulfil(ORDER).then((value) => {
        end = value;
      });
      while (!site.printer.told.includes(step)) await site.clock.advance(10);
      site.printer.power(false);
      await site.clock.advance(20_000);
      site.printer.power(true);
      for (let turn = 0; turn < LONGEST_turns && !end; turn++) {
        await site.clock.advance(200);
        site.printer.take();
      }
      expect(end).toBeDefined();
      expect(site.printer.takenPrinted).toBe(end?.end === 'issued' ? 1 : 0);
      await nothingIsDoubledOrLost();
    },
  );
});

describe('a claim', () => {
  it('whose first answer was lost is not forgotten when nobody answers the second time', async () => {
    site.service.outages = ['answerLost', 'unreachable'];
    expect(await fulfil('takes')).toBe('released');
    expect(await fulfil('takes')).toBe('released');
    await nothingIsDoubledOrLost();
    expect(site.service.endsOf(ORDER)).toEqual(['released', 'open']);
  });

  it('that is answered twice is one claim, and one document', async () => {
    site.service.outages = ['answerLost'];
    expect(await fulfil('takes')).toBe('released');
    expect(await fulfil('takes')).toBe('issued');
    expect([...site.service.issuances.values()].filter(({ orderId }) => orderId === ORDER)).toHaveLength(1);
    await nothingIsDoubledOrLost();
  });
});
