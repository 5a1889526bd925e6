/** Brings an issuance whose outcome is not known to one end, by the recovery table. Safe to be cut off and run again. */
import { type Clock, sleep } from '../../common/clock.ts';
import { codeOf } from '../../devices/contract/index.ts';
import type { IssuanceService } from '../backoffice/index.ts';
import type { Books, Movement } from './books.ts';
import type { End, IssuanceState } from './lifecycle.ts';
import type { Medium } from './medium.ts';
import { type Finding, type Remedy, recoveryTable, rowOf } from './recovery-table.ts';
import { type Place, placesAround } from './stock.ts';

export type Settled =
  | { readonly end: End }
  /**
   * Somebody must act first (a jam, an open cover, a printer without power): the issuance stays open. `mayMove`: the
   * medium was seen where it was, and nothing says that it could not be moved after all.
   */
  | { readonly waitsFor: 'device'; readonly mayMove?: boolean }
  /** The service must be asked, and cannot be reached. */
  | { readonly waitsFor: 'service' };

export type SettleParts = {
  readonly books: Books;
  readonly medium: Medium;
  readonly service: Pick<IssuanceService, 'claim'>;
  readonly kioskId: string;
  readonly clock: Clock;
};

/**
 * A refusal or a lost command may be a matter of a moment, and whoever waits for the document would be told that nobody
 * knows what became of it: what was seen where it was is moved again, so often, and for so long after it was seen.
 */
const AGAIN = { most: 2, after_ms: 1_000, within_ms: 5_000 };

/** `cause`: our error code, told to the service with a spoilt medium. */
export function settle(parts: SettleParts, issuanceId: string, cause?: string): Promise<Settled> {
  return persistently(parts, issuanceId, cause, () => settleOnce(parts, issuanceId, cause));
}

/**
 * Moves a medium out of reach for good and ends its issuance. The intent says how it is to end, so that a power cut
 * on the way comes to the same.
 */
export function clear(
  parts: SettleParts,
  issuanceId: string,
  clearing: Clearing,
  cause: string | undefined,
): Promise<Settled> {
  return persistently(parts, issuanceId, cause, () => moveAway(parts, issuanceId, clearing, cause));
}

/** Each further try is one by the table, from where the medium is then. */
async function persistently(
  parts: SettleParts,
  issuanceId: string,
  cause: string | undefined,
  first: () => Promise<Settled>,
): Promise<Settled> {
  const { clock } = parts;
  let settled = await first();
  const until_ms = clock.monotonic_ms() + AGAIN.within_ms;
  for (let more = AGAIN.most; more > 0 && 'waitsFor' in settled; more--) {
    if (settled.waitsFor !== 'device' || !settled.mayMove) break;
    await sleep(clock, AGAIN.after_ms);
    if (clock.monotonic_ms() > until_ms) break;
    settled = await settleOnce(parts, issuanceId, cause);
  }
  return settled;
}

async function settleOnce(parts: SettleParts, issuanceId: string, cause: string | undefined): Promise<Settled> {
  const { books, medium } = parts;
  const row = rowOf(books.of(issuanceId));
  if (row === 'claim') return askClaim(parts, issuanceId);
  if (row === 'claimed') return close(books, issuanceId, 'released', cause);
  const where = await medium.locate();
  if (where === 'unreachable') return { waitsFor: 'device' };
  // A jammed medium is inside; some printers free it while they move it out of the way.
  const found = where === 'jammed' ? 'transport' : where;
  if (row === 'bind' && (found === 'transport' || found === 'exit') && isStranger(books.of(issuanceId), medium)) {
    return close(books, issuanceId, 'released', 'another-medium-inside');
  }
  return apply(parts, issuanceId, recoveryTable[row][found], found, cause);
}

async function apply(
  parts: SettleParts,
  issuanceId: string,
  remedy: Remedy,
  where: Finding,
  cause: string | undefined,
): Promise<Settled> {
  const { books, medium } = parts;
  const state = books.of(issuanceId);
  const from = where === 'exit' ? 'tray' : 'transport';
  switch (remedy) {
    case 'ask-claim':
      return askClaim(parts, issuanceId);
    case 'release':
      return state.bound || !wasFed(state, medium)
        ? close(books, issuanceId, 'released', cause)
        : lostBlank(parts, state);
    case 'reject':
      bindLate(parts, state, where);
      return moveAway(parts, issuanceId, { how: 'reject', endsAs: 'spoiled', from }, cause);
    case 'take-back':
      bindLate(parts, state, where);
      moveTo(parts, issuanceId, from);
      return moveAway(parts, issuanceId, { how: 'retract', endsAs: 'spoiled', from }, cause);
    case 'retract':
      moveTo(parts, issuanceId, from);
      return moveAway(
        parts,
        issuanceId,
        { how: 'retract', endsAs: state.step === 'retract' ? (state.endsAs ?? 'retained') : 'retained', from },
        cause,
      );
    case 'issued-presumed':
      return close(books, issuanceId, 'issued', 'presumed-taken-at-power-loss', medium.places.issued);
    case 'spoiled':
      // Behind a locked door, unless the printer was gone meanwhile: some push out what they hold when they are back.
      if (!medium.wasWatched(issuanceId)) return close(books, issuanceId, 'unresolved', 'reject:not-seen');
      return close(books, issuanceId, 'spoiled', cause ?? state.cause, medium.places.rejected);
    case 'unresolved':
      // Where the blank is cannot be said; that it left the hopper can.
      if (wasFed(state, medium)) bindLate(parts, state, where);
      return close(books, issuanceId, 'unresolved', cause ?? `${state.step}:${where}`);
  }
}

