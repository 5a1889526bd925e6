import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../common/log.ts';
import { assertOk } from '../../common/result.ts';
import type { BodyOf } from './catalogue.ts';
import { startRetention } from './index.ts';
import { placeOfEachTest } from './testing/place.ts';

const here = placeOfEachTest();
const DAY_ms = 24 * 3_600_000;
const DAYS = 30;
const holder = { civilId: '280010112345', name: 'Noura Almarjan' };
const by = 'K. Alsayer';

let stop = () => {};
afterEach(() => stop());

/** As a kiosk that is switched on. */
async function start(): Promise<void> {
  stop();
  const { journal, clock } = here.place;
  stop = startRetention({ journal, days: DAYS, clock, log: silentLog });
  await clock.advance(0);
}

function begin(issuanceId: string): number {
  const body = { step: 'personalise' } as const;
  const [entry] = assertOk(
    here.place.journal.append([{ kind: 'issuance.intent', issuanceId, body, sealed: holder }]),
    'taken',
  );
  return entry?.sequence ?? 0;
}

function end(issuanceId: string, how: BodyOf<'issuance.ended'>['end'], told = true): void {
  const { journal } = here.place;
  assertOk(
    journal.append(
      [{ kind: 'issuance.ended', issuanceId, body: { end: how } }],
      [{ issuanceId, event: { kind: how } }],
    ),
    'taken',
  );
  const row = journal.outbox.pending(1000).find((one) => one.issuanceId === issuanceId);
  if (told) journal.outbox.delivered(row?.entryId ?? '');
}

const destroyed = () => here.place.journal.entries({ kinds: ['holderData.destroyed'] }).map(({ body }) => body);
const opens = (sequence: number) => here.place.journal.unseal(sequence).ok;

function wrappedKeys(): readonly Buffer[] {
  const db = new DatabaseSync(here.place.database);
  const rows = db.prepare('SELECT wrapped FROM issuance_key').all() as { wrapped: Uint8Array }[];
  db.close();
  return rows.map(({ wrapped }) => Buffer.from(wrapped));
}

describe('holders’ data', () => {
  it('are out of reach for everybody once the time is over, and the chain is as it was', async () => {
    const { place } = here;
    const sequences = ['i1', 'i2'].map(begin);
    end('i1', 'issued');
    end('i2', 'spoiled');
    const keys = wrappedKeys();
    expect(keys).toHaveLength(2);
    await place.clock.advance(DAYS * DAY_ms);
    await start();
    expect(sequences.map(opens)).toEqual([true, true]);
    await place.clock.advance(DAY_ms);
    expect(sequences.map((sequence) => place.journal.unseal(sequence))).toMatchObject([
      { ok: false, error: { code: 'shredded' } },
      { ok: false, error: { code: 'shredded' } },
    ]);
    const files = ['', '-wal', '-shm'].map((suffix) => place.database + suffix).filter(existsSync);
    for (const file of files) for (const key of keys) expect(readFileSync(file).includes(key)).toBe(false);
    expect(destroyed()).toEqual([{ issuances: 2 }]);
    expect(place.journal.verify()).toMatchObject({ ok: true });
    expect(place.reopen().unseal(sequences[0] ?? 0)).toMatchObject({ ok: false, error: { code: 'shredded' } });
  });

  it('are destroyed when the kiosk is switched on after a long time, and once', async () => {
    const { place } = here;
    begin('i1');
    end('i1', 'issued');
    await place.clock.advance(400 * DAY_ms);
    await start();
    expect(destroyed()).toEqual([{ issuances: 1 }]);
    const { sequence } = place.journal.head();
    await start();
    await place.clock.advance(5 * DAY_ms);
    expect(place.journal.head().sequence).toBe(sequence);
  });

  it('stay while the issuance has no end, or the service was not told of it', async () => {
    const { place } = here;
    const open = begin('open');
    const untold = begin('untold');
    end('untold', 'issued', false);
    await place.clock.advance(400 * DAY_ms);
    await start();
    expect([open, untold].map(opens)).toEqual([true, true]);
    expect(destroyed()).toEqual([]);
    place.journal.outbox.delivered(place.journal.outbox.pending(1)[0]?.entryId ?? '');
    await place.clock.advance(DAY_ms);
    expect([open, untold].map(opens)).toEqual([true, false]);
  });

  it('of an unresolved issuance stay until a person found the document, and the time after that', async () => {
    const { place } = here;
    const sequence = begin('i1');
    end('i1', 'unresolved');
    await place.clock.advance(400 * DAY_ms);
    await start();
    expect(opens(sequence)).toBe(true);
    place.journal.append([
      { kind: 'stock.found', issuanceId: 'another', body: { at: 'rejectBin', by, why: 'seen' } },
      { kind: 'stock.found', issuanceId: 'i1', body: { at: 'rejectBin', by, why: 'seen' } },
    ]);
    await place.clock.advance(DAYS * DAY_ms);
    expect(opens(sequence)).toBe(true);
    await place.clock.advance(DAY_ms);
    expect(opens(sequence)).toBe(false);
  });

  it('of a retained document stay until the retain bin was emptied, and the time after that', async () => {
    const { place } = here;
    const emptied = (unit: 'retainBin' | 'rejectBin') =>
      place.journal.append([{ kind: 'stock.emptied', body: { unit, expected: 1, counted: 1, by } }]);
    emptied('retainBin');
    const sequence = begin('i1');
    end('i1', 'retained');
    emptied('rejectBin');
    await place.clock.advance(400 * DAY_ms);
    await start();
    expect(opens(sequence)).toBe(true);
    emptied('retainBin');
    await place.clock.advance(DAYS * DAY_ms);
    expect(opens(sequence)).toBe(true);
    await place.clock.advance(DAY_ms);
    expect(opens(sequence)).toBe(false);
  });

  it('of many are destroyed a piece at a time; cut off, the rest follow at the next start', async () => {
    const { place } = here;
    const ids = Array.from({ length: 250 }, (_, index) => `i${index}`);
    for (const issuanceId of ids) begin(issuanceId);
    for (const issuanceId of ids) end(issuanceId, 'issued');
    await place.clock.advance(400 * DAY_ms);
    await start();
    expect(destroyed()).toEqual([{ issuances: 100 }]);
    stop();
    await place.clock.advance(DAY_ms);
    expect(wrappedKeys()).toHaveLength(150);
    place.reopen();
    await start();
    await place.clock.advance(60_000);
    expect(destroyed()).toEqual([{ issuances: 100 }, { issuances: 100 }, { issuances: 50 }]);
    expect(wrappedKeys()).toEqual([]);
    expect(place.journal.verify()).toMatchObject({ ok: true });
  });

  it('leave no key behind in the log that a reader held open', { timeout: 30_000 }, async () => {
    const { place } = here;
    begin('i1');
    end('i1', 'issued');
    const [key] = wrappedKeys();
    await place.clock.advance(400 * DAY_ms);
    const reader = new DatabaseSync(place.database, { readOnly: true });
    reader.exec('BEGIN; SELECT count(*) FROM issuance_key;');
    await start();
    expect(wrappedKeys()).toEqual([]);
    const holdsKey = () =>
      ['', '-wal'].some((suffix) => readFileSync(place.database + suffix).includes(key ?? Buffer.from('none')));
    expect(holdsKey()).toBe(true);
    reader.exec('COMMIT');
    reader.close();
    await place.clock.advance(600_000);
    expect(holdsKey()).toBe(false);
    expect(destroyed()).toEqual([{ issuances: 1 }]);
  });
});
