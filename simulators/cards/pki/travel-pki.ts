/**
 * Country signing authorities, document signers, revocation lists and the master list of passports and licences
 * that nobody ever issued (profiles: ICAO Doc 9303-12, 7; master list: 9303-12, 8).
 */
import { KeyUsageFlags } from '@peculiar/asn1-x509';
import type { Bytes } from '../../../common/bytes.ts';
import { serialNumberFor } from '../crypto/keys.ts';
import { ecdsaSigner, rsaSigner, type Signer } from '../crypto/signer.ts';
import { ber } from '../os/ber.ts';
import { context, integer, objectIdentifier, printableString, sequence, setOf } from '../os/der.ts';
import { type Authority, createAuthority, type Period, periods, revocationList } from './authority.ts';
import { distinguishedName, type ExtraExtension, makeCertificate } from './certificate.ts';
import { lazily } from './lazily.ts';
import { makeSignedData } from './signed-data.ts';

/**
 * Which pair of country authority and document signer: each has its own way of signing. `ecdsaExplicit` writes its
 * curve out in numbers, as 9303-12, 4.4 demands and most countries do; OpenSSL refuses such certificates in a path.
 */
export const signatureKinds = ['ecdsaP256', 'ecdsaBrainpool', 'ecdsaExplicit', 'rsaPss', 'rsaPkcs1'] as const;
export type SignatureKind = (typeof signatureKinds)[number];
export type SignerStanding = 'good' | 'revoked' | 'wrongAuthority' | 'expired';

export type DocumentSigner = { readonly signer: Signer; readonly certificate: Bytes };

export type TravelPki = {
  /** Certificates of the country's authorities, DER, self-signed. */
  authorities(): readonly Bytes[];
  /** One of each authority, DER. */
  revocationLists(): readonly Bytes[];
  /** CMS SignedData over all authorities, DER. */
  masterList(): Bytes;
  documentSigner(kind: SignatureKind, standing?: SignerStanding): DocumentSigner;
};

const COUNTRY = 'KW';
const ID_COUNTRY_MASTER_LIST = '2.23.136.1.1.2';
const ID_MASTER_LIST_SIGNING_KEY = '2.23.136.1.1.3';
const ID_DOCUMENT_TYPE_LIST = '2.23.136.1.1.6.2';
const ID_SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const ID_ISSUER_ALTERNATIVE_NAME = '2.5.29.18';
const ID_REVOCATION_LIST_POINTS = '2.5.29.31';
const ID_LOCALITY = '2.5.4.7';

type CscaKind = 'p256' | 'brainpool' | 'explicit' | 'rsa' | 'unknown';

/** `purpose`: what the authorities' names say, e.g. `CSCA`, `IDL CSCA`. */
export function createTravelPki(now: Date, purpose: 'CSCA' | 'IDL CSCA'): TravelPki {
  const family = (kind: CscaKind) =>
    lazily(() => createCsca(now, `TEST ${purpose} ${kind} (made up)`, cscaSigner(kind, purpose)));
  const cscas = {
    p256: family('p256'),
    brainpool: family('brainpool'),
    explicit: family('explicit'),
    rsa: family('rsa'),
  };
  const unknown = family('unknown');
  const issuerOf = {
    ecdsaP256: cscas.p256,
    ecdsaBrainpool: cscas.brainpool,
    ecdsaExplicit: cscas.explicit,
    rsaPss: cscas.rsa,
    rsaPkcs1: cscas.rsa,
  };
  const signers = new Map<string, DocumentSigner>();
  const all = () => Object.values(cscas).map((csca) => csca());
  return {
    authorities: () => all().map(({ certificate }) => certificate),
    revocationLists: lazily(() =>
      all().map((csca) => {
        const revoked = signatureKinds.map((kind) => serialNumberFor(signerLabel(purpose, kind, 'revoked')));
        return revocationList(csca, now, revoked);
      }),
    ),
    masterList: lazily(() => masterList(now, cscas.p256(), all())),
    documentSigner: (kind, standing = 'good') => {
      const label = signerLabel(purpose, kind, standing);
      const issuer = standing === 'wrongAuthority' ? unknown() : issuerOf[kind]();
      const known = signers.get(label) ?? createDocumentSigner({ now, label, kind, standing, issuer });
      signers.set(label, known);
      return known;
    },
  };
}

function signerLabel(purpose: string, kind: SignatureKind, standing: SignerStanding): string {
  return `TEST document signer ${purpose} ${kind} ${standing}`;
}

