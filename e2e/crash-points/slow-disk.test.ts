/**
 * A journal whose disk takes long. Two things stand for it, as nothing here can slow fsync itself:
 * - every commit lets virtual time go on by seconds while the whole kiosk stands still: what fsync does to a program that
 *   waits for it. Nothing limits how long a disk may take, so no entry is refused;
 * - another process holds the lock of a real file, so that SQLite itself waits to begin (at most its busy time-out).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { assertOk } from '../../common/result.ts';
import { type KioskJournal, openJournal } from '../../main/journal/index.ts';
import { play, type Scene, type Seen } from '../faults/scene.ts';
import { changedJournal, outboxWrittenBy } from '../simulation/changed-journal.ts';
import type { WorldTime } from '../simulation/time.ts';

type SeenSlowly = Seen & {
  readonly commits: number;
  /** The longest that the kiosk stood still without looking up once. */
  readonly stoodStill_ms: number;
};

/** Plays a scene on a disk that takes this long for a commit. */
async function playSlowly(scene: Scene, commit_ms: number): Promise<SeenSlowly> {
  let time: WorldTime | undefined;
  let [commits, standsStill_ms, stoodStill_ms] = [0, 0, 0];
  const waits = () => {
    if (!time) return;
    commits += 1;
    time.stall(commit_ms);
    standsStill_ms += commit_ms;
    stoodStill_ms = Math.max(stoodStill_ms, standsStill_ms);
    time.after(0, () => {
      standsStill_ms = 0;
    });
  };
  const journal = (real: KioskJournal) =>
    changedJournal(real, {
      append: (...written) => {
        waits();
        return real.append(...written);
      },
      ...outboxWrittenBy(real, (write) => {
        waits();
        write();
      }),
    });
  const slowFromNow = {
    at: 'open',
    befall: (stage: { readonly time: WorldTime }) => {
      time = stage.time;
    },
  };
  const seen = await play({ ...scene, strikes: [...scene.strikes, slowFromNow], kiosk: { journal } });
  return { ...seen, commits, stoodStill_ms };
}

const COMMIT_ms = 3_000;
const scenes: readonly (readonly [string, Scene])[] = [
  ['is taken', { strikes: [], manner: { receipt: 'receipt-print' } }],
  ['is taken late', { strikes: [], manner: { tray: 'takeLate' } }],
  ['is taken without a sign', { strikes: [], manner: { tray: 'takeUnnoticed' } }],
  ['is not taken', { strikes: [], manner: { tray: 'leave' } }],
  [
    'is spoilt and made again',
    { strikes: [{ at: 'start', befall: ({ kiosk }) => kiosk.printer.arm('print', 'refused') }] },
  ],
];

describe('on a disk that takes three seconds for each entry, a document', () => {
  it.each(scenes)('that %s comes to what it comes to on a quick one', async (_what, scene) => {
    const { commits, stoodStill_ms, ...slow } = await playSlowly(scene, COMMIT_ms);
    expect(slow).toEqual(await play(scene));
    expect(commits).toBeGreaterThan(10);
    // The screen answers between entries: a few that belong together are the longest that a finger waits.
    expect(stoodStill_ms).toBeLessThanOrEqual(4 * COMMIT_ms);
  });

  it('is not begun when the claim has run out by the time it is written: nothing is fed, and the order waits', async () => {
    const { media, order } = await playSlowly({ strikes: [], manner: {} }, 200_000);
    expect({ media, order }).toEqual({ media: 'none', order: 'ready' });
  });
});

/** Holds the lock of the journal in this folder from another process for so long; resolves when it has it. */
async function holdLock(directory: string, for_ms: number): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'hold-lock.ts'), [join(directory, 'journal.db'), String(for_ms)], {
    execArgv: ['--import', 'tsx'],
  });
  await once(child, 'message');
  return child;
}

describe('a journal whose lock another process holds', { timeout: 60_000 }, () => {
  it.each([
    ['for a moment: the entry waits and is taken', 500, true],
    ['for longer than it waits: the entry is refused, nothing of it is kept, and the next is taken', 4_000, false],
  ])('%s', async (_what, for_ms, isTaken) => {
    const directory = mkdtempSync(join(tmpdir(), 'tasleem-slow-'));
    const parts = { directory, clock: new VirtualClock(), random: systemRandom, log: silentLog };
    const journal = assertOk(openJournal(parts), 'a new journal opens');
    try {
      const started = { kind: 'kiosk.started', body: { version: '1', kioskId: 'K' } } as const;
      assertOk(journal.append([started]), 'taken');
      const holder = await holdLock(directory, for_ms);
      const began_ms = performance.now();
      expect(journal.append([started]).ok).toBe(isTaken);
      // SQLite's own limit (schema.ts: two seconds), and some for a busy computer: the kiosk hangs no longer.
      expect(performance.now() - began_ms).toBeLessThan(3_500);
      if (holder.exitCode === null) await once(holder, 'exit');
      expect(assertOk(journal.append([started]), 'taken').at(-1)?.sequence).toBe(isTaken ? 3 : 2);
      expect(journal.verify()).toMatchObject({ ok: true });
    } finally {
      journal.close();
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
