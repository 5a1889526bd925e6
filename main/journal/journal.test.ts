import { fork, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, VirtualClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { assertOk } from '../../common/result.ts';
import { type Journal, type JournalOptions, openJournal } from './index.ts';
import { verifyExport } from './verify.ts';

let folder: string;
let journal: Journal;
const clock = new VirtualClock();
const options = (): JournalOptions => ({
  directory: join(folder, 'data'),
  clock,
  random: systemRandom,
  log: silentLog,
});
const reopen = () => openJournal(options());
const problem = () => {
  const opened = reopen();
  if (opened.ok) opened.value.close();
  return opened.ok ? 'opened' : opened.error.code;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasleem-journal-'));
  journal = assertOk(reopen(), 'a new journal opens');
});
afterEach(() => {
  try {
    journal.close();
  } catch {
    // Closed by the test.
  }
  rmSync(folder, { recursive: true, force: true });
});

const started = { kind: 'kiosk.started', body: { version: '1', kioskId: 'KWT-0117' } } as const;
const intent = { kind: 'issuance.intent', issuanceId: 'i1', body: { step: 'personalise' } } as const;
const database = () => join(folder, 'data/journal.db');

/** As somebody with the file and a database tool would. */
function tamper(sql: string): void {
  journal.close();
  const db = new DatabaseSync(database());
  db.exec('DROP TRIGGER entry_is_final; DROP TRIGGER entry_stays; DROP TRIGGER entry_follows;');
  db.exec(sql);
  db.close();
}

function threeEntries(): void {
  for (let i = 0; i < 3; i++) assertOk(journal.append([started]), 'an entry is taken');
}

