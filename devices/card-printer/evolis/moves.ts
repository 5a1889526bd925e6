import { ok } from '../../../common/result.ts';
import type { Run } from '../../command/index.ts';
import type { CardStation, Completion } from '../../contract/index.ts';
import { parseVolts } from './escape.ts';
import { isInside, isNowhere, type MoveCommand, type Place, type Wire } from './wire.ts';

/** What a movement turned out to be besides done: a person's hand in it. */
export type Outcome = 'held' | 'taken';

const stationCommands = { contact: 'Sis', contactless: 'Sic', print: 'Si' } as const satisfies Record<
  CardStation,
  MoveCommand
>;

/** Moves one blank from the feeder to the print position (`Si`). */
export async function feed(wire: Wire, run: Run): Completion<void> {
  const before = await wire.locate(run);
  if (!before.ok) return before;
  if (before.value.inside === 'astray') return jammed(run);
  if (isUnclear(before.value)) return run.fail('hardwareError', inWords(before.value));
  if (!isNowhere(before.value)) return run.fail('mediaPresent', inWords(before.value));
  if (await isFeederEmpty(wire, run)) return run.fail('storageEmpty', 'Rse;f: no blanks', { action: 'maintenance' });
  const fed = await wire.move(run, 'Si', before.value, (place) => place.inside === 'print');
  if (fed.ok) return ok();
  if (fed.error.errorCode === 'feedFailed' && (await isFeederEmpty(wire, run))) {
    return { ok: false, error: { ...fed.error, errorCode: 'storageEmpty', action: 'maintenance' } };
  }
  return fed;
}

/** Moves the card that is inside (never a fresh one, which is what the commands do to an empty transport). */
export async function moveTo(wire: Wire, run: Run, station: CardStation): Completion<void> {
  const before = await wire.locate(run);
  if (!before.ok) return before;
  if (before.value.inside === station) return ok();
  if (before.value.inside === 'astray') return jammed(run);
  if (before.value.inside === 'unknown') return run.fail('hardwareError', inWords(before.value));
  if (!isInside(before.value)) return run.fail('noMediaPresent', inWords(before.value));
  const moved = await wire.move(run, stationCommands[station], before.value, (place) => place.inside === station);
  return moved.ok ? ok() : moved;
}

/** Ejects to the bezel (`Se`); `taken` when the card was pulled out before the bezel sensor could see it. */
export async function present(wire: Wire, run: Run): Completion<Outcome> {
  const before = await wire.locate(run);
  if (!before.ok) return before;
  if (before.value.inside === 'astray') return jammed(run);
  if (isUnclear(before.value)) return run.fail('hardwareError', inWords(before.value));
  if (before.value.exit !== false) return run.fail('sequenceError', inWords(before.value));
  if (!isInside(before.value)) return run.fail('noMediaPresent', inWords(before.value));
  const bezel = await wire.set(run, 'Pcem', 'I');
  if (!bezel.ok) return bezel;
  const moved = await wire.move(run, 'Se', before.value, (place) => place.exit === true, 'mayBeTaken');
  if (!moved.ok) return moved;
  return ok(moved.value.exit ? 'held' : 'taken');
}

/** Pulls the card in from the bezel (`Sib`) and drops it where untaken cards are kept. */
export async function retract(wire: Wire, run: Run): Completion<Outcome> {
  let place = await wire.locate(run);
  if (!place.ok) return place;
  if (place.value.inside === 'none' && place.value.exit === true) {
    const before = place.value;
    place = await wire.move(run, 'Sib', before, (now) => isInside(now) && now.exit === false, 'mayHaveTaken');
    if (!place.ok) return place;
    if (isNowhere(place.value)) return ok('taken');
  }
  if (isNowhere(place.value)) return run.fail('noMediaPresent', inWords(place.value));
  const kept =
    wire.options.retain === 'lowerSlot' ? await dropBelow(wire, run, place.value) : await drop(wire, run, place.value);
  return kept.ok ? ok('held') : kept;
}

/** Moves the card in the transport into the reject box (`Ser`), a jammed one if the rollers can free it. */
export async function reject(wire: Wire, run: Run): Completion<void> {
  const place = await wire.locate(run);
  if (!place.ok) return place;
  if (place.value.inside === 'none') {
    const atExit = place.value.exit === true;
    return run.fail(atExit ? 'sequenceError' : 'noMediaPresent', inWords(place.value));
  }
  return drop(wire, run, place.value);
}

async function drop(wire: Wire, run: Run, before: Place): Completion<void> {
  const full = await wire.ask(run, 'Rlr', 'h');
  if (full.ok && full.value === 'CARD') {
    return run.fail('rejectBinFull', 'Rlr;h: CARD', { action: 'maintenance' });
  }
  const moved = await wire.move(run, 'Ser', before, (place) => place.inside === 'none' && place.exit === before.exit);
  return moved.ok ? ok() : moved;
}

/**
 * The lower slot is the output only for as long as this takes: the next card must find the bezel. Presenting
 * makes sure of that itself, so an answer that is lost here does not make a card that was kept one that was not.
 */
async function dropBelow(wire: Wire, run: Run, before: Place): Completion<void> {
  const slot = await wire.set(run, 'Pcem', 'k');
  if (!slot.ok) return slot;
  const moved = await wire.move(run, 'Seb', before, isNowhere);
  await wire.set(run, 'Pcem', 'I');
  return moved.ok ? ok() : moved;
}

async function isFeederEmpty(wire: Wire, run: Run): Promise<boolean> {
  const feeder = await wire.ask(run, 'Rse', 'f');
  const volts = feeder.ok ? parseVolts(feeder.value) : undefined;
  return volts !== undefined && volts <= wire.options.presentVolts;
}

/** A sensor says what nobody understands: whether a card is there is not known. */
function isUnclear(place: Place): boolean {
  return place.inside === 'unknown' || place.exit === undefined;
}

function jammed(run: Run) {
  return run.fail('mediaJammed', 'Rlr;p: ERR CARD', { action: 'clear' });
}

function inWords(place: Place): string {
  const exit = place.exit === undefined ? 'exit unknown' : place.exit ? 'card at the exit' : 'exit clear';
  return `inside: ${place.inside}, ${exit}`;
}
