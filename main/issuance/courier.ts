/** Brings what the journal's outbox holds to the service: in order per issuance, at least once, for as long as it takes. */
import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../common/log.ts';
import type { Random } from '../../common/random.ts';
import { type IssuanceService, issuanceEventSchema } from '../backoffice/index.ts';
import type { Journal, OutboxRow } from '../journal/index.ts';

export type Standing = 'held' | 'lapsed';

export type Courier = {
  /** New rows are there: bring them now. */
  wake(): void;
  /** Whether the claim still stood when the service recorded the event; undefined when it did not answer in time. */
  acknowledged(entryId: string, within_ms: number): Promise<Standing | undefined>;
  /** Resolves when nothing is on its way and nothing could be brought right now. */
  idle(): Promise<void>;
  stop(): void;
};

export type CourierOptions = {
  readonly journal: Journal;
  readonly service: Pick<IssuanceService, 'report'>;
  readonly kioskId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
};

/** More than a machine may owe: what the service refuses for ever must not hide what it would take. */
const BATCH_rows = 1_100;
const FIRST_RETRY_ms = 1_000;
const LONGEST_RETRY_ms = 300_000;
const SHORTEST_WAIT_ms = 100;
/** Standings remembered for somebody who asks after the fact. */
const REMEMBERED = 200;
/** From so many events on somebody should look at the service: well before the machine stops at its limit. */
const FILLING_events = 200;

export function createOutboxCourier(options: CourierOptions): Courier {
  const { journal, service, clock, log } = options;
  const standings = new Map<string, Standing>();
  const waiting = new Map<string, (standing: Standing) => void>();
  const stopped = new AbortController();
  let round: Promise<void> | undefined;
  let again = false;
  /** How often in a row the service could not be reached: then all of them wait, not one after the other. */
  let away = 0;
  let cancelNext = () => {};

  /** Told once each time it begins. */
  let isFilling = false;
  const watchSize = () => {
    const size = journal.outbox.size();
    if (size >= FILLING_events && !isFilling) log('outbox.filling', { size });
    isFilling = size >= FILLING_events;
  };

  const settle = (row: OutboxRow, standing: Standing) => {
    journal.outbox.delivered(row.entryId);
    standings.set(row.entryId, standing);
    const [oldest] = standings.keys();
    if (standings.size > REMEMBERED && oldest !== undefined) standings.delete(oldest);
    waiting.get(row.entryId)?.(standing);
  };

  /** `refused`: the rest of this issuance's rows must wait. `away`: all must. */
  const bring = async (row: OutboxRow): Promise<'brought' | 'refused' | 'away'> => {
    const { entryId, issuanceId, ordinal } = row;
    const parsed = issuanceEventSchema.safeParse({
      ...(row.event as object),
      entryId,
      issuanceId,
      ordinal,
      kioskId: options.kioskId,
    });
    if (!parsed.success) throw new Error(`an outbox row is not an event: ${parsed.error.message}`);
    const answer = await service.report(parsed.data, stopped.signal);
    if (stopped.signal.aborted) return 'away';
    if (answer.ok) {
      away = 0;
      settle(row, answer.value.standing);
      return 'brought';
    }
    const { words, code } = answer.error;
    if (code !== 'rejected') {
      away += 1;
      log('outbox.away', { entryId, attempts: away, words });
      return 'away';
    }
    const delay_ms = retryDelay_ms(row.attempts, options.random);
    journal.outbox.postponed(entryId, clock.now_ms() + delay_ms, words);
    log('outbox.postponed', { entryId, attempts: row.attempts + 1, words });
    return 'refused';
  };

  const run = async (): Promise<void> => {
    for (;;) {
      again = false;
      const now_ms = clock.now_ms();
      const held = new Set<string>();
      let brought = 0;
      for (const row of journal.outbox.pending(BATCH_rows)) {
        if (row.nextAttempt_ms > now_ms) held.add(row.issuanceId);
        if (held.has(row.issuanceId)) continue;
        const came = await bring(row);
        if (stopped.signal.aborted) return;
        if (came === 'away') return scheduleNext(retryDelay_ms(away - 1, options.random));
        if (came === 'brought') brought += 1;
        else held.add(row.issuanceId);
      }
      if (brought === 0 && !again) break;
    }
    scheduleNext();
  };

  const scheduleNext = (pause_ms = SHORTEST_WAIT_ms) => {
    watchSize();
    const moments = journal.outbox.pending(BATCH_rows).map((row) => row.nextAttempt_ms);
    if (moments.length === 0) return;
    const due_ms = Math.min(...moments) - clock.now_ms();
    cancelNext = clock.after(Math.max(SHORTEST_WAIT_ms, pause_ms, due_ms), wake);
  };

  const wake = () => {
    if (stopped.signal.aborted) return;
    again = true;
    cancelNext();
    round ??= run().finally(() => {
      round = undefined;
    });
  };

  wake();
  return {
    wake,
    acknowledged(entryId, within_ms) {
      const known = standings.get(entryId);
      if (known) return Promise.resolve(known);
      return new Promise((resolve) => {
        const end = (standing: Standing | undefined) => {
          cancel();
          waiting.delete(entryId);
          resolve(standing);
        };
        const cancel = clock.after(within_ms, () => end(undefined));
        waiting.set(entryId, end);
        wake();
      });
    },
    async idle() {
      while (round) await round;
    },
    stop() {
      stopped.abort();
      cancelNext();
    },
  };
}

/** Doubled each time, less up to a half by chance, so that kiosks do not all ask at the same moment after an outage. */
function retryDelay_ms(attempts: number, random: Random): number {
  const full_ms = Math.min(LONGEST_RETRY_ms, FIRST_RETRY_ms * 2 ** Math.min(attempts, 20));
  const [chance = 0] = random.bytes(1);
  return Math.round(full_ms * (1 - chance / 512));
}
