/** Reading a PIV card and letting its keys sign: NIST SP 800-73-4 part 2. The PIN: piv-pin.ts. */
import { X509Certificate } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { type Bytes, fromHex } from '../../common/bytes.ts';
import { err, ok, type Result } from '../../common/result.ts';
import { hash } from './crypto/hash.ts';
import { encodePkcs1 } from './crypto/rsa.ts';
import { statusWordError } from './status-word.ts';
import { encodeTlv, findTlv, parseTlv } from './tlv.ts';
import { type Exchange, isProtocolError, type ProtocolError, transmitApdu } from './transmit.ts';

export const PIV_AID = fromHex('A0 00 00 03 08 00 00 10 00 01 00');

/**
 * `notPiv`: no such application. `noCertificate`: it has none for a tap. `noProof`: it shows a certificate
 * but does not sign. `unsupportedKey`: a kind of key that PIV has no name for. `malformed`: answers that the
 * standard does not allow.
 */
export type PivProblem = {
  readonly kind: 'notPiv' | 'noCertificate' | 'noProof' | 'unsupportedKey' | 'malformed';
  readonly words: string;
};

export type PivEvidence = { readonly certificate: Bytes; readonly signature: Bytes };

type PivAlgorithm = { readonly id: number; readonly signingInput: (challenge: Uint8Array) => Bytes };

/** 9E signs for anybody who holds the card, 9A after its holder's PIN (SP 800-73-4 part 1, table 4b). */
export type PivKey = '9A' | '9E';

const SW_OK = 0x9000;
const keys = {
  '9A': { reference: 0x9a, object: '5FC105' },
  '9E': { reference: 0x9e, object: '5FC101' },
} as const;
const TAG_OBJECT = 0x53;
const TAG_CERTIFICATE = 0x70;
const TAG_CERT_INFO = 0x71;
const TAG_DYNAMIC_AUTHENTICATION = 0x7c;
const TAG_CHALLENGE = 0x81;
const TAG_RESPONSE = 0x82;
const CERT_INFO_GZIP = 0x01;
const MAX_CERTIFICATE_BYTES = 65_536;

/** SELECT, GET DATA 5FC101, GENERAL AUTHENTICATE with key 9E over `challenge`. Judges nothing. */
export async function readPivEvidence<E>(
  exchange: Exchange<E>,
  challenge: Uint8Array,
): Promise<Result<PivEvidence, E | PivProblem>> {
  const selected = await selectPiv(exchange);
  return selected.ok ? signWithPivKey(exchange, '9E', challenge) : selected;
}

/** The key's certificate and its signature over `challenge`; the application is selected, for 9A the PIN verified. */
export async function signWithPivKey<E>(
  exchange: Exchange<E>,
  key: PivKey,
  challenge: Uint8Array,
): Promise<Result<PivEvidence, E | PivProblem>> {
  const certificate = await readPivCertificate(exchange, key);
  if (!certificate.ok) return certificate;
  const algorithm = algorithmOf(certificate.value);
  if (!algorithm.ok) return algorithm;
  const signature = await sign(exchange, key, algorithm.value, challenge);
  if (!signature.ok) return signature;
  return ok({ certificate: certificate.value, signature: signature.value });
}

/** SP 800-73-4 part 2, 3.1.1. */
export async function selectPiv<E>(exchange: Exchange<E>): Promise<Result<void, E | PivProblem>> {
  const command = { cla: 0, ins: 0xa4, p1: 0x04, p2: 0, data: PIV_AID, le: 'all' } as const;
  const answer = asPiv(await transmitApdu(exchange, command));
  if (!answer.ok) return answer;
  return answer.value.sw === SW_OK ? ok() : problem('notPiv', `SELECT PIV: ${statusWordError(answer.value.sw).words}`);
}

/** SP 800-73-4 part 2, 3.1.2; the container is part 1, table 16. */
async function readPivCertificate<E>(exchange: Exchange<E>, key: PivKey): Promise<Result<Bytes, E | PivProblem>> {
  const { object } = keys[key];
  const data = encodeTlv(0x5c, fromHex(object));
  const command = { cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, data, le: 'all' } as const;
  const answer = asPiv(await transmitApdu(exchange, command));
  if (!answer.ok) return answer;
  const { sw } = answer.value;
  if (sw !== SW_OK) return problem('noCertificate', `GET DATA ${object}: ${statusWordError(sw).words}`);
  return parseCertificateObject(object, answer.value.data);
}

