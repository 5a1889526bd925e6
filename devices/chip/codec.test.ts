/** Commands, answers and data objects of chips: whole both ways, and never more than a typed error for any bytes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, equalBytes, fromHex, toHex } from '../../common/bytes.ts';
import { ber, parseCommand, readBer } from '../../simulators/cards/index.ts';
import { type CommandApdu, decodeCommand, decodeResponse, encodeExtended, encodeShort, fitsShort } from './apdu.ts';
import { saysExtendedLength } from './atr.ts';
import { encodeTlv, findTlv, parseTlv } from './tlv.ts';

const byte = fc.nat(0xff);
const header = fc.record({ cla: byte.map((cla) => cla & 0xef), ins: byte, p1: byte, p2: byte });
const dataOf = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), byte)
    .map(([length, salt]) => Uint8Array.from({ length }, (_, at) => (at * 7 + salt) & 0xff));
const commandOf = (mostData: number, mostLe: number): fc.Arbitrary<CommandApdu> =>
  fc
    .tuple(
      header,
      fc.option(dataOf(mostData), { nil: undefined }),
      fc.option(fc.oneof(fc.integer({ min: 1, max: mostLe }), fc.constant('all' as const)), { nil: undefined }),
    )
    .map(([head, data, le]) => ({ ...head, ...(data && { data }), ...(le !== undefined && { le }) }));

/** What the card makes of it: `all` is the most that the form can say. */
function asCardReadsIt({ data, le, ...head }: CommandApdu, most: number) {
  return { ...head, data: toHex(data ?? new Uint8Array()), le: le === 'all' ? most : le };
}

function readByCard(bytes: Uint8Array) {
  const { cla, ins, p1, p2, data, le } = parseCommand(bytes) ?? expect.unreachable('the card cannot read it');
  return { cla, ins, p1, p2, data: toHex(data), le };
}

describe('a command', () => {
  it.each([
    ['short', encodeShort, 255, 256],
    ['extended', encodeExtended, 65_535, 65_536],
  ] as const)('in its %s form is read by a card, and by us, as it was meant', (_, encode, mostData, mostLe) => {
    fc.assert(
      fc.property(commandOf(mostData, mostLe), (command) => {
        const bytes = encode(command);
        expect(readByCard(bytes)).toEqual(asCardReadsIt(command, mostLe));
        const decoded = decodeCommand(bytes);
        if (!decoded.ok) return expect.unreachable(decoded.error);
        expect(asCardReadsIt(decoded.value, mostLe)).toEqual(asCardReadsIt(command, mostLe));
      }),
      { numRuns: 60 },
    );
  });

  it('has a short form exactly up to 255 bytes of data and 256 wanted ones', () => {
    const bare = { cla: 0, ins: 0xcb, p1: 0, p2: 0 };
    expect([255, 256].map((length) => fitsShort({ ...bare, data: new Uint8Array(length) }))).toEqual([true, false]);
    expect([256, 257].map((le) => fitsShort({ ...bare, le }))).toEqual([true, false]);
    expect(() => encodeShort({ ...bare, data: new Uint8Array(256) })).toThrow('256 bytes');
    expect(() => encodeExtended({ ...bare, data: new Uint8Array(65_536) })).toThrow('65536 bytes');
  });

  it('of any bytes is taken apart or refused with words, as the card does', () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      // Mostly headers with a length field that may lie.
      fc
        .tuple(header, fc.constantFrom([0, 0], [0, 1], [0, 5], [0], [1], [5], [255]), fc.uint8Array({ maxLength: 8 }))
        .map(([{ cla, ins, p1, p2 }, lengths, rest]) => Uint8Array.of(cla, ins, p1, p2, ...lengths, ...rest)),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const decoded = decodeCommand(bytes);
        expect(decoded.ok).toBe(parseCommand(bytes) !== undefined);
        if (!decoded.ok) {
          expect(decoded.error).not.toBe('');
          return;
        }
        expect(asCardReadsIt(decoded.value, bytes.length > 5 && bytes[4] === 0 ? 65_536 : 256)).toEqual(
          readByCard(bytes),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('an answer', () => {
  it('is its data and its last two bytes, and none when it is shorter', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const answer = decodeResponse(bytes);
        expect(answer !== undefined).toBe(bytes.length >= 2);
        if (answer) expect([...answer.data, answer.sw >> 8, answer.sw & 0xff]).toEqual([...bytes]);
      }),
    );
  });
});

