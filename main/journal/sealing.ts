/** Holder data under a key of their issuance, that key under the kiosk's: with the first destroyed they are gone. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Random } from '../../common/random.ts';
import type { BodyOf } from './catalogue.ts';
import { type KeyStore, seal, unseal } from './keys.ts';
import { Refusal } from './problem.ts';

type KeyRow = { readonly issuance_id: string; readonly wrapped: Uint8Array };

export type EndedIssuance = {
  readonly issuanceId: string;
  /** Of the entry with its end. */
  readonly sequence: number;
  readonly end: BodyOf<'issuance.ended'>['end'];
};

export class Sealing {
  readonly #wrappingKey: Uint8Array;
  readonly #random: Random;
  readonly #select;
  readonly #insert;
  readonly #delete;
  readonly #ended;
  /** Of the issuance in hand: its entries follow one another. */
  #latest: { readonly issuanceId: string; readonly key: Uint8Array } | undefined;

  constructor(db: DatabaseSyncInstance, keys: KeyStore, random: Random) {
    this.#wrappingKey = keys.wrappingKey;
    this.#random = random;
    this.#select = db.prepare('SELECT issuance_id, wrapped FROM issuance_key WHERE issuance_id = ?');
    this.#insert = db.prepare('INSERT INTO issuance_key VALUES (?, ?)');
    this.#delete = db.prepare('DELETE FROM issuance_key WHERE issuance_id = ?');
    this.#ended = db.prepare(`SELECT k.issuance_id AS issuanceId, e.sequence, e.body ->> 'end' AS "end"
      FROM issuance_key k JOIN entry e ON e.issuance_id = k.issuance_id AND e.kind = 'issuance.ended'
      WHERE e.time_ms < ?
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.issuance_id = k.issuance_id AND o.delivered = 0)
      ORDER BY e.sequence`);
  }

  /** Within the transaction of the entry. */
  seal(issuanceId: string, entryId: string, data: unknown): Uint8Array {
    const key = this.#keyOf(issuanceId) ?? this.#newKey(issuanceId);
    return seal(key, Buffer.from(JSON.stringify(data)), entryId, this.#random);
  }

  /** Throws a `Refusal` when its key was destroyed or the bytes are not the ones that were sealed. */
  unseal(issuanceId: string, entryId: string, sealed: Uint8Array): unknown {
    const key = this.#keyOf(issuanceId);
    if (!key) throw new Refusal({ code: 'shredded', words: 'its key was destroyed' });
    const data = unseal(key, sealed, entryId);
    if (!data) throw new Refusal({ code: 'tampered', words: 'the sealed data do not open with their key' });
    return JSON.parse(Buffer.from(data).toString('utf8'));
  }

  /** Within a transaction; returns how many there were. */
  shred(issuanceIds: readonly string[]): number {
    this.forget();
    return issuanceIds.reduce((sum, issuanceId) => sum + Number(this.#delete.run(issuanceId).changes), 0);
  }

  /** Issuances with a key that ended before then, and of which the service was told everything. */
  open(endedBefore_ms: number): readonly EndedIssuance[] {
    return this.#ended.all(endedBefore_ms) as EndedIssuance[];
  }

  /** After a transaction that was rolled back: a key that is not in the database seals nothing. */
  forget(): void {
    this.#latest = undefined;
  }

  #keyOf(issuanceId: string): Uint8Array | undefined {
    if (this.#latest?.issuanceId === issuanceId) return this.#latest.key;
    const row = this.#select.get(issuanceId) as KeyRow | undefined;
    if (!row) return undefined;
    const key = unseal(this.#wrappingKey, row.wrapped, issuanceId);
    if (!key) throw new Refusal({ code: 'key', words: `the key of issuance ${issuanceId} does not open` });
    this.#latest = { issuanceId, key };
    return key;
  }

  #newKey(issuanceId: string): Uint8Array {
    const key = this.#random.bytes(32);
    this.#insert.run(issuanceId, seal(this.#wrappingKey, key, issuanceId, this.#random));
    this.#latest = { issuanceId, key };
    return key;
  }
}

/** Whether the kiosk's wrapping key is the one that the newest key was wrapped with. */
export function isOfThisJournal(db: DatabaseSyncInstance, keys: KeyStore): boolean {
  const newest = db.prepare('SELECT issuance_id, wrapped FROM issuance_key ORDER BY rowid DESC LIMIT 1');
  const row = newest.get() as KeyRow | undefined;
  return !row || unseal(keys.wrappingKey, row.wrapped, row.issuance_id) !== undefined;
}
