import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertOk } from '../../common/result.ts';
import { hashOf, sha256 } from './entry.ts';
import { verifyDatabase } from './open.ts';
import { intent, placeOfEachTest, started } from './testing/place.ts';
import { type ExportedEntry, verifyExport } from './verify.ts';

const here = placeOfEachTest();

describe('a journal that was tampered with', () => {
  it.each([
    ["UPDATE entry SET body = '{}' WHERE sequence = 2", 2],
    ['UPDATE entry SET time_ms = time_ms + 1 WHERE sequence = 1', 1],
    ["UPDATE entry SET issuance_id = 'other' WHERE sequence = 3", 3],
    [`UPDATE entry SET hash = '${'0'.repeat(64)}' WHERE sequence = 3`, 3],
    ['DELETE FROM entry WHERE sequence = 2', 3],
    ['DELETE FROM entry WHERE sequence = 1', 2],
    [
      'UPDATE entry SET sequence = 9 WHERE sequence = 1; UPDATE entry SET sequence = 1 WHERE sequence = 2; UPDATE entry SET sequence = 2 WHERE sequence = 9',
      1,
    ],
  ])('says where: %s', (sql, at) => {
    const { place } = here;
    place.threeEntries();
    place.tamper(sql);
    expect(verifyDatabase(place.data)).toMatchObject({ ok: true, value: { ok: false, sequence: at } });
    const opened = place.open();
    if (opened.ok) expect(opened.value.verify()).toMatchObject({ ok: false, sequence: at });
    else expect(opened.error.code).toBe('tampered');
    if (opened.ok) opened.value.close();
  });

  it('is not opened when its end was cut off', () => {
    const { place } = here;
    place.threeEntries();
    place.tamper('DELETE FROM entry WHERE sequence = 3');
    expect(place.problem()).toBe('tampered');
    expect(verifyDatabase(place.data)).toMatchObject({ value: { ok: false, sequence: 2 } });
  });

  it('is not opened when an older copy was put back, until a person says so', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.close();
    const copy = join(place.folder, 'copy.db');
    copyFileSync(place.database, copy);
    place.journal = assertOk(place.open(), 'it opens');
    place.threeEntries();
    place.journal.close();
    copyFileSync(copy, place.database);
    expect(place.problem()).toBe('tampered');
    rmSync(join(place.data, 'journal.head.json'));
    expect(place.problem()).toBe('opened');
  });

  it('is found out by a head that it signed, even when all hashes were made anew', async () => {
    const { place } = here;
    place.threeEntries();
    await place.clock.advance(24 * 3_600_000);
    place.threeEntries();
    const target = join(place.folder, 'export');
    place.journal.exportTo(target);
    const publicKey = readFileSync(join(target, 'journal.pub.pem'), 'utf8');
    const entries = entriesOf(target);
    expect(entries[3]?.kind).toBe('head.signed');
    const [first] = entries;
    if (first) first.time_ms += 1;
    const updates = rechained(entries).map(
      ({ sequence, time_ms, previousHash, hash }) =>
        `UPDATE entry SET time_ms = ${time_ms}, previous_hash = '${previousHash}', hash = '${hash}' WHERE sequence = ${sequence}`,
    );
    place.tamper('DELETE FROM entry WHERE sequence > 7', ...updates);
    rmSync(join(place.data, 'journal.head.json'));
    expect(verifyDatabase(place.data)).toMatchObject({ value: { ok: true } });
    expect(verifyDatabase(place.data, { key: publicKey })).toMatchObject({ value: { ok: false, sequence: 4 } });
    expect(verifyDatabase(place.data, { key: 'no key' })).toMatchObject({ ok: false, error: { code: 'key' } });
  });
});

