/** What a second factor that is not typed as a code comes to: the card's PIN, or the holder's answer on the phone. */
import type { Order, ProofVerdict, ServiceError } from '../backoffice/index.ts';
import { lockedNotice, type Notice, serviceNotice } from './context.ts';

/** `code`: for the journal, what was wrong with the card or the proof. */
export type ProofOutcome =
  | { readonly kind: 'accepted'; readonly holder: Order['name']; readonly orders: readonly Order[] }
  | { readonly kind: 'notice'; readonly notice: Notice; readonly code: string | undefined };

export function judgedByService(verdict: ProofVerdict): ProofOutcome {
  if (verdict.outcome === 'locked') {
    return { kind: 'notice', notice: lockedNotice(verdict.reference), code: 'locked' };
  }
  const { holder, orders } = verdict;
  return { kind: 'accepted', holder, orders };
}

export function noAnswer(error: ServiceError): ProofOutcome {
  return { kind: 'notice', notice: serviceNotice(error), code: undefined };
}

export function refused(kind: Notice['kind'], code: string): ProofOutcome {
  return { kind: 'notice', notice: { kind, mayRetry: false }, code };
}
