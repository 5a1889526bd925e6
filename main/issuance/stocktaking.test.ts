/** A technician loads, empties, counts and finds, and the books follow no word that is not in the journal. */
import { describe, expect, it } from 'vitest';
import type { FulfilEnd } from './desk.ts';
import { atSite, program, restart, site, start } from './testing/at-site.ts';
import type { Program } from './testing/site.ts';
import { Site } from './testing/site.ts';

atSite();

const by = 'K. Alsayer';
const stocktaking = () => program.desk.stocktaking;

function written(...kinds: NonNullable<NonNullable<Parameters<Program['journal']['entries']>[0]>['kinds']>[number][]) {
  return program.journal.entries({ kinds }).map(({ kind, body }) => ({ kind, ...body }));
}

async function fulfil(orderId: string, resident: 'takes' | 'leaves' = 'takes'): Promise<FulfilEnd['end']> {
  let end: FulfilEnd | undefined;
  void program.fulfil(orderId).then((value) => {
    end = value;
  });
  for (let turn = 0; turn < 2_000 && !end; turn++) {
    await site.clock.advance(200);
    if (resident === 'takes') site.printer.take();
  }
  if (!end) throw new Error('no end');
  return end.end;
}

describe('blanks and bins', () => {
  it('are loaded, counted and emptied under a name, and the books know it again', async () => {
    site.printer.upset('print', { kind: 'jam' });
    expect(await fulfil('o1')).toBe('issued');
    expect(stocktaking().load({ count: 30, by })).toMatchObject({ ok: true, value: { counts: { hopper: 48 } } });
    expect(stocktaking().count({ unit: 'hopper', counted: 48, by })).toMatchObject({ value: { difference: 0 } });
    expect(stocktaking().empty({ bin: 'rejectBin', counted: 1, by })).toMatchObject({ value: { difference: 0 } });
    const books = { loaded: 50, hopper: 48, issued: 1, rejectBin: 0, takenOut: 1 };
    expect(program.desk.stock()).toMatchObject(books);
    restart();
    expect(program.desk.stock()).toMatchObject(books);
    expect(written('stock.loaded', 'stock.counted', 'stock.emptied', 'stock.alarm')).toEqual([
      { kind: 'stock.loaded', unit: 'hopper', count: 20, by: 'configuration', source: 'initial' },
      { kind: 'stock.loaded', unit: 'hopper', count: 30, by, source: 'technician' },
      { kind: 'stock.counted', unit: 'hopper', expected: 48, counted: 48, by },
      { kind: 'stock.emptied', unit: 'rejectBin', expected: 1, counted: 1, by },
    ]);
  });

  it('make the machine serve again at once', async () => {
    site.printer.hopper = 0;
    const blanks = program.desk.stock().hopper;
    stocktaking().count({ unit: 'hopper', counted: 0, by });
    stocktaking().acceptDifference({ unit: 'hopper', by, why: 'the box was taken away' });
    expect(program.desk.stock()).toMatchObject({ hopper: 0, takenOut: blanks });
    expect(program.desk.readiness().drivingLicence).toEqual({ available: false, reason: 'hopper-empty' });
    const changed = new Promise<void>((resolve) => program.desk.onChange(resolve));
    stocktaking().load({ count: 10, by });
    await changed;
    expect(program.desk.readiness().drivingLicence).toEqual({ available: true });
  });

  it('that differ from the books are an alarm, and the books stay as they are', () => {
    expect(stocktaking().count({ unit: 'hopper', counted: 17, by })).toMatchObject({ value: { difference: -3 } });
    expect(stocktaking().empty({ bin: 'retainBin', counted: 2, by })).toMatchObject({ value: { difference: 2 } });
    expect(stocktaking().load({ count: 90, by })).toMatchObject({ ok: true });
    expect(program.desk.stock()).toMatchObject({ hopper: 110, retainBin: 0, takenOut: 0 });
    expect(written('stock.alarm')).toEqual([
      { kind: 'stock.alarm', unit: 'hopper', words: '17 counted, 20 expected' },
      { kind: 'stock.alarm', unit: 'retainBin', words: '2 counted, 0 expected' },
      { kind: 'stock.alarm', unit: 'hopper', words: '110 by the books, and it holds 100' },
    ]);
  });

  it.each([
    ['hopper', 17, { loaded: 20, hopper: 17, takenOut: 3 }],
    ['hopper', 22, { loaded: 22, hopper: 22, takenOut: 0 }],
    ['retainBin', 1, { loaded: 21, hopper: 20, retainBin: 1 }],
  ] as const)('take over a count of the %s, %d, when a person accepts it, once', (unit, counted, books) => {
    stocktaking().count({ unit, counted, by });
    restart();
    const difference = stocktaking().difference(unit);
    expect(difference).not.toBe(0);
    expect(stocktaking().acceptDifference({ unit, by, why: 'counted twice' })).toMatchObject({ ok: true });
    expect(program.desk.stock()).toMatchObject(books);
    expect(written('stock.differenceAccepted')).toEqual([
      { kind: 'stock.differenceAccepted', unit, difference, by, why: 'counted twice' },
    ]);
    restart();
    expect(program.desk.stock()).toMatchObject(books);
    expect(stocktaking().acceptDifference({ unit, by, why: 'again' })).toMatchObject({
      error: { code: 'not-possible' },
    });
  });

  it('need a name, a reason and a number that can be', () => {
    const wrong = [
      stocktaking().load({ count: 0, by }),
      stocktaking().load({ count: 101, by }),
      stocktaking().load({ count: 1.5, by }),
      stocktaking().load({ count: 5, by: ' ' }),
      stocktaking().empty({ bin: 'rejectBin', counted: -1, by }),
      stocktaking().count({ unit: 'hopper', counted: Number.NaN, by }),
      stocktaking().acceptDifference({ unit: 'hopper', by, why: 'nothing differs' }),
      stocktaking().mediumFound({ issuanceId: 'nobody', at: 'rejectBin', by, why: 'found' }),
    ];
    for (const outcome of wrong) expect(outcome).toMatchObject({ ok: false, error: { code: 'not-possible' } });
    expect(program.journal.entries()).toHaveLength(1);
  });

  it('are left alone while a document is in the making', async () => {
    const end = program.fulfil('o1');
    await site.clock.advance(50);
    const refused = { ok: false, error: { code: 'issuance-under-way' } };
    expect(stocktaking().load({ count: 5, by })).toMatchObject(refused);
    expect(stocktaking().empty({ bin: 'rejectBin', counted: 0, by })).toMatchObject(refused);
    expect(stocktaking().count({ unit: 'hopper', counted: 20, by })).toMatchObject(refused);
    for (let turn = 0; turn < 50; turn++) {
      await site.clock.advance(200);
      site.printer.take();
    }
    await end;
    expect(stocktaking().load({ count: 5, by })).toMatchObject({ ok: true });
  });

  it('are left alone while an earlier document is not settled', async () => {
    site.printer.upset('print', { kind: 'jam', stuck: true });
    expect(await fulfil('o1')).toBe('unresolved');
    expect(stocktaking().count({ unit: 'hopper', counted: 19, by })).toMatchObject({ error: { code: 'not-settled' } });
    site.printer.clearJam();
    await site.clock.advance(30_000);
    expect(program.desk.recovering()).toBe(false);
    expect(stocktaking().count({ unit: 'hopper', counted: 19, by })).toMatchObject({ ok: true });
  });

  it('stay as they were when the journal takes nothing', () => {
    program.journal.close();
    expect(stocktaking().load({ count: 5, by })).toMatchObject({ ok: false, error: { code: 'journal-broken' } });
    expect(program.desk.stock().hopper).toBe(20);
    expect(program.desk.readiness().drivingLicence).toEqual({ available: false, reason: 'journal-broken' });
    program.desk.stop();
    start();
    expect(program.desk.stock()).toMatchObject({ loaded: 20, hopper: 20 });
  });
});

