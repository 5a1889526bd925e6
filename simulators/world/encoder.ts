/** The chip reader in the card printer: what lies in its field is the chip of the card that rests at the encoder's station. */
import type { CardPrinterSimulator } from '../card-printer/index.ts';
import type { LicenceChipKind } from '../cards/index.ts';
import { PlainFaults } from '../machine/index.ts';
import type { BlankChips, ChipState } from './blank-chips.ts';
import type { WorldReader } from './reader.ts';

/** What is wrong with the chip of the next blank that comes to the encoder for the first time, for that blank's whole life. */
export const encoderFaults = [
  'dead',
  'writeFailsHalfWay',
  'lockedAlready',
] as const satisfies readonly LicenceChipKind[];
type EncoderFault = (typeof encoderFaults)[number];

type EncoderParts = {
  readonly cardPrinter: Pick<CardPrinterSimulator, 'atEncoder' | 'onChange'>;
  readonly chips: BlankChips;
  readonly reader: Pick<WorldReader, 'insert' | 'remove'>;
  readonly changed: () => void;
  /** What the encoder has left on a chip, when its card goes on. */
  readonly tell: (words: string) => void;
};

export function createWorldEncoder({ cardPrinter, chips, reader, changed, tell }: EncoderParts) {
  const faults = new PlainFaults<EncoderFault>(changed);
  const kindOfNext = (): LicenceChipKind => encoderFaults.find((name) => faults.strikes(name)) ?? 'good';
  let inField: string | undefined;
  cardPrinter.onChange(() => {
    const now = cardPrinter.atEncoder();
    if (now === inField) return;
    if (inField !== undefined) tell(wordsOf(inField, chips.tell(inField)));
    inField = now;
    reader.remove();
    if (now !== undefined) reader.insert(chips.of(now, kindOfNext));
  });
  return {
    faults,
    /** Whose chip the encoder reaches now. */
    inField: () => inField,
  };
}

function wordsOf(cardId: string, { state, resident }: ChipState): string {
  return `${cardId}: chip ${state}${resident === null ? '' : `, ${resident}’s`}`;
}
