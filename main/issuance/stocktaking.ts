/**
 * What a technician does with blanks and bins, each act an entry of the journal under a name. A count that differs from
 * the books is an alarm; the books follow it only when a person accepts it, with a reason.
 */
import type { Log } from '../../common/log.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { NewEntry } from '../journal/index.ts';
import { type Booklet, type Books, JournalBroken, type UnresolvedMedium } from './books.ts';
import { type Bin, type Counts, movement, type Place, placesAround, type Unit } from './stock.ts';

export type StocktakingReceipt = {
  /** Counted less expected: 0 when the books were right. */
  readonly difference: number;
  readonly counts: Counts;
};

export type StocktakingRefusal = {
  readonly code: /** A resident's document is in the making: what is counted now is wrong in a moment. */
    | 'issuance-under-way'
    /** An earlier issuance is being settled right now. */
    | 'settling'
    /** An earlier issuance waits for the printer: it must be settled first. It may wait for just that full bin. */
    | 'not-settled'
    /** What was said cannot be; `words` says why. */
    | 'not-possible'
    | 'journal-broken';
  readonly words: string;
};

export type StocktakingOutcome = Result<StocktakingReceipt, StocktakingRefusal>;

/** Where a person can find a medium: not within the machine's path, which only the machine moves. */
export type FoundAt = Exclude<Place, 'transport' | 'tray' | 'vaultTransport' | 'vaultExit'>;

export type Stocktaking = {
  load(blanks: { readonly count: number; readonly by: string }): StocktakingOutcome;
  /** All that is in the bin is taken out and counted. */
  empty(bin: { readonly bin: Bin; readonly counted: number; readonly by: string }): StocktakingOutcome;
  count(unit: { readonly unit: Unit; readonly counted: number; readonly by: string }): StocktakingOutcome;
  /** The books take over the difference of the last count. */
  acceptDifference(unit: { readonly unit: Unit; readonly by: string; readonly why: string }): StocktakingOutcome;
  /** Of an issuance that ended unresolved; `issued`: its holder has it. */
  mediumFound(medium: {
    readonly issuanceId: string;
    readonly at: FoundAt;
    readonly by: string;
    readonly why: string;
  }): StocktakingOutcome;
  /** The booklet of this order lies in this slot of the vault now. */
  loadBooklet(booklet: Booklet & { readonly by: string }): StocktakingOutcome;
  /** A person took the booklet out of its slot, to be counted and signed for. */
  unloadBooklet(booklet: { readonly slot: number; readonly by: string; readonly why: string }): StocktakingOutcome;
  /** What lies in the vault by the books, in the order of the slots. */
  booklets(): readonly Booklet[];
  /** Media that are still to be found, oldest first. */
  unresolved(): readonly UnresolvedMedium[];
  /** Of the last count, until it is accepted. */
  difference(unit: Unit): number;
};

export type StocktakingParts = {
  readonly books: Books;
  readonly hindrance: () => 'issuance-under-way' | 'settling' | 'not-settled' | undefined;
  /** Something can be made now that could not before, or the other way round. */
  readonly changed: () => void;
  readonly log: Log;
};

const MOST_chars = { by: 80, why: 500 };

