/** The journal as a technician reads it: newest first, a page at a time. Bodies hold no personal data (catalogue.ts). */
import type { Entry, EntryKind, Journal } from '../../journal/index.ts';
import type { JournalContent } from '../view.ts';

const JOURNAL_PAGE_entries = 50;
const DETAIL_characters = 200;

export type JournalFilter = { readonly kind: EntryKind | undefined; readonly before: number | undefined };

export function journalContent(
  journal: Pick<Journal, 'entries'>,
  kinds: readonly EntryKind[],
  filter: JournalFilter,
  chain: JournalContent['chain'],
): JournalContent {
  const { kind, before } = filter;
  // One more than is shown tells whether there are older ones.
  const found = journal.entries({
    order: 'newest-first',
    limit: JOURNAL_PAGE_entries + 1,
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(before === undefined ? {} : { beforeSequence: before }),
  });
  return {
    page: 'journal',
    chain,
    filter,
    kinds,
    entries: found.slice(0, JOURNAL_PAGE_entries).map((entry) => ({
      sequence: entry.sequence,
      at_ms: entry.time_ms,
      kind: entry.kind,
      detail: detailOf(entry),
    })),
    older: found.length > JOURNAL_PAGE_entries,
  };
}

/** `step=bind slot=3`: what the body says, in its own words. */
function detailOf({ body, issuanceId }: Entry): string {
  const said = Object.entries(body).map(([name, value]) => `${name}=${textOf(value)}`);
  const all = issuanceId === undefined ? said : [`issuance=${issuanceId.slice(-8)}`, ...said];
  return all.join(' ').slice(0, DETAIL_characters);
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
