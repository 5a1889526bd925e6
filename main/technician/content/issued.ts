/** What left the machine today and when last, counted from the journal. */
import type { DocumentType } from '../../../common/document.ts';
import type { Entry, Journal } from '../../journal/index.ts';
import type { Facts } from './facts.ts';

const PAGE_entries = 200;
/** A machine that has handed nothing over for longer than this many ends says nothing of when it last did. */
const MOST_entries = 2_000;

export function issuedBy(journal: Pick<Journal, 'entries'>, now_ms: number): Facts['issued'] {
  const today_ms = new Date(now_ms).setHours(0, 0, 0, 0);
  const found: Record<DocumentType, { today: number; lastAt_ms: number | undefined }> = {
    'driving-licence': { today: 0, lastAt_ms: undefined },
    passport: { today: 0, lastAt_ms: undefined },
  };
  const isDone = (time_ms: number) =>
    time_ms < today_ms && Object.values(found).every(({ lastAt_ms }) => lastAt_ms !== undefined);
  for (const entry of endsBackwards(journal)) {
    if (isDone(entry.time_ms)) break;
    if (entry.body.end !== 'issued') continue;
    const documentType = typeOf(journal, entry.issuanceId);
    if (!documentType) continue;
    found[documentType].lastAt_ms ??= entry.time_ms;
    if (entry.time_ms >= today_ms) found[documentType].today += 1;
  }
  return found;
}

function* endsBackwards(journal: Pick<Journal, 'entries'>): Generator<Entry<'issuance.ended'>> {
  let beforeSequence: number | undefined;
  for (let read = 0; read < MOST_entries; read += PAGE_entries) {
    const page = journal.entries({
      kinds: ['issuance.ended'],
      order: 'newest-first',
      limit: PAGE_entries,
      ...(beforeSequence === undefined ? {} : { beforeSequence }),
    });
    for (const entry of page) if (entry.kind === 'issuance.ended') yield entry;
    beforeSequence = page.at(-1)?.sequence;
    if (page.length < PAGE_entries) return;
  }
}

function typeOf(journal: Pick<Journal, 'entries'>, issuanceId: string | undefined): DocumentType | undefined {
  if (issuanceId === undefined) return undefined;
  const [claim] = journal.entries({ kinds: ['issuance.intent'], issuanceId, limit: 1 });
  return claim?.kind === 'issuance.intent' && claim.body.step === 'claim' ? claim.body.documentType : undefined;
}
