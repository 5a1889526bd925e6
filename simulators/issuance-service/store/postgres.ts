import pg from 'pg';
import type { Decision } from '../model.ts';
import { Refusal } from '../problem.ts';
import { schemaSql } from './schema.ts';
import { type Row, type Statement, type Store, settled, type Work } from './store.ts';

export type PostgresOptions = {
  /** A host's name, or the folder of a Unix socket. */
  readonly host: string;
  readonly port?: number;
  readonly user: string;
  readonly database: string;
  readonly connections: number;
};

const dialect = {
  serial: 'bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
  integer: 'bigint',
  flag: 'boolean',
  json: 'jsonb',
  tableEnd: '',
};
const CONNECT_ms = 5_000;
/** Longer, and somebody who has the row hangs: an error is better than a kiosk that waits for ever. */
const LOCK_ms = 10_000;
/** Of advisory locks: two services that start at once make the tables once. */
const SCHEMA_LOCK = 0x7461_736c;
/** Another was faster with the same key; done again, the work finds what that one did. */
const keysOfRequests = ['one_issuance_id', 'one_answer'];
const UNIQUE_VIOLATION = '23505';
const NUL_IN_TEXT = '22021';

/** Rows in PostgreSQL, shared by as many services as there are. */
export class PostgresStore implements Store<'later'> {
  readonly #pool: pg.Pool;

  private constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  static async open({ connections, ...where }: PostgresOptions): Promise<PostgresStore> {
    const pool = new pg.Pool({
      ...where,
      max: connections,
      connectionTimeoutMillis: CONNECT_ms,
      lock_timeout: LOCK_ms,
      types: { getTypeParser: typeParser },
    });
    // An idle connection that breaks is replaced at the next use.
    pool.on('error', () => {});
    const store = new PostgresStore(pool);
    try {
      await store.#createTables();
    } catch (error) {
      await pool.end();
      throw error;
    }
    return store;
  }

  async transact<T>(work: () => Work<Decision<T>>): Promise<T> {
    return settled(await this.#decided(work));
  }

  async #decided<T>(work: () => Work<Decision<T>>): Promise<Decision<T>> {
    try {
      return await this.#inTransaction((client) => runWork(client, work()));
    } catch (error) {
      if (isOf(error, NUL_IN_TEXT)) throw new Refusal('invalid-request', 'a text holds a NUL');
      if (!isOf(error, UNIQUE_VIOLATION) || !keysOfRequests.includes(error.constraint ?? '')) throw error;
      return await this.#inTransaction((client) => runWork(client, work()));
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #inTransaction<T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await run(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: Error) => {
        broken = cause;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async #createTables(): Promise<void> {
    await this.#inTransaction(async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK]);
      const { rows } = await client.query("SELECT to_regclass('service_order') IS NOT NULL AS is_there");
      if (!rows[0]?.is_there) await client.query(schemaSql(dialect));
    });
  }
}

async function runWork<T>(client: pg.PoolClient, steps: Work<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) step = steps.next(await rowsOf(client, step.value));
  return step.value;
}

async function rowsOf(client: pg.PoolClient, { name, text, values, locks }: Statement): Promise<readonly Row[]> {
  const { rows } = await client.query<Row>({ name, text: locks ? `${text} FOR UPDATE` : text, values: [...values] });
  return rows;
}

/** Moments fit a number; JSON stays text, as it does elsewhere. */
function typeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === pg.types.builtins.INT8) return Number;
  if (oid === pg.types.builtins.JSONB) return String;
  return pg.types.getTypeParser(oid, format ?? 'text') as (text: string) => unknown;
}

function isOf(error: unknown, code: string): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.code === code;
}
