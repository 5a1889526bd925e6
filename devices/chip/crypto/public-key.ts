/** SubjectPublicKeyInfo (RFC 5280, 4.1.2.7; RFC 3279; RFC 5480): the kinds of key that Doc 9303-12, 4.1 knows. */
import { equalBytes } from '../../../common/bytes.ts';
import type { Result } from '../../../common/result.ts';
import type { CheckName, ChipProblem } from '../problem.ts';
import { DER, DerReader, readDer, refuseDer } from './der.ts';
import type { Domain } from './domain.ts';
import { type Curve, curveOfOid, curveOfParameterId, curveOfParameters } from './elliptic.ts';
import { finiteField, groupOfParameterId } from './finite-field.ts';
import { bitLength, toBytes, toNumber } from './numbers.ts';
import type { RsaKey } from './rsa.ts';

export type PublicKey =
  | { readonly kind: 'rsa'; readonly key: RsaKey; readonly bits: number }
  | { readonly kind: 'ec'; readonly curve: Curve; readonly point: Uint8Array; readonly bits: number }
  | { readonly kind: 'dh'; readonly group: Domain; readonly value: Uint8Array; readonly bits: number };

const OID_RSA = '1.2.840.113549.1.1.1';
const OID_RSA_PSS = '1.2.840.113549.1.1.10';
const OID_EC = '1.2.840.10045.2.1';
const OID_DH_X942 = '1.2.840.10046.2.1';
const OID_DH_PKCS3 = '1.2.840.113549.1.3.1';
/** BSI TR-03110-3, A.2.1.1: standardised domain parameters, by the id of Doc 9303-11, table 6. */
const OID_STANDARDISED = '0.4.0.127.0.7.1.2';
const OID_PRIME_FIELD = '1.2.840.10045.1.1';

/** Larger ones only cost time: no document has them. */
const MAX_RSA_BITS = 8_192;
const MAX_EXPONENT_BITS = 64;
const MAX_DH_BITS = 4_096;
const MIN_DH_BITS = 1_024;

export function parsePublicKey(at: CheckName, spki: Uint8Array): Result<PublicKey, ChipProblem> {
  return readDer(at, spki, (reader) => readPublicKey(reader.sequence('SubjectPublicKeyInfo')));
}

/**
 * The group that an AlgorithmIdentifier writes out. Only groups that we know: whoever sends another one may know how to
 * take logarithms in it, and nobody checks a group at a counter.
 */
export function parseDomain(at: CheckName, algorithmIdentifier: Uint8Array): Result<Domain, ChipProblem> {
  return readDer(at, algorithmIdentifier, (reader) => {
    const algorithm = reader.sequence('domain parameters');
    const oid = algorithm.oid('domain parameters');
    if (oid === OID_EC) return readCurve(algorithm);
    if (oid === OID_STANDARDISED) return standardised(algorithm.small('domain parameter id'));
    if (oid !== OID_DH_X942 && oid !== OID_DH_PKCS3) return refuseDer(`domain parameters ${oid} are not known`);
    const { fieldModulus, generator } = readGroup(algorithm, oid === OID_DH_X942);
    const known = [0, 1, 2].map(groupOfParameterId).find((group) => group?.fieldModulus === fieldModulus);
    const isSame = known && equalBytes(known.generator, generator);
    return isSame ? known : refuseDer('a group modulo a prime that is not known');
  });
}

function standardised(id: number): Domain {
  return curveOfParameterId(id) ?? groupOfParameterId(id) ?? refuseDer(`domain parameter id ${id} is not known`);
}

function readPublicKey(reader: DerReader): PublicKey {
  const algorithm = reader.sequence('key algorithm');
  const oid = algorithm.oid('key algorithm');
  const bits = reader.bits('public key');
  switch (oid) {
    case OID_RSA:
    case OID_RSA_PSS:
      return readRsa(bits);
    case OID_EC:
      return pointOn(readCurve(algorithm), bits);
    case OID_DH_X942:
    case OID_DH_PKCS3:
      return valueIn(readGroup(algorithm, oid === OID_DH_X942), bits);
    case OID_STANDARDISED:
      return readStandardised(algorithm.small('domain parameter id'), bits);
    default:
      return refuseDer(`key algorithm ${oid} is not known`);
  }
}

