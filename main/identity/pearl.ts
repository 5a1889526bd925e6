/** The Pearl card, invented for docs/adding-an-identity-profile.md, which says what each byte is. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { equalBytes } from '../../common/bytes.ts';
import { parseCivilId } from '../../common/civil-id.ts';
import { err, ok, type Result } from '../../common/result.ts';
import type { PearlEvidence } from '../../devices/contract/index.ts';
import { parseCertificate } from './certificate.ts';
import type { Holder } from './judge.ts';
import type { IdentityRefusal } from './refusal.ts';

export type PearlPolicy = {
  /** Certificates of the authorities whose keys sign cards, DER. */
  readonly authorities: readonly Uint8Array[];
  readonly now: Date;
};

const FILE_bytes = 158;
const SIGNED_bytes = 94;
const VERSION = 1;
const PROOF_PREFIX = Buffer.from('PEARL1', 'ascii');

/** Each refusal names the one thing that is wrong, the gravest first. */
export function judgePearl(
  evidence: PearlEvidence,
  expectedChallenge: Uint8Array,
  { authorities, now }: PearlPolicy,
): Result<Holder, IdentityRefusal> {
  const { file, proof, challenge } = evidence;
  if (!equalBytes(challenge, expectedChallenge)) return refuse('wrongChallenge', 'the answer is for another challenge');
  if (file.length !== FILE_bytes || file[0] !== VERSION) {
    return refuse('malformed', `file of ${file.length} bytes, version ${file[0] ?? 'none'}`);
  }
  const signed = file.subarray(0, SIGNED_bytes);
  const isOurs = authorities.some((der) => isSignature(signed, authorityKey(der), file.subarray(SIGNED_bytes)));
  if (!isOurs) return refuse('wrongAuthority', 'signed by no authority of the configuration');
  const key = cardKey(file.subarray(29, SIGNED_bytes));
  if (!key) return refuse('malformed', 'its key is no point of P-256');
  if (!isSignature(Buffer.concat([PROOF_PREFIX, challenge]), key, proof)) {
    return refuse('cloned', 'the challenge was not signed by the key of the card');
  }
  return holderOf(file, now);
}

function holderOf(file: Uint8Array, now: Date): Result<Holder, IdentityRefusal> {
  const text = Buffer.from(file.subarray(1, 29)).toString('latin1');
  const [number, from, until] = [text.slice(0, 12), text.slice(12, 20), text.slice(20, 28)];
  if (!/^\d{16}$/.test(from + until)) return refuse('malformed', 'its dates are no digits');
  const today = now.toISOString().slice(0, 10).replaceAll('-', '');
  if (today > until) return refuse('expired', `valid until ${until}`);
  if (today < from) return refuse('notYetValid', `valid from ${from}`);
  const civilId = parseCivilId(number, now);
  return civilId.ok ? ok({ civilId: civilId.value }) : refuse('badCivilId', civilId.error);
}

/** Throws at bytes that are no certificate: the configuration was checked before. */
function authorityKey(der: Uint8Array): KeyObject {
  const parsed = parseCertificate(der);
  if (!parsed.ok) throw new Error(`certificate of a Pearl authority: ${parsed.error}`);
  return parsed.value.publicKey;
}

/** SEC 1, 2.3.4: 04 | X | Y. */
function cardKey(point: Uint8Array): KeyObject | undefined {
  const x = Buffer.from(point.subarray(1, 33)).toString('base64url');
  const y = Buffer.from(point.subarray(33, 65)).toString('base64url');
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

/** ECDSA with SHA-256 as r | s (IEEE P1363). */
function isSignature(message: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

function refuse(code: IdentityRefusal['code'], words: string): Result<never, IdentityRefusal> {
  return err({ code, words });
}
