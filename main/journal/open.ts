import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../common/log.ts';
import type { Random } from '../../common/random.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { KioskJournal } from './contract.ts';
import { SqliteJournal, verifyRows } from './journal.ts';
import { KEY_FILE, type KeyStore, openFileKeys } from './keys.ts';
import { type JournalProblem, problemOf, Refusal } from './problem.ts';
import { pooled } from './random-pool.ts';
import { type Row, rowsOf } from './row.ts';
import { openSafeStorageKeys, SAFE_KEY_FILE, type SafeStorage } from './safe-storage-keys.ts';
import { APPLICATION_ID, pragmas, SCHEMA_VERSION, schemaSql } from './schema.ts';
import { isOfThisJournal } from './sealing.ts';
import { isSignedWith, parsePublicKey, readWitness, type SignedHead, witnessWords } from './signed-head.ts';
import { ChainChecker, NOT_OURS, type Trusted, type Verdict } from './verify.ts';

export type JournalOptions = {
  /** Holds journal.db, its marker, its witness and its keys; made when it is not there. */
  readonly directory: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Instead of the key file: a TPM, or a test's own. */
  readonly keys?: KeyStore;
  /** Keeps the keys instead of the key file. */
  readonly safeStorage?: SafeStorage;
  /** For tools: never makes one. */
  readonly mustExist?: boolean;
  /** Instead of the file itself: the disk of a simulation. */
  readonly open?: (file: string, options: { readonly readOnly?: boolean }) => DatabaseSyncInstance;
};

const DATABASE = 'journal.db';
/** Says that a journal was begun here: a machine whose journal vanished must not start an empty one. */
const MARKER = 'journal.begun';
/** Entries looked at again at start; the whole chain is for `verify`. */
const RECHECKED_AT_START = 200;

/** Opens the journal of a folder, or begins one where none was. What is broken is left as it is. */
export function openJournal(options: JournalOptions): Result<KioskJournal, JournalProblem> {
  let db: DatabaseSyncInstance | undefined;
  try {
    const { directory, clock, random, log } = options;
    const place = lookAt(options);
    const keys = options.keys ?? openKeys(options, place.mayCreate);
    db = openDatabase(place.file, place.mayCreate, {}, options.open);
    refuseForeignKeys(db, directory, keys);
    refuseBrokenEnd(db, directory);
    const journal = new SqliteJournal({ db, directory, keys, clock, random: pooled(random), log });
    const begun = `${new Date(clock.now_ms()).toISOString()}\n`;
    if (!place.wasBegun) writeFileSync(join(directory, MARKER), begun, { flush: true });
    log('journal.opened', { entries: journal.head().sequence });
    return ok(journal);
  } catch (error) {
    db?.close();
    return err(problemOf(error));
  }
}

/** Reads the whole chain of a folder, also of one that `openJournal` refuses, and changes nothing. */
export function verifyDatabase(directory: string, trusted: Trusted = {}): Result<Verdict, JournalProblem> {
  let db: DatabaseSyncInstance | undefined;
  const key = trusted.key === undefined ? undefined : parsePublicKey(trusted.key);
  if (trusted.key !== undefined && !key) return err({ code: 'key', words: 'the key given is no public key' });
  const isForged = (head: SignedHead) => key !== undefined && !isSignedWith(key, head);
  const bad = (sequence: number, words: string) => ok({ ok: false, sequence, words } as const);
  if (trusted.head && isForged(trusted.head)) return bad(0, `the head given ${NOT_OURS}`);
  try {
    db = openDatabase(join(directory, DATABASE), false, { readOnly: true });
    const verdict = verifyRows(rowsOf(db), new ChainChecker(key, trusted.head));
    const witness = readWitness(directory);
    if (!verdict.ok || !witness) return ok(verdict);
    if (isForged(witness)) return bad(verdict.entries, `the head beside it ${NOT_OURS}`);
    return isWitnessed(db, witness) ? ok(verdict) : bad(verdict.entries, witnessWords(witness));
  } catch (error) {
    return err(problemOf(error));
  } finally {
    db?.close();
  }
}

export function holdsDatabase(directory: string): boolean {
  return existsSync(join(directory, DATABASE));
}

