import { FaultBook } from '../machine/index.ts';

/** Everything that can be made to go wrong. Where a fault strikes (`at`) is told in `FaultOptions`. */
export const cardPrinterFaults = [
  // conditions: hold until cleared (or until the hand that cures them)
  'hopperEmpty',
  'rejectBinFull',
  'ribbonWrongType',
  // of the mechanics, at a step
  'feederJam',
  'doubleFeed',
  'jam',
  'ribbonEndsMidPanel',
  'ribbonBroken',
  'coverOpen',
  'headOverheated',
  'powerCycle',
  'ejectsOnPowerUp',
  'cardPulledDuringEject',
  // of the line, at a request
  /** The connection ends and nothing is done. */
  'communicationLost',
  /** Nothing is done and nothing is ever answered. */
  'requestLost',
  /** Nothing is done; the answer says no. */
  'refused',
  /** Done, and never answered. */
  'answerLost',
  /** Done, and the connection ends without an answer. */
  'hungUp',
  /** Done, and the connection ends in the middle of the answer. */
  'answerCut',
  'answerGarbled',
  'answerLate',
] as const;
export type CardPrinterFault = (typeof cardPrinterFaults)[number];

export const garbageKinds = [
  'notJson',
  'truncated',
  'html',
  'giant',
  'unknownReply',
  'errorWords',
  /** The answer to another request. */
  'wrongId',
  /** The refusal of another request. */
  'foreignError',
  /** A reply whose result is not a text. */
  'wrongType',
] as const;
export type Garbage = (typeof garbageKinds)[number];

export type FaultOptions = {
  /** How often it strikes; `Infinity` until cleared. Once when left out. */
  readonly times?: number;
  /**
   * Mechanics: `feed`, `printHead` (the middle of a face), `flip`, `eject`, `move`, `retract`, `reject`, or one panel as
   * `front:m`, `back:k`. Line: a method (`PRINT.Print`) or a command (`Se`, `Rlr;p`); the next that moves a card when left out.
   */
  readonly at?: string;
  /** Jams only: the rollers cannot free the card, somebody has to. */
  readonly stuck?: boolean;
  /** Jams only: the card stopped where no sensor looks. */
  readonly unseen?: boolean;
  /** Late answers only: delay in milliseconds of the machine's own time. */
  readonly late_ms?: number;
  /** Garbled answers only. */
  readonly as?: Garbage;
  /** Refusals only: the printer's words, e.g. `ERR BUSY`. */
  readonly words?: string;
};

const usualPlace: Partial<Record<CardPrinterFault, string>> = {
  feederJam: 'feed',
  doubleFeed: 'feed',
  jam: 'printHead',
  ribbonEndsMidPanel: 'printHead',
  ribbonBroken: 'printHead',
  coverOpen: 'printHead',
  headOverheated: 'printHead',
  powerCycle: 'printHead',
  ejectsOnPowerUp: 'boot',
  cardPulledDuringEject: 'eject',
  communicationLost: 'action',
  requestLost: 'action',
  refused: 'action',
  answerLost: 'action',
  hungUp: 'action',
  answerCut: 'action',
  answerGarbled: 'action',
  answerLate: 'action',
};

function placeOf(name: CardPrinterFault, { at }: FaultOptions): string {
  return at ?? usualPlace[name] ?? '';
}

type Condition = 'hopperEmpty' | 'rejectBinFull' | 'ribbonWrongType';

export class PrinterFaults extends FaultBook<CardPrinterFault, FaultOptions, Condition> {
  override armed() {
    return this.list(({ name, options }) => ({ at: placeOf(name, options) }));
  }

  /** Uses up one strike of `name` if it waits for one of these places. */
  strikes(name: CardPrinterFault, places: readonly string[]): FaultOptions | undefined {
    return this.use((one) => one.name === name && places.includes(placeOf(name, one.options)));
  }
}