function cscaSigner(kind: CscaKind, purpose: string): Signer {
  if (kind === 'rsa') return rsaSigner('pss', `${purpose} rsa`);
  if (kind === 'brainpool') return ecdsaSigner('brainpoolP384r1', `${purpose} ${kind}`);
  if (kind === 'explicit') return ecdsaSigner('brainpoolP384r1', `${purpose} ${kind}`, 'explicit');
  return ecdsaSigner('P-256', `${purpose} ${kind}`);
}

function createCsca(now: Date, label: string, signer: Signer): Authority {
  return createAuthority({ label, country: COUNTRY, signer, now, pathLength: 0, more: travelExtensions(label) });
}

/** Table 6: alternative names and the revocation list's place are mandatory. */
function travelExtensions(label: string): readonly ExtraExtension[] {
  const locality = sequence(setOf(sequence(objectIdentifier(ID_LOCALITY), printableString('KWT'))));
  const names = sequence(ber(0x81, ascii('test@tasleem.invalid')), context(4, locality));
  const address = `http://tasleem.invalid/${encodeURIComponent(label)}.crl`;
  const point = sequence(sequence(context(0, context(0, ber(0x86, ascii(address))))));
  return [
    { oid: ID_SUBJECT_ALTERNATIVE_NAME, value: names },
    { oid: ID_ISSUER_ALTERNATIVE_NAME, value: names },
    { oid: ID_REVOCATION_LIST_POINTS, value: point },
  ];
}

type SignerRequest = {
  readonly now: Date;
  readonly label: string;
  readonly kind: SignatureKind;
  readonly standing: SignerStanding;
  readonly issuer: Authority;
};

function createDocumentSigner({ now, label, kind, standing, issuer }: SignerRequest): DocumentSigner {
  const signer = keyOf(kind, label);
  const documentTypes = sequence(integer(0), setOf(printableString('P'), printableString('I')));
  const certificate = signerCertificate(issuer, now, {
    label,
    signer,
    period: standing === 'expired' ? 'expired' : 'now',
    more: [{ oid: ID_DOCUMENT_TYPE_LIST, value: documentTypes }],
  });
  return { signer, certificate };
}

type SignerCertificateRequest = {
  readonly label: string;
  readonly signer: Signer;
  readonly period: Period;
  readonly purposes?: readonly string[];
  readonly more?: readonly ExtraExtension[];
};

function signerCertificate(issuer: Authority, now: Date, request: SignerCertificateRequest): Bytes {
  const { label, signer, period, purposes, more = [] } = request;
  const { from_ms, to_ms } = periods[period];
  return makeCertificate({
    subject: distinguishedName(label, { country: COUNTRY }),
    issuer,
    serialNumber: serialNumberFor(label),
    notBefore: new Date(now.getTime() + from_ms),
    notAfter: new Date(now.getTime() + to_ms),
    publicKey: signer.publicKey,
    keyUsage: KeyUsageFlags.digitalSignature,
    ...(purposes && { extendedKeyUsage: { critical: true, purposes } }),
    more: [...travelExtensions(issuer.label), ...more],
  });
}

function keyOf(kind: SignatureKind, label: string): Signer {
  switch (kind) {
    case 'ecdsaP256':
      return ecdsaSigner('P-256', label);
    case 'ecdsaBrainpool':
      return ecdsaSigner('brainpoolP256r1', label);
    case 'ecdsaExplicit':
      return ecdsaSigner('brainpoolP256r1', label, 'explicit');
    case 'rsaPss':
      return rsaSigner('pss', label);
    case 'rsaPkcs1':
      return rsaSigner('pkcs1', label);
  }
}

function masterList(now: Date, issuer: Authority, authorities: readonly Authority[]): Bytes {
  const label = `TEST master list signer of ${issuer.label}`;
  const signer = ecdsaSigner('P-256', label);
  const purposes = [ID_MASTER_LIST_SIGNING_KEY];
  const certificate = signerCertificate(issuer, now, { label, signer, period: 'now', purposes });
  return makeSignedData({
    contentType: ID_COUNTRY_MASTER_LIST,
    content: sequence(integer(0), setOf(...authorities.map((authority) => authority.certificate))),
    signer,
    certificate,
    moreCertificates: [issuer.certificate],
    signingTime: now,
    namedBy: 'subjectKeyIdentifier',
  });
}

function ascii(text: string): Buffer {
  return Buffer.from(text, 'ascii');
}
