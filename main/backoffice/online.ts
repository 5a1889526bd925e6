import type { Clock } from '../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import type { Log } from '../../common/log.ts';
import type { IssuanceService } from './service.ts';

export type Connection =
  /** Nothing was heard yet. */
  | { readonly state: 'unknown' }
  /** `deviation_ms`: how far the service's clock is ahead of ours, roughly. */
  | { readonly state: 'online'; readonly since_ms: number; readonly deviation_ms: number }
  | { readonly state: 'offline'; readonly since_ms: number; readonly words: string };

export type ConnectionMonitor = {
  connection(): Connection;
  /** Told only when `state` changes. */
  onChange(listener: (connection: Connection) => void): Unsubscribe;
  /** Asks at once instead of waiting for the next heartbeat, e.g. after a request failed. */
  check(): void;
  stop(): void;
};

export type MonitorOptions = {
  readonly service: Pick<IssuanceService, 'heartbeat'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Between two heartbeats while all is well. */
  readonly interval_ms?: number;
  /** First wait while it is not; doubled up to `interval_ms`. */
  readonly firstRetry_ms?: number;
  /** Heartbeats lost in a row before the service counts as offline: a blip is waited out. */
  readonly lossesTolerated?: number;
};

/** Watches whether the service can be reached. Starts at once, asks one thing at a time. */
export function monitorConnection(options: MonitorOptions): ConnectionMonitor {
  const { service, clock, log, interval_ms = 15_000, firstRetry_ms = 1000, lossesTolerated = 1 } = options;
  const changes = new Emitter<Connection>();
  const stopped = new AbortController();
  let connection: Connection = { state: 'unknown' };
  let losses = 0;
  let asking = false;
  let cancelNext = () => {};

  const become = (next: Exclude<Connection, { state: 'unknown' }>) => {
    const changed = next.state !== connection.state;
    connection = changed || connection.state === 'unknown' ? next : { ...next, since_ms: connection.since_ms };
    if (!changed) return;
    log(`service.${next.state}`);
    changes.emit(connection);
  };

  const ask = async (): Promise<void> => {
    if (asking || stopped.signal.aborted) return;
    asking = true;
    cancelNext();
    const asked_ms = clock.now_ms();
    const answer = await service.heartbeat(stopped.signal);
    asking = false;
    if (stopped.signal.aborted) return;
    const now_ms = clock.now_ms();
    if (answer.ok) {
      losses = 0;
      const deviation_ms = Math.round(answer.value.time_ms - (asked_ms + now_ms) / 2);
      become({ state: 'online', since_ms: now_ms, deviation_ms });
    } else {
      losses += 1;
      const isBlip = connection.state === 'online' && losses <= lossesTolerated;
      if (!isBlip) become({ state: 'offline', since_ms: now_ms, words: answer.error.words });
    }
    const wait_ms = losses === 0 ? interval_ms : Math.min(interval_ms, firstRetry_ms * 2 ** (losses - 1));
    cancelNext = clock.after(wait_ms, () => void ask());
  };

  void ask();
  return {
    connection: () => connection,
    onChange: (listener) => changes.on(listener),
    check: () => void ask(),
    stop() {
      stopped.abort();
      cancelNext();
    },
  };
}
