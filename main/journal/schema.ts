/** The database: entries that nobody can change, the outbox that empties, keys that can be destroyed. */
export const SCHEMA_VERSION = 1;
/** "TSLJ": tells a journal from any other SQLite file. */
export const APPLICATION_ID = 0x54534c4a;

export const pragmas = [
  /** The command line may look at the journal of a kiosk that runs: neither waits long for the other. */
  'busy_timeout = 2000',
  /** Durable when a transaction returns: the write-ahead log is flushed at every commit. */
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'trusted_schema = OFF',
  /** A key that is destroyed is overwritten, not only let go. */
  'secure_delete = ON',
];

export const schemaSql = `
CREATE TABLE entry (
  sequence      INTEGER PRIMARY KEY CHECK (sequence > 0),
  id            TEXT NOT NULL UNIQUE,
  time_ms       INTEGER NOT NULL,
  monotonic_ms  INTEGER NOT NULL,
  kind          TEXT NOT NULL,
  issuance_id   TEXT,
  body          TEXT NOT NULL,
  sealed        BLOB,
  previous_hash TEXT NOT NULL,
  hash          TEXT NOT NULL
) STRICT;
CREATE INDEX entry_by_kind ON entry (kind, sequence);
CREATE INDEX entry_by_issuance ON entry (issuance_id, sequence) WHERE issuance_id IS NOT NULL;
CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'journal entries are never deleted'); END;
CREATE TRIGGER entry_follows BEFORE INSERT ON entry
  WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
  BEGIN SELECT RAISE(ABORT, 'journal entries follow one another'); END;

CREATE TABLE outbox (
  entry_id        TEXT PRIMARY KEY REFERENCES entry (id),
  issuance_id     TEXT NOT NULL,
  ordinal         INTEGER NOT NULL,
  event           TEXT NOT NULL,
  created_ms      INTEGER NOT NULL,
  attempts        INTEGER NOT NULL DEFAULT 0,
  next_attempt_ms INTEGER NOT NULL DEFAULT 0,
  last_words      TEXT,
  delivered       INTEGER NOT NULL DEFAULT 0,
  UNIQUE (issuance_id, ordinal)
) STRICT;
CREATE INDEX outbox_pending ON outbox (entry_id) WHERE delivered = 0;

CREATE TABLE issuance_key (
  issuance_id TEXT PRIMARY KEY,
  wrapped     BLOB NOT NULL
) STRICT;

PRAGMA application_id = ${APPLICATION_ID};
PRAGMA user_version = ${SCHEMA_VERSION};
`;
