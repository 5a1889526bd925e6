import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { assertOk } from '../../common/result.ts';
import { openJournal } from '../../main/journal/index.ts';
import { type Row, rowOf, sideBySide } from './measure.ts';

const ROUNDS = 300;

/** One durable entry with its chain, sealed data and outbox row, against one bare INSERT of the same length. */
export async function journalAppend(): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'tasleem-bench-'));
  try {
    const journal = assertOk(
      openJournal({ directory: join(folder, 'data'), clock: systemClock, random: systemRandom, log: silentLog }),
      'the journal opens',
    );
    const bare = new DatabaseSync(join(folder, 'bare.db'));
    bare.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE entry (n INTEGER PRIMARY KEY, body TEXT)',
    );
    const insert = bare.prepare('INSERT INTO entry (body) VALUES (?)');
    const sealed = { civilId: '291031480417' };
    const { measured, reference } = await sideBySide(
      ROUNDS,
      () => journal.append([{ kind: 'issuance.intent', issuanceId: 'i', body: { step: 'present' }, sealed }]),
      () => insert.run('x'.repeat(400)),
    );
    journal.close();
    bare.close();
    const row = rowOf('journal', measured, reference.median, '>= 0.85 x as fast', () => true);
    return { ...row, pass: reference.median / measured.median >= 0.85 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
