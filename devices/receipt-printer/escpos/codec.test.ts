import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionOf, decode } from './decode.ts';
import { ticketParts } from './encode.ts';
import { models } from './models.ts';

/** Texts are the longest: model and firmware. */
const LONGEST_ANSWER_bytes = 100;
const dialects = fc.constantFrom('epson' as const, 'custom' as const);

describe('answers of the printer', () => {
  it('of any bytes are taken apart without a fault, and always move on', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), dialects, (bytes, dialect) => {
        let rest = bytes;
        for (let answer = decode(rest, dialect); answer; answer = decode(rest, dialect)) {
          expect(answer.size).toBeGreaterThan(0);
          expect(answer.size).toBeLessThanOrEqual(rest.length);
          rest = rest.slice(answer.size);
        }
        // What is left is the beginning of an answer that is longer than that.
        expect(rest.length).toBeLessThanOrEqual(LONGEST_ANSWER_bytes);
      }),
    );
  });

  it('mean the same whole or in pieces', () => {
    const full = Uint8Array.of(0x10, 0x0f, 0x24, 0x02, 0x40, 0x01);
    for (let cut = 1; cut < full.length; cut++) expect(decode(full.slice(0, cut), 'custom')).toBeUndefined();
    expect(decode(full, 'custom')).toEqual({
      kind: 'fullStatus',
      size: 6,
      condition: {
        paperOut: false,
        paperLow: true,
        ticketAtOutput: true,
        coverOpen: true,
        headHot: false,
        paperJam: true,
        cutterError: true,
        unrecoverable: false,
      },
    });
  });

  it.each([
    [1, 0x12, { offline: false }],
    [1, 0x1a, { offline: true }],
    [2, 0x32, { coverOpen: false, paperOut: true }],
    [2, 0x16, { coverOpen: true, paperOut: false }],
    [3, 0x1a, { paperJam: false, cutterError: true, unrecoverable: false, headHot: false }],
    [4, 0x7e, { paperLow: true, paperOut: true }],
    [4, 0x12, { paperLow: false, paperOut: false }],
  ] as const)('DLE EOT %i: %i', (n, byte, condition) => {
    expect(conditionOf(n, byte)).toEqual(condition);
  });

  it('tell automatic status from answers by the first byte', () => {
    expect(decode(Uint8Array.of(0x38, 0, 0x0c, 0), 'epson')).toMatchObject({
      kind: 'automatic',
      condition: { offline: true, coverOpen: true, paperOut: true },
    });
    expect(decode(Uint8Array.of(0x12), 'epson')).toMatchObject({ kind: 'status' });
    expect(decode(Uint8Array.of(0x00), 'epson')).toMatchObject({ kind: 'inTurn' });
  });
});

describe('answers one after the other', () => {
  const answers = {
    status: fc.constantFrom(0x12, 0x16, 0x1a, 0x32, 0x72, 0x7e).map((byte) => [byte]),
    automatic: fc
      .tuple(fc.constantFrom(0x10, 0x14, 0x18, 0x30, 0x38), fc.nat(0x6f), fc.nat(0x0f), fc.nat(0x0f))
      .map((bytes) => [...bytes]),
    inTurn: fc.nat(0x0f).map((byte) => [byte]),
    text: fc.stringMatching(/^[A-Z0-9 .-]{0,40}$/).map((text) => [0x5f, ...Buffer.from(text), 0]),
    cleared: fc.constant([0x37, 0x25, 0]),
  };
  const anyAnswer = fc.oneof(
    ...Object.entries(answers).map(([kind, bytes]) => bytes.map((some) => ({ kind, bytes: some }))),
  );

  it('of an Epson are told apart, wherever the line cuts them', () => {
    fc.assert(
      fc.property(fc.array(anyAnswer, { maxLength: 8 }), fc.array(fc.nat(200), { maxLength: 8 }), (sent, places) => {
        const all = Uint8Array.from(sent.flatMap(({ bytes }) => bytes));
        const cuts = [0, ...places.filter((at) => at < all.length).sort((a, b) => a - b), all.length];
        const kinds: string[] = [];
        let waiting = new Uint8Array(0);
        for (const [i, to] of cuts.slice(1).entries()) {
          waiting = Uint8Array.from([...waiting, ...all.slice(cuts[i], to)]);
          for (let answer = decode(waiting, 'epson'); answer; answer = decode(waiting, 'epson')) {
            kinds.push(answer.kind);
            waiting = waiting.slice(answer.size);
          }
        }
        expect(kinds).toEqual(sent.map(({ kind }) => kind));
      }),
    );
  });

  it('say their text', () => {
    expect(decode(Uint8Array.from(Buffer.from('_TM-T88V\0')), 'epson')).toEqual({
      kind: 'text',
      text: 'TM-T88V',
      size: 9,
    });
  });

  it('that are too long for a text are none', () => {
    expect(
      decode(
        Uint8Array.from({ length: 200 }, () => 0x5f),
        'epson',
      ),
    ).toEqual({ kind: 'noise', size: 1 });
  });

  it('that another dialect gives are noise', () => {
    for (const byte of [0x12, 0x37, 0x5f, 0xff])
      expect(decode(Uint8Array.of(byte, 0x25, 0), 'custom')?.kind).toBe('noise');
    expect(decode(Uint8Array.of(0x10, 0x12), 'custom')?.kind).toBe('noise');
  });
});

describe('a ticket in bytes', () => {
  it('holds every row once, in bands that the printer takes', () => {
    const anyTicket = fc
      .record({ columns: fc.integer({ min: 1, max: 80 }), height_dots: fc.integer({ min: 1, max: 1_200 }) })
      .map(({ columns, height_dots }) => ({
        width_dots: columns * 8,
        height_dots,
        raster: Uint8Array.from({ length: columns * height_dots }, (_, at) => (at * 31) & 0xff),
      }));
    fc.assert(
      fc.property(anyTicket, fc.constantFrom(...Object.values(models)), (ticket, model) => {
        const bands = ticketParts(ticket, model).filter((part) => part[0] === 0x1d && part[1] === 0x76);
        const rows = Buffer.concat(bands.map((band) => band.slice(8)));
        expect(Buffer.compare(rows, Buffer.from(ticket.raster))).toBe(0);
        for (const band of bands) {
          const [, , , , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = band;
          const [width_bytes, lines] = [xLow + 256 * xHigh, yLow + 256 * yHigh];
          expect(band.length).toBe(8 + width_bytes * lines);
          expect(lines).toBeLessThanOrEqual(model.bandLines);
        }
      }),
      { numRuns: 40 },
    );
  });
});
