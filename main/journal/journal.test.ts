import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it } from 'vitest';
import { assertOk } from '../../common/result.ts';
import { intent, placeOfEachTest, started } from './testing/place.ts';

const here = placeOfEachTest();
const DAY_ms = 24 * 3_600_000;

describe('the journal', () => {
  it('chains what it is given, and knows it again', () => {
    const { place } = here;
    place.threeEntries();
    const [first, second] = place.journal.entries();
    expect(second?.previousHash).toBe(first?.hash);
    expect(place.journal.verify()).toMatchObject({ ok: true, entries: 3 });
    const again = place.reopen();
    expect(again.entries().map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    assertOk(again.append([started]), 'and goes on');
    expect(again.verify()).toMatchObject({ ok: true, entries: 4 });
  });

  it('says of an entry that it wrote what it says when it is read back', () => {
    const { journal } = here.place;
    const written = assertOk(journal.append([started, { ...intent, sealed: { a: 1 } }]), 'taken');
    expect(journal.entries()).toEqual(written);
  });

  it('finds entries by kind, issuance and place', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.append([intent]);
    expect(place.journal.entries({ kinds: ['issuance.intent'] })).toHaveLength(1);
    expect(place.journal.entries({ issuanceId: 'i1' })).toHaveLength(1);
    expect(place.journal.entries({ afterSequence: 2, limit: 1 }).map(({ sequence }) => sequence)).toEqual([3]);
  });

  it('reads backwards, a page at a time', () => {
    const { place } = here;
    place.threeEntries();
    const page = (beforeSequence?: number) =>
      place.journal
        .entries({ order: 'newest-first', limit: 2, ...(beforeSequence === undefined ? {} : { beforeSequence }) })
        .map(({ sequence }) => sequence);
    expect([page(), page(2)]).toEqual([[3, 2], [1]]);
  });

  it('takes all entries of an append or none', () => {
    const { journal } = here.place;
    expect(() => journal.append([started, { kind: 'kiosk.started', body: { version: 1 } as never }])).toThrow();
    expect(() => journal.append([started, { ...started, sealed: {} }])).toThrow(/belong to an issuance/);
    const unknown = { issuanceId: 'i1', event: 1n };
    expect(() => journal.append([started], [unknown])).toThrow(/BigInt/);
    expect(journal.entries()).toEqual([]);
    expect(journal.head().sequence).toBe(0);
    expect(journal.append([started])).toMatchObject({ ok: true, value: [{ sequence: 1 }] });
  });

  it('takes the words of a device that cut a character in half', () => {
    const { journal } = here.place;
    const body = { device: 'cardPrinter', code: 'jam', words: 'ribbon \ud83d' };
    const [entry] = assertOk(journal.append([{ kind: 'device.trouble', body }]), 'taken');
    expect(entry?.body).toMatchObject({ words: 'ribbon \ufffd' });
    expect(journal.verify()).toMatchObject({ ok: true });
  });

  it('cannot be changed through its database, not even by us', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.close();
    const db = new DatabaseSync(place.database);
    for (const sql of [
      "UPDATE entry SET kind = 'x' WHERE sequence = 1",
      'DELETE FROM entry WHERE sequence = 3',
      "INSERT INTO entry VALUES (9, 'x', 0, 0, 'k', NULL, '{}', NULL, '', '')",
    ]) {
      expect(() => db.exec(sql)).toThrow(/journal entries/);
    }
    db.close();
  });

  it('goes on where another program has written, as an export of a running kiosk does', () => {
    const { place } = here;
    place.threeEntries();
    const tool = place.openAnother();
    assertOk(tool.exportTo(join(place.folder, 'export')), 'exported');
    assertOk(place.journal.append([intent, started], [{ issuanceId: 'i1', event: {} }]), 'taken');
    assertOk(tool.append([started]), 'taken');
    expect(place.journal.append([started])).toMatchObject({ ok: true, value: [{ sequence: 8 }] });
    expect(place.journal.verify()).toMatchObject({ ok: true, entries: 8 });
    expect(place.journal.outbox.size()).toBe(1);
  });

  it('signs its head once a day, before the next entry, whichever way the clock was set', async () => {
    const { place } = here;
    const { clock } = place;
    const signed = () => place.journal.entries({ kinds: ['head.signed'] }).map(({ sequence }) => sequence);
    place.threeEntries();
    await clock.advance(DAY_ms - 1);
    place.journal.append([started]);
    expect(signed()).toEqual([]);
    await clock.advance(1);
    place.journal.append([started]);
    place.reopen().append([started]);
    expect(signed()).toEqual([5]);
    clock.set(new Date(clock.now_ms() - 2 * DAY_ms));
    place.journal.append([started]);
    place.journal.append([started]);
    expect(signed()).toEqual([5, 8]);
    expect(place.journal.verify()).toMatchObject({ ok: true, entries: 10 });
  });
});