function openKeys({ directory, random, safeStorage }: JournalOptions, mayCreate: boolean): KeyStore {
  // Keys that lie in the other place are not looked for, nor made anew: whoever changed the configuration must know.
  const others = join(directory, safeStorage ? KEY_FILE : SAFE_KEY_FILE);
  if (existsSync(others)) {
    const words = `the keys of this journal lie in ${others}: journal.keys of the configuration must be ${safeStorage ? 'file' : 'safe-storage'}`;
    throw new Refusal({ code: 'key', words });
  }
  if (safeStorage) return openSafeStorageKeys(directory, random, mayCreate, safeStorage);
  return openFileKeys(directory, random, mayCreate);
}

function lookAt({ directory, mustExist }: JournalOptions) {
  const file = join(directory, DATABASE);
  const isNew = !existsSync(file);
  if (mustExist && isNew) throw new Refusal({ code: 'missing', words: `there is no ${file}` });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const wasBegun = existsSync(join(directory, MARKER));
  if (isNew && wasBegun) {
    throw new Refusal({ code: 'missing', words: `${file} is gone, although a journal was begun here` });
  }
  return { file, wasBegun, mayCreate: !wasBegun };
}

function openDatabase(
  file: string,
  mayCreate: boolean,
  options: { readonly readOnly?: boolean } = {},
  open: NonNullable<JournalOptions['open']> = (path, how) => new DatabaseSync(path, how),
) {
  // SQLite would open an unreadable or read-only file without a word and fail later.
  closeSync(openSync(file, options.readOnly ? 'r' : mayCreate ? 'a+' : 'r+'));
  const db = open(file, options);
  try {
    if (!options.readOnly) for (const pragma of pragmas) db.exec(`PRAGMA ${pragma}`);
    const { n } = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
    if (n === 0 && mayCreate) db.exec(`BEGIN; ${schemaSql} COMMIT;`);
    else refuseOtherFiles(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function refuseOtherFiles(db: DatabaseSyncInstance, file: string): void {
  const { application_id } = db.prepare('PRAGMA application_id').get() as { application_id: number };
  if (application_id !== APPLICATION_ID) throw new Refusal({ code: 'corrupt', words: `${file} is not a journal` });
  const { user_version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (user_version !== SCHEMA_VERSION) {
    const words = `${file} is of version ${user_version}, this program knows ${SCHEMA_VERSION}`;
    throw new Refusal({ code: 'unknownVersion', words });
  }
  const { quick_check } = db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
  if (quick_check !== 'ok') throw new Refusal({ code: 'corrupt', words: quick_check });
}

function refuseForeignKeys(db: DatabaseSyncInstance, directory: string, keys: KeyStore): void {
  const witness = readWitness(directory);
  const publicKey = witness && parsePublicKey(keys.publicKey);
  const isSigner = !witness || (publicKey !== undefined && isSignedWith(publicKey, witness));
  if (isSigner && isOfThisJournal(db, keys)) return;
  throw new Refusal({ code: 'key', words: 'the keys are not those that this journal was written with' });
}

function refuseBrokenEnd(db: DatabaseSyncInstance, directory: string): void {
  const newestFirst = db
    .prepare('SELECT sequence, previous_hash, hash FROM entry ORDER BY sequence DESC LIMIT ?')
    .all(RECHECKED_AT_START) as Pick<Row, 'sequence' | 'previous_hash' | 'hash'>[];
  const isChain = newestFirst.every((row, index) => {
    const before = newestFirst[index + 1];
    return before === undefined || (before.sequence === row.sequence - 1 && before.hash === row.previous_hash);
  });
  if (!isChain) {
    const words = 'the last entries do not continue one another; `npm run journal -- verify` on this folder says where';
    throw new Refusal({ code: 'tampered', words });
  }
  const witness = readWitness(directory);
  if (witness && !isWitnessed(db, witness)) throw new Refusal({ code: 'tampered', words: witnessWords(witness) });
}

function isWitnessed(db: DatabaseSyncInstance, { sequence, hash }: SignedHead): boolean {
  const row = db.prepare('SELECT hash FROM entry WHERE sequence = ?').get(sequence) as Pick<Row, 'hash'> | undefined;
  return row?.hash === hash;
}
