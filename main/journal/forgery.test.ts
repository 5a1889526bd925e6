/**
 * What somebody with the files, a database tool and time can do to a journal, and what an auditor with nothing but the
 * command line sees: that it is not sound, and the first entry that is wrong.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertOk } from '../../common/result.ts';
import { type Place, placeOfEachTest, started } from './testing/place.ts';

const here = placeOfEachTest();
const SLOW = { timeout: 60_000 };

function verify(...words: string[]): string {
  const cli = join(import.meta.dirname, 'cli.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', cli, 'verify', ...words], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(stderr).toBe('');
  expect(status).toBe(stdout.startsWith('sound') ? 0 : 1);
  return stdout.trim();
}

const at = (name: string) => join(here.place.folder, name);
function exported(place: Place, name: string): string {
  assertOk(place.journal.exportTo(at(name)), 'exported');
  return at(name);
}

function rewrite(folder: string, change: (lines: string[]) => string[]): void {
  const file = join(folder, 'journal.jsonl');
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  writeFileSync(file, `${change(lines).join('\n')}\n`);
}
const swapped = (lines: string[]) => [lines[0] ?? '', lines[2] ?? '', lines[1] ?? '', ...lines.slice(3)];
const edited = (lines: string[]) => lines.with(2, (lines[2] ?? '').replace('KWT-0117', 'KWT-0118'));

describe('an export that was sound', SLOW, () => {
  it.each([
    ['an edited body', edited, /^NOT SOUND at entry 3: was changed/],
    ['a deleted entry', (lines: string[]) => lines.toSpliced(1, 1), /^NOT SOUND at entry 3: follows entry 1/],
    ['reordered entries', swapped, /^NOT SOUND at entry 3: follows entry 1/],
    [
      'a cut end',
      (lines: string[]) => lines.slice(0, 4),
      /^NOT SOUND at entry 4: the signed head is entry 6: .*cut off/,
    ],
  ])('is not with %s', (_what, change, words) => {
    const { place } = here;
    place.threeEntries();
    place.threeEntries();
    const folder = exported(place, 'export');
    expect(verify(folder)).toMatch(/^sound: 6 entries, .*signed$/);
    rewrite(folder, change);
    expect(verify(folder)).toMatch(words);
  });

  it('is not with the head of an earlier one, nor of another kiosk', () => {
    const { place } = here;
    place.threeEntries();
    const earlier = exported(place, 'earlier');
    const later = exported(place, 'later');
    const head = readFileSync(join(later, 'journal.sig.json'));
    copyFileSync(join(earlier, 'journal.sig.json'), join(later, 'journal.sig.json'));
    expect(verify(later)).toMatch(/^NOT SOUND at entry 4: the signed head is entry 3/);
    writeFileSync(join(later, 'journal.sig.json'), head);
    const other = place.openAnother({ directory: at('other') });
    other.append([started, started, started, started]);
    other.exportTo(at('other-export'));
    copyFileSync(join(at('other-export'), 'journal.sig.json'), join(later, 'journal.sig.json'));
    expect(verify(later)).toMatch(/^NOT SOUND at entry 4: the signed head is entry 4: .*replaced/);
    writeFileSync(join(later, 'journal.sig.json'), head);
    expect(verify(later)).toMatch(/^sound/);
  });

  it('that is an old one put back, is found out by the head of a later one', () => {
    const { place } = here;
    place.threeEntries();
    const old = exported(place, 'old');
    place.threeEntries();
    const head = join(exported(place, 'newer'), 'journal.sig.json');
    expect(verify(old)).toMatch(/^sound/);
    expect(verify(old, `--head=${head}`)).toMatch(
      /^NOT SOUND at entry 3: entry 7, whose signed head is known, is not in it/,
    );
    place.threeEntries();
    expect(verify(exported(place, 'newest'), `--head=${head}`)).toMatch(/^sound/);
  });

  it('of another kiosk is found out by the key, the head, or both', () => {
    const { place } = here;
    place.threeEntries();
    const ours = exported(place, 'ours');
    const other = place.openAnother({ directory: at('other') });
    other.append([started, started, started, started]);
    other.exportTo(at('theirs'));
    const [key, head] = [`--key=${join(ours, 'journal.pub.pem')}`, `--head=${join(ours, 'journal.sig.json')}`];
    expect(verify(at('theirs'))).toMatch(/^sound/);
    expect(verify(at('theirs'), key)).toMatch(/^NOT SOUND at entry 4: the head was not signed with this kiosk’s key/);
    expect(verify(at('theirs'), head)).toMatch(/^NOT SOUND at entry 0: the head given was not signed/);
    expect(verify(at('theirs'), key, head)).toMatch(
      /^NOT SOUND at entry 3: is another one than the entry whose signed/,
    );
  });
});

describe('a kiosk’s data folder', SLOW, () => {
  it.each([
    ["an edited body (UPDATE entry SET body = '{}' WHERE sequence = 4)", 4, /was changed/],
    ['a deleted entry (DELETE FROM entry WHERE sequence = 2)', 3, /follows entry 1/],
    [
      'reordered entries (UPDATE entry SET sequence = 9 WHERE sequence = 2; UPDATE entry SET sequence = 2 WHERE sequence = 3; UPDATE entry SET sequence = 3 WHERE sequence = 9)',
      2,
      /does not continue/,
    ],
    ['a cut end (DELETE FROM entry WHERE sequence > 4)', 4, /entry 6, which this kiosk signed, is not in it/],
  ])('is not sound with %s', (what, sequence, words) => {
    const { place } = here;
    place.threeEntries();
    place.threeEntries();
    place.tamper(/\((.*)\)$/.exec(what)?.[1] ?? '');
    const said = verify(place.data);
    expect(said).toMatch(new RegExp(`^NOT SOUND at entry ${sequence}: `));
    expect(said).toMatch(words);
  });

  it('with an old file put back is found out by what lies beside it, and without that by a head kept elsewhere', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.close();
    cpSync(place.data, at('old'), { recursive: true });
    place.journal = assertOk(place.open(), 'it opens');
    place.threeEntries();
    const folder = exported(place, 'export');
    const [key, head] = [`--key=${join(folder, 'journal.pub.pem')}`, `--head=${join(folder, 'journal.sig.json')}`];
    place.journal.close();
    expect(verify(place.data, key, head)).toMatch(/^sound/);
    for (const suffix of ['-wal', '-shm']) rmSync(place.database + suffix, { force: true });
    copyFileSync(join(at('old'), 'journal.db'), place.database);
    expect(verify(place.data)).toMatch(/^NOT SOUND at entry 3: entry 7, which this kiosk signed, is not in it/);
    // Whoever puts the witness back with it has a whole journal, only an older one.
    const witness = join(place.data, 'journal.head.json');
    expect(existsSync(witness)).toBe(true);
    copyFileSync(join(at('old'), 'journal.head.json'), witness);
    expect(verify(place.data, key)).toMatch(/^sound: 3 entries/);
    expect(verify(place.data, key, head)).toMatch(/^NOT SOUND at entry 3: entry 6, whose signed head is known/);
  });

  it('with a witness that somebody else wrote is not sound for whoever has the key', () => {
    const { place } = here;
    place.threeEntries();
    const key = `--key=${join(exported(place, 'export'), 'journal.pub.pem')}`;
    place.journal.close();
    const witness = join(place.data, 'journal.head.json');
    const signed = JSON.parse(readFileSync(witness, 'utf8')) as { kioskTime_ms: number };
    writeFileSync(witness, JSON.stringify({ ...signed, kioskTime_ms: signed.kioskTime_ms + 1 }));
    expect(verify(place.data, key)).toMatch(/^NOT SOUND at entry 4: the head beside it was not signed/);
  });

  it('with the heads in it swapped is not sound', () => {
    const { place } = here;
    place.threeEntries();
    exported(place, 'first');
    place.threeEntries();
    exported(place, 'second');
    const heads = place.journal.entries({ kinds: ['head.signed'] }).map(({ sequence }) => sequence);
    expect(heads).toEqual([4, 8]);
    place.tamper(
      'CREATE TABLE kept AS SELECT * FROM entry',
      'UPDATE entry SET body = (SELECT body FROM kept WHERE sequence = 12 - entry.sequence) WHERE sequence IN (4, 8)',
      'DROP TABLE kept',
    );
    expect(verify(place.data)).toMatch(/^NOT SOUND at entry 4: was changed/);
  });
});
