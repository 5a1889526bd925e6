/** Active Authentication (Doc 9303-11, 6.1): the chip signs a fresh nonce with a key that cannot be copied. */
import type { Random } from '../../../common/random.ts';
import { ok, type Result } from '../../../common/result.ts';
import { hash } from '../crypto/hash.ts';
import { type PublicKey, parsePublicKey } from '../crypto/public-key.ts';
import { flawOfIso9796 } from '../crypto/rsa.ts';
import { signatureAlgorithmNamed, splitPlain } from '../crypto/signature.ts';
import type { Link, LinkError } from '../link.ts';
import { type ChipProblem, failed, malformed, refused } from '../problem.ts';
import { unwrapTlv } from '../tlv.ts';

const ACTIVE_AUTHENTICATION = { check: 'active authentication', clause: 'Doc 9303-11, 6.1' };
const NONCE_bytes = 8;
const MIN_RSA_BITS = 1_024;
const MIN_EC_BITS = 192;

/** @param dg15 EF.DG15, whose hash passive authentication has checked
 *  @param algorithm from the ActiveAuthenticationInfo of EF.DG14, needed for ECDSA */
export async function performActiveAuthentication<E>(
  link: Link<E>,
  dg15: Uint8Array,
  algorithm: string | undefined,
  random: Random,
): Promise<Result<void, LinkError<E>>> {
  const key = parseDg15(dg15);
  if (!key.ok) return key;
  const nonce = random.bytes(NONCE_bytes);
  const answer_bytes = key.value.kind === 'rsa' ? Math.ceil(key.value.bits / 8) : undefined;
  const le = answer_bytes !== undefined && answer_bytes > link.answer_bytes ? answer_bytes : 'all';
  const answer = await link.send({ cla: 0, ins: 0x88, p1: 0, p2: 0, data: nonce, le });
  if (!answer.ok) return answer;
  if (answer.value.sw !== 0x9000) {
    return refused(
      { ...ACTIVE_AUTHENTICATION, check: 'active authentication: INTERNAL AUTHENTICATE' },
      answer.value.sw,
    );
  }
  return verify(key.value, nonce, answer.value.data, algorithm);
}

function parseDg15(dg15: Uint8Array): Result<PublicKey, ChipProblem> {
  const at = { check: 'EF.DG15', clause: 'Doc 9303-10, 4.7' };
  const spki = unwrapTlv(dg15, 0x6f);
  if (!spki.ok) return malformed(at, spki.error.words);
  const key = parsePublicKey(at, spki.value);
  if (!key.ok) return key;
  const least = key.value.kind === 'rsa' ? MIN_RSA_BITS : MIN_EC_BITS;
  return key.value.bits < least ? failed(at, `a key of ${key.value.bits} bits is too weak`) : key;
}

function verify(
  key: PublicKey,
  nonce: Uint8Array,
  signature: Uint8Array,
  algorithm: string | undefined,
): Result<void, ChipProblem> {
  if (key.kind === 'rsa') {
    const flaw = flawOfIso9796(key.key, nonce, signature);
    return flaw === undefined ? ok() : failed(ACTIVE_AUTHENTICATION, `signature over the nonce: ${flaw}`);
  }
  if (key.kind !== 'ec') return failed(ACTIVE_AUTHENTICATION, `a key of kind ${key.kind}`);
  const named = algorithm === undefined ? undefined : signatureAlgorithmNamed(algorithm);
  if (named?.scheme !== 'ecdsa-plain' && named?.scheme !== 'ecdsa') {
    return failed(ACTIVE_AUTHENTICATION, 'EF.DG14 does not say with what hash function the chip signs');
  }
  // 6.1: r | s, whatever the identifier says of the format.
  const pair = splitPlain(ACTIVE_AUTHENTICATION, signature);
  if (!pair.ok) return pair;
  const digest = hash(named.hash ?? 'sha256', nonce);
  const isGood = key.curve.verify(key.point, digest, pair.value);
  return isGood ? ok() : failed(ACTIVE_AUTHENTICATION, 'signature over the nonce does not verify: it may be a copy');
}
