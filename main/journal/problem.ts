/** Why the journal cannot be read or written. Whoever repairs the machine reads `words`. */
export type JournalProblem = {
  readonly code: /** The folder or the file cannot be opened or written. */
    | 'notWritable'
    | 'diskFull'
    /** The file is no journal, or its pages are broken. It was left as it is. */
    | 'corrupt'
    /** The chain does not verify: somebody or something changed an entry. */
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

const codesOfSqlite: readonly [RegExp, JournalProblem['code']][] = [
  [/full|SQLITE_FULL|ENOSPC/i, 'diskFull'],
  [/malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB/i, 'corrupt'],
];

export function problemOf(error: unknown): JournalProblem {
  const words = error instanceof Error ? error.message : String(error);
  const known = codesOfSqlite.find(([pattern]) => pattern.test(words));
  return { code: known?.[1] ?? 'notWritable', words: words.slice(0, 500) };
}
