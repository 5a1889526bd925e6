/**
 * A made-up public key infrastructure of authorities that do not exist. Every name says TEST, every certificate
 * carries a test policy and every elliptic key follows from a published label: no real machine can ever have a reason
 * to trust it, and each can recognise it (docs/virtual-cards.md).
 */
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import type { Bytes } from '../../../common/bytes.ts';
import { type CardAlgorithm, serialNumberFor } from '../crypto/keys.ts';
import { ecdsaSigner } from '../crypto/signer.ts';
import { type Authority, createAuthority, type Period, periods, revocationList } from './authority.ts';
import { distinguishedName, makeCertificate } from './certificate.ts';
import { pem } from './pem.ts';
import { createTravelPki, type TravelPki } from './travel-pki.ts';

/** 9E: for a tap; 9A: for its holder's PIN (SP 800-73-4 part 1, table 4b). */
export type KeyReference = '9A' | '9E';

export type CardCertificateRequest = {
  readonly civilId: string;
  readonly key: { readonly algorithm: CardAlgorithm; readonly publicKey: Uint8Array };
  readonly reference?: KeyReference;
  readonly authority?: 'civilId' | 'wrong';
  readonly validity?: Period;
};

export type TechnicianCertificateRequest = Omit<CardCertificateRequest, 'civilId'> & {
  /** Names the technician, e.g. `T-0042`. */
  readonly number: string;
  readonly name: string;
  /** organizationalUnit: what a machine may take for the technician's role. */
  readonly unit?: string;
};

export type TestPki = {
  /** Root and issuing authority that a simulated machine trusts, DER. */
  readonly authorities: readonly Bytes[];
  /** The same as PEM, for the file that a configuration names. */
  readonly authoritiesPem: string;
  /** Card Authentication or PIV Authentication certificate (SP 800-78, FIPS 201), DER. */
  issueCardCertificate(request: CardCertificateRequest): Bytes;
  /** Lists of root and issuing authority, DER; the cards of these residents are revoked. */
  revocationLists(revokedCivilIds: readonly string[]): readonly Bytes[];
  readonly technicians: {
    readonly authority: Bytes;
    issueCertificate(request: TechnicianCertificateRequest): Bytes;
    revocationList(revokedNumbers: readonly string[]): Bytes;
  };
  readonly passports: TravelPki;
  readonly licences: TravelPki;
};

const purposes = { '9E': ['2.16.840.1.101.3.6.8'], '9A': ['1.3.6.1.5.5.7.3.2', '1.3.6.1.4.1.311.20.2.2'] } as const;
const cardAlgorithms: readonly CardAlgorithm[] = ['p256', 'p384', 'rsa1024', 'rsa2048', 'rsa3072'];

export function createTestPki({ now }: { readonly now: Date }): TestPki {
  const root = civilAuthority('TEST Civil ID Root (made up)', now);
  const issuing = civilAuthority('TEST Civil ID Issuing CA (made up)', now, root);
  const wrongRoot = civilAuthority('TEST Other Root (made up)', now);
  const wrongIssuing = civilAuthority('TEST Other Issuing CA (made up)', now, wrongRoot);
  const authorities = [root.certificate, issuing.certificate];
  const card = (civilId: string) => ({ name: 'TEST civil ID card', number: civilId });
  return {
    authorities,
    authoritiesPem: pem('CERTIFICATE', authorities),
    issueCardCertificate: (request) =>
      holderCertificate(request.authority === 'wrong' ? wrongIssuing : issuing, now, {
        ...request,
        ...card(request.civilId),
      }),
    revocationLists: (civilIds) => [
      revocationList(root, now, []),
      revocationList(
        issuing,
        now,
        civilIds.flatMap((civilId) => serialsOf(issuing, civilId)),
      ),
    ],
    technicians: technicianPki(now),
    passports: createTravelPki(now, 'CSCA'),
    licences: createTravelPki(now, 'IDL CSCA'),
  };
}

function technicianPki(now: Date): TestPki['technicians'] {
  const trusted = civilAuthority('TEST Technicians CA (made up)', now);
  const other = civilAuthority('TEST Other Technicians CA (made up)', now);
  return {
    authority: trusted.certificate,
    issueCertificate: (request) => holderCertificate(request.authority === 'wrong' ? other : trusted, now, request),
    revocationList: (numbers) =>
      revocationList(
        trusted,
        now,
        numbers.flatMap((number) => serialsOf(trusted, number)),
      ),
  };
}

function civilAuthority(label: string, now: Date, issuer?: Authority): Authority {
  const signer = ecdsaSigner('P-256', label);
  return createAuthority({ label, signer, now, pathLength: issuer ? 0 : 1, ...(issuer ? { issuer } : {}) });
}

function holderCertificate(issuer: Authority, now: Date, request: TechnicianCertificateRequest): Bytes {
  const { validity = 'now', reference = '9E', key, number, unit } = request;
  const { from_ms, to_ms } = periods[validity];
  return makeCertificate({
    subject: distinguishedName(request.name, { serialNumber: number, ...(unit === undefined ? {} : { unit }) }),
    issuer,
    serialNumber: serialOf(issuer, number, key.algorithm, reference, validity),
    notBefore: new Date(now.getTime() + from_ms),
    notAfter: new Date(now.getTime() + to_ms),
    publicKey: key.publicKey,
    keyUsage: KeyUsageFlags.digitalSignature,
    extendedKeyUsage: { critical: true, purposes: purposes[reference] },
  });
}

/** Told by the label alone, so that a list can name the certificates of cards that were not made yet. */
function serialOf(
  issuer: Authority,
  number: string,
  algorithm: CardAlgorithm,
  reference: KeyReference,
  validity: Period,
): Bytes {
  const use = reference === '9E' ? '' : ` ${reference}`;
  return serialNumberFor(`${issuer.label} ${number} ${algorithm} ${validity}${use}`);
}

function serialsOf(issuer: Authority, number: string): readonly Bytes[] {
  return cardAlgorithms.flatMap((algorithm) =>
    (['9E', '9A'] as const).map((reference) => serialOf(issuer, number, algorithm, reference, 'now')),
  );
}
