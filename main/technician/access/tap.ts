/** Whose card lies on the reader? Asked without a PIN: a technician's, one that is turned away, or none of ours. */
import type { Clock } from '../../../common/clock.ts';
import type { Random } from '../../../common/random.ts';
import type { Result } from '../../../common/result.ts';
import type { CardReader, PivEvidence } from '../../../devices/contract/index.ts';
import type { KnownTechnician, TechnicianRefused } from '../../identity/index.ts';
import type { Journal } from '../../journal/index.ts';
import type { TechnicianRefusal } from '../../session/view.ts';

export type AccessPorts = {
  readonly reader: Pick<CardReader, 'readEvidence' | 'readPinTries' | 'verifyPin'>;
  readonly judge: (
    evidence: PivEvidence,
    challenge: Uint8Array,
    proof: 'tap' | 'pin',
  ) => Result<KnownTechnician, TechnicianRefused>;
  readonly journal: Pick<Journal, 'append' | 'entries'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly cardRead_ms: number;
};

export type Tapped =
  | { readonly kind: 'technician'; readonly technician: KnownTechnician }
  | { readonly kind: 'refused'; readonly refusal: TechnicianRefusal }
  /** Not of the technicians' authority, or nothing that could be read. */
  | { readonly kind: 'stranger' };

/** Before its path led to the technicians' authority a card is not known to have anything to do with them. */
const strangers: readonly TechnicianRefused['code'][] = ['wrongAuthority', 'malformed', 'weakKey', 'wrongChallenge'];

export async function tapTechnician(ports: AccessPorts, signal?: AbortSignal): Promise<Tapped> {
  const challenge = ports.random.bytes(32);
  const options = { timeout_ms: ports.cardRead_ms, ...(signal ? { signal } : {}) };
  const evidence = await ports.reader.readEvidence({ profiles: ['piv'], challenge }, options);
  if (!evidence.ok || evidence.value.profile !== 'piv') return { kind: 'stranger' };
  const judged = ports.judge(evidence.value, challenge, 'tap');
  if (judged.ok) return { kind: 'technician', technician: judged.value };
  if (strangers.includes(judged.error.code)) return { kind: 'stranger' };
  noteRefusal(ports, judged.error.code, judged.error.cardId);
  return { kind: 'refused', refusal: refusalFor(judged.error.code) };
}

export function noteRefusal({ journal }: Pick<AccessPorts, 'journal'>, code: string, cardId?: string): void {
  // A journal that takes no entries lets nobody in: what is refused here needs no second guard.
  journal.append([{ kind: 'technician.refused', body: { code, ...(cardId === undefined ? {} : { cardId }) } }]);
}

export function refusalFor(code: TechnicianRefused['code']): TechnicianRefusal {
  switch (code) {
    case 'expired':
      return 'expired';
    case 'revoked':
      return 'revoked';
    case 'noRole':
      return 'no-role';
    default:
      return 'not-genuine';
  }
}
