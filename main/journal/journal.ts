import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import canonicalize from 'canonicalize';
import type { Clock } from '../../common/clock.ts';
import { uuidv7 } from '../../common/ids.ts';
import type { Random } from '../../common/random.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { catalogue, type EntryKind } from './catalogue.ts';
import { type Entry, GENESIS_HASH, hashOf, type NewEntry, sha256 } from './entry.ts';
import { type KeyStore, seal, unseal } from './keys.ts';
import { Outbox, type OutboxEvent } from './outbox.ts';
import { type JournalProblem, problemOf } from './problem.ts';
import { ChainChecker, type ExportedEntry, exportFiles, headText, type SignedHead, type Verdict } from './verify.ts';

export type EntryFilter = {
  readonly kinds?: readonly EntryKind[];
  readonly issuanceId?: string;
  readonly afterSequence?: number;
  readonly limit?: number;
};

export type ExportSummary = { readonly directory: string; readonly entries: number; readonly head: string };

/** The write-ahead record of everything that moves: what `append` returned for is on the disk. */
export interface Journal {
  /**
   * Writes all of them in one transaction, with the outbox events tied to the last entry; durable when it returns.
   * A body that the catalogue does not know is a bug and throws.
   */
  append(entries: readonly NewEntry[], outbox?: readonly OutboxEvent[]): Result<readonly Entry[], JournalProblem>;
  /** Oldest first. */
  entries(filter?: EntryFilter): readonly Entry[];
  /** The holder data sealed with an entry. */
  unseal(sequence: number): Result<unknown, JournalProblem>;
  /** Destroys the key of an issuance's sealed data for ever; the chain stays as it is. */
  shred(issuanceId: string): void;
  head(): { readonly sequence: number; readonly hash: string };
  verify(): Verdict;
  readonly outbox: Pick<Outbox, 'pending' | 'delivered' | 'postponed' | 'size'>;
  /** Writes journal.jsonl, its signed head and the public key; checked by `npm run journal -- verify`. */
  exportTo(directory: string): Result<ExportSummary, JournalProblem>;
  close(): void;
}

type Row = {
  sequence: number;
  id: string;
  time_ms: number;
  monotonic_ms: number;
  kind: string;
  issuance_id: string | null;
  body: string;
  sealed: Uint8Array | null;
  previous_hash: string;
  hash: string;
};

const VERIFY_PAGE = 1000;

export class SqliteJournal implements Journal {
  readonly outbox: Outbox;
  readonly #db: DatabaseSyncInstance;
  readonly #keys: KeyStore;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #insert;
  readonly #select;
  #head: { sequence: number; hash: string };

  constructor(db: DatabaseSyncInstance, keys: KeyStore, clock: Clock, random: Random) {
    this.#db = db;
    this.#keys = keys;
    this.#clock = clock;
    this.#random = random;
    this.outbox = new Outbox(db);
    this.#insert = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#select = db.prepare('SELECT * FROM entry WHERE sequence > ? ORDER BY sequence LIMIT ?');
    const last = db.prepare('SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1').get() as Row | undefined;
    this.#head = last ? { sequence: last.sequence, hash: last.hash } : { sequence: 0, hash: GENESIS_HASH };
  }

