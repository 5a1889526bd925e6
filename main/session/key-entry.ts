/** What is remembered of the key of an ICAO document while it is asked for, and of too many wrong ones afterwards. */
import type { AccessKey } from '../identity/index.ts';

/** So many wrong keys in one visit, as of a collection code. */
export const KEY_TRIES = 3;

/** What is known of the document whose key is asked for. */
export type KeyEntry = {
  readonly triesLeft: number;
  readonly wrong: boolean;
  /** It lies on the reader, as far as the reader has told. */
  readonly isThere: boolean;
  /** It went away while it was read. */
  readonly leftEarly: boolean;
  /** From a scanner; a number that is typed stands elsewhere. */
  readonly scanned: AccessKey | undefined;
};

export const newKeyEntry: KeyEntry = {
  triesLeft: KEY_TRIES,
  wrong: false,
  isThere: true,
  leftEarly: false,
  scanned: undefined,
};

/** After the tries of a visit are used up, no key is taken for so long; twice as long each time, until one is right. */
export type KeyLock = { readonly until_ms: number; readonly times: number };

export const noKeyLock: KeyLock = { until_ms: 0, times: 0 };
const FIRST_WAIT_ms = 60_000;
const LONGEST_WAIT_ms = 8 * FIRST_WAIT_ms;

/** 1, 2, 4, 8 minutes, and 8 from then on. `now_ms` is monotonic. */
export function lockedAgain({ times }: KeyLock, now_ms: number): KeyLock {
  return { until_ms: now_ms + Math.min(LONGEST_WAIT_ms, FIRST_WAIT_ms * 2 ** times), times: times + 1 };
}
