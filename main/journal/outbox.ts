/** What the service is still to be told, in the same database as what happened. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';

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

export class Outbox {
  readonly #db: DatabaseSyncInstance;
  readonly #insert;
  readonly #pending;
  readonly #delivered;
  readonly #postponed;

  constructor(db: DatabaseSyncInstance) {
    this.#db = db;
    this.#insert = db.prepare(`INSERT INTO outbox (entry_id, issuance_id, ordinal, event, created_ms)
      VALUES (?1, ?2, 1 + (SELECT coalesce(max(ordinal), 0) FROM outbox WHERE issuance_id = ?2), ?3, ?4)`);
    // Entry ids sort by time; within an issuance the ordinal decides.
    this.#pending = db.prepare(`SELECT o.* FROM outbox o JOIN entry e ON e.id = o.entry_id
      WHERE o.delivered = 0 ORDER BY e.sequence, o.ordinal LIMIT ?`);
    this.#delivered = db.prepare('UPDATE outbox SET delivered = 1, last_words = NULL WHERE entry_id = ?');
    this.#postponed = db.prepare(
      'UPDATE outbox SET attempts = attempts + 1, next_attempt_ms = ?, last_words = ? WHERE entry_id = ?',
    );
  }

  /** Within the transaction of the entry. */
  add(entryId: string, { issuanceId, event }: OutboxEvent, now_ms: number): void {
    this.#insert.run(entryId, issuanceId, JSON.stringify(event), now_ms);
  }

  /** Not delivered yet, oldest first. */
  pending(limit: number): readonly OutboxRow[] {
    return (this.#pending.all(limit) as Row[]).map((row) => ({
      entryId: row.entry_id,
      issuanceId: row.issuance_id,
      ordinal: row.ordinal,
      event: JSON.parse(row.event) as unknown,
      attempts: row.attempts,
      createdAt_ms: row.created_ms,
      nextAttempt_ms: row.next_attempt_ms,
    }));
  }

  delivered(entryId: string): void {
    this.#delivered.run(entryId);
  }

  postponed(entryId: string, nextAttempt_ms: number, words: string): void {
    this.#postponed.run(Math.round(nextAttempt_ms), words.slice(0, 500), entryId);
  }

  size(): number {
    const row = this.#db.prepare('SELECT count(*) AS size FROM outbox WHERE delivered = 0').get() as { size: number };
    return row.size;
  }
}
