/** The second factor that the card itself verifies: its PIN, while it lies on the reader. */
import type { DeviceError } from '../../devices/contract/index.ts';
import type { PinEntry, Visit } from './context.ts';
import type { SessionPorts, SessionSettings } from './ports.ts';
import { judgedByService, noAnswer, type ProofOutcome, refused } from './proof.ts';

export type PinOutcome =
  | ProofOutcome
  | { readonly kind: 'tries'; readonly triesLeft: number }
  | { readonly kind: 'wrong'; readonly triesLeft: number; readonly code: string }
  | { readonly kind: 'away'; readonly code: string };

/** A copy of what was typed, ASCII, which whoever gets it wipes. */
export type Typed = { readonly visit: Visit; readonly digits: Uint8Array<ArrayBuffer> };

/** Costs no try; tells how many there are before the first digit is typed. */
export async function lookAtPin(
  ports: SessionPorts,
  settings: SessionSettings,
  signal: AbortSignal,
): Promise<PinOutcome> {
  const tries = await ports.reader.readPinTries({ signal, timeout_ms: settings.timeouts.cardRead_ms });
  if (!tries.ok) return troubleWith(tries.error);
  switch (tries.value.triesLeft) {
    case undefined:
      return refused('pin-not-possible', 'noPin');
    case 0:
      return refused('pin-blocked', 'pinBlocked');
    default:
      return { kind: 'tries', triesLeft: tries.value.triesLeft };
  }
}

/** The PIN goes to the card alone. What it opens must be a key of the very person whose card was tapped. */
export async function provePin(
  ports: SessionPorts,
  settings: SessionSettings,
  { visit, digits: pin }: Typed,
  signal: AbortSignal,
): Promise<PinOutcome> {
  const challenge = ports.random.bytes(32);
  const request = { pin, challenge, lastTry: visit.pin?.lastTry ?? 'keep' };
  const verdict = await ports.reader.verifyPin(request, { signal, timeout_ms: settings.timeouts.cardRead_ms });
  pin.fill(0);
  if (!verdict.ok) return troubleWith(verdict.error);
  switch (verdict.value.outcome) {
    case 'wrong':
      return { kind: 'wrong', triesLeft: verdict.value.triesLeft, code: 'pinWrong' };
    case 'lastTryLeft':
      return { kind: 'tries', triesLeft: 1 };
    case 'blocked':
      return refused('pin-blocked', 'pinBlocked');
    case 'verified': {
      const holder = await ports.identification.judgePin(verdict.value.evidence, challenge);
      if (!holder.ok) return refused(holder.error.notice, holder.error.code);
      if (holder.value.civilId !== visit.civilId) return refused('other-card', 'otherCard');
      return tellService(ports, visit, signal);
    }
  }
}

async function tellService(ports: SessionPorts, visit: Visit, signal: AbortSignal): Promise<PinOutcome> {
  const answer = await ports.service.reportPin({ collectionId: visit.collectionId }, signal);
  return answer.ok ? judgedByService(answer.value) : noAnswer(answer.error);
}

function troubleWith(error: DeviceError): PinOutcome {
  return isAway(error)
    ? { kind: 'away', code: 'removedEarly' }
    : refused('pin-not-possible', error.errorCode ?? 'readerFault');
}

/** The card was taken off the reader before it could answer. */
export function isAway({ errorCode }: DeviceError): boolean {
  return errorCode === 'noMedia' || errorCode === 'mediaRemoved';
}

/** What is known of the card's PIN after an outcome; only who was warned may spend the last try. */
export function pinAfter(before: PinEntry | undefined, outcome: PinOutcome): PinEntry | undefined {
  if (outcome.kind !== 'tries' && outcome.kind !== 'wrong') return before;
  const { triesLeft } = outcome;
  const triesTotal = Math.max(before?.triesTotal ?? 0, triesLeft);
  return { triesLeft, triesTotal, wrong: outcome.kind === 'wrong', lastTry: 'keep' };
}
