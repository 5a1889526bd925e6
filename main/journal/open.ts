import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../common/log.ts';
import type { Random } from '../../common/random.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { type Journal, SqliteJournal } from './journal.ts';
import { type KeyStore, openFileKeys } from './keys.ts';
import { type JournalProblem, problemOf } from './problem.ts';
import { APPLICATION_ID, pragmas, SCHEMA_VERSION, schemaSql } from './schema.ts';

export type JournalOptions = {
  /** Holds journal.db, its marker and its keys; made when it is not there. */
  readonly directory: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Instead of the key file: a TPM, or a test's own. */
  readonly keys?: KeyStore;
  /** For tools: never makes one. */
  readonly mustExist?: boolean;
};

const DATABASE = 'journal.db';
/** Says that a journal was begun here: a machine whose journal vanished must not start an empty one. */
const MARKER = 'journal.begun';
/** Entries looked at again at start; the whole chain is for `verify`. */
const RECHECKED_AT_START = 200;

export function openJournal(options: JournalOptions): Result<Journal, JournalProblem> {
  const { directory, clock, random, log } = options;
  const file = join(directory, DATABASE);
  if (options.mustExist && !existsSync(file)) return err({ code: 'missing', words: `there is no ${file}` });
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    return err(problemOf(error));
  }
  const isNew = !existsSync(file);
  const wasBegun = existsSync(join(directory, MARKER));
  if (isNew && wasBegun) {
    return err({ code: 'missing', words: `${file} is gone, although a journal was begun here` });
  }
  const keys = options.keys ? ok(options.keys) : keysOf(directory, random, isNew || !wasBegun);
  if (!keys.ok) return keys;
  const opened = openDatabase(file, isNew || !wasBegun);
  if (!opened.ok) return opened;
  const journal = new SqliteJournal(opened.value, keys.value, clock, random);
  const sound = isTailSound(opened.value);
  if (!sound) {
    journal.close();
    return err({ code: 'tampered', words: 'the last entries do not continue one another; run `journal verify`' });
  }
  if (!wasBegun) writeFileSync(join(directory, MARKER), `${new Date(clock.now_ms()).toISOString()}\n`, { flush: true });
  log('info', 'journal.opened', { entries: journal.head().sequence });
  return ok(journal);
}

function keysOf(directory: string, random: Random, mayCreate: boolean): Result<KeyStore, JournalProblem> {
  try {
    return openFileKeys(directory, random, mayCreate);
  } catch (error) {
    return err(problemOf(error));
  }
}

function openDatabase(file: string, mayCreate: boolean): Result<DatabaseSyncInstance, JournalProblem> {
  let db: DatabaseSyncInstance | undefined;
  try {
    // SQLite would open an unreadable or read-only file without a word and fail later.
    closeSync(openSync(file, mayCreate ? 'a+' : 'r+'));
    db = new DatabaseSync(file);
    for (const pragma of pragmas) db.exec(`PRAGMA ${pragma}`);
    const { application_id } = db.prepare('PRAGMA application_id').get() as { application_id: number };
    const { user_version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    const isEmpty = (db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number }).n === 0;
    if (isEmpty && mayCreate) {
      db.exec(`BEGIN; ${schemaSql} COMMIT;`);
      return ok(db);
    }
    if (application_id !== APPLICATION_ID) {
      db.close();
      return err({ code: 'corrupt', words: `${file} is not a journal` });
    }
    if (user_version !== SCHEMA_VERSION) {
      db.close();
      const words = `${file} is of version ${user_version}, this program knows ${SCHEMA_VERSION}`;
      return err({ code: 'unknownVersion', words });
    }
    const { quick_check } = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (quick_check !== 'ok') {
      db.close();
      return err({ code: 'corrupt', words: quick_check });
    }
    return ok(db);
  } catch (error) {
    db?.close();
    return err(problemOf(error));
  }
}

function isTailSound(db: DatabaseSyncInstance): boolean {
  const rows = db
    .prepare('SELECT sequence, previous_hash, hash FROM entry ORDER BY sequence DESC LIMIT ?')
    .all(RECHECKED_AT_START) as { sequence: number; previous_hash: string; hash: string }[];
  return rows.every((row, index) => {
    const before = rows[index + 1];
    return before === undefined || (before.sequence === row.sequence - 1 && before.hash === row.previous_hash);
  });
}
