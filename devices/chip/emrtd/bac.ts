/** Basic Access Control (Doc 9303-11, 4.3): keys from the machine readable zone, then secure messaging with triple DES. */
import { concatBytes, equalBytes } from '../../../common/bytes.ts';
import type { MrzKeyFields } from '../../../common/mrz.ts';
import type { Random } from '../../../common/random.ts';
import { ok, type Result } from '../../../common/result.ts';
import { toNumber } from '../crypto/numbers.ts';
import { decryptCbc, deriveKey, encryptCbc, mac, pad } from '../crypto/symmetric.ts';
import type { Link, LinkError } from '../link.ts';
import { type ChipProblem, denied, failed, malformed, refused } from '../problem.ts';
import { type SecureLink, secureLink, sessionKeys } from '../secure-messaging.ts';
import { statusWordError } from '../status-word.ts';
import { bacSeed } from './password.ts';

const BAC = { check: 'basic access control', clause: 'Doc 9303-11, 4.3' };
const NONCE_bytes = 8;
const KEY_bytes = 16;
const ANSWER_bytes = 40;
const ZERO_IV = new Uint8Array(8);

/** The application must be selected. A wrong MRZ ends in `denied`, a chip without BAC in `refused`. */
export async function performBac<E>(
  link: Link<E>,
  mrz: MrzKeyFields,
  random: Random,
): Promise<Result<SecureLink<E>, LinkError<E>>> {
  const challenge = await link.send({ cla: 0, ins: 0x84, p1: 0, p2: 0, le: NONCE_bytes });
  if (!challenge.ok) return challenge;
  if (challenge.value.sw !== 0x9000) return refused({ ...BAC, check: 'GET CHALLENGE' }, challenge.value.sw);
  const chipNonce = challenge.value.data;
  if (chipNonce.length !== NONCE_bytes) return malformed(BAC, `a challenge of ${chipNonce.length} bytes`);
  const ownNonce = random.bytes(NONCE_bytes);
  const ownKey = random.bytes(KEY_bytes);
  const seed = bacSeed(mrz);
  const encryption = deriveKey(seed, 1, '3des');
  const authentication = deriveKey(seed, 2, '3des');
  const sealed = encryptCbc('3des', encryption, ZERO_IV, concatBytes(ownNonce, chipNonce, ownKey));
  const data = concatBytes(sealed, mac('3des', authentication, pad(sealed, 8)));
  const answer = await link.send({ cla: 0, ins: 0x82, p1: 0, p2: 0, data, le: ANSWER_bytes });
  if (!answer.ok) return answer;
  if (answer.value.sw !== 0x9000) {
    const { words } = statusWordError(answer.value.sw);
    return denied({ ...BAC, check: 'EXTERNAL AUTHENTICATE' }, `the key is not that of this document: ${words}`);
  }
  const chipKey = openAnswer(answer.value.data, { encryption, authentication, chipNonce, ownNonce });
  if (!chipKey.ok) return chipKey;
  const secret = ownKey.map((byte, at) => byte ^ (chipKey.value[at] ?? 0));
  const counter = toNumber(concatBytes(chipNonce.slice(4), ownNonce.slice(4)));
  return ok(secureLink(link, sessionKeys(secret, '3des', counter)));
}

type BacSession = {
  readonly encryption: Uint8Array;
  readonly authentication: Uint8Array;
  readonly chipNonce: Uint8Array;
  readonly ownNonce: Uint8Array;
};

/** RND.IC, RND.IFD, K.IC under the MAC (4.3, step 3). */
function openAnswer(answer: Uint8Array, session: BacSession): Result<Uint8Array, ChipProblem> {
  if (answer.length !== ANSWER_bytes) return malformed(BAC, `EXTERNAL AUTHENTICATE answered ${answer.length} bytes`);
  const sealed = answer.slice(0, ANSWER_bytes - 8);
  if (!equalBytes(mac('3des', session.authentication, pad(sealed, 8)), answer.slice(-8))) {
    return failed(BAC, 'MAC of the chip’s answer is wrong');
  }
  const plain = decryptCbc('3des', session.encryption, ZERO_IV, sealed);
  const isFresh = equalBytes(plain.slice(0, 8), session.chipNonce) && equalBytes(plain.slice(8, 16), session.ownNonce);
  return isFresh ? ok(plain.slice(16)) : failed(BAC, 'the chip answered to other nonces');
}