export function createStocktaking({ books, hindrance, changed, log }: StocktakingParts): Stocktaking {
  const { stock } = books;

  /** Writes what `act` says, or why not; every way out is a value. */
  const doing = (
    problems: readonly (string | undefined)[],
    act: () => number,
    whileOneWaits = false,
  ): StocktakingOutcome => {
    const hindered = hindrance();
    if (hindered && !(whileOneWaits && hindered === 'not-settled'))
      return err({ code: hindered, words: hinderedWords[hindered] });
    const problem = problems.find((words) => words !== undefined);
    if (problem !== undefined) return err({ code: 'not-possible', words: problem });
    try {
      const difference = act();
      changed();
      return ok({ difference, counts: stock.counts });
    } catch (error) {
      if (!(error instanceof JournalBroken)) throw error;
      changed();
      return err({ code: 'journal-broken', words: error.words });
    }
  };

  const write = (entry: NewEntry, unit: Unit, alarm: string | undefined) => {
    books.note(entry, ...(alarm === undefined ? [] : [{ kind: 'stock.alarm', body: { unit, words: alarm } } as const]));
    if (alarm !== undefined) log('stock.alarm', { unit, words: alarm });
  };

  return {
    load: ({ count, by }) =>
      doing(
        [signature(by), load(count, stock.limits.hopper.capacity)],
        () => {
          const { capacity } = stock.limits.hopper;
          const after = stock.counts.hopper + count;
          const alarm = after > capacity ? `${after} by the books, and it holds ${capacity}` : undefined;
          write({ kind: 'stock.loaded', body: { unit: 'hopper', count, by, source: 'technician' } }, 'hopper', alarm);
          return 0;
        },
        true,
      ),

    empty: ({ bin, counted, by }) =>
      doing(
        [signature(by), number(counted)],
        () => {
          const expected = stock.counts[bin];
          write({ kind: 'stock.emptied', body: { unit: bin, expected, counted, by } }, bin, alarmOf(expected, counted));
          return counted - expected;
        },
        true,
      ),

    count: ({ unit, counted, by }) =>
      doing([signature(by), number(counted)], () => {
        const expected = stock.counts[unit];
        write({ kind: 'stock.counted', body: { unit, expected, counted, by } }, unit, alarmOf(expected, counted));
        return counted - expected;
      }),

    acceptDifference: ({ unit, by, why }) => {
      const difference = stock.difference(unit);
      const wrong = difference === 0 ? 'the last count agrees with the books' : undefined;
      const gone = stock.counts[unit] + difference < 0 ? 'the books have fewer by now: count again' : undefined;
      return doing([signature(by), reason(why), wrong, gone], () => {
        books.note(
          { kind: 'stock.differenceAccepted', body: { unit, difference, by, why } },
          ...corrections(unit, difference, by),
        );
        return difference;
      });
    },

    mediumFound: ({ issuanceId, at, by, why }) => {
      const medium = books.unresolved.find((one) => one.issuanceId === issuanceId);
      const unknown = medium ? undefined : 'no medium of this issuance is to be found';
      const elsewhere = medium && placesAround(medium.place) !== placesAround(at) ? 'a booklet is no card' : undefined;
      return doing([signature(by), reason(why), unknown, elsewhere], () => {
        if (medium) books.found(medium, at, by, why);
        return 0;
      });
    },

    loadBooklet: ({ slot, orderId, reference, by }) => {
      const taken = books.booklets.some((booklet) => booklet.slot === slot) ? `slot ${slot} is taken` : undefined;
      const other = books.bookletOf(orderId);
      const twice = other ? `the booklet of this order lies in slot ${other.slot}` : undefined;
      const gone = books.wasIssued(orderId) ? 'this order was handed over' : undefined;
      return doing([signature(by), taken, twice, gone], () => {
        books.note(
          { kind: 'vault.loaded', body: { slot, orderId, reference, by } },
          { kind: 'stock.loaded', body: { unit: 'slots', count: 1, by, source: 'technician' } },
        );
        return 0;
      });
    },

    unloadBooklet: ({ slot, by, why }) => {
      const booklet = books.booklets.find((one) => one.slot === slot);
      const empty = booklet ? undefined : `no booklet lies in slot ${slot}`;
      return doing([signature(by), reason(why), empty], () => {
        if (!booklet) return 0;
        books.note(
          { kind: 'vault.unloaded', body: { slot, orderId: booklet.orderId, by, why } },
          movement('slots', 'vaultTakenOut', why.slice(0, 80)),
        );
        return 0;
      });
    },

    booklets: () => books.booklets,
    unresolved: () => books.unresolved,
    difference: (unit) => stock.difference(unit),
  };
}

const hinderedWords = {
  'issuance-under-way': 'a document is being made; wait until it was taken',
  settling: 'an earlier issuance is being settled; try again in a moment',
  'not-settled': 'an earlier issuance is not settled: clear the printer, and wait until it answers',
} as const;

/** What is there and was not in the books comes in through the hopper (a booklet: through a slot), as all media do. */
function corrections(unit: Unit, difference: number, by: string): readonly NewEntry[] {
  const count = Math.abs(difference);
  const { source, takenOut } = placesAround(unit);
  if (difference < 0) return [movement(unit, takenOut, 'difference accepted', count)];
  const loaded = { kind: 'stock.loaded', body: { unit: source, count, by, source: 'found' } } as const;
  return unit === source ? [loaded] : [loaded, movement(source, unit, 'difference accepted', count)];
}

function alarmOf(expected: number, counted: number): string | undefined {
  return counted === expected ? undefined : `${counted} counted, ${expected} expected`;
}

function signature(by: string): string | undefined {
  const isName = by.trim() !== '' && by.length <= MOST_chars.by;
  return isName ? undefined : `who did it: 1 to ${MOST_chars.by} characters`;
}

function reason(why: string): string | undefined {
  const isReason = why.trim() !== '' && why.length <= MOST_chars.why;
  return isReason ? undefined : `why: 1 to ${MOST_chars.why} characters`;
}

function number(counted: number): string | undefined {
  return Number.isSafeInteger(counted) && counted >= 0 ? undefined : 'a count is a whole number, 0 or more';
}

function load(count: number, capacity: number): string | undefined {
  const isLoad = Number.isSafeInteger(count) && count > 0 && count <= capacity;
  return isLoad ? undefined : `the hopper holds ${capacity}: load 1 to ${capacity}`;
}
