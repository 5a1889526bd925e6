/**
 * Destroys the keys of holders' data when they are needed no more: some days after the end of an issuance, and not
 * before the service was told of it and, where nobody could prove the end, a person found the document.
 */
import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../common/log.ts';
import type { KioskJournal } from './contract.ts';
import type { EndedIssuance } from './sealing.ts';

export type RetentionOptions = {
  readonly journal: KioskJournal;
  readonly days: number;
  readonly clock: Clock;
  readonly log: Log;
};

const DAY_ms = 24 * 3_600_000;
/** One transaction each: short enough that nobody in front of the screen notices. */
const BATCH_issuances = 100;
const BETWEEN_BATCHES_ms = 1_000;
/** After a disk that took nothing, or a tool that was reading. */
const TRY_AGAIN_ms = 600_000;

/** At once and once a day. Cut off anywhere, the next run goes on with what is left. The returned function stops it. */
export function startRetention({ journal, days, clock, log }: RetentionOptions): () => void {
  let cancel = clock.after(0, run);

  function run(): void {
    const due = dueBefore(journal, clock.now_ms() - days * DAY_ms);
    // Also with nothing to destroy: a copy that a busy disk kept the last time is cut off now.
    const shredded = journal.shred(due.slice(0, BATCH_issuances));
    if (!shredded.ok) log('retention.failed', { code: shredded.error.code, words: shredded.error.words });
    else if (shredded.value > 0) log('retention.done', { issuances: shredded.value });
    const next_ms = !shredded.ok ? TRY_AGAIN_ms : due.length > BATCH_issuances ? BETWEEN_BATCHES_ms : DAY_ms;
    cancel = clock.after(next_ms, run);
  }

  return () => cancel();
}

function dueBefore(journal: KioskJournal, endedBefore_ms: number): readonly string[] {
  const lastEmptied = { retainBin: 0, vaultRetain: 0 };
  for (const { kind, body, sequence, time_ms } of journal.entries({ kinds: ['stock.emptied'] })) {
    if (kind !== 'stock.emptied' || body.unit === 'rejectBin' || time_ms >= endedBefore_ms) continue;
    lastEmptied[body.unit] = sequence;
  }
  const isDecided = ({ issuanceId, end, sequence }: EndedIssuance): boolean => {
    switch (end) {
      case 'retained':
        // The document left the machine in a person's hands, counted.
        return sequence < lastEmptied[isBooklet(journal, issuanceId) ? 'vaultRetain' : 'retainBin'];
      case 'unresolved':
        return journal.entries({ kinds: ['stock.found'], issuanceId }).some(({ time_ms }) => time_ms < endedBefore_ms);
      case 'issued':
      case 'spoiled':
      case 'released':
      case 'unclaimed':
        return true;
    }
  };
  return journal
    .openSealed(endedBefore_ms)
    .filter(isDecided)
    .map(({ issuanceId }) => issuanceId);
}

function isBooklet(journal: KioskJournal, issuanceId: string): boolean {
  return journal
    .entries({ kinds: ['issuance.intent'], issuanceId })
    .some(({ kind, body }) => kind === 'issuance.intent' && body.step === 'bind' && body.slot !== undefined);
}
