/** Everything that can be made to go wrong with the service or the way to it. */
export const serviceFaults = [
  /** Nobody listens: the network is cut or the service is off. */
  'down',
  /** Answers after `late_ms`. */
  'slow',
  'serverError',
  'html',
  /** JSON that is not as agreed. */
  'wrongSchema',
  /** Another person's data for this order. */
  'holderMismatch',
  'claimRefused',
  /** The request is done, and its answer never arrives. */
  'answerLost',
  /** The answer to the request before comes again. */
  'answersTwice',
  /** The grant of another order, in an answer that is otherwise right. */
  'claimForAnother',
  /** Its clock is an hour ahead, or off by `off_ms`. */
  'clockWrong',
] as const;
export type ServiceFault = (typeof serviceFaults)[number];

export type ServiceFaultOptions = {
  /** How often it strikes; `Infinity` until cleared. Once when left out. */
  readonly times?: number;
  /** Only with this operation of the contract: `claim`, `report`, `documentData` ... */
  readonly at?: string;
  readonly late_ms?: number;
  /** How far the clock is wrong; behind when negative. */
  readonly off_ms?: number;
};

type Armed = { readonly name: ServiceFault; readonly options: ServiceFaultOptions; timesLeft: number };

export class ServiceFaults {
  #armed: Armed[] = [];
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  arm(name: ServiceFault, options: ServiceFaultOptions = {}): void {
    const timesLeft = options.times ?? 1;
    if (!(timesLeft >= 1)) throw new RangeError('a fault strikes once or more');
    this.#armed.push({ name, options, timesLeft });
    this.#changed();
  }

  clear(name?: ServiceFault): void {
    this.#armed = name === undefined ? [] : this.#armed.filter((armed) => armed.name !== name);
    this.#changed();
  }

  armed() {
    return this.#armed.map(({ name, options, timesLeft }) => ({
      name,
      at: options.at ?? '',
      timesLeft: Number.isFinite(timesLeft) ? timesLeft : ('always' as const),
    }));
  }

  holds(name: ServiceFault): boolean {
    return this.#armed.some((armed) => armed.name === name);
  }

  /** How a condition that holds now is to be; nothing is used up. */
  optionsOf(name: ServiceFault): ServiceFaultOptions | undefined {
    return this.#armed.find((armed) => armed.name === name)?.options;
  }

  /** Uses up one strike of `name` for this operation. */
  strikes(name: ServiceFault, operation: string): ServiceFaultOptions | undefined {
    const armed = this.#armed.find(
      (one) => one.name === name && (one.options.at === undefined || one.options.at === operation),
    );
    if (!armed) return undefined;
    armed.timesLeft -= 1;
    if (armed.timesLeft <= 0) this.#armed.splice(this.#armed.indexOf(armed), 1);
    this.#changed();
    return armed.options;
  }
}
