import { fork, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, it, type TestContext } from 'vitest';
import { systemClock } from '../../common/clock.ts';
import { assertOk } from '../../common/result.ts';
import { verifyDatabase } from './open.ts';
import { intent, placeOfEachTest, started } from './testing/place.ts';

const here = placeOfEachTest();

describe('a journal that cannot be opened', () => {
  it('is not begun anew where one was', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.close();
    rmSync(place.database);
    expect(place.problem()).toBe('missing');
    expect(existsSync(place.database)).toBe(false);
    writeFileSync(place.database, '');
    expect(place.problem()).toBe('corrupt');
  });

  it('is not begun by a tool that looks for one', () => {
    const directory = join(here.place.folder, 'elsewhere');
    expect(here.place.problem({ directory, mustExist: true })).toBe('missing');
    expect(existsSync(directory)).toBe(false);
  });

  it('is kept as it is when its file is no database', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(place.database + suffix, { force: true });
    writeFileSync(place.database, 'this is no database, whatever its name says; it only looks like one from far away');
    const before = readFileSync(place.database);
    expect(place.problem()).toBe('corrupt');
    expect(readFileSync(place.database)).toEqual(before);
  });

  it.each([
    [
      'a page was overwritten',
      (file: string) => writeSync(openSync(file, 'r+'), Buffer.alloc(4096, 0x5a), 0, 4096, 8192),
    ],
    ['its end is gone', (file: string) => truncateSync(file, 16384)],
  ])('is kept as it is when %s', (_what, breakFile) => {
    const { place } = here;
    for (let i = 0; i < 20; i++) place.threeEntries();
    place.journal.close();
    breakFile(place.database);
    const before = readFileSync(place.database);
    expect(place.problem()).toBe('corrupt');
    expect(readFileSync(place.database)).toEqual(before);
  });

  it('says so when a table is gone', () => {
    const { place } = here;
    place.journal.close();
    const db = new DatabaseSync(place.database);
    db.exec('DROP TABLE outbox');
    db.close();
    expect(place.problem()).toBe('corrupt');
  });

  it('says so when another program made the file, or another version', () => {
    const { place } = here;
    place.threeEntries();
    place.journal.close();
    const db = new DatabaseSync(place.database);
    db.exec('PRAGMA user_version = 99');
    expect(place.problem()).toBe('unknownVersion');
    db.exec('PRAGMA application_id = 1');
    db.close();
    expect(place.problem()).toBe('corrupt');
  });

  it('needs its own keys', () => {
    const { place } = here;
    place.journal.append([{ ...intent, sealed: { a: 1 } }]);
    place.journal.close();
    const key = join(place.data, 'journal.key');
    const ours = readFileSync(key, 'utf8');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    rmSync(key);
    expect(place.problem()).toBe('key');
    expect(existsSync(key)).toBe(false);
    const asOurs = { mode: 0o600 };
    writeFileSync(key, '{}', asOurs);
    expect(place.problem()).toBe('key');
    place.openAnother({ directory: join(place.folder, 'other') });
    writeFileSync(key, readFileSync(join(place.folder, 'other/journal.key')));
    expect(place.problem()).toBe('key');
    rmSync(join(place.data, 'journal.head.json'));
    expect(place.problem()).toBe('key');
    writeFileSync(key, ours);
    expect(place.problem()).toBe('opened');
  });

  it.each([0o640, 0o604, 0o620, 0o777])('keeps no keys in a file that others can open: mode %o', (mode) => {
    const { place } = here;
    place.journal.close();
    const key = join(place.data, 'journal.key');
    chmodSync(key, mode);
    const opened = place.open();
    expect(opened).toMatchObject({ ok: false, error: { code: 'key' } });
    expect(opened.ok ? '' : opened.error.words).toContain(`chmod 600 ${key}`);
    chmodSync(key, 0o600);
    expect(place.problem()).toBe('opened');
  });

  it('takes no keys from another user', (context) => {
    const { place } = here;
    place.journal.close();
    const key = join(place.data, 'journal.key');
    if (process.geteuid?.() !== 0) context.skip('needs the right to give files away (root)');
    chownSync(key, 12345, 12345);
    const opened = place.open();
    expect(opened).toMatchObject({ ok: false, error: { code: 'key' } });
    expect(opened.ok ? '' : opened.error.words).toMatch(/belongs to user 12345, and this program runs as user 0/);
  });

  it('does not pretend to write where it cannot', () => {
    const file = join(here.place.folder, 'in-the-way');
    writeFileSync(file, '');
    expect(here.place.problem({ directory: join(file, 'data') })).toBe('notWritable');
  });

  it('takes no entry any more once it is closed, and says so', () => {
    const { journal } = here.place;
    journal.close();
    expect(journal.append([started])).toMatchObject({ ok: false, error: { code: 'notWritable' } });
  });
});

