/** Where every medium is, counted from the journal: nothing is ever set, only moved. */
import type { Entry, NewEntry } from '../journal/index.ts';

export const places = ['hopper', 'transport', 'tray', 'issued', 'rejectBin', 'retainBin', 'takenOut'] as const;
export type Place = (typeof places)[number];
export type Bin = 'rejectBin' | 'retainBin';
/** What a technician can open and count. */
export type Unit = 'hopper' | Bin;

export type StockLimits = {
  readonly hopper: { readonly capacity: number; readonly low: number };
  readonly reject: { readonly capacity: number; readonly high: number };
  readonly retain: { readonly capacity: number; readonly high: number };
};

export type Counts = Readonly<Record<Place, number>> & { readonly loaded: number };

const nothing: Counts = {
  loaded: 0,
  hopper: 0,
  transport: 0,
  tray: 0,
  issued: 0,
  rejectBin: 0,
  retainBin: 0,
  takenOut: 0,
};

export function movement(from: Place, to: Place, cause: string, count = 1): NewEntry {
  return { kind: 'stock.moved', body: { from, to, count, cause } };
}

/** Adds what one entry says; entries of other kinds change nothing. */
export function countEntry(counts: Counts, entry: Pick<Entry, 'kind' | 'body'>): Counts {
  const { kind, body } = entry as Entry;
  switch (kind) {
    case 'stock.loaded':
      return { ...counts, loaded: counts.loaded + body.count, hopper: counts.hopper + body.count };
    case 'stock.moved':
      return { ...counts, [body.from]: counts[body.from] - body.count, [body.to]: counts[body.to] + body.count };
    case 'stock.emptied':
      // What was expected leaves the bin; what was counted beside it stands in the entry, and an alarm when they differ.
      return { ...counts, [body.unit]: 0, takenOut: counts.takenOut + counts[body.unit] };
    default:
      return counts;
  }
}

/** Invariant 2: what was loaded is somewhere, once. Undefined when the books are right. */
export function bookError(counts: Counts): string | undefined {
  const sum = places.reduce((total, place) => total + counts[place], 0);
  if (sum !== counts.loaded) return `loaded ${counts.loaded}, accounted for ${sum}`;
  const missing = places.find((place) => counts[place] < 0);
  return missing === undefined ? undefined : `${missing}: ${counts[missing]}`;
}

export class Stock {
  readonly limits: StockLimits;
  #counts: Counts = nothing;
  readonly #differences = new Map<Unit, number>();

  constructor(limits: StockLimits) {
    this.limits = limits;
  }

  add(entry: Entry): void {
    this.#counts = countEntry(this.#counts, entry);
    if (entry.kind === 'stock.counted')
      this.#differences.set(entry.body.unit, entry.body.counted - entry.body.expected);
    // An emptied bin starts anew; its difference stands in the entry.
    if (entry.kind === 'stock.emptied' || entry.kind === 'stock.differenceAccepted')
      this.#differences.delete(entry.body.unit);
  }

  /** What the last count found more (or, below 0, less) than the books had, until a person accepts it. */
  difference(unit: Unit): number {
    return this.#differences.get(unit) ?? 0;
  }

  get counts(): Counts {
    return this.#counts;
  }

  get hopperLevel(): 'empty' | 'low' | 'ok' {
    const { hopper } = this.#counts;
    return hopper <= 0 ? 'empty' : hopper <= this.limits.hopper.low ? 'low' : 'ok';
  }

  binLevel(bin: Bin): 'full' | 'high' | 'ok' {
    const { capacity, high } = bin === 'rejectBin' ? this.limits.reject : this.limits.retain;
    const count = this.#counts[bin];
    return count >= capacity ? 'full' : count >= high ? 'high' : 'ok';
  }
}
