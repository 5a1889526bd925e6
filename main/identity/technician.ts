/** Is this a technician's card, and what may its holder do? PIV as a civil ID is, of an authority of its own. */
import { AsnConvert } from '@peculiar/asn1-schema';
import { Name } from '@peculiar/asn1-x509';
import { err, ok, type Result } from '../../common/result.ts';
import type { PivEvidence } from '../../devices/contract/index.ts';
import type { TechnicianRole } from '../technician/view.ts';
import { authorityPath, type ParsedCertificate } from './certificate.ts';
import { authoritiesOf, judgeCard } from './judge.ts';
import type { IdentityRefusal } from './refusal.ts';
import { isRevoked } from './revocation.ts';

export type TechnicianPolicy = {
  /** Certificates of the technicians' authority, DER: roots and intermediates. */
  readonly authorities: readonly Uint8Array[];
  /** Its revocation lists, DER. One that should have been renewed still revokes what it names. */
  readonly revocationLists: readonly Uint8Array[];
  /** Role by organizationalUnit of the certificate. */
  readonly units: Readonly<Record<string, TechnicianRole>>;
  /** Role by number of the card: wins over what its certificate says. */
  readonly cards: Readonly<Record<string, TechnicianRole>>;
  readonly now: Date;
  /** Which key has signed: the one for a tap (9E), or the one that the PIN opens (9A). */
  readonly proof: 'tap' | 'pin';
};

export type KnownTechnician = {
  /** X.520 serialNumber of the subject: what is printed on the card. */
  readonly cardId: string;
  readonly role: TechnicianRole;
  /** Serial number of the certificate, hexadecimal. */
  readonly certificate: string;
};

export type TechnicianRefused = {
  readonly code: IdentityRefusal['code'] | 'noRole' | 'badNumber';
  /** As its certificate says, once that was signed by the technicians' authority. */
  readonly cardId: string | undefined;
  readonly words: string;
};

const ID_ORGANIZATIONAL_UNIT = '2.5.4.11';
const CARD_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/;

/** Each refusal names the gravest thing that is wrong, as of a civil ID; `wrongAuthority`: it is nobody's of ours. */
export function judgeTechnician(
  evidence: PivEvidence,
  expectedChallenge: Uint8Array,
  policy: TechnicianPolicy,
): Result<KnownTechnician, TechnicianRefused> {
  const card = judgeCard(evidence, expectedChallenge, policy);
  if (!card.ok) return err({ ...card.error, cardId: undefined });
  const certificate = card.value;
  const cardId = cardIdOf(certificate);
  const refuse = (code: TechnicianRefused['code'], words: string) => err({ code, cardId, words });
  if (cardId === undefined) return refuse('badNumber', 'not one number that a card can have in the subject');
  const path = authorityPath(certificate, authoritiesOf(policy), policy.now) ?? [];
  if (isRevoked([certificate, ...path], policy.revocationLists)) return refuse('revoked', 'on a revocation list');
  const { notBefore, notAfter, serialNumber } = certificate;
  if (policy.now > notAfter) return refuse('expired', `valid until ${notAfter.toISOString()}`);
  if (policy.now < notBefore) return refuse('notYetValid', `valid from ${notBefore.toISOString()}`);
  const role = roleOf(policy.cards, cardId) ?? roleByUnit(certificate, policy);
  if (role === undefined) return refuse('noRole', 'neither its unit nor its number has a role here');
  return ok({ cardId, role, certificate: serialNumber });
}

function cardIdOf({ subjectSerialNumbers }: ParsedCertificate): string | undefined {
  const [number, second] = subjectSerialNumbers;
  return second === undefined && number !== undefined && CARD_ID.test(number) ? number : undefined;
}

/** Undefined also when its units have different ones: nobody guesses which is meant. */
function roleByUnit({ subject }: ParsedCertificate, { units }: TechnicianPolicy): TechnicianRole | undefined {
  const named = [...AsnConvert.parse(Uint8Array.from(subject).buffer, Name)]
    .flatMap((relative) => [...relative])
    .filter(({ type }) => type === ID_ORGANIZATIONAL_UNIT)
    .map(({ value }) => roleOf(units, value.toString()));
  const roles = new Set(named.filter((role) => role !== undefined));
  return roles.size === 1 ? [...roles][0] : undefined;
}

/** What a stranger wrote is looked up: never what every object has. */
function roleOf(roles: Readonly<Record<string, TechnicianRole>>, name: string): TechnicianRole | undefined {
  return Object.hasOwn(roles, name) ? roles[name] : undefined;
}
