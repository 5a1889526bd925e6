/** A PEM file of these DER values, in lines of 64 signs (RFC 7468). */
export function pem(label: 'CERTIFICATE' | 'X509 CRL', values: readonly Uint8Array[]): string {
  return values.map((der) => block(label, Buffer.from(der).toString('base64'))).join('');
}

function block(label: string, base64: string): string {
  return `-----BEGIN ${label}-----\n${(base64.match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;
}