function readRsa(bytes: Uint8Array): PublicKey {
  const reader = new DerReader(bytes).sequence('RSAPublicKey');
  const key = { modulus: reader.integer('modulus'), exponent: reader.integer('exponent') };
  const size = bitLength(key.modulus);
  if (key.modulus <= 0n || size > MAX_RSA_BITS) refuseDer(`RSA modulus of ${size} bits`);
  if (key.exponent < 3n || key.exponent % 2n === 0n || bitLength(key.exponent) > MAX_EXPONENT_BITS) {
    refuseDer(`RSA exponent of ${bitLength(key.exponent)} bits`);
  }
  return { kind: 'rsa', key, bits: size };
}

function readCurve(algorithm: DerReader): Curve {
  if (algorithm.nextTag() === DER.oid) {
    const oid = algorithm.oid('curve');
    return curveOfOid(oid) ?? refuseDer(`curve ${oid} is not known`);
  }
  return readExplicitCurve(algorithm.sequence('ECParameters'));
}

/** SEC 1, C.2: Doc 9303-12, 4.4 wants the parameters written out, documents do both. */
function readExplicitCurve(reader: DerReader): Curve {
  reader.small('version of ECParameters');
  const field = reader.sequence('field');
  if (field.oid('field type') !== OID_PRIME_FIELD) refuseDer('a curve that is not over a prime field');
  const p = field.integer('p');
  const equation = reader.sequence('curve');
  const a = toNumber(equation.octets('a'));
  const b = toNumber(equation.octets('b'));
  const generator = reader.octets('generator');
  const n = reader.integer('order');
  return curveOfParameters(p, a, b, n, generator) ?? refuseDer('explicit parameters of a curve that is not known');
}

function pointOn(curve: Curve, point: Uint8Array): PublicKey {
  const flaw = curve.flaw(point);
  if (flaw !== undefined) refuseDer(flaw);
  return { kind: 'ec', curve, point, bits: bitLength(curve.order) };
}

function readGroup(algorithm: DerReader, isX942: boolean): Domain {
  const reader = algorithm.sequence('DH parameters');
  const p = reader.integer('p');
  const g = reader.integer('g');
  const size = bitLength(p);
  if (p <= 0n || size < MIN_DH_BITS || size > MAX_DH_BITS) refuseDer(`DH modulus of ${size} bits`);
  // PKCS #3 gives no order: with a safe prime it is (p - 1) / 2.
  const q = isX942 ? reader.integer('q') : (p - 1n) / 2n;
  const group = finiteField({ p, g: g > 0n && g < p ? g : refuseDer('generator outside of the field'), q });
  if (q < 1n << 159n || q >= p || group.flaw(group.generator) !== undefined) refuseDer('generator of a wrong order');
  return group;
}

function valueIn(group: Domain, bytes: Uint8Array): PublicKey {
  const integer = new DerReader(bytes).integer('DH public key');
  if (integer <= 1n || integer >= group.fieldModulus) refuseDer('DH public key outside of the field');
  const value = toBytes(integer, group.generator.length);
  const flaw = group.flaw(value);
  if (flaw !== undefined) refuseDer(`DH public key ${flaw}`);
  return { kind: 'dh', group, value, bits: bitLength(group.fieldModulus) };
}

function readStandardised(id: number, bits: Uint8Array): PublicKey {
  const curve = curveOfParameterId(id);
  if (curve) return pointOn(curve, bits);
  const group = groupOfParameterId(id);
  return group ? valueIn(group, bits) : refuseDer(`domain parameter id ${id} is not known`);
}
