import { KeyUsageFlags, type Name } from '@peculiar/asn1-x509';
import type { Bytes } from '../../../common/bytes.ts';
import { serialNumberFor } from '../crypto/keys.ts';
import type { Signer } from '../crypto/signer.ts';
import { distinguishedName, type ExtraExtension, makeCertificate } from './certificate.ts';
import { makeRevocationList } from './revocation-list.ts';

const DAY_ms = 86_400_000;
const YEAR_ms = 365 * DAY_ms;

export type Authority = {
  readonly name: Name;
  readonly label: string;
  readonly signer: Signer;
  /** DER. */
  readonly certificate: Bytes;
};

export type AuthorityRequest = {
  readonly label: string;
  readonly country?: string;
  readonly signer: Signer;
  readonly now: Date;
  /** Absent: it signs itself. */
  readonly issuer?: Authority;
  readonly pathLength: number;
  readonly more?: readonly ExtraExtension[];
};

/** Valid from ten years ago to fifteen years from now. */
export function createAuthority(request: AuthorityRequest): Authority {
  const { label, signer, now, pathLength, country } = request;
  const name = distinguishedName(label, country === undefined ? {} : { country });
  const certificate = makeCertificate({
    subject: name,
    issuer: request.issuer ?? { name, signer },
    serialNumber: serialNumberFor(label),
    notBefore: new Date(now.getTime() - 10 * YEAR_ms),
    notAfter: new Date(now.getTime() + 15 * YEAR_ms),
    publicKey: signer.publicKey,
    pathLength,
    keyUsage: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
    ...(request.more ? { more: request.more } : {}),
  });
  return { name, label, signer, certificate };
}

/** Valid from an hour before `now` for a month. */
export function revocationList(issuer: Authority, now: Date, revoked: readonly Uint8Array[]): Bytes {
  return makeRevocationList({
    issuer,
    thisUpdate: new Date(now.getTime() - 3_600_000),
    nextUpdate: new Date(now.getTime() + 30 * DAY_ms),
    revoked,
    number: 1,
  });
}

export const periods = {
  now: { from_ms: -YEAR_ms, to_ms: 9 * YEAR_ms },
  expired: { from_ms: -6 * YEAR_ms, to_ms: -DAY_ms },
  notYet: { from_ms: 30 * DAY_ms, to_ms: 10 * YEAR_ms },
} as const;
export type Period = keyof typeof periods;
