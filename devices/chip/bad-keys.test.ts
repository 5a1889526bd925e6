/** Elements and keys that no honest chip has: outside of the group, of a wrong order, on another curve, of no use. */
import { describe, expect, it } from 'vitest';
import { concatBytes, fromHex } from '../../common/bytes.ts';
import { ok, type Result } from '../../common/result.ts';
import { type CurveName, curveParameters } from './crypto/curve-parameters.ts';
import { curveNamed } from './crypto/elliptic.ts';
import { groupOfParameterId } from './crypto/finite-field.ts';
import { toBytes } from './crypto/numbers.ts';
import { parseDomain, parsePublicKey } from './crypto/public-key.ts';
import { performBac } from './emrtd/bac.ts';
import { encodeOid } from './emrtd/key-object.ts';
import { parseSecurityInfos } from './emrtd/security-infos.ts';
import { plainLink } from './link.ts';
import { publishedRandom } from './testing/scripted-card.ts';
import { encodeTlv } from './tlv.ts';

const at = { check: 'a key', clause: 'Doc 9303-11, 9.6' };
const curves = Object.keys(curveParameters) as CurveName[];
const sequence = (...parts: readonly Uint8Array[]) => encodeTlv(0x30, ...parts);
const integer = (value: bigint) =>
  encodeTlv(0x02, Uint8Array.of(0), toBytes(value, Math.ceil(value.toString(16).length / 2)));
const oid = (text: string) => encodeTlv(0x06, encodeOid(text));
const bits = (bytes: Uint8Array) => encodeTlv(0x03, Uint8Array.of(0), bytes);

describe('a point', () => {
  it.each(curves)('that is not one of %s is no public key', (name) => {
    const curve = curveNamed(name);
    const { p, Gx, Gy } = curveParameters[name];
    const length = (curve.generator.length - 1) / 2;
    const point = (x: bigint, y: bigint, tag = 0x04) =>
      concatBytes(Uint8Array.of(tag), toBytes(x, length), toBytes(y, length));
    expect(curve.flaw(curve.generator)).toBeUndefined();
    for (const [bytes, words] of [
      [point(Gx, Gy ^ 1n), /not on/],
      [point(0n, 0n), /not on/],
      [point(Gx, p - Gy, 0x02), /not an uncompressed point/],
      [curve.generator.slice(0, -1), /not an uncompressed point/],
      [Uint8Array.of(0), /not an uncompressed point/],
      [new Uint8Array(), /not an uncompressed point/],
    ] as const)
      expect(curve.flaw(bytes)).toMatch(words);
    // Where the field leaves room in its bytes, a coordinate may be too large for it.
    const largest = (1n << BigInt(8 * length)) - 1n;
    expect(curve.flaw(point(largest, Gy))).toMatch(/not in the field/);
  });

  it('in a certificate or in EF.DG14 is looked at before it is used', () => {
    const { generator } = curveNamed('brainpoolP256r1');
    const onP256 = (point: Uint8Array) =>
      sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')), bits(point));
    expect(parsePublicKey(at, onP256(generator))).toMatchObject({ ok: false, error: { kind: 'malformed', ...at } });
    const info = sequence(oid('0.4.0.127.0.7.2.2.1.2'), onP256(generator));
    const infos = parseSecurityInfos('EF.DG14', encodeTlv(0x31, info));
    const [key] = infos.ok ? infos.value.chipAuthenticationKeys : [];
    expect(parsePublicKey(at, key?.spki ?? new Uint8Array())).toMatchObject({
      error: { words: expect.stringContaining('not on secp256r1') },
    });
  });
});

describe('an integer', () => {
  it.each([0, 1, 2])('that is not in the subgroup of group %i is no public key', (id) => {
    const group = groupOfParameterId(id);
    if (!group) return expect.unreachable('tables have it');
    const { fieldModulus: p, generator } = group;
    const bytes = (value: bigint) => toBytes(value, generator.length);
    expect(group.flaw(generator)).toBeUndefined();
    for (const value of [0n, 1n, p - 1n, p]) expect(group.flaw(bytes(value))).toMatch(/not between 2 and p - 2/);
    // No square, and so of an order that is even.
    expect(group.flaw(bytes(p - 2n)) ?? group.flaw(bytes(2n))).toMatch(/not in the subgroup/);
    expect(group.flaw(concatBytes(generator, Uint8Array.of(0)))).toMatch(/not between/);
  });
});