  append(entries: readonly NewEntry[], outbox: readonly OutboxEvent[] = []): Result<readonly Entry[], JournalProblem> {
    for (const { kind, body } of entries) catalogue[kind].parse(body);
    const before = this.#head;
    try {
      this.#db.exec('BEGIN IMMEDIATE');
      const written = entries.map((entry) => this.#write(entry));
      const last = written.at(-1);
      if (last) for (const event of outbox) this.outbox.add(last.id, event, last.time_ms);
      this.#db.exec('COMMIT');
      return ok(written);
    } catch (error) {
      this.#head = before;
      this.#rollBack();
      return err(problemOf(error));
    }
  }

  entries({ kinds, issuanceId, afterSequence = 0, limit = 100_000 }: EntryFilter = {}): readonly Entry[] {
    const where = ['sequence > ?'];
    const values: (string | number)[] = [afterSequence];
    if (kinds) {
      where.push(`kind IN (${kinds.map(() => '?').join(', ')})`);
      values.push(...kinds);
    }
    if (issuanceId !== undefined) {
      where.push('issuance_id = ?');
      values.push(issuanceId);
    }
    const sql = `SELECT * FROM entry WHERE ${where.join(' AND ')} ORDER BY sequence LIMIT ?`;
    return (this.#db.prepare(sql).all(...values, limit) as Row[]).map(entryOf);
  }

  unseal(sequence: number): Result<unknown, JournalProblem> {
    const row = this.#select.get(sequence - 1, 1) as Row | undefined;
    if (!row?.sealed || row.issuance_id === null)
      return err({ code: 'missing', words: `nothing is sealed in ${sequence}` });
    const key = this.#issuanceKey(row.issuance_id);
    if (!key) return err({ code: 'shredded', words: 'its key was destroyed' });
    const data = unseal(key, row.sealed, row.id);
    if (!data) return err({ code: 'tampered', words: `the sealed data of ${sequence} do not open with their key` });
    return ok(JSON.parse(Buffer.from(data).toString('utf8')));
  }

  shred(issuanceId: string): void {
    this.#db.prepare('DELETE FROM issuance_key WHERE issuance_id = ?').run(issuanceId);
    // The freed page would keep the key: it is overwritten, in the log as well.
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  head() {
    return this.#head;
  }

  verify(): Verdict {
    const chain = new ChainChecker();
    for (let after = 0; ; ) {
      const rows = this.#select.all(after, VERIFY_PAGE) as Row[];
      for (const row of rows) {
        const words = chain.check(exportedOf(row));
        if (words !== undefined) return { ok: false, sequence: row.sequence, words };
      }
      const last = rows.at(-1);
      if (!last || rows.length < VERIFY_PAGE) break;
      after = last.sequence;
    }
    const { sequence, hash } = chain.head;
    return { ok: true, entries: sequence, head: hash, signed: false };
  }

  exportTo(directory: string): Result<ExportSummary, JournalProblem> {
    const head: Omit<SignedHead, 'signature'> = { ...this.#head, kioskTime_ms: this.#clock.now_ms() };
    const signature = this.#keys.sign(headText(head));
    const rows = this.#select.all(0, head.sequence) as Row[];
    const lines = rows.map((row) => `${JSON.stringify(exportedOf(row))}\n`).join('');
    try {
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, exportFiles.entries), lines);
      writeFileSync(join(directory, exportFiles.head), `${JSON.stringify({ ...head, signature })}\n`);
      writeFileSync(join(directory, exportFiles.publicKey), this.#keys.publicKey);
    } catch (error) {
      return err(problemOf(error));
    }
    const { sequence, hash } = head;
    const noted = this.append([{ kind: 'head.signed', body: { sequence, hash, signature } }]);
    return noted.ok ? ok({ directory, entries: sequence, head: hash }) : noted;
  }

  close(): void {
    // The library lets statements live on until they are collected, and SQLite its log with them.
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    this.#db.close();
  }

  #write(entry: NewEntry): Entry {
    const { kind, body, issuanceId } = entry;
    const sequence = this.#head.sequence + 1;
    const id = uuidv7(this.#clock, this.#random);
    const sealed = this.#seal(id, entry);
    const text = canonicalize(body) ?? 'null';
    const fields = {
      sequence,
      id,
      time_ms: Math.round(this.#clock.now_ms()),
      monotonic_ms: Math.round(this.#clock.monotonic_ms()),
      kind,
      issuanceId: issuanceId ?? null,
      body: JSON.parse(text) as unknown,
      sealed: sealed ? sha256(sealed) : null,
      previousHash: this.#head.hash,
    };
    const hash = hashOf(fields);
    const { time_ms, monotonic_ms, previousHash } = fields;
    this.#insert.run(sequence, id, time_ms, monotonic_ms, kind, issuanceId ?? null, text, sealed, previousHash, hash);
    this.#head = { sequence, hash };
    const told = issuanceId === undefined ? {} : { issuanceId };
    return {
      sequence,
      id,
      time_ms,
      monotonic_ms,
      kind,
      ...told,
      body,
      previousHash,
      hash,
      hasSealed: sealed !== null,
    } as Entry;
  }

  #seal(entryId: string, { issuanceId, sealed }: NewEntry): Uint8Array | null {
    if (sealed === undefined) return null;
    if (issuanceId === undefined) throw new Error('only an issuance has sealed data');
    const key = this.#issuanceKey(issuanceId) ?? this.#newIssuanceKey(issuanceId);
    return seal(key, Buffer.from(JSON.stringify(sealed)), entryId, this.#random);
  }

  #issuanceKey(issuanceId: string): Uint8Array | undefined {
    const row = this.#db.prepare('SELECT wrapped FROM issuance_key WHERE issuance_id = ?').get(issuanceId) as
      | { wrapped: Uint8Array }
      | undefined;
    return row && unseal(this.#keys.wrappingKey, row.wrapped, issuanceId);
  }

  #newIssuanceKey(issuanceId: string): Uint8Array {
    const key = this.#random.bytes(32);
    const wrapped = seal(this.#keys.wrappingKey, key, issuanceId, this.#random);
    this.#db.prepare('INSERT INTO issuance_key VALUES (?, ?)').run(issuanceId, wrapped);
    return key;
  }

  #rollBack(): void {
    try {
      this.#db.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
  }
}

function entryOf(row: Row): Entry {
  const { sequence, id, time_ms, monotonic_ms, kind, hash } = row;
  return {
    sequence,
    id,
    time_ms,
    monotonic_ms,
    kind,
    ...(row.issuance_id === null ? {} : { issuanceId: row.issuance_id }),
    body: JSON.parse(row.body) as unknown,
    previousHash: row.previous_hash,
    hash,
    hasSealed: row.sealed !== null,
  } as Entry;
}

function exportedOf(row: Row): ExportedEntry {
  const { sequence, id, time_ms, monotonic_ms, kind, hash } = row;
  return {
    sequence,
    id,
    time_ms,
    monotonic_ms,
    kind,
    issuanceId: row.issuance_id,
    body: JSON.parse(row.body) as unknown,
    sealed: row.sealed === null ? null : Buffer.from(row.sealed).toString('base64'),
    previousHash: row.previous_hash,
    hash,
  };
}
