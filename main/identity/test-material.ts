/**
 * Test material: what simulators sign with keys that anybody can compute. Every certificate and list of theirs carries a
 * mark (docs/virtual-cards.md); a machine in the field must trust none of it.
 */
/** organizationName of subject and issuer, and so the issuer of every revocation list. */
const ORGANIZATION = Buffer.from('Tasleem TEST material, not for use', 'utf8');
/** Certificate policy 2.999.8275.1, DER. */
const POLICY = Buffer.from('06058837c05301', 'hex');

/**
 * Whether the mark stands anywhere in it. The bytes are searched, not parsed: a certificate, a list or a whole CMS that
 * only another parser would understand must not get by.
 */
export function isTestMaterial(der: Uint8Array): boolean {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.byteLength);
  return bytes.includes(ORGANIZATION) || bytes.includes(POLICY);
}