type Clearing = {
  readonly how: 'reject' | 'retract';
  readonly endsAs: 'spoiled' | 'retained';
  /** Where it was seen last: only in the tray does a hand reach it. */
  readonly from: 'transport' | 'tray';
};

async function moveAway(
  parts: Pick<SettleParts, 'books' | 'medium'>,
  issuanceId: string,
  { how, endsAs, from }: Clearing,
  cause: string | undefined,
): Promise<Settled> {
  const { books, medium } = parts;
  const state = books.of(issuanceId);
  const why = cause ?? state.cause;
  const repeats = state.step === how && state.open && state.endsAs === endsAs;
  if (!repeats)
    books.intend(issuanceId, { step: how, endsAs, ...(why === undefined ? {} : { cause: why.slice(0, 80) }) });
  if (how === 'reject') medium.watch(issuanceId);
  const moved = how === 'reject' ? await medium.mover.reject() : await medium.mover.retract();
  const bin = how === 'reject' ? medium.places.rejected : medium.places.retained;
  if (moved.ok) return close(books, issuanceId, endsAs, why, bin);
  if (how === 'retract' && codeOf(moved.error) === 'noMediaPresent' && moved.error.effect === 'none') {
    if (from === 'transport') return close(books, issuanceId, 'unresolved', 'retract:gone-from-inside');
    // It was out of the tray before the rollers turned: a person has it, verified or not.
    if (!state.verified) return close(books, issuanceId, 'unresolved', 'unverified-taken', medium.places.issued);
    return close(books, issuanceId, 'issued', 'taken-at-retraction', medium.places.issued);
  }
  const where = await medium.locate();
  if (where === 'none' && how === 'reject' && medium.wasWatched(issuanceId)) {
    return close(books, issuanceId, endsAs, why, bin);
  }
  if (where === 'none' || where === 'unknown')
    return close(books, issuanceId, 'unresolved', `${how}:${codeOf(moved.error)}`);
  // Surely not even begun, and within a hand's reach or nobody knows: when the printer is back, the medium is where it
  // was, or a person took it. What is stuck inside only a technician can take out: then nothing may be presumed.
  const isInside = where === 'jammed' || where === 'transport';
  if (moved.error.effect === 'none' && !isInside)
    books.outcome(issuanceId, how, 'nothing', { note: codeOf(moved.error) });
  const isSeen = where === 'transport' || where === 'exit';
  return { waitsFor: 'device', mayMove: isSeen && moved.error.action !== 'maintenance' };
}

/** Writes the end, and where the medium lies by the books now. */
function close(books: Books, issuanceId: string, end: End, note?: string, to?: Place): Settled {
  const moved = to === undefined ? undefined : movementTo(books, to);
  books.end(issuanceId, end, { ...(note === undefined ? {} : { note }), ...(moved ? { moved } : {}) });
  return { end };
}

function movementTo(books: Books, to: Place): Movement | undefined {
  const { tray, transport } = placesAround(to);
  const from = books.has(tray) ? tray : books.has(transport) ? transport : undefined;
  return from === undefined || from === to ? undefined : { from, to };
}

/** The books follow what the printer says: a presented medium lies in the tray although nobody could write it. */
function moveTo({ books, medium }: SettleParts, issuanceId: string, where: 'transport' | 'tray'): void {
  const { tray, transport } = medium.places;
  if (where === 'tray' && !books.has(tray) && books.has(transport))
    books.noteMovement({ from: transport, to: tray }, issuanceId);
  if (where === 'transport' && books.has(tray)) books.noteMovement({ from: tray, to: transport }, issuanceId);
}

/** The blank is inside although its outcome was never written: it is written now. */
function bindLate({ books, medium }: SettleParts, state: IssuanceState, where: Finding): void {
  if (state.bound) return;
  const { source, transport } = medium.places;
  books.outcome(state.issuanceId, 'bind', 'done', {
    note: `found:${where}`,
    event: 'medium-bound',
    moved: { from: source, to: transport },
  });
}

/** How many media left hopper or slots since the intent to feed one, by the device's own counter; undefined when it tells none. */
function fedSince({ step, cardsFedBefore }: IssuanceState, medium: Medium): number | undefined {
  const fed = medium.fed();
  if (step !== 'bind' || cardsFedBefore === undefined || fed === undefined) return undefined;
  return fed - cardsFedBefore;
}

/** A blank left the hopper, although none is to be found. */
function wasFed(state: IssuanceState, medium: Medium): boolean {
  return (fedSince(state, medium) ?? 0) > 0;
}

/** Nothing was fed: the card inside is one that an earlier issuance could not account for. */
function isStranger(state: IssuanceState, medium: Medium): boolean {
  return !state.bound && fedSince(state, medium) === 0;
}

function lostBlank(parts: SettleParts, state: IssuanceState): Settled {
  bindLate(parts, state, 'none');
  return close(parts.books, state.issuanceId, 'unresolved', 'bind:fed-but-not-found');
}

/** Whether the service granted the claim is asked with the same id; what it granted is given back. */
async function askClaim({ books, service, kioskId }: SettleParts, issuanceId: string): Promise<Settled> {
  const { orderId, collectionId } = books.of(issuanceId);
  const answer = await service.claim({ issuanceId, orderId, collectionId, kioskId });
  if (!answer.ok) {
    if (answer.error.code !== 'rejected') return { waitsFor: 'service' };
    return close(books, issuanceId, 'unclaimed', answer.error.problem ?? 'rejected');
  }
  if (answer.value.outcome === 'refused') return close(books, issuanceId, 'unclaimed', answer.value.reason);
  books.outcome(issuanceId, 'claim', 'done', { startBefore_ms: answer.value.startBefore_ms });
  return close(books, issuanceId, 'released');
}
