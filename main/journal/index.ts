export { type EntryKind, entryKinds } from './catalogue.ts';
export type { Journal, KioskJournal } from './contract.ts';
export type { Entry, NewEntry } from './entry.ts';
export type { KeyStore } from './keys.ts';
export { type JournalOptions, openJournal } from './open.ts';
export type { OutboxEvent, OutboxRow } from './outbox.ts';
export type { JournalProblem } from './problem.ts';
export { startRetention } from './retention.ts';
export type { SafeStorage } from './safe-storage-keys.ts';
