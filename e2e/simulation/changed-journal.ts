import type { KioskJournal } from '../../main/journal/index.ts';

/** The same journal with some of it replaced. */
export function changedJournal(real: KioskJournal, change: Partial<KioskJournal>): KioskJournal {
  return {
    append: (entries, outbox) => real.append(entries, outbox),
    entries: (filter) => real.entries(filter),
    unseal: (sequence) => real.unseal(sequence),
    shred: (issuanceIds) => real.shred(issuanceIds),
    head: () => real.head(),
    verify: () => real.verify(),
    exportTo: (directory) => real.exportTo(directory),
    openSealed: (before_ms) => real.openSealed(before_ms),
    close: () => real.close(),
    outbox: real.outbox,
    ...change,
  };
}

/** The same outbox, of which `write` does each write, or leaves it. */
export function outboxWrittenBy(
  { outbox }: KioskJournal,
  write: (work: () => void) => void,
): Pick<KioskJournal, 'outbox'> {
  return {
    outbox: {
      pending: (limit) => outbox.pending(limit),
      size: () => outbox.size(),
      delivered: (entryId) => write(() => outbox.delivered(entryId)),
      postponed: (...note) => write(() => outbox.postponed(...note)),
    },
  };
}
