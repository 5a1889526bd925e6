/**
 * A made-up public key infrastructure of a civil-ID authority that does not exist. Every name says TEST and
 * every elliptic key follows from a published label: no real machine can ever have a reason to trust it.
 */
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import type { Bytes } from '../../common/bytes.ts';
import { distinguishedName, makeCertificate } from './certificate.ts';
import { type CardKey, ellipticPair, type KeyPair, serialNumberFor } from './keys.ts';

export type CardCertificateRequest = {
  readonly civilId: string;
  readonly key: CardKey;
  readonly authority?: 'civilId' | 'wrong';
  readonly validity?: 'now' | 'expired' | 'notYet';
};

export type TestPki = {
  /** Root and issuing authority that a simulated machine trusts, DER. */
  readonly authorities: readonly Bytes[];
  /** The same as PEM, for the file that a configuration names. */
  readonly authoritiesPem: string;
  /** Card Authentication certificate (SP 800-78, FIPS 201), DER. */
  issueCardCertificate(request: CardCertificateRequest): Bytes;
};

type Authority = { readonly name: string; readonly keys: KeyPair; readonly certificate: Bytes };

const DAY_ms = 86_400_000;
const YEAR_ms = 365 * DAY_ms;
const ID_PIV_CARD_AUTH = '2.16.840.1.101.3.6.8';

const validities = {
  now: { from_ms: -YEAR_ms, to_ms: 9 * YEAR_ms },
  expired: { from_ms: -6 * YEAR_ms, to_ms: -DAY_ms },
  notYet: { from_ms: 30 * DAY_ms, to_ms: 10 * YEAR_ms },
} as const;

export function createTestPki({ now }: { readonly now: Date }): TestPki {
  const root = createAuthority('TEST Civil ID Root (made up)', now, undefined);
  const issuing = createAuthority('TEST Civil ID Issuing CA (made up)', now, root);
  const wrongRoot = createAuthority('TEST Other Root (made up)', now, undefined);
  const wrongIssuing = createAuthority('TEST Other Issuing CA (made up)', now, wrongRoot);
  const authorities = [root.certificate, issuing.certificate];
  return {
    authorities,
    authoritiesPem: authorities.map(pem).join(''),
    issueCardCertificate: (request) =>
      issueCardCertificate(request.authority === 'wrong' ? wrongIssuing : issuing, now, request),
  };
}

function createAuthority(name: string, now: Date, issuer: Authority | undefined): Authority {
  const keys = ellipticPair('p256', name);
  const certificate = makeCertificate({
    subject: distinguishedName(name),
    issuer: distinguishedName(issuer?.name ?? name),
    serialNumber: serialNumberFor(name),
    notBefore: new Date(now.getTime() - 10 * YEAR_ms),
    notAfter: new Date(now.getTime() + 15 * YEAR_ms),
    publicKey: keys.publicKey,
    issuerKey: issuer?.keys ?? keys,
    pathLength: issuer ? 0 : 1,
    keyUsage: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
  });
  return { name, keys, certificate };
}

function issueCardCertificate(issuer: Authority, now: Date, request: CardCertificateRequest): Bytes {
  const validity = request.validity ?? 'now';
  const { from_ms, to_ms } = validities[validity];
  return makeCertificate({
    subject: distinguishedName('TEST civil ID card', request.civilId),
    issuer: distinguishedName(issuer.name),
    serialNumber: serialNumberFor(`${issuer.name} ${request.civilId} ${request.key.algorithm} ${validity}`),
    notBefore: new Date(now.getTime() + from_ms),
    notAfter: new Date(now.getTime() + to_ms),
    publicKey: request.key.publicKey,
    issuerKey: issuer.keys,
    keyUsage: KeyUsageFlags.digitalSignature,
    extendedKeyUsage: [ID_PIV_CARD_AUTH],
  });
}

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
