/** Why the journal cannot be read or written. Whoever repairs the machine reads `words`. */
export type JournalProblem = {
  readonly code: /** The folder or the file cannot be opened or written. */
    | 'notWritable'
    | 'diskFull'
    /** The file is no journal, or its pages are broken. It was left as it is. */
    | 'corrupt'
    /** The chain does not verify: somebody or something changed an entry, or put an older copy back. */
    | 'tampered'
    /** Made by another version of this program. */
    | 'unknownVersion'
    /** There was a journal here, and the file is gone. */
    | 'missing'
    /** The key file is gone, unreadable, or of another journal. */
    | 'key'
    /** The sealed data's key was destroyed on purpose. */
    | 'shredded';
  readonly words: string;
};

/** What a machine can do to a database (primary result codes of SQLite); everything else is our own mistake. */
const codesOfSqlite: ReadonlyMap<number, JournalProblem['code']> = new Map([
  [1, 'corrupt'], // SQLITE_ERROR: a table or a column is not there
  [3, 'notWritable'], // SQLITE_PERM
  [5, 'notWritable'], // SQLITE_BUSY
  [6, 'notWritable'], // SQLITE_LOCKED
  [8, 'notWritable'], // SQLITE_READONLY
  [10, 'notWritable'], // SQLITE_IOERR
  [11, 'corrupt'], // SQLITE_CORRUPT
  [13, 'diskFull'], // SQLITE_FULL
  [14, 'notWritable'], // SQLITE_CANTOPEN
  [26, 'corrupt'], // SQLITE_NOTADB
]);
const SQLITE_CONSTRAINT = 19;

/** Carries a problem out of a transaction, which it rolls back. */
export class Refusal extends Error {
  readonly problem: JournalProblem;
  constructor(problem: JournalProblem) {
    super(problem.words);
    this.problem = problem;
  }
}

type Thrown = { readonly message?: string; readonly code?: string; readonly sqliteCode?: number };

/** Throws the error again when it is a bug. */
export function problemOf(error: unknown): JournalProblem {
  if (error instanceof Refusal) return error.problem;
  const { code = '', sqliteCode, message = '' } = error as Thrown;
  const words = message.slice(0, 500);
  const known = sqliteCode === undefined ? undefined : codesOfSqlite.get(sqliteCode & 0xff);
  if (known) return { code: known, words };
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'diskFull', words };
  const isOfTheFileSystem = /^E[A-Z]+$/.test(code);
  const isClosed = code === 'ERR_INVALID_STATE';
  if (isOfTheFileSystem || isClosed) return { code: 'notWritable', words };
  throw error;
}

/** A trigger or a key of the schema refused it. */
export function isRefusedBySchema(error: unknown): boolean {
  const { sqliteCode } = error as Thrown;
  return sqliteCode !== undefined && (sqliteCode & 0xff) === SQLITE_CONSTRAINT;
}