describe('holder data', () => {
  it('are sealed, until their key is destroyed', () => {
    const { place } = here;
    const [entry] = assertOk(place.journal.append([{ ...intent, sealed: { name: 'Noura Almarjan' } }]), 'taken');
    const sequence = entry?.sequence ?? 0;
    expect(place.journal.unseal(sequence)).toEqual({ ok: true, value: { name: 'Noura Almarjan' } });
    expect(place.reopen().unseal(sequence)).toEqual({ ok: true, value: { name: 'Noura Almarjan' } });
    expect(place.journal.unseal(0)).toMatchObject({ ok: false, error: { code: 'missing' } });
    expect(place.journal.shred(['i1', 'unknown'])).toEqual({ ok: true, value: 1 });
    expect(place.journal.entries().at(-1)).toMatchObject({ kind: 'holderData.destroyed', body: { issuances: 1 } });
    expect(place.journal.shred(['i1'])).toEqual({ ok: true, value: 0 });
    expect(place.journal.head().sequence).toBe(2);
    expect(place.journal.unseal(sequence)).toMatchObject({ ok: false, error: { code: 'shredded' } });
    expect(place.journal.verify()).toMatchObject({ ok: true });
    place.journal.close();
    expect(readFileSync(place.database).includes('Noura')).toBe(false);
  });

  it('leave no copy of a destroyed key in any file', () => {
    const { place } = here;
    place.journal.append([{ ...intent, sealed: { a: 1 } }]);
    place.reopen();
    const db = new DatabaseSync(place.database);
    const { wrapped } = db.prepare('SELECT wrapped FROM issuance_key').get() as { wrapped: Uint8Array };
    db.close();
    const files = () => ['', '-wal'].map((suffix) => place.database + suffix).filter(existsSync);
    const holdsKey = () => files().some((file) => readFileSync(file).includes(Buffer.from(wrapped)));
    expect(holdsKey()).toBe(true);
    place.journal.shred(['i1']);
    expect(holdsKey()).toBe(false);
  });

  it('of one issuance do not open in the place of another', () => {
    const { place } = here;
    place.journal.append([{ ...intent, sealed: { name: 'A' } }]);
    place.journal.append([{ ...intent, sealed: { name: 'B' } }]);
    place.tamper('UPDATE entry SET sealed = (SELECT sealed FROM entry WHERE sequence = 1) WHERE sequence = 2');
    place.journal = assertOk(place.open(), 'it opens');
    expect(place.journal.unseal(1)).toMatchObject({ ok: true });
    expect(place.journal.unseal(2)).toMatchObject({ ok: false, error: { code: 'tampered' } });
    expect(place.journal.verify()).toMatchObject({ ok: false, sequence: 2 });
  });
});

describe('the outbox', () => {
  const event = (issuanceId: string) => ({ issuanceId, event: { kind: 'x' } });

  it('numbers events per issuance, ties them to the entry, and lets them wait', () => {
    const { journal } = here.place;
    const [entry] = assertOk(journal.append([intent], [event('i1')]), 'taken');
    journal.append([intent], [event('i1')]);
    journal.append([{ ...intent, issuanceId: 'i2' }], [event('i2')]);
    const rows = journal.outbox.pending(10);
    expect(rows.map(({ issuanceId, ordinal }) => [issuanceId, ordinal])).toEqual([
      ['i1', 1],
      ['i1', 2],
      ['i2', 1],
    ]);
    expect(rows[0]?.entryId).toBe(entry?.id);
    journal.outbox.delivered(rows[0]?.entryId ?? '');
    journal.outbox.postponed(rows[1]?.entryId ?? '', 5_000, 'ECONNREFUSED');
    expect(journal.outbox.size()).toBe(2);
    const waiting = here.place.reopen().outbox.pending(10);
    expect(waiting[0]).toMatchObject({ ordinal: 2, attempts: 1, nextAttempt_ms: 5_000 });
  });

  it('gives each event of an append its entry, the last to the last', () => {
    const { journal } = here.place;
    const written = assertOk(journal.append([started, intent, intent], [event('i1'), event('i1')]), 'taken');
    const rows = journal.outbox.pending(10);
    expect(rows.map(({ entryId }) => entryId)).toEqual([written[1]?.id, written[2]?.id]);
    expect(rows.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
    expect(() => journal.append([intent], [event('i1'), event('i1')])).toThrow(/has an entry/);
  });

  it('goes on numbering after all was delivered', () => {
    const { journal } = here.place;
    for (const ordinal of [1, 2, 3]) {
      journal.append([intent], [event('i1')]);
      const [row] = journal.outbox.pending(10);
      expect(row?.ordinal).toBe(ordinal);
      journal.outbox.delivered(row?.entryId ?? '');
    }
    expect(journal.outbox.size()).toBe(0);
  });
});

describe('a copy of the folder taken while it is written', () => {
  it('opens as it was then', () => {
    const { place } = here;
    place.threeEntries();
    const copy = join(place.folder, 'copy');
    mkdirSync(copy);
    for (const name of ['journal.db', 'journal.db-wal', 'journal.key', 'journal.begun']) {
      copyFileSync(join(place.data, name), join(copy, name));
    }
    expect(place.openAnother({ directory: copy }).verify()).toMatchObject({ ok: true, entries: 3 });
  });
});
