import { FaultBook } from '../machine/index.ts';

/** Everything that can be made to go wrong. */
export const receiptPrinterFaults = [
  // conditions: hold until cleared, or until the hand that cures them
  'paperLow',
  'paperOut',
  'headHot',
  /** It stops nobody when its buffer is full: what arrives then is dropped. */
  'bufferOverrun',
  // strike once, when their moment comes
  /** The roll ends while a ticket is printed, after `at_mm` of it. */
  'paperEnds',
  'paperJam',
  'cutterJam',
  /** The cut ticket gets stuck on its way out. */
  'presenterJam',
  /** The cable is pulled while a ticket is printed. */
  'communicationLost',
  /** An answer to a request never comes. */
  'answerLost',
  'answerGarbled',
] as const;
export type ReceiptPrinterFault = (typeof receiptPrinterFaults)[number];

export type ReceiptFaultOptions = {
  /** How often it strikes; `Infinity` until cleared. Once when left out. */
  readonly times?: number;
  /** Of a ticket, for what strikes while it is printed. */
  readonly at_mm?: number;
};

type Condition = 'paperLow' | 'paperOut' | 'headHot' | 'bufferOverrun';

export class ReceiptFaults extends FaultBook<ReceiptPrinterFault, ReceiptFaultOptions, Condition> {
  /** Uses one strike up when the moment is there. */
  strikes(name: ReceiptPrinterFault, printed_mm = 0): boolean {
    return this.use((one) => one.name === name && printed_mm >= (one.options.at_mm ?? 0)) !== undefined;
  }
}
