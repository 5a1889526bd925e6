/** Elliptic curves for key agreement and for ECDSA (BSI TR-03111, 4.2 and 4.3). */
import { type WeierstrassPoint, type WeierstrassPointCons, weierstrass } from '@noble/curves/abstract/weierstrass.js';
import { type Bytes, concatBytes, equalBytes } from '../../../common/bytes.ts';
import { type CurveName, curveParameters } from './curve-parameters.ts';
import type { Domain } from './domain.ts';
import { bitLength, byteLength, modulo, power, toBytes, toNumber } from './numbers.ts';

type Point = WeierstrassPoint<bigint>;

export type Curve = Domain & {
  readonly curveName: CurveName;
  verify(publicKey: Uint8Array, digest: Uint8Array, signature: { readonly r: bigint; readonly s: bigint }): boolean;
};

const names = Object.keys(curveParameters) as CurveName[];
const built = new Map<CurveName, Curve>();

export function curveNamed(name: CurveName): Curve {
  const existing = built.get(name);
  if (existing) return existing;
  const curve = buildCurve(name);
  built.set(name, curve);
  return curve;
}

/** By the id of Doc 9303-11, table 6. */
export function curveOfParameterId(id: number): Curve | undefined {
  return found((name) => curveParameters[name].parameterId === id);
}

export function curveOfOid(oid: string): Curve | undefined {
  return found((name) => curveParameters[name].oid === oid);
}

/** Explicit parameters are taken only when they are those of a curve we know: nobody checks a curve at a counter. */
export function curveOfParameters(p: bigint, a: bigint, b: bigint, n: bigint, generator: Uint8Array) {
  const curve = found((name) => {
    const known = curveParameters[name];
    return known.p === p && known.a === a && known.b === b && known.n === n;
  });
  return curve && equalBytes(curve.generator, generator) ? curve : undefined;
}

function found(isIt: (name: CurveName) => boolean): Curve | undefined {
  const name = names.find(isIt);
  return name && curveNamed(name);
}

function buildCurve(name: CurveName): Curve {
  const { p, a, b, n, Gx, Gy } = curveParameters[name];
  const points = weierstrass<bigint>({ p, a, b, n, h: 1n, Gx, Gy });
  const field_bytes = byteLength(p);
  const encode = (point: Point): Bytes | undefined =>
    point.is0()
      ? undefined
      : concatBytes(Uint8Array.of(0x04), toBytes(point.x, field_bytes), toBytes(point.y, field_bytes));
  const decode = (bytes: Uint8Array): Point => {
    const { x, y } = coordinates(bytes, field_bytes);
    return points.fromAffine({ x, y });
  };
  const scaled = (point: Point, scalar: bigint): Point => {
    const reduced = modulo(scalar, n);
    return reduced === 0n ? points.ZERO : point.multiply(reduced);
  };
  return {
    name,
    curveName: name,
    kind: 'ecdh',
    order: n,
    fieldModulus: p,
    generator: concatBytes(Uint8Array.of(0x04), toBytes(Gx, field_bytes), toBytes(Gy, field_bytes)),
    flaw: (bytes) => pointFlaw(bytes, field_bytes, { p, a, b }, name),
    multiply: (bytes, scalar) => encode(scaled(decode(bytes), scalar)),
    combine: (first, second) => encode(decode(first).add(decode(second))),
    sharedSecret: (bytes) => Uint8Array.from(bytes.subarray(1, 1 + field_bytes)),
    mapField: (value) => mapToCurve(value, { p, a, b }, field_bytes),
    verify: (publicKey, digest, { r, s }) => {
      if (r < 1n || r >= n || s < 1n || s >= n) return false;
      return verifies(points, decode(publicKey), truncated(digest, n), { r, s, n });
    },
  };
}

function coordinates(bytes: Uint8Array, field_bytes: number) {
  return { x: toNumber(bytes.subarray(1, 1 + field_bytes)), y: toNumber(bytes.subarray(1 + field_bytes)) };
}

type Equation = { readonly p: bigint; readonly a: bigint; readonly b: bigint };

function pointFlaw(bytes: Uint8Array, field_bytes: number, { p, a, b }: Equation, name: string): string | undefined {
  if (bytes[0] !== 0x04 || bytes.length !== 1 + 2 * field_bytes) {
    return `not an uncompressed point of ${name} (${bytes.length} bytes, ${1 + 2 * field_bytes} belong)`;
  }
  const { x, y } = coordinates(bytes, field_bytes);
  if (x >= p || y >= p) return `coordinate not in the field of ${name}`;
  return modulo(y * y - (x * x * x + a * x + b), p) === 0n ? undefined : `point not on ${name}`;
}

/** Doc 9303-11, appendix B.2.1, for p = 3 mod 4 and cofactor 1. */
function mapToCurve(t: bigint, { p, a, b }: Equation, field_bytes: number): Bytes | undefined {
  if (p % 4n !== 3n) return undefined;
  const inverse = (value: bigint) => power(value, p - 2n, p);
  const alpha = modulo(-t * t, p);
  const sum = modulo(alpha + alpha * alpha, p);
  if (sum === 0n) return undefined;
  const x2 = modulo(-b * inverse(a) * (1n + inverse(sum)), p);
  const x3 = modulo(alpha * x2, p);
  const h2 = modulo(x2 * x2 * x2 + a * x2 + b, p);
  const u = modulo(t * t * t * h2, p);
  const root = power(h2, p - 1n - (p + 1n) / 4n, p);
  const isSquare = modulo(root * root * h2, p) === 1n;
  const [x, y] = isSquare ? [x2, modulo(root * h2, p)] : [x3, modulo(root * u, p)];
  return concatBytes(Uint8Array.of(0x04), toBytes(x, field_bytes), toBytes(y, field_bytes));
}

/** The leftmost bits of the digest, as many as the order has. */
function truncated(digest: Uint8Array, n: bigint): bigint {
  const excess = Math.max(0, digest.length * 8 - bitLength(n));
  return toNumber(digest) >> BigInt(excess);
}

function verifies(
  points: WeierstrassPointCons<bigint>,
  publicKey: Point,
  e: bigint,
  { r, s, n }: { readonly r: bigint; readonly s: bigint; readonly n: bigint },
): boolean {
  const w = power(s, n - 2n, n);
  const point = points.BASE.mulAddUnsafe(modulo(e * w, n), publicKey, modulo(r * w, n));
  return !point.is0() && modulo(point.x, n) === r;
}
