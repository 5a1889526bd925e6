/** Where every medium is, counted from the journal: nothing is ever set, only moved. */
import type { Entry, NewEntry } from '../journal/index.ts';
import type { Way } from './lifecycle.ts';

/** Where a blank can be, by what the place is for it. */
const cardPlaces = {
  source: 'hopper',
  transport: 'transport',
  tray: 'tray',
  issued: 'issued',
  rejected: 'rejectBin',
  retained: 'retainBin',
  takenOut: 'takenOut',
} as const;
/** Where a ready booklet can be. The vault has one unit for what nobody took and for what nobody may have. */
export const bookletPlaces = {
  source: 'slots',
  transport: 'vaultTransport',
  tray: 'vaultExit',
  issued: 'vaultIssued',
  rejected: 'vaultRetain',
  retained: 'vaultRetain',
  takenOut: 'vaultTakenOut',
} as const;
export const placesOf = { print: cardPlaces, dispense: bookletPlaces } as const satisfies Record<Way, unknown>;
export type Places = (typeof placesOf)[Way];
export type Place = Places[keyof typeof cardPlaces];
export type Bin = 'rejectBin' | 'retainBin' | 'vaultRetain';
/** What a technician can open and count. */
export type Unit = 'hopper' | Bin;

const ofCards: readonly Place[] = Object.values(cardPlaces);
/** Each once: rejected and retained booklets lie in one place. */
const ofBooklets: readonly Place[] = [...new Set(Object.values(bookletPlaces))];

/** The places among which a medium that is here can move. */
export function placesAround(place: Place): Places {
  return ofBooklets.includes(place) ? bookletPlaces : cardPlaces;
}

export type StockLimits = {
  readonly hopper: { readonly capacity: number; readonly low: number };
  readonly reject: { readonly capacity: number; readonly high: number };
  readonly retain: { readonly capacity: number; readonly high: number };
  readonly vaultRetain: { readonly capacity: number; readonly high: number };
};

/** `loaded`: blanks, `bookletsLoaded`: booklets that ever came into the machine. */
export type Counts = Readonly<Record<Place | 'loaded' | 'bookletsLoaded', number>>;

const nothing: Counts = {
  loaded: 0,
  hopper: 0,
  transport: 0,
  tray: 0,
  issued: 0,
  rejectBin: 0,
  retainBin: 0,
  takenOut: 0,
  bookletsLoaded: 0,
  slots: 0,
  vaultTransport: 0,
  vaultExit: 0,
  vaultIssued: 0,
  vaultRetain: 0,
  vaultTakenOut: 0,
};

export function movement(from: Place, to: Place, cause: string, count = 1): NewEntry {
  return { kind: 'stock.moved', body: { from, to, count, cause } };
}

/** Adds what one entry says; entries of other kinds change nothing. */
export function countEntry(counts: Counts, entry: Pick<Entry, 'kind' | 'body'>): Counts {
  const { kind, body } = entry as Entry;
  switch (kind) {
    case 'stock.loaded': {
      const total = body.unit === 'slots' ? 'bookletsLoaded' : 'loaded';
      return { ...counts, [total]: counts[total] + body.count, [body.unit]: counts[body.unit] + body.count };
    }
    case 'stock.moved':
      return { ...counts, [body.from]: counts[body.from] - body.count, [body.to]: counts[body.to] + body.count };
    case 'stock.emptied':
      // What was expected leaves the bin; what was counted beside it stands in the entry, and an alarm when they differ.
      return countOut(counts, body.unit);
    default:
      return counts;
  }
}

function countOut(counts: Counts, bin: Bin): Counts {
  const { takenOut } = placesAround(bin);
  return { ...counts, [bin]: 0, [takenOut]: counts[takenOut] + counts[bin] };
}

/** Invariant 2: what was loaded is somewhere, once. Undefined when the books are right. */
export function bookError(counts: Counts): string | undefined {
  return balance(counts, ofCards, 'loaded') ?? balance(counts, ofBooklets, 'bookletsLoaded');
}

function balance(counts: Counts, places: readonly Place[], total: 'loaded' | 'bookletsLoaded'): string | undefined {
  let sum = 0;
  for (const place of places) {
    if (counts[place] < 0) return `${place}: ${counts[place]}`;
    sum += counts[place];
  }
  return sum === counts[total] ? undefined : `${total} ${counts[total]}, accounted for ${sum}`;
}

export function supplyLevel(count: number, { low }: { readonly low: number }): 'empty' | 'low' | 'ok' {
  return count <= 0 ? 'empty' : count <= low ? 'low' : 'ok';
}

export function binLevel(
  count: number,
  { capacity, high }: { readonly capacity: number; readonly high: number },
): 'full' | 'high' | 'ok' {
  return count >= capacity ? 'full' : count >= high ? 'high' : 'ok';
}

const limitOf = { rejectBin: 'reject', retainBin: 'retain', vaultRetain: 'vaultRetain' } as const;

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
    return supplyLevel(this.#counts.hopper, this.limits.hopper);
  }

  binLevel(bin: Bin): 'full' | 'high' | 'ok' {
    return binLevel(this.#counts[bin], this.limits[limitOf[bin]]);
  }
}
