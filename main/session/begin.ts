/** From a card that was read to what the service says of its holder. */
import type { AccessKeyKind } from '../../devices/contract/index.ts';
import type { CollectionStart, SecondFactorKind } from '../backoffice/index.ts';
import { emptyVisit, lockedNotice, type Notice, serviceNotice, type Visit } from './context.ts';
import { newKeyEntry } from './key-entry.ts';
import type { CardReading, SessionPorts } from './ports.ts';

type SecondFactor = Extract<CollectionStart, { outcome: 'second-factor' }>;

export type BeginOutcome =
  | { readonly kind: 'known'; readonly sessionId: string; readonly civilId: string; readonly start: SecondFactor }
  | { readonly kind: 'notice'; readonly sessionId: string; readonly notice: Notice }
  /** An ICAO document, which any of these opens. */
  | { readonly kind: 'key-wanted'; readonly sessionId: string; readonly keys: readonly AccessKeyKind[] };

/** `staff`: not a resident's card; whose it is sees to it. */
export type TapOutcome = BeginOutcome | { readonly kind: 'staff' };

/** The visit of whom the service knows, or of nobody but with a notice. `now_ms` is monotonic. */
export function visitAfter(outcome: BeginOutcome, now_ms: number): Visit {
  const { sessionId } = outcome;
  switch (outcome.kind) {
    case 'notice':
      return { ...emptyVisit(), sessionId, notice: outcome.notice };
    case 'key-wanted':
      return { ...emptyVisit(), sessionId, key: newKeyEntry };
    case 'known': {
      const { civilId, start } = outcome;
      const visit = { ...emptyVisit(), sessionId, civilId, collectionId: start.collectionId };
      if (start.kind === 'chip-pin') return visit;
      const { phoneEnding } = start;
      if (start.kind === 'mobile-id') {
        const { waitAtMost_s: total_s } = start;
        return { ...visit, phoneEnding, phone: { until_ms: now_ms + total_s * 1000, total_s } };
      }
      const { triesLeft } = start;
      return { ...visit, phoneEnding, triesLeft, triesTotal: Math.max(3, triesLeft) };
    }
  }
}

export async function beginCollection(
  ports: SessionPorts,
  sessionId: string,
  read: CardReading,
  signal: AbortSignal,
): Promise<BeginOutcome> {
  switch (read.kind) {
    case 'refused': {
      const { refusal, profile } = read;
      ports.audit({ kind: 'session.cardRefused', sessionId, code: refusal.code, ...(profile && { profile }) });
      return { kind: 'notice', sessionId, notice: { kind: refusal.notice, mayRetry: false } };
    }
    case 'key-wanted':
      return { kind: 'key-wanted', sessionId, keys: read.keys };
    case 'holder': {
      const { civilId, secondFactors } = read;
      const start = await ports.service.beginCollection({ civilId, secondFactors }, signal);
      return start.ok
        ? begun(sessionId, civilId, secondFactors, start.value)
        : { kind: 'notice', sessionId, notice: serviceNotice(start.error) };
    }
  }
}

function begun(
  sessionId: string,
  civilId: string,
  offered: readonly SecondFactorKind[],
  start: CollectionStart,
): BeginOutcome {
  switch (start.outcome) {
    case 'second-factor':
      // What this card cannot do, or this site does not want, is not asked for, whatever the service says.
      return offered.includes(start.kind)
        ? { kind: 'known', sessionId, civilId, start }
        : { kind: 'notice', sessionId, notice: { kind: 'service-trouble', mayRetry: false } };
    case 'nothing-to-collect':
      return { kind: 'notice', sessionId, notice: { kind: 'nothing-to-collect', mayRetry: false } };
    case 'locked':
      return { kind: 'notice', sessionId, notice: lockedNotice(start.reference) };
  }
}
