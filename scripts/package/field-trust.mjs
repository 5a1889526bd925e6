// A configuration whose authorities are nobody's: a packaged product refuses those of the simulated machine.
import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  BasicConstraints,
  Certificate,
  Extension,
  Extensions,
  id_ce_basicConstraints,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { parse, stringify } from 'yaml';

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const DAY_ms = 86_400_000;
const AUTHORITY = 'field-authority.pem';

/** Of an authority that has signed nothing and whose key is forgotten, PEM. */
function authorityOfNobody() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const value = new AttributeValue({ utf8String: 'Authority of nobody' });
  const name = new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
  const constraints = AsnConvert.serialize(new BasicConstraints({ cA: true }));
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: Uint8Array.of(1).buffer,
    signature: algorithm,
    issuer: name,
    subject: name,
    validity: new Validity({ notBefore: new Date(Date.now() - DAY_ms), notAfter: new Date(Date.now() + DAY_ms) }),
    subjectPublicKeyInfo: AsnConvert.parse(publicKey.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo),
    extensions: new Extensions([
      new Extension({ extnID: id_ce_basicConstraints, critical: true, extnValue: new OctetString(constraints) }),
    ]),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(tbsCertificate)), privateKey);
  const whole = new Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: Uint8Array.from(signature).buffer,
  });
  return new X509Certificate(Buffer.from(AsnConvert.serialize(whole))).toString();
}

/**
 * @param {string} config the simulated machine's configuration
 * @returns {string} one beside it that differs in whom it trusts alone
 */
export function withFieldTrust(config) {
  const folder = dirname(config);
  writeFileSync(join(folder, AUTHORITY), authorityOfNobody());
  const whole = parse(readFileSync(config, 'utf8'));
  const changed = join(folder, 'field.yaml');
  writeFileSync(changed, stringify(trustingNobody(whole)));
  return changed;
}

/** Wherever authorities and their lists are named: of identity profiles, passports, licences, technicians. */
function trustingNobody(value) {
  if (Array.isArray(value)) return value.map(trustingNobody);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) => {
      if (key === 'authorities') return [key, [AUTHORITY]];
      return key === 'revocationLists' ? [key, []] : [key, trustingNobody(inside)];
    }),
  );
}
