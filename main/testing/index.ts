import { type Clock, systemClock } from '../../common/clock.ts';

/** The time that it is, and waits for nothing. */
export const hasty: Clock = {
  now_ms: () => systemClock.now_ms(),
  monotonic_ms: () => systemClock.monotonic_ms(),
  after(_delay_ms, run) {
    const waiting = setImmediate(run);
    return () => clearImmediate(waiting);
  },
};
