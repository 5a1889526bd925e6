/** SQLite itself on a disk that is memory: what was committed stays for as long as the machine stands. */
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { JournalOptions } from '../../main/journal/index.ts';

export class MemoryDisk {
  readonly #name: string;
  /** Keeps the database while no program has it open. */
  readonly #keeper: DatabaseSyncInstance;
  readonly open: NonNullable<JournalOptions['open']> = (_file, options) => new DatabaseSync(this.#name, options);

  constructor(directory: string) {
    // A name with a slash in front is shared by all connections of this process (SQLite, "memdb").
    this.#name = `file:/${directory.replaceAll(/[^A-Za-z0-9]/g, '-')}?vfs=memdb`;
    this.#keeper = new DatabaseSync(this.#name);
  }

  dispose(): void {
    this.#keeper.close();
  }
}
