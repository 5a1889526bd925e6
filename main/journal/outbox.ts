/** What the service is still to be told, in the same database as what happened. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Log } from '../../common/log.ts';
import { problemOf } from './problem.ts';

/** `event`: JSON, without personal data. */
export type OutboxEvent = { readonly issuanceId: string; readonly event: unknown };

export type OutboxRow = {
  /** Of the entry that it was written with: the idempotency key. */
  readonly entryId: string;
  readonly issuanceId: string;
  /** 1, 2, 3 ... per issuance. */
  readonly ordinal: number;
  readonly event: unknown;
  readonly attempts: number;
  readonly createdAt_ms: number;
  /** Not before then, by the clock of the wall. */
  readonly nextAttempt_ms: number;
};

type Row = {
  entry_id: string;
  issuance_id: string;
  ordinal: number;
  event: string;
  attempts: number;
  created_ms: number;
  next_attempt_ms: number;
};

type Note =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'postponed'; readonly attempts: number; readonly nextAttempt_ms: number; readonly words: string };

/** The only one who writes it is the kiosk's program, so what is pending stands in memory too, and is read once. */
export class Outbox {
  readonly #log: Log;
  readonly #insert;
  readonly #delivered;
  readonly #postponed;
  /** By entry, oldest first. */
  readonly #pending = new Map<string, OutboxRow>();
  /** Of the transaction that is under way. */
  #added: OutboxRow[] = [];
  /**
   * What the disk did not take, kept until it does: a full disk neither delivers twice nor stops what is on its way.
   * Lost with the program; then the event is delivered again, which its id allows.
   */
  readonly #unwritten = new Map<string, Note>();
  #isFailing = false;

  constructor(db: DatabaseSyncInstance, log: Log) {
    this.#log = log;
    this.#insert = db.prepare(`INSERT INTO outbox (entry_id, issuance_id, ordinal, event, created_ms)
      VALUES (?1, ?2, 1 + (SELECT coalesce(max(ordinal), 0) FROM outbox WHERE issuance_id = ?2), ?3, ?4)
      RETURNING ordinal`);
    this.#delivered = db.prepare('UPDATE outbox SET delivered = 1, last_words = NULL WHERE entry_id = ?');
    this.#postponed = db.prepare(
      'UPDATE outbox SET attempts = attempts + ?, next_attempt_ms = ?, last_words = ? WHERE entry_id = ?',
    );
    // Entry ids sort by time; within an issuance the ordinal decides.
    const undelivered = db.prepare(`SELECT o.* FROM outbox o JOIN entry e ON e.id = o.entry_id
      WHERE o.delivered = 0 ORDER BY e.sequence, o.ordinal`);
    for (const row of undelivered.all() as Row[]) this.#pending.set(row.entry_id, outboxRowOf(row));
  }

  /** Within the transaction of the entry. */
  add(entryId: string, { issuanceId, event }: OutboxEvent, now_ms: number): void {
    const text = JSON.stringify(event);
    const { ordinal } = this.#insert.get(entryId, issuanceId, text, now_ms) as { ordinal: number };
    this.#added.push(
      outboxRowOf({
        entry_id: entryId,
        issuance_id: issuanceId,
        ordinal,
        event: text,
        attempts: 0,
        created_ms: now_ms,
        next_attempt_ms: 0,
      }),
    );
  }

  /** The transaction is durable: from now on what it added is pending. */
  committed(): void {
    for (const row of this.#added) this.#pending.set(row.entryId, row);
    this.forget();
  }

  /** The transaction was rolled back. */
  forget(): void {
    if (this.#added.length > 0) this.#added = [];
  }

  /** Not delivered yet, oldest first. */
  pending(limit: number): readonly OutboxRow[] {
    return [...this.#pending.values()].slice(0, limit);
  }

  delivered(entryId: string): void {
    this.#pending.delete(entryId);
    this.#note(entryId, { kind: 'delivered' });
  }

  postponed(entryId: string, nextAttempt_ms: number, words: string): void {
    const row = this.#pending.get(entryId);
    const next_ms = Math.round(nextAttempt_ms);
    if (row) this.#pending.set(entryId, { ...row, attempts: row.attempts + 1, nextAttempt_ms: next_ms });
    const earlier = this.#unwritten.get(entryId);
    const unwritten = earlier?.kind === 'postponed' ? earlier.attempts : 0;
    this.#note(entryId, {
      kind: 'postponed',
      attempts: unwritten + 1,
      nextAttempt_ms: next_ms,
      words: words.slice(0, 500),
    });
  }

  size(): number {
    return this.#pending.size;
  }

  #note(entryId: string, note: Note): void {
    this.#unwritten.set(entryId, note);
    try {
      for (const [id, unwritten] of this.#unwritten) {
        this.#write(id, unwritten);
        this.#unwritten.delete(id);
      }
      this.#isFailing = false;
    } catch (error) {
      const { code, words } = problemOf(error);
      if (!this.#isFailing) this.#log('outbox.notWritten', { code, words });
      this.#isFailing = true;
    }
  }

  #write(entryId: string, note: Note): void {
    if (note.kind === 'delivered') this.#delivered.run(entryId);
    else this.#postponed.run(note.attempts, note.nextAttempt_ms, note.words, entryId);
  }
}

function outboxRowOf(row: Row): OutboxRow {
  return {
    entryId: row.entry_id,
    issuanceId: row.issuance_id,
    ordinal: row.ordinal,
    event: JSON.parse(row.event) as unknown,
    attempts: row.attempts,
    createdAt_ms: row.created_ms,
    nextAttempt_ms: row.next_attempt_ms,
  };
}
