import { FaultBook } from '../machine/index.ts';
import { isQuestion } from './frames.ts';

/** Everything that can be made to go wrong. Where a fault strikes (`at`) is told in `VaultFaultOptions`. */
export const documentVaultFaults = [
  // conditions: hold until cleared (or until the hand that cures them)
  'retainFull',
  // of the mechanics
  /** The gripper finds nothing, whatever the slot's sensor says. */
  'slotEmpty',
  /** The booklet of another slot lies in this one. */
  'wrongBooklet',
  'jam',
  'shutterJam',
  'carouselBlocked',
  'powerCycle',
  'pulledDuringOpening',
  /** Taken while the shutter closes to retract it. */
  'takenDuringClosing',
  'textUnreadable',
  /** The chip of the next booklet at the exit does not answer. */
  'chipDead',
  // of the line, at a request
  /** Nothing is done and nothing is ever answered. */
  'requestLost',
  /** Nothing is done; the answer says no. */
  'refused',
  /** The connection ends and nothing is done. */
  'communicationLost',
  /** Done, and never answered. */
  'answerLost',
  /** Done, and the connection ends without an answer. */
  'hungUp',
  /** Done, and the connection ends in the middle of the answer. */
  'answerCut',
  'answerGarbled',
  'answerLate',
] as const;
export type DocumentVaultFault = (typeof documentVaultFaults)[number];

const vaultGarbage = ['checksum', 'noise', 'unknownReply', 'wrongSequence', 'wrongAddress', 'giant'] as const;
export type VaultGarbage = (typeof vaultGarbage)[number];

export type VaultFaultOptions = {
  /** How often it strikes; `Infinity` until cleared. Once when left out. */
  readonly times?: number;
  /**
   * Mechanics: `turn`, `pick`, `exit`, `open`, `close`, `retract`, `return`, `scan`; jams: `pick` when left out, jams of
   * the shutter: `open`, losses of power: `exit`. Line: the letter of a request; any order when left out.
   */
  readonly at?: string;
  /** Jams and blocks: a reset does not free it, somebody has to. */
  readonly stuck?: boolean;
  /** Late answers only: delay in milliseconds of the machine's own time. */
  readonly late_ms?: number;
  /** Garbled answers only; `checksum` when left out. */
  readonly as?: VaultGarbage;
  /** Refusals only: the unit's word; `busy` when left out. */
  readonly words?: string;
};

const usualPlace: Partial<Record<DocumentVaultFault, string>> = { jam: 'pick', shutterJam: 'open', powerCycle: 'exit' };

export class VaultFaults extends FaultBook<DocumentVaultFault, VaultFaultOptions, 'retainFull'> {
  /** Of the line, where no letter is named: at an order, never at a question. */
  strikesAt(name: DocumentVaultFault, letter: string): VaultFaultOptions | undefined {
    const isNamed = this.find((one) => one.name === name && one.options.at === letter) !== undefined;
    return isNamed || !isQuestion(letter) ? this.strikes(name, letter) : undefined;
  }

  /** Uses one strike up when its moment is there; its options then. */
  strikes(name: DocumentVaultFault, at?: string): VaultFaultOptions | undefined {
    return this.use((one) => {
      const place = one.options.at ?? usualPlace[name];
      return one.name === name && (place === undefined || at === undefined || place === at);
    });
  }
}
