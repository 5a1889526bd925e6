/**
 * The groups in which a chip agrees on keys, on a curve or modulo a prime, behind one face: an element is the bytes
 * that travel (point 04 | x | y, or integer as long as p).
 */
import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import type { Bytes } from '../../../common/bytes.ts';
import { type Curve, type CurveName, curves } from './curves.ts';
import { dhNumbers } from './dh-groups.ts';
import { inverse, mod, power, toBytes, toNumber } from './numbers.ts';

export type Group = {
  readonly parameterId: number;
  /** Of a public key inside a public key data object: 86 on curves, 84 modulo p. */
  readonly publicKeyTag: 0x84 | 0x86;
  readonly order: bigint;
  readonly order_bytes: number;
  /** Of the field, whose elements a pseudo-random number is cut to (integrated mapping). */
  readonly prime: bigint;
  readonly generator: Bytes;
  /** False for anything that is not an element of the group, or is its neutral one. */
  has(element: Uint8Array): boolean;
  multiply(element: Uint8Array, secret: bigint): Bytes;
  add(a: Uint8Array, b: Uint8Array): Bytes;
  /** The agreed secret: x of the point, or the integer itself (Doc 9303-11, 9.6). */
  secretOf(element: Uint8Array): Bytes;
  /** An element for a field element, by which nobody knows its logarithm; undefined where that is not defined. */
  elementFor(fieldElement: bigint): Bytes | undefined;
};

export type DhGroupName = 'DH-1024-160' | 'DH-2048-224' | 'DH-2048-256';
export type GroupName = CurveName | DhGroupName;

const dhNames: readonly DhGroupName[] = ['DH-1024-160', 'DH-2048-224', 'DH-2048-256'];

export function groupNamed(name: GroupName): Group {
  const number = dhNames.indexOf(name as DhGroupName);
  return number >= 0 ? modular(number) : elliptic(curves[name as CurveName]);
}

function elliptic(curve: Curve): Group {
  const { Point } = curve.ecdsa;
  const { p, n, a, b, h } = Point.CURVE();
  const decode = (bytes: Uint8Array): WeierstrassPoint<bigint> => {
    const point = Point.fromBytes(bytes);
    point.assertValidity();
    return point;
  };
  const encode = (point: WeierstrassPoint<bigint>): Bytes => Uint8Array.from(point.toBytes(false));
  return {
    parameterId: curve.parameterId,
    publicKeyTag: 0x86,
    order: n,
    order_bytes: curve.order_bytes,
    prime: p,
    generator: encode(Point.BASE),
    has: (element) => {
      try {
        return element[0] === 4 && !decode(element).is0();
      } catch {
        return false;
      }
    },
    multiply: (element, secret) => encode(decode(element).multiply(mod(secret, n))),
    add: (left, right) => encode(decode(left).add(decode(right))),
    secretOf: (element) => Uint8Array.from(element.slice(1, 1 + curve.field_bytes)),
    elementFor: (fieldElement) => {
      const affine = pointFor(fieldElement, { p, a, b });
      return affine && encode(Point.fromAffine(affine).multiply(h === 1n ? 1n : h));
    },
  };
}

/** Doc 9303-11, appendix B.2: simplified Shallue-van de Woestijne-Ulas, for p = 3 mod 4. */
function pointFor(t: bigint, { p, a, b }: { p: bigint; a: bigint; b: bigint }) {
  if (p % 4n !== 3n) return undefined;
  const onCurve = (x: bigint) => mod(x * x * x + a * x + b, p);
  const alpha = mod(-t * t, p);
  const x2 = mod(-b * inverse(a, p) * (1n + inverse(alpha + alpha * alpha, p)), p);
  const x3 = mod(alpha * x2, p);
  const h2 = onCurve(x2);
  const u = mod(t * t * t * h2, p);
  const root = power(h2, p - 1n - (p + 1n) / 4n, p);
  return mod(root * root * h2, p) === 1n ? { x: x2, y: mod(root * h2, p) } : { x: x3, y: mod(root * u, p) };
}

function modular(number: number): Group {
  const numbers = dhNumbers[number];
  if (!numbers) throw new Error(`no group has the number ${number}`);
  const { p, g, q } = numbers;
  const length = Math.ceil(p.toString(16).length / 2);
  const encode = (integer: bigint) => toBytes(integer, length);
  return {
    parameterId: number,
    publicKeyTag: 0x84,
    order: q,
    order_bytes: Math.ceil(q.toString(16).length / 2),
    prime: p,
    generator: encode(g),
    has: (element) => {
      const integer = toNumber(element);
      return element.length <= length && integer > 1n && integer < p - 1n && power(integer, q, p) === 1n;
    },
    multiply: (element, secret) => encode(power(toNumber(element), mod(secret, q), p)),
    add: (left, right) => encode(mod(toNumber(left) * toNumber(right), p)),
    secretOf: (element) => encode(toNumber(element)),
    // Appendix B.1: into the subgroup by the cofactor.
    elementFor: (fieldElement) => encode(power(fieldElement, (p - 1n) / q, p)),
  };
}
