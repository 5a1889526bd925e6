/** A folder of its own for every test, with a journal that is opened, closed and tampered with there. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach } from 'vitest';
import { VirtualClock } from '../../../common/clock.ts';
import { silentLog } from '../../../common/log.ts';
import { systemRandom } from '../../../common/random.ts';
import { assertOk, type Result } from '../../../common/result.ts';
import type { KioskJournal } from '../contract.ts';
import type { Entry } from '../entry.ts';
import { type JournalOptions, type JournalProblem, openJournal } from '../index.ts';

export const started = { kind: 'kiosk.started', body: { version: '1', kioskId: 'KWT-0117' } } as const;
export const intent = { kind: 'issuance.intent', issuanceId: 'i1', body: { step: 'personalise' } } as const;

export class Place {
  readonly clock = new VirtualClock();
  readonly folder = mkdtempSync(join(tmpdir(), 'tasleem-journal-'));
  journal: KioskJournal = assertOk(this.open(), 'a new journal opens');
  readonly #others: KioskJournal[] = [];

  get data(): string {
    return join(this.folder, 'data');
  }

  get database(): string {
    return join(this.data, 'journal.db');
  }

  /** A further one, of the same folder unless told. */
  open(options: Partial<JournalOptions> = {}): Result<KioskJournal, JournalProblem> {
    const usual = { directory: this.data, clock: this.clock, random: systemRandom, log: silentLog };
    return openJournal({ ...usual, ...options });
  }

  /** Closed with the place. */
  openAnother(options: Partial<JournalOptions> = {}): KioskJournal {
    const journal = assertOk(this.open(options), 'another journal opens');
    this.#others.push(journal);
    return journal;
  }

  reopen(): KioskJournal {
    this.journal.close();
    this.journal = assertOk(this.open(), 'it opens again');
    return this.journal;
  }

  /** Why it does not open. */
  problem(options: Partial<JournalOptions> = {}): string {
    const opened = this.open(options);
    if (!opened.ok) return opened.error.code;
    opened.value.close();
    return 'opened';
  }

  threeEntries(): readonly Entry[] {
    return [1, 2, 3].flatMap(() => assertOk(this.journal.append([started]), 'an entry is taken'));
  }

  /** As somebody with the file and a database tool would. */
  tamper(...statements: readonly string[]): void {
    this.journal.close();
    const db = new DatabaseSync(this.database);
    db.exec('DROP TRIGGER entry_is_final; DROP TRIGGER entry_stays; DROP TRIGGER entry_follows;');
    for (const sql of statements) db.exec(sql);
    db.close();
  }

  remove(): void {
    for (const journal of [this.journal, ...this.#others]) {
      try {
        journal.close();
      } catch {
        // Closed by the test.
      }
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function placeOfEachTest(): { readonly place: Place } {
  let place: Place | undefined;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place?.remove());
  return {
    get place() {
      if (!place) throw new Error('only within a test');
      return place;
    },
  };
}
