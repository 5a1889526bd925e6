/** One session whose journal is torn: a transaction is written, the power goes, and only a part of it is on the disk. */
import { invariant } from '../../common/assert.ts';
import type { KioskJournal } from '../../main/journal/index.ts';
import { changedJournal, outboxWrittenBy } from '../simulation/changed-journal.ts';
import type { Fall, Life } from '../simulation/life.ts';
import { type Came, playWatched } from './cut.ts';
import type { Story } from './stories.ts';
import { type Tear, TornDisk } from './torn-disk.ts';

type Torn = Came & {
  /** Transactions since the story's beginning, of a session that was not torn. */
  readonly writes: number;
};

const POWER_CUT: Fall = { how: 'power', down_ms: 20_000 };

/** `write`: which transaction since the story's beginning is torn; none when undefined. */
export async function playTorn(story: Story, write?: number, tear?: Tear): Promise<Torn> {
  const torn = new TornSession(write, tear);
  const came = await playWatched(story, {
    begin: () => torn.begin(),
    journal: (real, life) => torn.journal(real, life),
    disk: (directory) => torn.disk(directory),
  });
  return { ...came, writes: torn.writes };
}

class TornSession {
  readonly #which: number | undefined;
  readonly #tear: Tear | undefined;
  #disk: TornDisk | undefined;
  #hasBegun = false;
  writes = 0;
  /** What the next program has to find: all that was there before the torn transaction, and nothing of it. */
  #expected: string | undefined;

  constructor(which: number | undefined, tear: Tear | undefined) {
    this.#which = which;
    this.#tear = tear;
  }

  begin(): void {
    this.#hasBegun = true;
  }

  disk(directory: string): TornDisk {
    this.#disk = new TornDisk(directory);
    return this.#disk;
  }

  journal(real: KioskJournal, life: Life): KioskJournal {
    const found = standOf(real);
    invariant(
      this.#expected === undefined || found === this.#expected,
      `after a torn transaction the journal stands at ${found}, before it at ${this.#expected}`,
    );
    this.#expected = undefined;
    return changedJournal(real, {
      append: (entries, events) => {
        const before = standOf(real);
        const appended = real.append(entries, events);
        if (!this.#tears(life, before)) return appended;
        return { ok: false, error: { code: 'notWritable', words: 'the power went' } };
      },
      ...outboxWrittenBy(real, (write) => this.#note(real, life, write)),
    });
  }

  #note(real: KioskJournal, life: Life, write: () => void): void {
    if (!life.alive) return;
    const before = standOf(real);
    write();
    this.#tears(life, before);
  }

  /** True when the power went with what was just written. */
  #tears(life: Life, before: string): boolean {
    if (!life.alive || !this.#hasBegun || this.#disk === undefined) return false;
    this.writes += 1;
    if (this.writes - 1 !== this.#which || this.#tear === undefined) return false;
    this.#expected = before;
    this.#disk.tear = this.#tear;
    life.dieAfter(0, POWER_CUT);
    life.passes();
    return true;
  }
}

function standOf(journal: KioskJournal): string {
  const { sequence, hash } = journal.head();
  return `entry ${sequence} ${hash.slice(0, 12)}, ${journal.outbox.size()} to tell`;
}
