/** How long a card is locked out after wrong PINs: a pure function of what the journal says of that card. */
import type { Entry } from '../../journal/index.ts';

/** Wrong PINs in a row that a card is allowed before the first lock-out. */
export const TRIES = 5;
const FIRST_ms = 60_000;
const LONGEST_ms = 64 * 60_000;

/**
 * | wrong in a row | locked out for      |
 * | -------------- | ------------------- |
 * | 1 to 4         | not                 |
 * | 5              | 1 min               |
 * | 6              | 2 min               |
 * | 7              | 4 min ...           |
 * | 11 and more    | 64 min              |
 */
export type LockOut = { readonly wrong: number; readonly left_ms: number };

/** Ends of a try that cost none, for nothing was sent to the card; no other refusal may be called so. */
export const freeEnds = { lastTry: 'lastTryKept', unsent: 'pinNotSent' } as const;
const free: readonly string[] = Object.values(freeEnds);

/**
 * @param entries of `lockOutKinds`, oldest first: a try without an end (the power went) counts as wrong
 */
export function lockOutOf(cardId: string, entries: readonly Entry[], now_ms: number): LockOut {
  let wrong = 0;
  let last_ms = 0;
  let isOpen = false;
  for (const entry of entries) {
    if (entry.kind === 'technician.pinTried' && entry.body.cardId === cardId) {
      wrong += 1;
      last_ms = entry.time_ms;
      isOpen = true;
    }
    if (entry.kind === 'technician.entered' && entry.body.cardId === cardId) wrong = 0;
    if (entry.kind === 'technician.refused' && entry.body.cardId === cardId && isOpen) {
      if (free.includes(entry.body.code)) wrong -= 1;
      isOpen = false;
    }
  }
  if (wrong < TRIES) return { wrong, left_ms: 0 };
  const length_ms = Math.min(FIRST_ms * 2 ** (wrong - TRIES), LONGEST_ms);
  // A clock that was set back since must not make it longer than it is.
  return { wrong, left_ms: Math.min(length_ms, Math.max(0, last_ms + length_ms - now_ms)) };
}

export const lockOutKinds = ['technician.pinTried', 'technician.refused', 'technician.entered'] as const;
