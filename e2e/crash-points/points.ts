/**
 * Places where a program may die that the simulation does not count by itself: both ends of what the outbox writes, a
 * command of card printer, vault or its reader that is on its way, both ends of every command of the card reader and the
 * receipt printer.
 */
import type { ReceiptPrinter } from '../../devices/contract/index.ts';
import type { KioskJournal } from '../../main/journal/index.ts';
import { changedJournal, outboxWrittenBy } from '../simulation/changed-journal.ts';
import type { Devices } from '../simulation/kiosk.ts';
import { type Life, never } from '../simulation/life.ts';

export function pointedJournal(real: KioskJournal, life: Life): KioskJournal {
  const written = (write: () => void) => {
    if (!life.passes()) return;
    write();
    life.passes();
  };
  return changedJournal(real, outboxWrittenBy(real, written));
}

export function pointedDevices({ cardReader, cardPrinter, vault, vaultReader }: Devices, life: Life): Devices {
  /** Both ends are counted where it is carried out. */
  const onItsWay = <T>(answer: Promise<T>): Promise<T> => (life.passes() ? answer : never());
  return {
    cardReader: {
      ...cardReader,
      readEvidence: (...request) => onItsWay(heard(cardReader.readEvidence(...request), life)),
    },
    cardPrinter: {
      ...cardPrinter,
      feed: (...options) => onItsWay(cardPrinter.feed(...options)),
      print: (...job) => onItsWay(cardPrinter.print(...job)),
      present: (...options) => onItsWay(cardPrinter.present(...options)),
      retract: (...options) => onItsWay(cardPrinter.retract(...options)),
      reject: (...options) => onItsWay(cardPrinter.reject(...options)),
      mediaPosition: (...options) => onItsWay(cardPrinter.mediaPosition(...options)),
      reset: (...options) => onItsWay(cardPrinter.reset(...options)),
    },
    vault: {
      ...vault,
      dispense: (...slot) => onItsWay(vault.dispense(...slot)),
      readMrz: (...options) => onItsWay(vault.readMrz(...options)),
      present: (...options) => onItsWay(vault.present(...options)),
      retract: (...options) => onItsWay(vault.retract(...options)),
      reject: (...options) => onItsWay(vault.reject(...options)),
      mediaPosition: (...options) => onItsWay(vault.mediaPosition(...options)),
      reset: (...options) => onItsWay(vault.reset(...options)),
    },
    vaultReader: {
      ...vaultReader,
      readTravelDocument: (...request) => onItsWay(vaultReader.readTravelDocument(...request)),
    },
  };
}

export function pointedReceiptPrinter(real: ReceiptPrinter, life: Life): ReceiptPrinter {
  const run = <T>(command: () => Promise<T>): Promise<T> => {
    if (!life.passes()) return never();
    const answer = heard(command(), life);
    return life.passes() ? answer : never();
  };
  return {
    ...real,
    onEvent: (listener) => real.onEvent((event) => life.alive && listener(event)),
    print: (...ticket) => run(() => real.print(...ticket)),
    retract: (...options) => run(() => real.retract(...options)),
  };
}

async function heard<T>(answer: Promise<T>, life: Life): Promise<T> {
  const value = await answer;
  return life.passes() ? value : never();
}
