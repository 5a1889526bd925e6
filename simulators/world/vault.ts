/** The passport vault of the simulated machine: the unit, the booklets in it, and the chip reader at its exit. */
import type { Clock } from '../../common/clock.ts';
import type { TestPki } from '../cards/index.ts';
import { createDocumentVaultSimulator } from '../document-vault/index.ts';
import type { SimulatorLog } from '../log-events.ts';
import type { Pace } from '../machine/index.ts';
import type { Resident } from '../residents/index.ts';
import { BookletStock } from './booklets.ts';
import type { WorldReader } from './reader.ts';

const SLOTS = 24;
const RETAIN_CAPACITY = 10;

type WorldVaultOptions = {
  readonly clock: Clock;
  readonly pace: Pace;
  readonly log: SimulatorLog;
  readonly pki: TestPki;
  readonly people: readonly Resident[];
  readonly reader: WorldReader;
};

export type WorldVault = ReturnType<typeof createWorldVault>;

export function createWorldVault({ clock, pace, log, pki, people, reader }: WorldVaultOptions) {
  const unit = createDocumentVaultSimulator({ clock, pace, log, slots: SLOTS, retainCapacity: RETAIN_CAPACITY });
  const stock = new BookletStock(pki, people, unit, new Date(clock.now_ms()));
  unit.onBookletAtExit((booklet) => {
    reader.remove();
    if (booklet?.card) reader.insert(booklet.card);
  });
  stock.fill();
  return {
    unit,
    stock,
    slots: SLOTS,
    retainCapacity: RETAIN_CAPACITY,
    snapshot: () => {
      const { booklets, ...rest } = unit.snapshot();
      return {
        ...rest,
        slots: SLOTS,
        booklets: booklets.map((one) => ({ ...one, resident: stock.residentOf(one.id) })),
      };
    },
  };
}