describe('an export', () => {
  const target = () => join(here.place.folder, 'export');

  it('is checked without the kiosk, and holds what the database holds', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.append([{ ...intent, sealed: { a: 1 } }]);
    expect(place.journal.exportTo(target())).toMatchObject({ ok: true, value: { entries: 4 } });
    expect(verifyExport(target())).toMatchObject({ ok: true, entries: 4, signed: true });
    expect(place.journal.entries({ kinds: ['head.signed'] })).toHaveLength(1);
    expect(place.journal.exportTo(target())).toMatchObject({ ok: true, value: { entries: 5 } });
    expect(verifyExport(target())).toMatchObject({ ok: true, entries: 5, signed: true });
  });

  it('of many entries is written and read in pieces', () => {
    const { place } = here;
    const words = '\u0643'.repeat(480);
    const trouble = { kind: 'device.trouble', body: { device: 'cardPrinter', code: 'jam', words } } as const;
    assertOk(place.journal.append(Array.from({ length: 2500 }, () => trouble)), 'taken');
    expect(place.journal.verify()).toMatchObject({ ok: true, entries: 2500 });
    place.journal.exportTo(target());
    expect(verifyExport(target())).toMatchObject({ ok: true, entries: 2500 });
  });

  it.each([
    [
      'a changed entry',
      1,
      (lines: string[]) => lines.with(0, (lines[0] ?? '').replace('"version":"1"', '"version":"2"')),
    ],
    ['a missing entry', 3, (lines: string[]) => lines.toSpliced(1, 1)],
    ['entries in another order', 2, (lines: string[]) => [lines[1] ?? '', lines[0] ?? '', ...lines.slice(2)]],
    ['a missing last entry', 2, (lines: string[]) => lines.slice(0, -1)],
    ['an entry twice', 3, (lines: string[]) => [...lines, ...lines.slice(-1)]],
    ['a line that is no entry', 4, (lines: string[]) => [...lines, 'nonsense']],
    ['a line that was cut off', 3, (lines: string[]) => lines.with(2, (lines[2] ?? '').slice(0, 80))],
    ['nothing at all', 0, () => []],
  ])('shows %s', (_what, sequence, change) => {
    const { place } = here;
    place.threeEntries();
    place.journal.exportTo(target());
    const file = join(target(), 'journal.jsonl');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    writeFileSync(
      file,
      change(lines)
        .map((line) => `${line}\n`)
        .join(''),
    );
    expect(verifyExport(target())).toMatchObject({ ok: false, sequence });
  });

  it.each([
    ['journal.sig.json', '{"sequence":3'],
    ['journal.sig.json', '{}'],
    ['journal.pub.pem', 'no key'],
  ])('without a sound %s is not sound', (name, text) => {
    const { place } = here;
    place.threeEntries();
    place.journal.exportTo(target());
    writeFileSync(join(target(), name), text);
    expect(verifyExport(target())).toMatchObject({ ok: false });
    rmSync(join(target(), name));
    expect(verifyExport(target())).toMatchObject({ ok: false });
  });

  it('that is not there is not sound', () => {
    expect(verifyExport(target())).toMatchObject({ ok: false, sequence: 0 });
  });

  it('signed by another kiosk is found out with the right key', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.exportTo(target());
    const ours = readFileSync(join(target(), 'journal.pub.pem'), 'utf8');
    const other = place.openAnother({ directory: join(place.folder, 'other') });
    other.append([started]);
    other.exportTo(join(place.folder, 'forged'));
    expect(verifyExport(join(place.folder, 'forged')).ok).toBe(true);
    expect(verifyExport(join(place.folder, 'forged'), { key: ours })).toMatchObject({ ok: false });
  });
});

function entriesOf(directory: string): ExportedEntry[] {
  const lines = readFileSync(join(directory, 'journal.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as ExportedEntry);
}

/** As a forger without the kiosk's key would: every hash fits again. */
function rechained(entries: readonly ExportedEntry[]): ExportedEntry[] {
  let previousHash = '0'.repeat(64);
  return entries.map(({ hash: _old, ...entry }) => {
    const sealed = entry.sealed === null ? null : sha256(Buffer.from(entry.sealed, 'base64'));
    const hash = hashOf({ ...entry, sealed, previousHash });
    const chained = { ...entry, previousHash, hash };
    previousHash = hash;
    return chained;
  });
}