/** A small file system of its own; the test is skipped, and says so, where nobody may mount one. */
function withSmallDisk(context: TestContext, work: (directory: string) => void): void {
  const directory = join(here.place.folder, 'small');
  mkdirSync(directory);
  const mounted = spawnSync('sh', ['-c', `mount -t tmpfs -o size=600k tmpfs ${directory}`]).status === 0;
  if (!mounted) context.skip('needs the right to mount a tmpfs (root)');
  try {
    work(directory);
  } finally {
    spawnSync('umount', ['-l', directory]);
  }
}

describe('a disk that is full', () => {
  it('refuses the entry, keeps the chain, and goes on when there is room', (context) => {
    withSmallDisk(context, (directory) => {
      const tight = here.place.openAnother({ directory });
      writeFileSync(join(directory, 'ballast'), Buffer.alloc(250_000));
      assertOk(tight.append([intent], [{ issuanceId: 'i1', event: {} }]), 'taken');
      let refused: string | undefined;
      for (let i = 0; i < 3000 && refused === undefined; i++) {
        const appended = tight.append([started, started, { ...intent, issuanceId: `i${i}`, sealed: { i } }]);
        if (!appended.ok) refused = appended.error.code;
      }
      expect(refused).toBe('diskFull');
      const { sequence } = tight.head();
      expect(tight.verify()).toMatchObject({ ok: true, entries: sequence });
      expect(tight.exportTo(join(directory, 'export'))).toMatchObject({ ok: false, error: { code: 'diskFull' } });
      rmSync(join(directory, 'export'), { recursive: true, force: true });

      // What the service was told is not told again, nor lost, while it cannot be written down.
      const [row] = tight.outbox.pending(10);
      const id = row?.entryId ?? '';
      tight.outbox.postponed(id, 7_000, 'ECONNREFUSED');
      tight.outbox.postponed(id, 9_000, 'ECONNREFUSED');
      expect(tight.outbox.pending(10)).toMatchObject([{ attempts: 2, nextAttempt_ms: 9_000 }]);
      tight.outbox.delivered(id);
      expect(tight.outbox.pending(10)).toEqual([]);
      expect(tight.outbox.size()).toBe(0);

      rmSync(join(directory, 'ballast'));
      expect(tight.append([{ ...intent, sealed: { a: 1 } }])).toMatchObject({ ok: true });
      expect(tight.unseal(sequence + 1)).toEqual({ ok: true, value: { a: 1 } });
      expect(tight.verify()).toMatchObject({ ok: true, entries: sequence + 1 });
      tight.close();
    });
  });
});

describe('a disk that is read-only', () => {
  it('is not written to, and its journal can still be verified', (context) => {
    const { place } = here;
    place.threeEntries();
    place.journal.close();
    const directory = join(place.folder, 'read-only');
    mkdirSync(directory);
    const mount = `mount --bind ${place.data} ${directory} && mount -o remount,bind,ro ${directory}`;
    if (spawnSync('sh', ['-c', mount]).status !== 0) context.skip('needs the right to mount (root)');
    try {
      expect(place.problem({ directory })).toBe('notWritable');
      expect(verifyDatabase(directory)).toMatchObject({ ok: true, value: { ok: true, entries: 3 } });
    } finally {
      spawnSync('umount', ['-l', directory]);
    }
  });
});

describe('a program that is killed while it writes', () => {
  it('has every entry that was acknowledged, and a sound chain', { timeout: 60_000 }, async () => {
    const { place } = here;
    const directory = join(place.folder, 'killed');
    const child = fork(join(import.meta.dirname, 'testing/append-for-ever.ts'), [directory], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let acknowledged = 0;
    child.on('message', (sequence) => {
      acknowledged = Number(sequence);
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    try {
      await expect.poll(() => acknowledged, { timeout: 50_000 }).toBeGreaterThan(50);
    } finally {
      child.kill('SIGKILL');
      await gone;
    }
    const after = place.openAnother({ directory, clock: systemClock });
    expect(after.head().sequence).toBeGreaterThanOrEqual(acknowledged);
    expect(after.verify()).toMatchObject({ ok: true });
    expect(after.outbox.size()).toBe(after.head().sequence);
  });
});
