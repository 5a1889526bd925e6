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

export class Outbox {
  readonly #log: Log;
  readonly #insert;
  readonly #pending;
  readonly #delivered;
  readonly #postponed;
  readonly #size;
  /**
   * What the disk did not take, kept until it does: a full disk neither delivers twice nor stops what is on its way.
   * Lost with the program; then the event is delivered again, which its id allows.
   */
  readonly #unwritten = new Map<string, Note>();
  #isFailing = false;
  /** The last look found nothing, and nothing was added since: whoever asks all the time need not wait for the disk. */
  #isEmpty = false;

  constructor(db: DatabaseSyncInstance, log: Log) {
    this.#log = log;
    this.#insert = db.prepare(`INSERT INTO outbox (entry_id, issuance_id, ordinal, event, created_ms)
      VALUES (?1, ?2, 1 + (SELECT coalesce(max(ordinal), 0) FROM outbox WHERE issuance_id = ?2), ?3, ?4)`);
    // Entry ids sort by time; within an issuance the ordinal decides.
    this.#pending = db.prepare(`SELECT o.* FROM outbox o JOIN entry e ON e.id = o.entry_id
      WHERE o.delivered = 0 ORDER BY e.sequence, o.ordinal LIMIT ?`);
    this.#delivered = db.prepare('UPDATE outbox SET delivered = 1, last_words = NULL WHERE entry_id = ?');
    this.#postponed = db.prepare(
      'UPDATE outbox SET attempts = attempts + ?, next_attempt_ms = ?, last_words = ? WHERE entry_id = ?',
    );
    this.#size = db.prepare('SELECT count(*) AS size FROM outbox WHERE delivered = 0');
  }

  /** Within the transaction of the entry. */
  add(entryId: string, { issuanceId, event }: OutboxEvent, now_ms: number): void {
    this.#isEmpty = false;
    this.#insert.run(entryId, issuanceId, JSON.stringify(event), now_ms);
  }

  /** Not delivered yet, oldest first. */
  pending(limit: number): readonly OutboxRow[] {
    if (this.#isEmpty) return [];
    const rows = this.#pending.all(limit + this.#unwritten.size) as Row[];
    this.#isEmpty = rows.length === 0;
    const pending = rows.filter(({ entry_id }) => this.#unwritten.get(entry_id)?.kind !== 'delivered');
    return pending.slice(0, limit).map((row) => ({
      entryId: row.entry_id,
      issuanceId: row.issuance_id,
      ordinal: row.ordinal,
      event: JSON.parse(row.event) as unknown,
      createdAt_ms: row.created_ms,
      ...this.#attemptsOf(row),
    }));
  }

  delivered(entryId: string): void {
    this.#note(entryId, { kind: 'delivered' });
  }

  postponed(entryId: string, nextAttempt_ms: number, words: string): void {
    const earlier = this.#unwritten.get(entryId);
    const unwritten = earlier?.kind === 'postponed' ? earlier.attempts : 0;
    this.#note(entryId, {
      kind: 'postponed',
      attempts: unwritten + 1,
      nextAttempt_ms: Math.round(nextAttempt_ms),
      words: words.slice(0, 500),
    });
  }

  size(): number {
    if (this.#isEmpty) return 0;
    const { size } = this.#size.get() as { size: number };
    const delivered = [...this.#unwritten.values()].filter(({ kind }) => kind === 'delivered');
    return size - delivered.length;
  }

  #attemptsOf(row: Row): Pick<OutboxRow, 'attempts' | 'nextAttempt_ms'> {
    const note = this.#unwritten.get(row.entry_id);
    if (note?.kind !== 'postponed') return { attempts: row.attempts, nextAttempt_ms: row.next_attempt_ms };
    return { attempts: row.attempts + note.attempts, nextAttempt_ms: note.nextAttempt_ms };
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
      if (!this.#isFailing) this.#log('warning', 'outbox.notWritten', { code, words });
      this.#isFailing = true;
    }
  }

  #write(entryId: string, note: Note): void {
    if (note.kind === 'delivered') this.#delivered.run(entryId);
    else this.#postponed.run(note.attempts, note.nextAttempt_ms, note.words, entryId);
  }
}
