import { assign, createActor, createMachine } from 'xstate';
import { simulate } from '../simulation/simulate.ts';
import { type Row, sideBySide } from './measure.ts';

const VISITS = 2_000;
const TRANSITIONS = 60;
const GOAL_perSecond = 500;

/** Milliseconds a session of the core with faults in virtual time takes on one core, against an XState actor alone. */
export async function simulation(): Promise<Row> {
  const run = await simulate({ visits: VISITS, seed: 'bench', kiosks: 8, profile: 'usual', workers: 1 });
  if (run.failure) throw new Error(run.failure.broken.words);
  const session_ms = run.took_ms / run.sessions;
  const { reference } = await sideBySide(200, () => {}, actorAlone);
  return {
    name: 'simulation',
    median_ms: session_ms,
    p95_ms: session_ms,
    reference_ms: reference.median,
    ratio: session_ms / reference.median,
    goal: `>= ${GOAL_perSecond} / s (${Math.round(1000 / session_ms)})`,
    pass: 1000 / session_ms >= GOAL_perSecond,
  };
}

const machine = createMachine({
  context: { count: 0 },
  initial: 'one',
  states: {
    one: { on: { next: { target: 'two', actions: assign({ count: ({ context }) => context.count + 1 }) } } },
    two: { on: { next: { target: 'one', actions: assign({ count: ({ context }) => context.count + 1 }) } } },
  },
});

/** As many transitions as a session has, with nothing behind them. */
function actorAlone(): void {
  const actor = createActor(machine);
  actor.start();
  for (let transition = 0; transition < TRANSITIONS; transition++) actor.send({ type: 'next' });
  actor.stop();
}