describe('a new machine whose disk is full at its first start', () => {
  it('is closed with a code, and takes in its blanks when there is room', async () => {
    const fresh = new Site();
    fresh.isDiskFull = true;
    const first = fresh.start();
    expect(first.desk.readiness().drivingLicence).toEqual({ available: false, reason: 'journal-broken' });
    fresh.isDiskFull = false;
    await fresh.clock.advance(30_000);
    expect(first.desk.readiness().drivingLicence).toEqual({ available: true });
    expect(first.desk.stock()).toMatchObject({ loaded: 20, hopper: 20 });
    first.close();
    fresh.dispose();
  });
});

describe('a medium of an issuance that ended unresolved', () => {
  async function losesOne(orderId: string): Promise<void> {
    site.printer.cannotTell = true;
    expect(await fulfil(orderId)).toBe('unresolved');
    site.printer.cannotTell = false;
    await site.clock.advance(30_000);
  }

  it.each(['rejectBin', 'retainBin', 'takenOut', 'issued'] as const)(
    'leaves the books’ transport when it is found at %s',
    async (at) => {
      await losesOne('o1');
      expect(program.desk.stock()).toMatchObject({ transport: 1, [at]: 0 });
      restart();
      const [medium] = stocktaking().unresolved();
      expect(medium).toMatchObject({ place: 'transport', reference: 'TS-0000-0001' });
      const issuanceId = medium?.issuanceId ?? '';
      const found = { issuanceId, at, by, why: 'lay behind the flap' };
      expect(stocktaking().mediumFound(found)).toMatchObject({
        ok: true,
        value: { counts: { transport: 0, [at]: 1 } },
      });
      expect(stocktaking().mediumFound(found)).toMatchObject({ ok: false, error: { code: 'not-possible' } });
      restart();
      expect(stocktaking().unresolved()).toEqual([]);
      expect(program.desk.stock()).toMatchObject({ transport: 0, tray: 0, [at]: 1 });
      const entries = program.journal.entries({ issuanceId });
      expect(entries.at(-1)).toMatchObject({ kind: 'stock.found', body: { at, by, why: 'lay behind the flap' } });
    },
  );

  it('is told from the medium of a later issuance', async () => {
    await losesOne('o1');
    site.printer.position = 'notPresent';
    expect(await fulfil('o2', 'leaves')).toBe('retained');
    expect(stocktaking().unresolved()).toHaveLength(1);
    const [medium] = stocktaking().unresolved();
    stocktaking().mediumFound({ issuanceId: medium?.issuanceId ?? '', at: 'takenOut', by, why: 'was inside' });
    expect(program.desk.stock()).toMatchObject({ transport: 0, tray: 0, retainBin: 1, takenOut: 1, hopper: 18 });
    expect(program.journal.verify()).toMatchObject({ ok: true });
  });
});
