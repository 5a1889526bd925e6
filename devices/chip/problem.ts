import { err, type Result } from '../../common/result.ts';
import { statusWordError } from './status-word.ts';

/**
 * Why a chip could not be read or is not believed. `refused`: the card answered with an error status word.
 * `malformed`: bytes that the standard does not allow. `failed`: a check was made and its answer is no.
 * `unsupported`: allowed by the standard, not read here. `limit`: more than we are willing to read or wait for.
 * `denied`: the key is not that of this document. `noSuchKey`: the chip takes no key of this kind.
 */
export type ChipProblem = {
  readonly kind: 'refused' | 'malformed' | 'failed' | 'unsupported' | 'limit' | 'denied' | 'noSuchKey';
  /** What was being checked, in a few words: "passive authentication: hash of DG1". */
  readonly check: string;
  /** Where the rule stands: "Doc 9303-11, 5.1". */
  readonly clause: string;
  readonly words: string;
  /** The card's status word, when it refused. */
  readonly sw?: number;
};

/** The part of a problem that stays the same within one protocol. */
export type CheckName = { readonly check: string; readonly clause: string };

export function malformed(at: CheckName, words: string): Result<never, ChipProblem> {
  return err({ kind: 'malformed', ...at, words });
}

export function failed(at: CheckName, words: string): Result<never, ChipProblem> {
  return err(failure(at, words));
}

export function failure(at: CheckName, words: string): ChipProblem {
  return { kind: 'failed', ...at, words };
}

export function unsupported(at: CheckName, words: string): Result<never, ChipProblem> {
  return err({ kind: 'unsupported', ...at, words });
}

export function denied(at: CheckName, words: string): Result<never, ChipProblem> {
  return err({ kind: 'denied', ...at, words });
}

export function noSuchKey(at: CheckName, words: string): Result<never, ChipProblem> {
  return err({ kind: 'noSuchKey', ...at, words });
}

export function beyondLimit(at: CheckName, words: string): Result<never, ChipProblem> {
  return err({ kind: 'limit', ...at, words });
}

export function refused(at: CheckName, sw: number): Result<never, ChipProblem> {
  return err({ kind: 'refused', ...at, words: statusWordError(sw).words, sw });
}

export function isChipProblem(error: unknown): error is ChipProblem {
  return typeof error === 'object' && error !== null && 'check' in error && 'clause' in error;
}
