/** Texts and pictures for the printer and from it: read by its own decoders, and out of any noise. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes } from '../../../common/bytes.ts';
import { readBitmap } from '../../../simulators/card-printer/index.ts';
import { encodeColorBmp, encodeMonoBmp } from './bmp.ts';
import { escapeCommand, parseCount, parseEscapeReply, parseInsidePlace, parseVolts } from './escape.ts';
import { encodeBinary, ObjectEnd, parseReply } from './json-rpc.ts';
import { conditionOf, parseEvent, parseState } from './states.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('an escape command', () => {
  const parameter = fc.stringMatching(/^[\x21-\x3a\x3c-\x7e]{1,40}$/);
  const verb = fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,9}$/);

  it('is its verb and parameters, and nothing can be slipped into it', () => {
    fc.assert(
      fc.property(verb, fc.array(parameter, { maxLength: 4 }), (name, parameters) => {
        expect(escapeCommand(name, ...parameters).split(';')).toEqual([name, ...parameters]);
      }),
    );
    fc.assert(
      fc.property(verb, anyText, (name, text) => {
        const isClean = /^[\x21-\x3a\x3c-\x7e]{1,40}$/.test(text);
        const build = () => escapeCommand(name, text);
        if (isClean) expect(build()).toBe(`${name};${text}`);
        else expect(build).toThrow('escape parameter');
      }),
    );
    for (const name of ['', 'rse', 'Rse;b', 'R\r', '\u001bRse']) expect(() => escapeCommand(name)).toThrow('verb');
  });

  it('has a reply that means something whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.constantFrom('OK', 'ERR', 'CARD', 'ERROR CDE').chain((word) => padded(word)),
        ),
        (reply) => {
          const { kind } = parseEscapeReply(reply);
          const bare = reply.replaceAll('\0', '').trim();
          expect(kind).toBe(bare.startsWith('ERR') ? 'error' : bare === 'OK' ? 'ok' : 'text');
          const count = parseCount(reply) ?? 0;
          expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
          const volts = parseVolts(reply);
          if (volts !== undefined) expect(volts).toBeGreaterThanOrEqual(0);
          if (!/CARD|OK/.test(reply)) expect(parseInsidePlace(reply)).toBe('unknown');
          const state = parseState(reply);
          if (state) expect(conditionOf(state)).toBeDefined();
          expect(parseEvent(reply)?.actions).not.toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads volts and counts as the printer writes them, and no others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_400 }), fc.nat(999_999_999), (hundredths, count) => {
        const written = `${(hundredths / 100).toFixed(2).replace('.', ',')} Volts`;
        expect(parseVolts(written)).toBeCloseTo(hundredths / 100, 5);
        expect(parseCount(written)).toBeUndefined();
        expect(parseCount(String(count))).toBe(count);
      }),
    );
    for (const text of ['', '-1', '4', '4 Volts', '1e3 Volts', ',5 Volts', 'NaN', '0x3F', '12345678901']) {
      expect([parseVolts(text), text === '4' ? undefined : parseCount(text)]).toEqual([
        undefined,
        text === '4 Volts' ? 4 : text === '1e3 Volts' ? 1 : text === '0x3F' ? 0 : undefined,
      ]);
    }
  });

  it('finds no meaning in words that only look like entries of a table', () => {
    for (const minor of ['constructor', '__proto__', 'toString', 'hasOwnProperty'])
      expect(conditionOf({ major: 'READY', minor })).toEqual({});
  });
});

function padded(word: string): fc.Arbitrary<string> {
  const around = fc.stringMatching(/^[\0 \r\n]{0,4}$/);
  return fc.tuple(around, around).map(([before, after]) => before + word + after);
}

describe('a bitmap', () => {
  const size = { width: fc.integer({ min: 1, max: 70 }), height: fc.integer({ min: 1, max: 40 }), salt: fc.nat(255) };

  it('in colour is seen by the printer as it was drawn', () => {
    fc.assert(
      fc.property(fc.record(size), ({ width, height, salt }) => {
        const rgb = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 37 + salt) & 0xff);
        const seen = readBitmap(encodeColorBmp(rgb, width, height));
        expect(seen).toMatchObject({ depth: 'color', width_px: width, height_px: height });
        if (typeof seen === 'object' && seen.depth === 'color') expect(equalBytes(seen.rgb, rgb)).toBe(true);
      }),
    );
  });

  it('in black is seen by the printer as it was drawn', () => {
    fc.assert(
      fc.property(fc.record(size), ({ width, height, salt }) => {
        const row_bytes = Math.ceil(width / 8);
        const bits = Uint8Array.from({ length: row_bytes * height }, (_, at) => (at * 41 + salt) & 0xff);
        const seen = readBitmap(encodeMonoBmp(bits, width, height));
        expect(seen).toMatchObject({ depth: 'mono', width_px: width, height_px: height });
        if (typeof seen !== 'object' || seen.depth !== 'mono') return;
        const drawn = Uint8Array.from(
          { length: width * height },
          (_, at) =>
            ((bits[Math.floor(at / width) * row_bytes + ((at % width) >> 3)] ?? 0) >> (7 - ((at % width) & 7))) & 1,
        );
        expect(equalBytes(seen.dark, drawn)).toBe(true);
      }),
    );
  });

  it('of another size than its pixels is a mistake of ours', () => {
    expect(() => encodeColorBmp(new Uint8Array(10), 2, 2)).toThrow('color pixels');
    expect(() => encodeMonoBmp(new Uint8Array(3), 9, 1)).toThrow('resin bits');
  });

  it('travels as base64 of exactly its own bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(50), (bytes, from) => {
        const part = bytes.subarray(Math.min(from, bytes.length));
        const text = encodeBinary(part);
        expect(text.startsWith('base64:')).toBe(true);
        expect([...Buffer.from(text.slice(7), 'base64')]).toEqual([...part]);
      }),
    );
  });
});

describe('a reply', () => {
  it('to this request is its result or its refusal, to any other one neither', () => {
    const id = fc.oneof(fc.nat(20).map(String), fc.nat(20), fc.constant(null), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(id, anyText, fc.integer(), fc.boolean(), (answered, text, code, isError) => {
        const body = isError ? { error: { code, message: text } } : { result: text };
        const reply = parseReply(JSON.stringify({ jsonrpc: '2.0', id: answered, ...body }), '7');
        const isOurs = String(answered) === '7' || (isError && answered === null);
        if (reply.ok) expect([isOurs, isError, reply.value]).toEqual([true, false, text]);
        else expect(reply.error.kind).toBe(isOurs && isError ? 'refused' : 'garbled');
      }),
      { numRuns: 300 },
    );
  });

  it('that is any JSON, or none, is garbled and short in words', () => {
    const replies = fc.oneof(
      anyText,
      fc.json(),
      fc.constantFrom('{}', 'null', '[]', '{"id":"7","result":1}', '{"id":"7","error":null}', '{"result":"OK"}'),
      fc.constant('{"id":"7","result":"OK","error":{"code":1,"message":"no"}}'),
      fc.constant('{"id":"7","result":"OK"'),
    );
    fc.assert(
      fc.property(replies, (text) => {
        const reply = parseReply(text, '7');
        if (reply.ok) return expect.unreachable(text);
        expect(reply.error.kind).toBe('garbled');
        expect(reply.error.words).toMatch(/^[\x20-\x7e·]{1,200}$/);
      }),
      { numRuns: 300 },
    );
  });

  it('ends where its object ends, wherever the line cuts it and whatever follows', () => {
    const value = fc.dictionary(anyText, fc.oneof(anyText, fc.jsonValue()), { maxKeys: 4 });
    fc.assert(
      fc.property(
        value,
        fc.uint8Array({ maxLength: 20 }),
        fc.array(fc.nat(400), { maxLength: 6 }),
        (object, tail, at) => {
          const json = Buffer.from(JSON.stringify(object), 'utf8');
          const all = Buffer.concat([json, tail]);
          const cuts = [...new Set([0, ...at.filter((cut) => cut < all.length), all.length])].sort((a, b) => a - b);
          const end = new ObjectEnd();
          let taken = 0;
          for (const [i, to] of cuts.slice(1).entries()) {
            const piece = all.subarray(cuts[i], to);
            const closing = end.feed(piece);
            taken += closing ?? piece.length;
            if (closing !== undefined) break;
          }
          expect(taken).toBe(json.length);
        },
      ),
      { numRuns: 300 },
    );
  });
});
