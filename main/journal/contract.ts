import type { Result } from '../../common/result.ts';
import type { EntryKind } from './catalogue.ts';
import type { Entry, NewEntry } from './entry.ts';
import type { Outbox, OutboxEvent } from './outbox.ts';
import type { JournalProblem } from './problem.ts';
import type { EndedIssuance } from './sealing.ts';
import type { Head } from './signed-head.ts';
import type { Verdict } from './verify.ts';

export type EntryFilter = {
  readonly kinds?: readonly EntryKind[];
  readonly issuanceId?: string;
  readonly afterSequence?: number;
  readonly beforeSequence?: number;
  /** All, when it is not given. */
  readonly limit?: number;
  readonly order?: 'oldest-first' | 'newest-first';
};

export type ExportSummary = { readonly directory: string; readonly entries: number; readonly head: string };

/** The write-ahead record of everything that moves: what `append` returned for is on the disk. */
export interface Journal {
  /**
   * Writes all of them in one transaction; durable when it returns. Outbox events are tied to the last entries, the
   * last event to the last entry: there are no more events than entries. A body that the catalogue does not know, or
   * sealed data without an issuance, is a bug and throws.
   */
  append(entries: readonly NewEntry[], outbox?: readonly OutboxEvent[]): Result<readonly Entry[], JournalProblem>;
  /** Oldest first, unless told otherwise. */
  entries(filter?: EntryFilter): readonly Entry[];
  /** The holder data sealed with an entry. */
  unseal(sequence: number): Result<unknown, JournalProblem>;
  /**
   * Destroys the keys of issuances' sealed data for ever; the chain stays as it is. Returns how many there were, which
   * an entry says too. When it fails after that, a copy may be left on the disk until it is called again, with any.
   */
  shred(issuanceIds: readonly string[]): Result<number, JournalProblem>;
  head(): Head;
  /** Reads the whole chain. */
  verify(): Verdict;
  readonly outbox: Pick<Outbox, 'pending' | 'delivered' | 'postponed' | 'size'>;
  /** Writes journal.jsonl, its signed head and the public key; checked by `npm run journal -- verify`. */
  exportTo(directory: string): Result<ExportSummary, JournalProblem>;
  close(): void;
}

/** As the kiosk that owns it opens it. */
export interface KioskJournal extends Journal {
  /** Issuances whose sealed data still open, that ended before then and whose events are all delivered; oldest first. */
  openSealed(endedBefore_ms: number): readonly EndedIssuance[];
}
