import { setTimeout as nextMillisecond, setImmediate as nextTurn } from 'node:timers/promises';
import type { VirtualClock } from '../../common/clock.ts';

const TURNS_per_step = 10;

/** Time passes for driver and machine alike, and only where the sockets had turns enough to bring what is on its way. */
export async function letTimePass(clock: VirtualClock, step_ms: number, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    for (let turn = 0; turn < TURNS_per_step; turn++) await nextTurn();
    await nextMillisecond(1);
    await clock.advance(step_ms);
  }
}
