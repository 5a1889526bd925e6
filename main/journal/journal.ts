import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import canonicalize from 'canonicalize';
import { invariant } from '../../common/assert.ts';
import type { Clock } from '../../common/clock.ts';
import { uuidv7 } from '../../common/ids.ts';
import type { Log } from '../../common/log.ts';
import type { Random } from '../../common/random.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { EntryFilter, ExportSummary, KioskJournal } from './contract.ts';
import { type Entry, GENESIS_HASH, hashWith, type NewEntry, sha256 } from './entry.ts';
import { writeExport } from './export.ts';
import type { KeyStore } from './keys.ts';
import { Outbox, type OutboxEvent } from './outbox.ts';
import { isRefusedBySchema, type JournalProblem, problemOf } from './problem.ts';
import { entryOf, exportedOf, type Row, rowsOf, selectRows } from './row.ts';
import { type EndedIssuance, Sealing } from './sealing.ts';
import { type Head, parsePublicKey, signHead, writeWitness } from './signed-head.ts';
import { validated } from './validated.ts';
import { ChainChecker, type Verdict } from './verify.ts';

export type JournalParts = {
  readonly db: DatabaseSyncInstance;
  readonly directory: string;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** How long entries may stand without a signed head after them. */
const SIGN_EVERY_ms = 24 * 3_600_000;
const NO_LIMIT = -1;

type HeadRow = { readonly sequence: number; readonly hash: string };

export class SqliteJournal implements KioskJournal {
  readonly outbox: Outbox;
  readonly #parts: JournalParts;
  readonly #sealing: Sealing;
  readonly #begin;
  readonly #commit;
  readonly #insert;
  readonly #selectHead;
  readonly #queries = new Map<string, ReturnType<typeof selectRows>>();
  #head: Head;
  /** Of the newest signed head, or of the first entry while there is none. */
  #signedAt_ms: number | undefined;

  constructor(parts: JournalParts) {
    const { db, log, keys, random } = parts;
    this.#parts = parts;
    this.outbox = new Outbox(db, log);
    this.#sealing = new Sealing(db, keys, random);
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#insert = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#selectHead = db.prepare('SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1');
    this.#head = this.#readHead();
    const signed = db.prepare("SELECT time_ms FROM entry WHERE kind = 'head.signed' ORDER BY sequence DESC LIMIT 1");
    const first = db.prepare('SELECT time_ms FROM entry WHERE sequence = 1');
    this.#signedAt_ms = ((signed.get() ?? first.get()) as Row | undefined)?.time_ms;
  }

  append(entries: readonly NewEntry[], outbox: readonly OutboxEvent[] = []): Result<readonly Entry[], JournalProblem> {
    invariant(outbox.length <= entries.length, 'an outbox event has an entry');
    const valid = entries.map(validated);
    const appended = this.#transact(() => this.#writeAll(valid, outbox));
    if (appended.ok && appended.value.isSigned) this.#leaveWitness();
    return appended.ok ? ok(appended.value.written) : appended;
  }

  entries(filter: EntryFilter = {}): readonly Entry[] {
    const { kinds, issuanceId, afterSequence = 0, beforeSequence, limit = NO_LIMIT, order } = filter;
    const where = ['sequence > ?'];
    const values: (string | number)[] = [afterSequence];
    if (beforeSequence !== undefined) {
      where.push('sequence < ?');
      values.push(beforeSequence);
    }
    if (kinds) {
      where.push(`kind IN (${kinds.map(() => '?').join(', ')})`);
      values.push(...kinds);
    }
    if (issuanceId !== undefined) {
      where.push('issuance_id = ?');
      values.push(issuanceId);
    }
    const direction = order === 'newest-first' ? ' DESC' : '';
    const rows = this.#selecting(`WHERE ${where.join(' AND ')} ORDER BY sequence${direction} LIMIT ?`);
    return rows(...values, limit).map(entryOf);
  }

  unseal(sequence: number): Result<unknown, JournalProblem> {
    const [row] = this.#selecting('WHERE sequence = ?')(sequence);
    if (!row?.sealed || row.issuance_id === null) {
      return err({ code: 'missing', words: `nothing is sealed in entry ${sequence}` });
    }
    try {
      return ok(this.#sealing.unseal(row.issuance_id, row.id, row.sealed));
    } catch (error) {
      return err(problemOf(error));
    }
  }

  shred(issuanceIds: readonly string[]): Result<number, JournalProblem> {
    const destroyed = this.#transact(() => {
      const issuances = this.#sealing.shred(issuanceIds);
      if (issuances > 0) this.#write({ kind: 'holderData.destroyed', body: { issuances } });
      return issuances;
    });
    if (!destroyed.ok) return destroyed;
    try {
      // The write-ahead log still has the pages with the keys: it is written back and cut.
      const { busy } = this.#parts.db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
      if (busy === 0) return destroyed;
      return err({
        code: 'notWritable',
        words: 'the keys are out of use, but another program still reads their pages',
      });
    } catch (error) {
      return err(problemOf(error));
    }
  }

  openSealed(endedBefore_ms: number): readonly EndedIssuance[] {
    return this.#sealing.open(endedBefore_ms);
  }

  head(): Head {
    return this.#head;
  }

  verify(): Verdict {
    const { db, keys } = this.#parts;
    return verifyRows(rowsOf(db), new ChainChecker(parsePublicKey(keys.publicKey)));
  }

  exportTo(directory: string): Result<ExportSummary, JournalProblem> {
    const { db, keys, clock } = this.#parts;
    const head = signHead(this.#readHead(), clock.now_ms(), keys);
    try {
      writeExport(directory, rowsOf(db, head.sequence), head, keys.publicKey);
    } catch (error) {
      return err(problemOf(error));
    }
    const noted = this.#transact(() => this.#writeSignedHead());
    if (!noted.ok) return noted;
    this.#leaveWitness();
    return ok({ directory, entries: head.sequence, head: head.hash });
  }

  close(): void {
    const { db } = this.#parts;
    this.#leaveWitness();
    // The library lets statements live on until they are collected, and SQLite its log with them.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
  }

  /** Runs `write` in a transaction; once more when another program has written since we looked. */
  #transact<T>(write: () => T): Result<T, JournalProblem> {
    for (let isAgain = false; ; isAgain = true) {
      const before = { head: this.#head, signedAt_ms: this.#signedAt_ms };
      try {
        this.#begin.run();
        const value = write();
        this.#commit.run();
        this.outbox.committed();
        return ok(value);
      } catch (error) {
        this.#rollBack();
        this.#head = before.head;
        this.#signedAt_ms = before.signedAt_ms;
        const isBehind = isRefusedBySchema(error) && this.#readHead().sequence !== before.head.sequence;
        if (!isBehind || isAgain) return err(problemOf(error));
        this.#head = this.#readHead();
      }
    }
  }

  #writeAll(entries: readonly NewEntry[], outbox: readonly OutboxEvent[]) {
    const isSigned = this.#isSignatureDue();
    if (isSigned) this.#writeSignedHead();
    const written = entries.map((entry) => this.#write(entry));
    const firstTold = written.length - outbox.length;
    for (const [index, event] of outbox.entries()) {
      const entry = written[firstTold + index];
      invariant(entry, 'an outbox event has an entry');
      this.outbox.add(entry.id, event, entry.time_ms);
    }
    return { written, isSigned };
  }

  #isSignatureDue(): boolean {
    if (this.#signedAt_ms === undefined) return false;
    // A clock that was set back must not put off the next one.
    return Math.abs(this.#parts.clock.now_ms() - this.#signedAt_ms) >= SIGN_EVERY_ms;
  }

  #writeSignedHead(): void {
    const { clock, keys } = this.#parts;
    this.#signedAt_ms = this.#write({ kind: 'head.signed', body: signHead(this.#head, clock.now_ms(), keys) }).time_ms;
  }

  #write({ kind, body, issuanceId, sealed: data }: NewEntry): Entry {
    const { clock, random } = this.#parts;
    const id = uuidv7(clock, random);
    const sealed = data === undefined || issuanceId === undefined ? null : this.#sealing.seal(issuanceId, id, data);
    const text = canonicalize(body) ?? 'null';
    const fields = {
      sequence: this.#head.sequence + 1,
      id,
      time_ms: Math.round(clock.now_ms()),
      monotonic_ms: Math.round(clock.monotonic_ms()),
      kind,
      issuanceId: issuanceId ?? null,
      sealed: sealed && sha256(sealed),
      previousHash: this.#head.hash,
    };
    const row: Row = {
      sequence: fields.sequence,
      id,
      time_ms: fields.time_ms,
      monotonic_ms: fields.monotonic_ms,
      kind,
      issuance_id: fields.issuanceId,
      body: text,
      sealed,
      previous_hash: fields.previousHash,
      hash: hashWith(text, fields),
    };
    this.#insert.run(...Object.values(row));
    this.#head = { sequence: row.sequence, hash: row.hash };
    this.#signedAt_ms ??= row.time_ms;
    return entryOf(row);
  }

  #readHead(): Head {
    const row = this.#selectHead.get() as HeadRow | undefined;
    return row ? { sequence: row.sequence, hash: row.hash } : { sequence: 0, hash: GENESIS_HASH };
  }

  #selecting(where: string): ReturnType<typeof selectRows> {
    const known = this.#queries.get(where) ?? selectRows(this.#parts.db, where);
    this.#queries.set(where, known);
    return known;
  }

  /** It only helps to find out a journal that was cut off: when it cannot be written, the journal goes on. */
  #leaveWitness(): void {
    const { directory, clock, keys, log } = this.#parts;
    if (this.#head.sequence === 0) return;
    try {
      writeWitness(directory, signHead(this.#head, clock.now_ms(), keys));
    } catch (error) {
      log('journal.witnessNotWritten', { ...problemOf(error) });
    }
  }

  #rollBack(): void {
    this.#sealing.forget();
    this.outbox.forget();
    try {
      this.#parts.db.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
  }
}

/** `sequence` of the verdict: the entry where it is seen. */
export function verifyRows(rows: Iterable<Row>, chain: ChainChecker): Verdict {
  for (const row of rows) {
    const words = chain.check(exportedOf(row));
    if (words !== undefined) return { ok: false, sequence: row.sequence, words };
  }
  const { sequence, hash } = chain.head;
  const missing = chain.end();
  if (missing !== undefined) return { ok: false, sequence, words: missing };
  return { ok: true, entries: sequence, head: hash, signed: false };
}
