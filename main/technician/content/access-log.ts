/** Who was here: visits and refusals as the journal has them, newest first. */
import type { Entry, Journal } from '../../journal/index.ts';
import type { AccessContent } from '../view.ts';

const LINES = 50;
/** Of technicians: a visit of a hundred tests does not push the one before it off the page. */
const READ_entries = 2_000;
const accessKinds = [
  'technician.refused',
  'technician.entered',
  'technician.action',
  'technician.test',
  'technician.left',
] as const;

type Line = AccessContent['visits'][number];

export function accessContent(journal: Pick<Journal, 'entries'>, hereId: string): AccessContent {
  const newestFirst = journal.entries({ kinds: accessKinds, order: 'newest-first', limit: READ_entries });
  const visits = new Map<string, { -readonly [Key in keyof Line]: Line[Key] }>();
  const lines: Line[] = [];
  for (const entry of [...newestFirst].reverse()) {
    const line = lineOf(entry, hereId, visits);
    if (line) lines.push(line);
  }
  return { page: 'access', visits: lines.reverse().slice(0, LINES) };
}

function lineOf(
  entry: Entry,
  hereId: string,
  visits: Map<string, { -readonly [Key in keyof Line]: Line[Key] }>,
): Line | undefined {
  switch (entry.kind) {
    case 'technician.entered': {
      const { visitId, cardId, role } = entry.body;
      // Until an entry says how it ended, the power did.
      const how = visitId === hereId ? 'here' : 'power';
      const line = { cardId, role, enteredAt_ms: entry.time_ms, leftAt_ms: undefined, how, actions: 0 } as const;
      const visit = { ...line };
      visits.set(visitId, visit);
      return visit;
    }
    case 'technician.action': {
      const visit = visits.get(entry.body.visitId);
      if (visit) visit.actions += 1;
      return undefined;
    }
    case 'technician.left': {
      const visit = visits.get(entry.body.visitId);
      if (!visit) return undefined;
      visit.how = entry.body.how;
      visit.leftAt_ms = entry.time_ms;
      return undefined;
    }
    case 'technician.refused': {
      const { cardId = '', code } = entry.body;
      const how = code === 'lockedOut' ? 'locked' : 'refused';
      return { cardId, role: undefined, enteredAt_ms: entry.time_ms, leftAt_ms: undefined, how, actions: 0 };
    }
    default:
      return undefined;
  }
}
