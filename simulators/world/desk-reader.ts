/** A reader on a desk, outside of the machine: where a card that came out of it is read, by whoever asks for it. */
import type { CardPrinterSimulator } from '../card-printer/index.ts';
import { BadCall } from './bad-call.ts';
import type { BlankChips } from './blank-chips.ts';
import type { WorldReader } from './reader.ts';

/** With whoever took it, or with the technician who emptied the bins. */
const OUTSIDE: readonly string[] = ['taken', 'removed'];

type DeskParts = {
  readonly cardPrinter: Pick<CardPrinterSimulator, 'placeOf' | 'onChange'>;
  readonly chips: BlankChips;
  readonly reader: Pick<WorldReader, 'insert' | 'remove'>;
};

export function createDeskReader({ cardPrinter, chips, reader }: DeskParts) {
  let lying: string | undefined;
  const isOutside = (cardId: string) => OUTSIDE.includes(cardPrinter.placeOf(cardId) ?? '');
  const lift = () => {
    lying = undefined;
    reader.remove();
  };
  // Pushed back into the machine, it lies here no more.
  cardPrinter.onChange(() => {
    if (lying !== undefined && !isOutside(lying)) lift();
  });
  return {
    lay(cardId: string): void {
      if (!isOutside(cardId)) throw new BadCall(`no card ${cardId} is outside of the machine`);
      if (lying !== undefined) throw new BadCall(`${lying} lies on the desk’s reader already`);
      lying = cardId;
      reader.insert(chips.of(cardId, () => 'good'));
    },
    lift,
    card: () => lying,
  };
}
