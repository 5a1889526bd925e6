/**
 * Where the service keeps its rows. A piece of work asks for statements one after another and is the same for every
 * database; a store runs it as one transaction, at once (SQLite in this process) or over a connection (PostgreSQL).
 */
import type { Decision } from '../model.ts';

export type Mode = 'now' | 'later';
export type Answer<M extends Mode, T> = M extends 'now' ? T : Promise<T>;

export type Value = string | number | boolean | null;
export type Statement = {
  /** One name for one text: it is prepared once. */
  readonly name: string;
  /** With `$1`, `$2` ... */
  readonly text: string;
  readonly values: readonly Value[];
  /** Nobody else gets the rows this finds before the transaction ends. */
  readonly locks: boolean;
};
export type Row = Readonly<Record<string, unknown>>;
export type Work<T> = Generator<Statement, T, readonly Row[]>;

export interface Store<M extends Mode> {
  /**
   * Runs the work as one transaction: all that it writes is there, or nothing. Work that throws is undone. Work may be
   * begun anew when another was faster with the same key.
   */
  transact<T>(work: () => Work<Decision<T>>): Answer<M, T>;
  close(): Answer<M, void>;
}

/** What the caller of a decision hears, after its changes are written. */
export function settled<T>({ answer, alarm }: Decision<T>): T {
  if (alarm !== undefined) throw new Error(alarm);
  return answer;
}
