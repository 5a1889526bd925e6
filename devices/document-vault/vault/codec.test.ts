import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../common/bytes.ts';
import {
  informationAnswerSchema,
  orderAnswerSchema,
  readAnswer,
  readFields,
  type StatusAnswer,
  slotsAnswerSchema,
  statusAnswerSchema,
  textAnswerSchema,
  writeFields,
} from './answers.ts';
import { crc16, encodeFrame, type Frame, FrameReader } from './frame.ts';
import { happenings, positionOf } from './status.ts';

const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  maxLength: 1024,
});
const letters = 'SILCMHTPOXRBNVZsilcmhtpoxrbnvz'.split('');
const frames: fc.Arbitrary<Frame> = fc.record({
  address: fc.integer({ min: 1, max: 31 }),
  sequence: fc.integer({ min: 1, max: 255 }),
  code: fc.constantFrom(...letters),
  data: printable,
});
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

describe('a frame', () => {
  it('is made of the bytes in the document', () => {
    expect(toHex(encodeFrame({ address: 1, sequence: 128, code: 'S', data: '' }))).toBe('02018053000061FB03');
    expect(toHex(encodeFrame({ address: 1, sequence: 6, code: 'P', data: 'boot=12;slot=17' }))).toBe(
      '02010650000F626F6F743D31323B736C6F743D3137007403',
    );
  });

  it('carries a checksum that the catalogue of CRCs vouches for', () => {
    expect(crc16(Buffer.from('123456789'))).toBe(0x29b1);
  });

  it('comes out as it went in, whatever pieces it comes in and whatever lies between', () => {
    fc.assert(
      fc.property(fc.array(frames, { maxLength: 4 }), fc.array(fc.nat(3000), { maxLength: 12 }), (sent, cuts) => {
        const noise = Uint8Array.of(0xff, 0x03, 0x00);
        const whole = Buffer.concat(sent.flatMap((frame) => [noise, encodeFrame(frame)]));
        const reader = new FrameReader();
        const at = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
        const got = at.slice(1).flatMap((end, i) => reader.feed(whole.subarray(at[i], end)));
        expect(got).toEqual(sent);
      }),
      { numRuns: 200 },
    );
  });

  it('with one wrong byte is none, and the next one is found behind it', () => {
    fc.assert(
      fc.property(frames, frames, fc.nat(), fc.integer({ min: 1, max: 255 }), (broken, next, where, flip) => {
        const wrong = encodeFrame({ ...broken, data: broken.data.slice(0, 30) });
        const at = where % wrong.length;
        wrong[at] = (wrong[at] ?? 0) ^ flip;
        const reader = new FrameReader();
        // A length that was garbled waits for bytes that never come; more of them set it right.
        const got = [wrong, encodeFrame(next), new Uint8Array(1100)].flatMap((part) => reader.feed(part));
        expect(got).toEqual([next]);
      }),
      { numRuns: 300 },
    );
  });

  it('is not found in noise, which is not kept for ever either', () => {
    fc.assert(
      fc.property(fc.array(bytes(400), { maxLength: 20 }), (chunks) => {
        const reader = new FrameReader();
        expect(chunks.flatMap((chunk) => reader.feed(chunk))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('that is over its length is skipped at once', () => {
    const reader = new FrameReader();
    reader.feed(fromHex('020106500401'));
    const frame = { address: 1, sequence: 6, code: 'p', data: 'result=accepted' };
    expect(reader.feed(encodeFrame(frame))).toEqual([frame]);
  });
});

describe('the fields of an answer', () => {
  const status =
    'boot=12;seq=6;result=done;moved=yes;state=ready;fault=none;place=exit;shutter=closed;door=closed;' +
    'presented=41;taken=40;inserted=0;dispensed=43;retained=2;window=17;load=95';

  it('are read by their names, in any order, with names that a later version adds', () => {
    const read = readAnswer(statusAnswerSchema, `heat=41;${status.split(';').reverse().join(';')}`);
    expect(read).toMatchObject({ ok: true, value: { boot: 12, seq: 6, place: 'exit', taken: 40, window: 17 } });
  });

  it.each([
    ['a field that is missing', status.replace('place=exit;', '')],
    ['a place that nobody knows', status.replace('place=exit', 'place=attic')],
    ['a number that is none', status.replace('taken=40', 'taken=-1')],
    ['a number that is too long', status.replace('taken=40', 'taken=1234567890')],
    ['a name that comes twice', `${status};place=none`],
    ['an inherited name', 'constructor=1'],
    ['words', 'ready'],
    ['nothing', ''],
  ])('with %s are not understood', (_, data) => {
    expect(readAnswer(statusAnswerSchema, data).ok).toBe(false);
  });

  it('of the other answers are bounded as well', () => {
    const information = 'model=V;serial=1;firmware=1.4;slots=60;retain=20;camera=yes';
    expect(readAnswer(informationAnswerSchema, information).ok).toBe(true);
    expect(readAnswer(informationAnswerSchema, information.replace('60', '0')).ok).toBe(false);
    expect(readAnswer(slotsAnswerSchema, 'from=1;slots=PEU').ok).toBe(true);
    expect(readAnswer(slotsAnswerSchema, 'from=1;slots=PEX').ok).toBe(false);
    expect(readAnswer(textAnswerSchema, 'seq=6;text=P<UTO/L898').ok).toBe(true);
    expect(readAnswer(textAnswerSchema, `seq=6;text=${'A'.repeat(101)}`).ok).toBe(false);
    expect(readAnswer(orderAnswerSchema, 'result=refused').ok).toBe(false);
  });

  it('come back as they were written, and nothing that is sent breaks the reading', () => {
    const name = fc.stringMatching(/^[a-z]{1,20}$/);
    const value = fc.stringMatching(/^[A-Za-z0-9 <./-]{0,20}$/);
    fc.assert(
      fc.property(fc.dictionary(name, value, { maxKeys: 8 }), (fields) => {
        expect(readFields(writeFields(fields))).toEqual({ ok: true, value: fields });
      }),
    );
    fc.assert(fc.property(printable, (data) => void readFields(data)));
  });
});

describe('what happened at the exit', () => {
  const quiet = { presented: 5, taken: 4, inserted: 1, place: 'none', shutter: 'closed' } as StatusAnswer;

  it.each([
    ['nothing', {}, {}, []],
    ['a presentation', { place: 'exit' }, { presented: 6 }, ['mediaPresented']],
    ['one that was taken at once', { place: 'exit' }, { presented: 6, taken: 5 }, ['mediaPresented', 'mediaTaken']],
    ['a hand that takes', { place: 'exit' }, { taken: 5 }, ['mediaTaken']],
    ['takes and pushes back', { place: 'exit' }, { taken: 5, inserted: 2 }, ['mediaTaken', 'mediaInserted']],
    ['pushes in and takes', {}, { taken: 5, inserted: 2 }, ['mediaInserted', 'mediaTaken']],
    ['plays', { place: 'exit' }, { taken: 6, inserted: 2 }, ['mediaTaken', 'mediaInserted', 'mediaTaken']],
    ['a unit that was exchanged', { place: 'exit' }, { presented: 0, taken: 0, inserted: 0 }, []],
    ['counts that no person makes', {}, { taken: 500 }, []],
  ] as const)('is told from the counts of the vault: %s', (_, before, after, expected) => {
    const was = { ...quiet, ...before } as StatusAnswer;
    expect(happenings(was, { ...was, ...after } as StatusAnswer)).toEqual(expected);
  });

  it('is not told of what was before the first look', () => {
    expect(happenings(undefined, quiet)).toEqual([]);
  });
});

describe('where a booklet is', () => {
  it.each([
    ['none', 'open', 'notPresent'],
    ['gripper', 'open', 'transport'],
    ['exit', 'closed', 'transport'],
    ['exit', 'open', 'exit'],
    ['exit', 'moving', 'exit'],
    ['exit', 'jammed', 'exit'],
    ['exit', 'unknown', 'exit'],
    ['jammed', 'closed', 'jammed'],
    ['unknown', 'closed', 'unknown'],
  ] as const)('%s behind a shutter that is %s: %s', (place, shutter, position) => {
    expect(positionOf({ place, shutter })).toBe(position);
  });
});
