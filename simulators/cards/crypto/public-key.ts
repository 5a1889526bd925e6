import type { Bytes } from '../../../common/bytes.ts';
import { bitString, integer, objectIdentifier, octetString, sequence } from '../os/der.ts';
import { type CurveName, curves } from './curves.ts';
import { toBytes } from './numbers.ts';

export const ID_EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const ID_PRIME_FIELD = '1.2.840.10045.1.1';

/** How a curve is told: by its name, or written out as Doc 9303-12 demands of travel documents. */
export type CurveWriting = 'named' | 'explicit';

/** SubjectPublicKeyInfo of a point (RFC 5480; explicit parameters: X9.62, C.3). */
export function ecPublicKey(name: CurveName, point: Uint8Array, writing: CurveWriting): Bytes {
  const parameters = writing === 'named' ? objectIdentifier(curves[name].oid) : explicitParameters(name);
  return sequence(sequence(objectIdentifier(ID_EC_PUBLIC_KEY), parameters), bitString(point));
}

/** @param more is added to the order, for a group that nobody knows */
export function explicitParameters(name: CurveName, more = 0n): Bytes {
  const { ecdsa, field_bytes } = curves[name];
  const { p, a, b, n, h } = ecdsa.Point.CURVE();
  return sequence(
    integer(1),
    sequence(objectIdentifier(ID_PRIME_FIELD), integer(p)),
    sequence(octetString(toBytes(a, field_bytes)), octetString(toBytes(b, field_bytes))),
    octetString(ecdsa.Point.BASE.toBytes(false)),
    integer(n + more),
    integer(h),
  );
}
