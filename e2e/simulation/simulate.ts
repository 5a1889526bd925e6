/** Many episodes over all cores there are, the same for the same seed however many there be. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { buildProgram } from '../../scripts/build.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import type { Bug } from './bugs.ts';
import type { Outcome } from './episode.ts';
import type { Profile } from './plan.ts';
import type { Reply, Task } from './worker.ts';

export type Wish = {
  /** People who come; some lay their card on the reader more than once, some never do. */
  readonly visits: number;
  readonly seed: string;
  readonly kiosks: number;
  readonly profile: Profile;
  /** Whether booklets lie in the vaults; they do unless it is said. */
  readonly passports?: boolean;
  readonly workers?: number;
  readonly bug?: Bug;
  /** The first failure is looked for, and its first words are enough: it is not shortened. */
  readonly isHasty?: boolean;
  readonly onProgress?: (visits: number) => void;
};

export type Simulated = {
  readonly visits: number;
  readonly sessions: number;
  readonly falls: number;
  readonly ends: Readonly<Record<string, number>>;
  readonly digest: string;
  readonly took_ms: number;
  readonly failure:
    | {
        readonly seed: string;
        readonly broken: NonNullable<Outcome['broken']>;
        /** People who had come, over all episodes up to the one that failed. */
        readonly visits: number;
        readonly plan: string;
        readonly trace: readonly string[];
      }
    | undefined;
};

/** Long enough that a machine sees several falls, short enough that a failure is found again in a moment. */
const VISITS_AN_EPISODE = 200;
const SIDE_BY_SIDE = 4;

export async function simulate(wish: Wish): Promise<Simulated> {
  const program = await buildWorker(wish.bug);
  const tasks = Array.from({ length: Math.ceil(wish.visits / VISITS_AN_EPISODE) }, (_, index) => taskOf(wish, index));
  const began = performance.now();
  const crew = new Crew(program, Math.min(wish.workers ?? availableParallelism(), tasks.length));
  try {
    // Many side by side keep the cores busy; but what only looks for the first failure then runs more than it needs.
    const outcomes = await crew.runAll(tasks, wish.isHasty ? 1 : SIDE_BY_SIDE, wish.onProgress);
    const took_ms = performance.now() - began;
    const failed = outcomes.findIndex(({ broken }) => broken !== undefined);
    const task = tasks[failed];
    const counted = summed(outcomes, tasks, took_ms);
    const broken = outcomes[failed]?.broken;
    if (!task || !broken) return { ...counted, failure: undefined };
    const { plan, trace } = wish.isHasty ? { plan: '', trace: [] } : await crew.explain(task);
    return { ...counted, failure: { seed: task.seed, broken, visits: counted.visits, plan, trace } };
  } finally {
    await crew.dismiss();
  }
}

function taskOf({ seed, kiosks, profile, visits, passports = true }: Wish, index: number): Task {
  const count = Math.min(VISITS_AN_EPISODE, visits - index * VISITS_AN_EPISODE);
  return { kind: 'run', index, seed: `${seed}/${index}`, kiosks, visits: count, profile, passports };
}

function summed(outcomes: readonly Outcome[], tasks: readonly Task[], took_ms: number) {
  const ends: Record<string, number> = {};
  for (const outcome of outcomes) {
    for (const [end, count] of Object.entries(outcome.ends)) ends[end] = (ends[end] ?? 0) + count;
  }
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  return {
    visits: tasks.slice(0, outcomes.length).reduce((total, { visits }) => total + visits, 0),
    sessions: sum(({ sessions }) => sessions),
    falls: sum(({ falls }) => falls),
    ends,
    digest: createHash('sha256')
      .update(outcomes.map(({ digest }) => digest).join())
      .digest('hex'),
    took_ms,
  };
}

/** The worker as the product stands, or with one bug planted. */
async function buildWorker(bug: Bug | undefined): Promise<string> {
  const name = join('simulation', bug ? bug.name.replaceAll(/[^a-z0-9]+/g, '-') : 'product');
  await buildProgram('e2e/simulation/worker.ts', name, bug ? [planting(bug)] : []);
  return join(root, 'out', name, 'main.js');
}

function planting({ name, changes }: Bug) {
  const left = new Set(changes);
  return {
    name: 'plant-a-bug',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      let changed: string | undefined;
      for (const change of changes) {
        if (id !== join(root, change.file)) continue;
        const text = changed ?? code;
        if (text.split(change.find).length !== 2) throw new Error(`"${name}" no longer fits into ${change.file}`);
        changed = text.replace(change.find, () => change.replace);
        left.delete(change);
      }
      return changed === undefined ? undefined : { code: changed, map: null };
    },
    buildEnd(): void {
      if (left.size > 0)
        throw new Error(`"${name}" changed nothing in ${[...left].map(({ file }) => file).join(', ')}`);
    },
  };
}

class Crew {
  readonly #workers: Worker[];

  constructor(program: string, count: number) {
    const scratch = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    this.#workers = Array.from({ length: Math.max(1, count) }, () => new Worker(program, { workerData: { scratch } }));
  }

  /** In the order of the tasks; up to the first that failed, and none after it. */
  runAll(tasks: readonly Task[], sideBySide: number, onProgress: Wish['onProgress']): Promise<readonly Outcome[]> {
    return new Promise((resolve, reject) => {
      const outcomes: (Outcome | undefined)[] = [];
      let next = 0;
      let last = tasks.length;
      let done = 0;
      const give = (worker: Worker) => {
        const task = tasks[next];
        if (!task || next >= last) return;
        next += 1;
        worker.postMessage(task);
      };
      for (const worker of this.#workers) {
        worker.on('error', reject);
        worker.on('message', (reply: Reply) => {
          if (reply.kind !== 'ran') return;
          outcomes[reply.index] = reply.outcome;
          done += 1;
          onProgress?.(done * VISITS_AN_EPISODE);
          if (reply.outcome.broken) last = Math.min(last, reply.index + 1);
          const upToLast = outcomes.slice(0, last).filter((outcome) => outcome !== undefined);
          if (upToLast.length === last) resolve(upToLast);
          else give(worker);
        });
        for (let count = 0; count < sideBySide; count++) give(worker);
      }
      if (tasks.length === 0) resolve([]);
    });
  }

  explain(task: Task): Promise<Extract<Reply, { kind: 'explained' }>> {
    return new Promise((resolve, reject) => {
      const worker = this.#workers[0];
      if (!worker) return;
      worker.on('error', reject);
      worker.on('message', (reply: Reply) => {
        if (reply.kind === 'explained') resolve(reply);
      });
      worker.postMessage({ ...task, kind: 'explain' } satisfies Task);
    });
  }

  async dismiss(): Promise<void> {
    await Promise.all(
      this.#workers.map(
        (worker) =>
          new Promise((resolve) => {
            worker.once('exit', resolve);
            worker.postMessage('stop');
          }),
      ),
    );
  }
}