const tag = fc.oneof(
  fc.nat(0xfe).filter((one) => one > 0 && (one & 0x1f) !== 0x1f),
  fc.tuple(fc.constantFrom(0x1f, 0x5f, 0x7f, 0xbf), fc.nat(0x7f)).map(([first, last]) => first * 256 + last),
  fc.tuple(fc.constantFrom(0x5f, 0x7f), byte, fc.nat(0x7f)).map(([a, b, c]) => (a * 256 + (b | 0x80)) * 256 + c),
);

describe('a data object', () => {
  const objects = fc.array(fc.record({ tag, value: fc.oneof(fc.uint8Array({ maxLength: 40 }), dataOf(70_000)) }), {
    maxLength: 5,
  });

  it('is what the card writes, and is found again', () => {
    fc.assert(
      fc.property(objects, (written) => {
        const bytes = concatBytes(...written.map((one) => encodeTlv(one.tag, one.value)));
        expect(equalBytes(bytes, concatBytes(...written.map((one) => ber(one.tag, one.value))))).toBe(true);
        const read = parseTlv(bytes);
        if (!read.ok) return expect.unreachable(read.error.words);
        expect(read.value.map((one) => one.tag)).toEqual(written.map((one) => one.tag));
        for (const [at, one] of written.entries())
          expect(equalBytes(read.value[at]?.value ?? fromHex('FF'), one.value)).toBe(true);
        const [first] = written;
        if (first) expect(findTlv(read.value, first.tag)).toHaveLength(first.value.length);
      }),
      { numRuns: 60 },
    );
  });

  it('cut anywhere but between objects is refused', () => {
    const small = fc.array(fc.record({ tag, value: fc.uint8Array({ maxLength: 300 }) }), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(small, fc.nat(), (written, place) => {
        const parts = written.map((one) => encodeTlv(one.tag, one.value));
        const bytes = concatBytes(...parts);
        const cut = place % bytes.length;
        let end = 0;
        const between = [0, ...parts.map((part) => (end += part.length))].includes(cut);
        expect(parseTlv(bytes.slice(0, cut)).ok).toBe(between);
      }),
      { numRuns: 300 },
    );
  });

  it('whose length lies is refused, whatever it announces', () => {
    fc.assert(
      fc.property(tag, fc.integer({ min: 1, max: 0xff_ff_ff }), fc.nat(20), (one, more, length) => {
        const value = new Uint8Array(length);
        const announced = Math.min(0xff_ff_ff, length + more);
        const lie = [0x83, announced >> 16, (announced >> 8) & 0xff, announced & 0xff];
        const tagOnly = encodeTlv(one).slice(0, -1);
        expect(parseTlv(Uint8Array.of(...tagOnly, ...lie, ...value))).toMatchObject({
          ok: false,
          error: { kind: 'tlv' },
        });
      }),
    );
    for (const hex of ['3080', '3084000000010A', '30FF', '7F', '7F81', '5F8182838401', '30', '3082', '308201'])
      expect(parseTlv(fromHex(hex))).toMatchObject({ ok: false, error: { kind: 'tlv' } });
  });

  it('of any bytes is read within its bounds or refused with words', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const read = parseTlv(bytes);
        if (!read.ok) {
          expect(read.error.words).not.toBe('');
          return;
        }
        const used = read.value.reduce((sum, one) => sum + one.value.length, 0);
        expect(used).toBeLessThanOrEqual(bytes.length);
        // The card's own reader knows one-byte tags and no more: what it reads, we read alike.
        const alike = read.value.every((one) => one.tag <= 0xff) && readBer(bytes);
        if (alike) for (const one of read.value) expect(alike.has(one.tag)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('beyond a thousand of them is one too many', () => {
    expect(parseTlv(new Uint8Array(2_000)).ok).toBe(true);
    expect(parseTlv(new Uint8Array(2_002))).toMatchObject({ ok: false, error: { words: 'more than 1000 objects' } });
  });
});

describe('an answer to reset', () => {
  it('of any bytes says whether the card takes extended length, and never fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (atr) => {
        expect(typeof saysExtendedLength(atr)).toBe('boolean');
      }),
      { numRuns: 500 },
    );
    expect(saysExtendedLength(fromHex('3B85800100007300 0040'))).toBe(false);
    expect(saysExtendedLength(fromHex('3B05 80 73 C0 01 40'))).toBe(true);
    expect(saysExtendedLength(fromHex('3B05 80 73 C0 01 00'))).toBe(false);
  });
});
