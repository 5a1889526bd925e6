import type { Bytes } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { parseCertificate } from './certificate.ts';
import { revocationListProblem } from './revocation.ts';

/** Every certificate of a PEM file, DER, in order; plain words when there is none or one cannot be read. */
export function certificatesFromPem(text: string): Result<readonly Bytes[], string> {
  const blocks = blocksFromPem(text, 'CERTIFICATE');
  if (!blocks.ok) return blocks;
  for (const [i, der] of blocks.value.entries()) {
    const parsed = parseCertificate(der);
    if (!parsed.ok) return err(`certificate ${i + 1}: ${parsed.error}`);
    if (!parsed.value.authority) return err(`certificate ${i + 1} is not an authority's`);
  }
  return blocks;
}

/** Every revocation list of a PEM file, DER, in order. */
export function revocationListsFromPem(text: string): Result<readonly Bytes[], string> {
  const blocks = blocksFromPem(text, 'X509 CRL');
  if (!blocks.ok) return blocks;
  for (const [i, der] of blocks.value.entries()) {
    const problem = revocationListProblem(der);
    if (problem) return err(`revocation list ${i + 1}: ${problem}`);
  }
  return blocks;
}

/** Every block of this kind in a PEM file, DER, in order; whoever uses them finds out what they are. */
export function blocksFromPem(text: string, label: 'CERTIFICATE' | 'X509 CRL'): Result<readonly Bytes[], string> {
  const block = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g');
  const found = [...text.matchAll(block)].map(([, body = '']) => Uint8Array.from(Buffer.from(body, 'base64')));
  return found.length > 0 ? ok(found) : err(`no ${label} in it (PEM, "-----BEGIN ${label}-----")`);
}
