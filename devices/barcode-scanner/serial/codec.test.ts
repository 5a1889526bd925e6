import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeFrame } from './decode.ts';
import { Frames } from './frames.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'utf8'));
const textOf = (frame: { readonly kind: string; readonly bytes?: Uint8Array }) =>
  frame.bytes ? Buffer.from(frame.bytes).toString('utf8') : frame.kind;

describe('frames of a serial scanner', () => {
  test('are the same however the line cuts the bytes', () => {
    const code = fc
      .string({ minLength: 1, maxLength: 40, unit: 'binary' })
      .map((text) => text.replaceAll(/[\r\n]/g, '.'));
    fc.assert(
      fc.property(
        fc.array(code, { maxLength: 5 }),
        fc.constantFrom('cr', 'lf', 'crlf'),
        fc.integer({ min: 1, max: 9 }),
        (codes, suffix, length) => {
          const end = { cr: '\r', lf: '\n', crlf: '\r\n' }[suffix];
          const sent = bytes(codes.map((one) => one + end).join(''));
          const frames = new Frames(suffix);
          const came: string[] = [];
          for (let at = 0; at < sent.length; at += length) {
            came.push(...frames.push(sent.subarray(at, at + length), 0).map(textOf));
          }
          expect(came).toEqual(codes.map((one) => Buffer.from(one, 'utf8').toString('utf8')));
        },
      ),
    );
  });

  test('forget the beginning of a code whose rest never came', () => {
    const frames = new Frames('cr');
    expect(frames.push(bytes(']Q1TS-7F'), 0)).toEqual([]);
    expect(frames.push(bytes(']Q1new\r'), 501).map(textOf)).toEqual([']Q1new']);
  });

  test('throw away what is longer than any code, and find the next one', () => {
    const frames = new Frames('crlf');
    for (let n = 0; n < 40; n++) expect(frames.push(bytes('x'.repeat(999)), n)).toEqual([]);
    expect(frames.push(bytes('x\r\n]Q1next\r\n'), 50).map(textOf)).toEqual(['tooLong', ']Q1next']);
  });
});

describe('what a frame says', () => {
  test.each([
    [']Q1TS-7F42', 'qr', 'TS-7F42'],
    [']d1x', 'dataMatrix', 'x'],
    [']C0A 1', 'code128', 'A 1'],
    [']o3I<UTOD231458907<<<<<<<<<<<<<<<', 'mrz', 'I<UTOD231458907<<<<<<<<<<<<<<<'],
    [']X0?', 'unknown', '?'],
  ])('%s is %s', (frame, symbology, text) => {
    expect(decodeFrame(bytes(frame), true)).toEqual({ ok: true, value: { symbology, text } });
  });

  test('without identifiers is a code of some kind, and a line of a zone by its look', () => {
    expect(decodeFrame(bytes('TS-7F42'), false)).toEqual({
      ok: true,
      value: { symbology: 'unknown', text: 'TS-7F42' },
    });
    expect(decodeFrame(bytes('<'.repeat(44)), false)).toMatchObject({ value: { symbology: 'mrz' } });
  });

  test.each([
    ['without its identifier, where there must be one', 'TS-7F42'],
    ['that is empty', ']Q1'],
    ['with control characters', ']Q1a\u0002b'],
    ['longer than any code', `]Q1${'x'.repeat(4_297)}`],
  ])('is refused when it is one %s', (_how, frame) => {
    expect(decodeFrame(bytes(frame), true)).toMatchObject({ ok: false });
  });

  test('is read a byte a sign where it is not UTF-8', () => {
    expect(decodeFrame(Uint8Array.of(0x5d, 0x41, 0x30, 0xe9), true)).toMatchObject({ value: { text: 'é' } });
  });

  test('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (frame, aim) => {
        decodeFrame(frame, aim);
      }),
    );
  });
});
