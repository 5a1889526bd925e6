/**
 * What crossings of the matrix come to, in few words: `~` is the way from the card to the making, a code closes the machine,
 * or withdraws passports from it.
 */
import type { Cannot, Cell, Outcome } from './row.ts';

const TO_MAKING = 'reading > code > documents > confirm > making';

/** Why a machine that goes on with licences offers no passports, by the code that it would close with. */
export const withdrawals: Readonly<Record<string, string>> = { V2: 'vault-retain-full', V3: 'vault-trouble' };

export function outcome(
  screens: string,
  rest: Omit<Outcome, 'screens' | 'machine'>,
  code: string | undefined,
): Outcome {
  const machine = code === undefined ? 'attract' : machineWith(code);
  return { screens: screens.replace('~', TO_MAKING), ...rest, machine };
}

function machineWith(code: string): string {
  const reason = withdrawals[code];
  return reason === undefined ? `out of service ${code}` : `attract, no passport (${reason})`;
}

/** The resident has it; `code` when the next one cannot be served. */
export function issued(code?: string, screens = '~ > take > receipt > thanks', journal = 'issued'): Outcome {
  return outcome(screens, { order: 'issued', media: 'resident', journal }, code);
}

/** The first card is spoilt, a fresh blank follows by itself. */
export function again(note: string, bin = 'reject bin'): Outcome {
  const rest = { order: 'issued', media: `${bin}, resident`, journal: `spoiled (${note}), issued` } as const;
  return outcome('~ > making again > take > receipt > thanks', rest, undefined);
}

/** No blank was touched, and the order waits. */
export function untouched(screens: string, journal = 'nothing', code?: string): Outcome {
  return outcome(screens, { order: 'ready', media: 'none', journal }, code);
}

/** A blank is lost, and the order waits. */
export function spoilt(screens: string, journal: string, code?: string, media = 'reject bin'): Outcome {
  return outcome(screens, { order: 'ready', media, journal }, code);
}

export function retained(screens: string, journal: string, code?: string): Outcome {
  return outcome(screens, { order: 'retained', media: 'retain bin', journal }, code);
}

/** Nobody can prove where it went: a person looks. */
export function unresolved(screens: string, journal: string, media: string, code?: string): Outcome {
  return outcome(screens, { order: 'unresolved', media, journal }, code);
}

export function held(screens: string, journal: string): Outcome {
  return outcome(screens, { order: 'held', media: 'none', journal }, undefined);
}

export function no(cannot: string): Cannot {
  return { cannot };
}

/** Every other step cannot, for one reason. */
export function only<Step extends string>(
  steps: readonly Step[],
  cells: Readonly<Partial<Record<Step, Cell>>>,
  cannot: string,
): Readonly<Record<Step, Cell>> {
  const all = steps.map((step) => [step, cells[step] ?? no(cannot)] as const);
  return Object.fromEntries(all) as Record<Step, Cell>;
}

export function every<Step extends string>(steps: readonly Step[], cell: Cell): Readonly<Record<Step, Cell>> {
  return Object.fromEntries(steps.map((step) => [step, cell])) as Record<Step, Cell>;
}
