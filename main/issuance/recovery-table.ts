/** What becomes of a medium whose last step has no outcome: one table, used after a restart and after a lost answer. */
import type { IssuanceState } from './lifecycle.ts';

/** What the device says of the medium. */
export type Finding =
  | 'transport'
  /** At the bezel or behind the open shutter, within a person's reach. */
  | 'exit'
  | 'none'
  /** The device answers, but cannot say. */
  | 'unknown';

export type Row = 'claim' | 'claimed' | 'bind' | 'made' | 'present' | 'reject' | 'retract';

export type Remedy =
  /** Ask the service with the same id whether the claim was granted, then give it back. */
  | 'ask-claim'
  | 'release'
  /** To the reject bin (of a vault: the retain unit): `spoiled`. */
  | 'reject'
  /** To the retain bin, because the medium lies where a hand reaches it: `spoiled`. */
  | 'take-back'
  /** To the retain bin: `retained`. */
  | 'retract'
  | 'issued-presumed'
  /** The rejection had happened before the power went. */
  | 'spoiled'
  /** Only a count could tell whether it was taken or retained. */
  | 'unresolved';

/**
 * A card that is at no sensor any more: before anything was printed nothing happened; printed, nobody can say where
 * it went; presented, a person took it. A rejected card stays behind a locked door, as long as the printer keeps its power.
 */
export const recoveryTable: Readonly<Record<Row, Readonly<Record<Finding, Remedy>>>> = {
  claim: { transport: 'ask-claim', exit: 'ask-claim', none: 'ask-claim', unknown: 'ask-claim' },
  claimed: { transport: 'release', exit: 'release', none: 'release', unknown: 'release' },
  bind: { transport: 'reject', exit: 'take-back', none: 'release', unknown: 'unresolved' },
  made: { transport: 'reject', exit: 'take-back', none: 'unresolved', unknown: 'unresolved' },
  present: { transport: 'retract', exit: 'retract', none: 'issued-presumed', unknown: 'unresolved' },
  reject: { transport: 'reject', exit: 'take-back', none: 'spoiled', unknown: 'unresolved' },
  retract: { transport: 'retract', exit: 'retract', none: 'unresolved', unknown: 'unresolved' },
};

export function rowOf(state: IssuanceState): Row {
  switch (state.step) {
    case 'claim':
      return state.claimed ? 'claimed' : 'claim';
    case 'bind':
      // With its outcome written, the medium was surely inside: not to be found now is another matter.
      if (!state.bound && !state.open) return 'claimed';
      return state.bound ? 'made' : 'bind';
    case 'personalise':
    case 'verify':
      return 'made';
    case 'present':
      // A present that surely did nothing leaves the medium where it was.
      return state.open || state.presented ? 'present' : 'made';
    case 'reject':
      return 'reject';
    case 'retract':
      return state.open ? 'retract' : state.presented ? 'present' : 'made';
  }
}
