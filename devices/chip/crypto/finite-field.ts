import type { Bytes } from '../../../common/bytes.ts';
import type { Domain } from './domain.ts';
import { groupParameters } from './group-parameters.ts';
import { bitLength, byteLength, power, toBytes, toNumber } from './numbers.ts';

export type Group = { readonly p: bigint; readonly g: bigint; readonly q: bigint };

/** By the id of Doc 9303-11, table 6. */
export function groupOfParameterId(id: number): Domain | undefined {
  return id === 0 || id === 1 || id === 2 ? finiteField(groupParameters[id]) : undefined;
}

/** A multiplicative group with a subgroup of prime order `q` (Doc 9303-11, 9.6; RFC 2631). */
export function finiteField({ p, g, q }: Group): Domain {
  const length = byteLength(p);
  const encode = (value: bigint): Bytes | undefined => (value <= 1n ? undefined : toBytes(value, length));
  return {
    name: `${bitLength(p)}-bit group with ${bitLength(q)}-bit subgroup`,
    kind: 'dh',
    order: q,
    fieldModulus: p,
    generator: toBytes(g, length),
    flaw(bytes) {
      const value = toNumber(bytes);
      if (bytes.length > length || value <= 1n || value >= p - 1n) return 'not between 2 and p - 2';
      return power(value, q, p) === 1n ? undefined : 'not in the subgroup of order q';
    },
    multiply: (bytes, scalar) => encode(power(toNumber(bytes), scalar, p)),
    combine: (a, b) => encode((toNumber(a) * toNumber(b)) % p),
    sharedSecret: (bytes) => toBytes(toNumber(bytes), length),
    // Appendix B.1: raised to the cofactor, so that it lies in the subgroup.
    mapField: (value) => encode(power(value, (p - 1n) / q, p)),
  };
}