/** 53 { 70 certificate, 71 CertInfo, FE } to the certificate, uncompressed. */
function parseCertificateObject(object: string, bytes: Uint8Array): Result<Bytes, PivProblem> {
  const outer = parseTlv(bytes);
  if (!outer.ok) return problem('malformed', `object ${object}: ${outer.error.words}`);
  const container = findTlv(outer.value, TAG_OBJECT);
  if (!container) return problem('malformed', `object ${object}: no tag 53`);
  if (container.length === 0) return problem('noCertificate', `object ${object} is empty`);
  const inner = parseTlv(container);
  if (!inner.ok) return problem('malformed', `object ${object}: ${inner.error.words}`);
  const certificate = findTlv(inner.value, TAG_CERTIFICATE);
  if (!certificate || certificate.length === 0)
    return problem('noCertificate', `object ${object} without a certificate`);
  const info = findTlv(inner.value, TAG_CERT_INFO)?.[0] ?? 0;
  return info & CERT_INFO_GZIP ? gunzip(certificate) : ok(Uint8Array.from(certificate));
}

function gunzip(bytes: Uint8Array): Result<Bytes, PivProblem> {
  try {
    return ok(Uint8Array.from(gunzipSync(bytes, { maxOutputLength: MAX_CERTIFICATE_BYTES })));
  } catch (error) {
    return problem('malformed', `certificate is not gzip: ${wordsOf(error)}`);
  }
}

/** SP 800-78-4, table 6-2, by the certificate's public key. */
function algorithmOf(certificate: Bytes): Result<PivAlgorithm, PivProblem> {
  try {
    const key = new X509Certificate(certificate).publicKey;
    const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
    if (key.asymmetricKeyType === 'rsa' && modulusLength === 3072) return ok({ id: 0x05, signingInput: padded(384) });
    if (key.asymmetricKeyType === 'rsa' && modulusLength === 2048) return ok({ id: 0x07, signingInput: padded(256) });
    if (key.asymmetricKeyType === 'rsa' && modulusLength === 1024) return ok({ id: 0x06, signingInput: padded(128) });
    if (namedCurve === 'prime256v1') return ok({ id: 0x11, signingInput: hashed('sha256') });
    if (namedCurve === 'secp384r1') return ok({ id: 0x14, signingInput: hashed('sha384') });
    return problem('unsupportedKey', `key ${key.asymmetricKeyType} ${namedCurve ?? modulusLength ?? ''}`.trim());
  } catch (error) {
    return problem('malformed', `certificate: ${wordsOf(error)}`);
  }
}

/** SP 800-73-4 part 2, 3.2.4 and appendix A.3: 7C { 82 empty, 81 challenge } gives 7C { 82 signature }. */
async function sign<E>(
  exchange: Exchange<E>,
  name: PivKey,
  algorithm: PivAlgorithm,
  challenge: Uint8Array,
): Promise<Result<Bytes, E | PivProblem>> {
  const input = encodeTlv(TAG_CHALLENGE, algorithm.signingInput(challenge));
  const data = encodeTlv(TAG_DYNAMIC_AUTHENTICATION, encodeTlv(TAG_RESPONSE), input);
  const command = { cla: 0, ins: 0x87, p1: algorithm.id, p2: keys[name].reference, data, le: 'all' } as const;
  const answer = asPiv(await transmitApdu(exchange, command));
  if (!answer.ok) return answer;
  const { sw } = answer.value;
  if (sw !== SW_OK) return problem('noProof', `GENERAL AUTHENTICATE ${name}: ${statusWordError(sw).words}`);
  const outer = parseTlv(answer.value.data);
  if (!outer.ok) return problem('malformed', `GENERAL AUTHENTICATE ${name}: ${outer.error.words}`);
  const template = parseTlv(findTlv(outer.value, TAG_DYNAMIC_AUTHENTICATION) ?? new Uint8Array());
  if (!template.ok) return problem('malformed', `GENERAL AUTHENTICATE ${name}: ${template.error.words}`);
  const signature = findTlv(template.value, TAG_RESPONSE);
  if (!signature || signature.length === 0) return problem('malformed', `GENERAL AUTHENTICATE ${name}: no signature`);
  return ok(Uint8Array.from(signature));
}

function hashed(algorithm: 'sha256' | 'sha384') {
  return (challenge: Uint8Array) => hash(algorithm, challenge);
}

/** With SHA-256: the card does the bare RSA operation on it. */
function padded(modulus_bytes: number) {
  return (challenge: Uint8Array) => encodePkcs1('sha256', hash('sha256', challenge), modulus_bytes);
}

function asPiv<T, E>(answer: Result<T, E | ProtocolError>): Result<T, E | PivProblem> {
  if (answer.ok || !isProtocolError(answer.error)) return answer as Result<T, E>;
  return problem('malformed', answer.error.words);
}

function problem(kind: PivProblem['kind'], words: string): Result<never, PivProblem> {
  return err({ kind, words });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