describe('the journal', () => {
  it('chains what it is given, and knows it again', () => {
    threeEntries();
    const [first, second] = journal.entries();
    expect(second?.previousHash).toBe(first?.hash);
    expect(journal.verify()).toMatchObject({ ok: true, entries: 3 });
    journal.close();
    journal = assertOk(reopen(), 'it opens again');
    expect(journal.entries().map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    assertOk(journal.append([started]), 'and goes on');
    expect(journal.verify()).toMatchObject({ ok: true, entries: 4 });
  });

  it('finds entries by kind, issuance and place', () => {
    threeEntries();
    journal.append([intent]);
    expect(journal.entries({ kinds: ['issuance.intent'] })).toHaveLength(1);
    expect(journal.entries({ issuanceId: 'i1' })).toHaveLength(1);
    expect(journal.entries({ afterSequence: 2, limit: 1 }).map(({ sequence }) => sequence)).toEqual([3]);
  });

  it('takes all entries of an append or none', () => {
    expect(() => journal.append([started, { kind: 'kiosk.started', body: { version: 1 } as never }])).toThrow();
    expect(journal.entries()).toEqual([]);
    expect(journal.head().sequence).toBe(0);
  });

  it('cannot be changed through its database, not even by us', () => {
    threeEntries();
    journal.close();
    const db = new DatabaseSync(database());
    for (const sql of [
      "UPDATE entry SET kind = 'x' WHERE sequence = 1",
      'DELETE FROM entry WHERE sequence = 3',
      "INSERT INTO entry VALUES (9, 'x', 0, 0, 'k', NULL, '{}', NULL, '', '')",
    ]) {
      expect(() => db.exec(sql)).toThrow(/journal entries/);
    }
    db.close();
  });

  it.each([
    ["UPDATE entry SET body = '{}' WHERE sequence = 2", 2],
    ['UPDATE entry SET time_ms = time_ms + 1 WHERE sequence = 1', 1],
    ["UPDATE entry SET issuance_id = 'other' WHERE sequence = 3", 3],
    ['DELETE FROM entry WHERE sequence = 2', 3],
    [
      'UPDATE entry SET sequence = 9 WHERE sequence = 1; UPDATE entry SET sequence = 1 WHERE sequence = 2; UPDATE entry SET sequence = 2 WHERE sequence = 9',
      1,
    ],
  ])('tells where it was tampered with: %s', (sql, at) => {
    threeEntries();
    tamper(sql);
    const db = new DatabaseSync(database());
    db.close();
    const opened = reopen();
    if (!opened.ok) return expect(opened.error.code).toBe('tampered');
    journal = opened.value;
    expect(journal.verify()).toMatchObject({ ok: false, sequence: at });
  });

  it('keeps holder data sealed, until its key is destroyed', () => {
    const [entry] = assertOk(journal.append([{ ...intent, sealed: { name: 'Noura Almarjan' } }]), 'taken');
    const sequence = entry?.sequence ?? 0;
    expect(journal.unseal(sequence)).toEqual({ ok: true, value: { name: 'Noura Almarjan' } });
    journal.shred('i1');
    expect(journal.unseal(sequence)).toMatchObject({ ok: false, error: { code: 'shredded' } });
    expect(journal.verify()).toMatchObject({ ok: true });
    journal.close();
    expect(readFileSync(database()).includes('Noura')).toBe(false);
  });

  it('numbers the outbox per issuance, ties it to the entry, and lets it wait', () => {
    const event = (issuanceId: string) => [{ issuanceId, event: { kind: 'x' } }];
    const [entry] = assertOk(journal.append([intent], event('i1')), 'taken');
    journal.append([intent], event('i1'));
    journal.append([{ ...intent, issuanceId: 'i2' }], event('i2'));
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
    expect(journal.outbox.pending(10)[0]).toMatchObject({ attempts: 1, nextAttempt_ms: 5_000 });
  });
});

describe('an export', () => {
  const target = () => join(folder, 'export');

  it('is checked without the kiosk, and holds what the database holds', () => {
    threeEntries();
    journal.append([{ ...intent, sealed: { a: 1 } }]);
    expect(journal.exportTo(target())).toMatchObject({ ok: true, value: { entries: 4 } });
    expect(verifyExport(target())).toMatchObject({ ok: true, entries: 4, signed: true });
    expect(journal.entries({ kinds: ['head.signed'] })).toHaveLength(1);
  });

  it.each([
    ['a changed entry', (text: string) => text.replace('"version":"1"', '"version":"2"')],
    ['a missing last entry', (text: string) => `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`],
    ['a line that is no entry', (text: string) => `${text}nonsense\n`],
  ])('shows %s', (_what, change) => {
    threeEntries();
    journal.exportTo(target());
    const file = join(target(), 'journal.jsonl');
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    expect(verifyExport(target()).ok).toBe(false);
  });

  it('signed by another kiosk is found out with the right key', () => {
    threeEntries();
    journal.exportTo(target());
    const ours = readFileSync(join(target(), 'journal.pub.pem'), 'utf8');
    const other = assertOk(openJournal({ ...options(), directory: join(folder, 'other') }), 'another journal');
    other.append([started]);
    other.exportTo(join(folder, 'forged'));
    other.close();
    expect(verifyExport(join(folder, 'forged')).ok).toBe(true);
    expect(verifyExport(join(folder, 'forged'), ours)).toMatchObject({ ok: false });
  });
});

describe('a journal that cannot be opened', () => {
  it('is not begun anew where one was', () => {
    threeEntries();
    journal.close();
    rmSync(database());
    expect(problem()).toBe('missing');
  });

  it('is kept as it is when its file is broken', () => {
    threeEntries();
    journal.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(database() + suffix, { force: true });
    writeFileSync(database(), 'this is no database, whatever its name says; it only looks like one from far away');
    const before = readFileSync(database());
    expect(problem()).toBe('corrupt');
    expect(readFileSync(database())).toEqual(before);
  });

  it('says so when another program made the file, or another version', () => {
    threeEntries();
    journal.close();
    const db = new DatabaseSync(database());
    db.exec('PRAGMA user_version = 99');
    expect(problem()).toBe('unknownVersion');
    db.exec('PRAGMA application_id = 1');
    db.close();
    expect(problem()).toBe('corrupt');
  });

  it('needs its own keys', () => {
    threeEntries();
    journal.close();
    const key = join(folder, 'data/journal.key');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    rmSync(key);
    expect(problem()).toBe('key');
    expect(existsSync(key)).toBe(false);
    writeFileSync(key, '{}');
    expect(problem()).toBe('key');
  });

  it('does not pretend to write where it cannot', () => {
    const file = join(folder, 'in-the-way');
    writeFileSync(file, '');
    const opened = openJournal({ ...options(), directory: join(file, 'data') });
    expect(opened).toMatchObject({ ok: false, error: { code: 'notWritable' } });
    chmodSync(file, 0o600);
  });
});

describe('a disk that is full', () => {
  it('refuses the entry, keeps the chain, and goes on when there is room', () => {
    const small = join(folder, 'small');
    const mounted =
      spawnSync('sh', ['-c', `mkdir ${small} && mount -t tmpfs -o size=600k tmpfs ${small}`]).status === 0;
    if (!mounted) return;
    try {
      const tight = assertOk(openJournal({ ...options(), directory: small }), 'it opens');
      writeFileSync(join(small, 'ballast'), Buffer.alloc(250_000));
      let refused: string | undefined;
      for (let i = 0; i < 3000 && refused === undefined; i++) {
        const appended = tight.append([started, started, started]);
        if (!appended.ok) refused = appended.error.code;
      }
      expect(refused).toBe('diskFull');
      const { sequence } = tight.head();
      expect(tight.verify()).toMatchObject({ ok: true, entries: sequence });
      rmSync(join(small, 'ballast'));
      expect(tight.append([started])).toMatchObject({ ok: true });
      expect(tight.verify()).toMatchObject({ ok: true, entries: sequence + 1 });
      tight.close();
    } finally {
      spawnSync('umount', ['-l', small]);
    }
  });
});

describe('a program that is killed while it writes', () => {
  it('has every entry that was acknowledged, and a sound chain', { timeout: 30_000 }, async () => {
    const directory = join(folder, 'killed');
    const child = fork(join(import.meta.dirname, 'testing/append-for-ever.ts'), [directory], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let acknowledged = 0;
    child.on('message', (sequence) => {
      acknowledged = Number(sequence);
    });
    await expect.poll(() => acknowledged, { timeout: 20_000 }).toBeGreaterThan(50);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const after = assertOk(openJournal({ ...options(), directory, clock: systemClock }), 'it opens');
    expect(after.head().sequence).toBeGreaterThanOrEqual(acknowledged);
    expect(after.verify()).toMatchObject({ ok: true });
    after.close();
    copyFileSync(join(directory, 'journal.db'), join(folder, 'copy.db'));
  });
});
