import { err, ok, type Result } from '../../common/result.ts';
import { parseCertificate } from './certificate.ts';

const BLOCK = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g;

/** Every certificate of a PEM file, DER, in order; plain words when there is none or one cannot be read. */
export function certificatesFromPem(text: string): Result<readonly Uint8Array[], string> {
  const blocks = [...text.matchAll(BLOCK)].map(([, body = '']) => Uint8Array.from(Buffer.from(body, 'base64')));
  if (blocks.length === 0) return err('no certificate in it (PEM, "-----BEGIN CERTIFICATE-----")');
  for (const [i, der] of blocks.entries()) {
    const parsed = parseCertificate(der);
    if (!parsed.ok) return err(`certificate ${i + 1}: ${parsed.error}`);
    if (!parsed.value.authority) return err(`certificate ${i + 1} is not an authority's`);
  }
  return ok(blocks);
}
