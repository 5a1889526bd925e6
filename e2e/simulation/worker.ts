/** Runs episodes in a thread of its own, several side by side: each is a world of its own, and they share the waiting. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Outcome, runEpisode } from './episode.ts';
import { drawPlan, type Profile } from './plan.ts';
import { planInWords, shrink } from './shrink.ts';

export type Task = {
  readonly kind: 'run' | 'explain';
  readonly index: number;
  readonly seed: string;
  readonly kiosks: number;
  readonly visits: number;
  readonly profile: Profile;
  readonly passports: boolean;
};
export type Reply =
  | { readonly kind: 'ran'; readonly index: number; readonly outcome: Outcome }
  /** The smallest plan that still fails, and all that happens in it. */
  | { readonly kind: 'explained'; readonly plan: string; readonly trace: readonly string[] };

const { scratch } = (workerData ?? { scratch: '' }) as { scratch: string };
const stop = new AbortController();
const { signal } = stop;

async function perform(task: Task): Promise<Reply> {
  const { seed, kiosks, visits, profile, passports } = task;
  const plan = { ...drawPlan(seed, kiosks, visits, profile), passports };
  const outcome = await runEpisode(plan, { scratch, signal });
  if (task.kind === 'run') return { kind: 'ran', index: task.index, outcome };
  const rule = outcome.broken?.rule;
  const smallest = await shrink(plan, async (candidate) => {
    const { broken } = await runEpisode(candidate, { scratch, signal });
    return broken !== undefined && broken.rule === rule;
  });
  const trace: string[] = [];
  await runEpisode(smallest, { scratch, signal, trace: (line) => trace.push(line) });
  return { kind: 'explained', plan: planInWords(smallest), trace };
}

let running = 0;

/** A thread that is torn down while it writes takes the whole program along: it goes by itself, when it has let go. */
function leaveWhenDone(): void {
  if (signal.aborted && running === 0) parentPort?.close();
}

async function answer(task: Task): Promise<void> {
  running += 1;
  try {
    parentPort?.postMessage(await perform(task));
  } catch (error) {
    // A bug of the simulation or of the core itself, not a broken rule: it ends the worker, and with it the run.
    if (!signal.aborted) throw error;
  } finally {
    running -= 1;
    leaveWhenDone();
  }
}

parentPort?.on('message', (message: Task | 'stop') => {
  if (message !== 'stop') {
    void answer(message);
    return;
  }
  stop.abort();
  leaveWhenDone();
});
