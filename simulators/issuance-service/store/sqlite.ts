import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import type { Decision } from '../model.ts';
import { schemaSql } from './schema.ts';
import { type Row, type Statement, type Store, settled, type Value, type Work } from './store.ts';

const BUSY_ms = 5_000;
const dialect = {
  serial: 'INTEGER PRIMARY KEY',
  integer: 'INTEGER',
  flag: 'INTEGER',
  json: 'TEXT',
  tableEnd: 'STRICT',
};

/** Rows in a file of this machine, or `:memory:`. */
export class SqliteStore implements Store<'now'> {
  readonly #db: DatabaseSyncInstance;
  readonly #prepared = new Map<string, StatementSyncInstance>();

  constructor(file = ':memory:') {
    this.#db = new DatabaseSync(file);
    for (const pragma of [`busy_timeout = ${BUSY_ms}`, 'journal_mode = WAL', 'foreign_keys = ON'])
      this.#db.exec(`PRAGMA ${pragma}`);
    this.#inTransaction(() => {
      const { n } = this.#db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
      if (n === 0) this.#db.exec(schemaSql(dialect));
    });
  }

  transact<T>(work: () => Work<Decision<T>>): T {
    const decision = this.#inTransaction(() => {
      const steps = work();
      let step = steps.next();
      while (!step.done) step = steps.next(this.#run(step.value));
      return step.value;
    });
    return settled(decision);
  }

  close(): void {
    this.#prepared.clear();
    this.#db.close();
  }

  /** Only one may write a file, so that a transaction which begins by saying so needs no other lock. */
  #inTransaction<T>(run: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = run();
      this.#db.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk undoes it by itself; the first error is the one to tell.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #run({ name, text, values }: Statement): readonly Row[] {
    let prepared = this.#prepared.get(name);
    if (!prepared) {
      prepared = this.#db.prepare(text.replace(/\$(\d)/g, '?$1'));
      this.#prepared.set(name, prepared);
    }
    return prepared.all(...values.map(bindable)) as Row[];
  }
}

function bindable(value: Value): string | number | null {
  return typeof value === 'boolean' ? Number(value) : value;
}