describe('parameters that a chip brings', () => {
  const { p, a, b, n, Gx, Gy } = curveParameters.secp256r1;
  const written = (change: { readonly a?: bigint; readonly b?: bigint; readonly n?: bigint; readonly x?: bigint }) => {
    const { a: ownA = a, b: ownB = b, n: order = n, x = Gx } = change;
    const generator = concatBytes(Uint8Array.of(4), toBytes(x, 32), toBytes(Gy, 32));
    const octets = (value: bigint) => encodeTlv(0x04, toBytes(value, 32));
    const field = sequence(oid('1.2.840.10045.1.1'), integer(p));
    const parameters = sequence(
      integer(1n),
      field,
      sequence(octets(ownA), octets(ownB)),
      encodeTlv(0x04, generator),
      integer(order),
    );
    return sequence(oid('1.2.840.10045.2.1'), parameters);
  };

  it('are taken when they are those of a curve that is known', () => {
    expect(parseDomain(at, written({}))).toMatchObject({ ok: true, value: { name: 'secp256r1' } });
  });

  it.each([
    ['another a', written({ a: a + 1n })],
    ['another b, on which a generator is easily found', written({ b: b + 1n })],
    ['a small order', written({ n: 7n })],
    ['another generator', written({ x: Gx + 1n })],
    ['a kind that is not known', sequence(oid('1.2.3.4'), encodeTlv(0x05))],
    ['a number of no table', sequence(oid('0.4.0.127.0.7.1.2'), integer(19n))],
    ['nothing', sequence(oid('1.2.840.10045.2.1'))],
  ])('with %s are refused', (_, algorithm) => {
    expect(parseDomain(at, algorithm)).toMatchObject({ ok: false, error: { kind: 'malformed', ...at } });
  });
});

describe('basic access', () => {
  const mrz = { documentNumber: 'L898902C<', birthDate: '690806', expiryDate: '940623' };
  const right = '46B9342A41396CD7386BF5803104D7CEDC122B9132139BAF2EEDC94EE178534F2F2D235D074D7449';

  function run(challenge: string, answer: string, ownNonce = '781723860C06C226') {
    const answers = [`${challenge}9000`, answer];
    const exchange = async (): Promise<Result<Uint8Array, never>> => ok(fromHex(answers.shift() ?? '6F00'));
    const random = publishedRandom(ownNonce, '0B795240CB7049B01C19B33E32804F0B');
    return performBac(plainLink(exchange, { extendedLength: false }), mrz, random);
  }

  it('succeeds with the answers that are published', async () => {
    expect((await run('4608F91988702212', `${right}9000`)).ok).toBe(true);
  });

  it.each([
    ['a challenge of another length', '4608F919887022', `${right}9000`, undefined, /challenge of 7 bytes/],
    ['an answer of another length', '4608F91988702212', '46B99000', undefined, /answered 2 bytes/],
    ['a wrong MAC', '4608F91988702212', `${right.slice(0, -2)}48${'9000'}`, undefined, /MAC/],
    ['an answer to other nonces of ours', '4608F91988702212', `${right}9000`, '781723860C06C227', /other nonces/],
    ['an answer to another challenge', '4608F91988702213', `${right}9000`, undefined, /other nonces/],
    ['a refusal', '4608F91988702212', '6300', undefined, /6300|not that of this document/],
  ])('ends with %s', async (_, challenge, answer, ownNonce, words) => {
    const result = await run(challenge, answer, ownNonce);
    if (result.ok) return expect.unreachable('it went on');
    expect(`${result.error.check}: ${result.error.words}`).toMatch(words);
    expect(result.error.clause).toBe('Doc 9303-11, 4.3');
  });
});
