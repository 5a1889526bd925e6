/** How often it strikes: once when left out, `Infinity` until cleared. */
type Limits = { readonly times?: number };

type Armed<Name, Options> = { readonly name: Name; readonly options: Partial<Options>; timesLeft: number };

/** Faults that wait for their moment. Which moment that is, each machine says in a `strikes` of its own. */
export abstract class FaultBook<Name extends string, Options extends Limits, Condition extends Name = Name> {
  #armed: Armed<Name, Options>[] = [];
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  arm(name: Name, options: Partial<Options> = {}): void {
    const timesLeft = options.times ?? 1;
    if (!(timesLeft >= 1)) throw new RangeError('a fault strikes once or more');
    this.#armed.push({ name, options, timesLeft });
    this.#changed();
  }

  clear(name?: Name): void {
    this.#armed = name === undefined ? [] : this.#armed.filter((armed) => armed.name !== name);
    this.#changed();
  }

  armed() {
    return this.list(() => ({}));
  }

  /** Whether a condition holds now; nothing is used up. */
  holds(name: Condition): boolean {
    return this.find((armed) => armed.name === name) !== undefined;
  }

  /** What is armed, with what else is to be told of it. */
  protected list<More>(more: (armed: Armed<Name, Options>) => More) {
    return this.#armed.map((armed) => ({
      name: armed.name,
      ...more(armed),
      timesLeft: Number.isFinite(armed.timesLeft) ? armed.timesLeft : ('always' as const),
    }));
  }

  protected find(isMeant: (armed: Armed<Name, Options>) => boolean): Armed<Name, Options> | undefined {
    return this.#armed.find(isMeant);
  }

  /** Uses up one strike of the first that is meant; its options then. */
  protected use(isMeant: (armed: Armed<Name, Options>) => boolean): Partial<Options> | undefined {
    const armed = this.find(isMeant);
    if (!armed) return undefined;
    armed.timesLeft -= 1;
    if (armed.timesLeft <= 0) this.#armed.splice(this.#armed.indexOf(armed), 1);
    this.#changed();
    return armed.options;
  }
}

/** Faults of a machine that has one moment for each. */
export class PlainFaults<Name extends string> extends FaultBook<Name, Limits> {
  /** Uses one strike up. */
  strikes(name: Name): boolean {
    return this.use((armed) => armed.name === name) !== undefined;
  }
}
