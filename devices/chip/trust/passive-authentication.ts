/** Passive Authentication (Doc 9303-11, 5.1): who signed the data, and are they still what was signed? */
import { equalBytes } from '../../../common/bytes.ts';
import { ok, type Result } from '../../../common/result.ts';
import { hash } from '../crypto/hash.ts';
import type { SecurityObject } from '../emrtd/lds/security-object.ts';
import { type ChipProblem, failed } from '../problem.ts';
import { checkPath, type Trust, type TrustedPath } from './path.ts';
import { verifySignedData } from './signed-data.ts';

/** Signature over the security object, and the signer's path to a trusted authority. */
export function checkSecurityObject(sod: SecurityObject, trust: Trust): Result<TrustedPath, ChipProblem> {
  const at = { check: 'passive authentication: signature of EF.SOD', clause: 'Doc 9303-11, 5.1' };
  const signature = verifySignedData(at, sod.signedData);
  if (!signature.ok) return signature;
  return checkPath(signature.value.signer, signature.value.signingTime, trust);
}

/** One data group against its signed hash. */
export function checkHash(sod: SecurityObject, group: number, file: Uint8Array): Result<void, ChipProblem> {
  const at = { check: `passive authentication: hash of DG${group}`, clause: 'Doc 9303-11, 5.1' };
  const expected = sod.hashes.get(group);
  if (!expected) return failed(at, `DG${group} is on the chip, but EF.SOD has no hash of it`);
  return equalBytes(hash(sod.hashAlgorithm, file), expected)
    ? ok()
    : failed(at, `DG${group} was changed after signing`);
}
