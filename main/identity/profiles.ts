/** The ways of identification that a site accepts, with what it trusts for each. One line in `siteProfile` for a new one. */
import type { Bytes } from '../../common/bytes.ts';
import type { Clock } from '../../common/clock.ts';
import type { Result } from '../../common/result.ts';
import type {
  PearlEvidence,
  PivEvidence,
  TravelDocument,
  TravelDocumentRequest,
} from '../../devices/contract/index.ts';
import type { AccessKey } from './access-key.ts';
import { judgeEvidence } from './judge.ts';
import { judgePearl } from './pearl.ts';
import type { IdentityRefusal } from './refusal.ts';
import { judgeIdentityDocument, type TravelDocumentPolicy } from './travel-document.ts';

/** What a card may be followed by. The service chooses among them; a card without a PIN offers no `chip-pin`. */
type SecondFactor = 'collection-code' | 'chip-pin' | 'mobile-id';

type Verdict = Result<{ readonly civilId: string }, Pick<IdentityRefusal, 'code'>>;

/** A profile as main knows it: the device host has read, this judges. */
export type SiteProfile = { readonly secondFactors: readonly SecondFactor[] } & (
  | {
      readonly name: 'piv';
      /** By the key for a tap, or by the one that the PIN opens. */
      judge(evidence: PivEvidence, challenge: Uint8Array, proof: 'tap' | 'pin'): Promise<Verdict>;
    }
  | {
      readonly name: 'icao';
      request(key: AccessKey): TravelDocumentRequest;
      judge(read: TravelDocument): Verdict;
    }
  | { readonly name: 'pearl'; judge(evidence: PearlEvidence, challenge: Uint8Array): Verdict }
);

/** What the configuration says of a profile, its files read; DER. */
export type TrustedProfile = {
  readonly secondFactors: readonly SecondFactor[];
  readonly authorities: readonly Bytes[];
  readonly revocationLists: readonly Bytes[];
} & (
  | { readonly profile: 'piv' | 'pearl' }
  | ({ readonly profile: 'icao' } & Pick<TravelDocumentPolicy, 'civilIdField' | 'copyProtection'>)
);

export function siteProfile(trusted: TrustedProfile, clock: Clock): SiteProfile {
  const { secondFactors, authorities, revocationLists } = trusted;
  const now = () => new Date(clock.now_ms());
  switch (trusted.profile) {
    case 'piv':
      return {
        name: 'piv',
        secondFactors,
        judge: (evidence, challenge, proof) =>
          judgeEvidence(evidence, challenge, { authorities, revocationLists, now: now(), proof }),
      };
    case 'icao': {
      const { civilIdField, copyProtection } = trusted;
      return {
        name: 'icao',
        secondFactors,
        request: (key) => ({
          password: passwordOf(key),
          trust: { cscas: [...authorities], crls: [...revocationLists], now_ms: clock.now_ms() },
          portrait: false,
        }),
        judge: (read) => judgeIdentityDocument(read, { civilIdField, copyProtection, now: now() }),
      };
    }
    case 'pearl':
      return {
        name: 'pearl',
        secondFactors,
        judge: (evidence, challenge) => judgePearl(evidence, challenge, { authorities, now: now() }),
      };
  }
}

function passwordOf(key: AccessKey): TravelDocumentRequest['password'] {
  if (key.kind === 'can') return { can: key.digits };
  const { documentNumber, birthDate, expiryDate } = key;
  return { mrz: { documentNumber, birthDate, expiryDate } };
}
