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

type Armed = { readonly name: ReceiptPrinterFault; readonly options: ReceiptFaultOptions; timesLeft: number };

export class ReceiptFaults {
  #armed: Armed[] = [];
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  arm(name: ReceiptPrinterFault, options: ReceiptFaultOptions = {}): void {
    const timesLeft = options.times ?? 1;
    if (!(timesLeft >= 1)) throw new RangeError('a fault strikes once or more');
    this.#armed.push({ name, options, timesLeft });
    this.#changed();
  }

  clear(name?: ReceiptPrinterFault): void {
    this.#armed = name === undefined ? [] : this.#armed.filter((armed) => armed.name !== name);
    this.#changed();
  }

  armed() {
    return this.#armed.map(({ name, timesLeft }) => ({
      name,
      timesLeft: Number.isFinite(timesLeft) ? timesLeft : ('always' as const),
    }));
  }

  /** Conditions: what they do lasts as long as they are armed. */
  holds(name: 'paperLow' | 'paperOut' | 'headHot' | 'bufferOverrun'): boolean {
    return this.#armed.some((armed) => armed.name === name);
  }

  /** Uses one strike up when the moment is there. */
  strikes(name: ReceiptPrinterFault, printed_mm = 0): boolean {
    const armed = this.#armed.find((one) => one.name === name && printed_mm >= (one.options.at_mm ?? 0));
    if (!armed) return false;
    armed.timesLeft -= 1;
    if (armed.timesLeft <= 0) this.#armed.splice(this.#armed.indexOf(armed), 1);
    this.#changed();
    return true;
  }
}
