/** Long commands and answers over short exchanges, with cards that keep to the standard and cards that do not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concatBytes, equalBytes, fromHex } from '../../common/bytes.ts';
import { ok, type Result } from '../../common/result.ts';
import { type Applet, ber, CardOs } from '../../simulators/cards/index.ts';
import type { CommandApdu, ResponseApdu } from './apdu.ts';
import { identifyCard } from './identify.ts';
import { readPivEvidence } from './piv.ts';
import { transmitApdu } from './transmit.ts';

/** Gives back what it was sent, in a card that hands it out in parts of `buffer_bytes`. */
function echoCard(buffer_bytes: number, strictLe: boolean) {
  const received: number[][] = [];
  const echo: Applet = {
    aid: fromHex('F0000000010203'),
    select: () => new Uint8Array(),
    process: ({ data }) => {
      received.push([...data]);
      return { data, sw: 0x9000 };
    },
  };
  const card = new CardOs({ atr: fromHex('3B00'), applets: [echo], answerBuffer_bytes: buffer_bytes, strictLe });
  card.powerOn();
  const exchange = async (bytes: Uint8Array): Promise<Result<Uint8Array, string>> =>
    ok(card.transmit(bytes) ?? new Uint8Array());
  return { exchange, received, aid: echo.aid };
}

describe('a transmission', () => {
  it('comes whole to the card and whole back, in chains and in parts, short or extended', async () => {
    const sizes = { length: fc.integer({ min: 1, max: 4_000 }), buffer: fc.integer({ min: 16, max: 256 }) };
    await fc.assert(
      fc.asyncProperty(
        fc.record({ ...sizes, extendedLength: fc.boolean(), strictLe: fc.boolean() }),
        async ({ length, buffer, extendedLength, strictLe }) => {
          const { exchange, received, aid } = echoCard(buffer, strictLe);
          const options = { extendedLength };
          await transmitApdu(exchange, { cla: 0, ins: 0xa4, p1: 4, p2: 0, data: aid }, options);
          const data = Uint8Array.from({ length }, (_, at) => (at * 13) & 0xff);
          const answer = await transmitApdu(exchange, { cla: 0, ins: 0xcb, p1: 0, p2: 0, data, le: 'all' }, options);
          // A card that insists on the exact length is told everything once more.
          for (const whole of received) expect(whole).toEqual([...data]);
          expect(received.length).toBeLessThanOrEqual(strictLe ? 2 : 1);
          if (!answer.ok) return expect.unreachable(JSON.stringify(answer.error));
          expect(answer.value.sw).toBe(0x9000);
          expect(equalBytes(answer.value.data, data)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });

  const byte = fc.nat(0xff);
  const anyCommand: fc.Arbitrary<CommandApdu> = fc.record({
    cla: byte.map((cla) => cla & 0xef),
    ins: byte,
    p1: byte,
    p2: byte,
    data: fc.uint8Array({ maxLength: 700 }),
    le: fc.oneof(fc.integer({ min: 1, max: 700 }), fc.constant('all' as const)),
  });
  /** A card that answers whatever comes to its mind. */
  const anyCard = fc.infiniteStream(
    fc.oneof(
      fc.uint8Array({ maxLength: 20 }),
      fc
        .tuple(fc.uint8Array({ maxLength: 256 }), fc.constantFrom(0x61, 0x6c, 0x90), byte)
        .map(([data, sw1, sw2]) => Uint8Array.of(...data, sw1, sw2)),
      fc.uint8Array({ maxLength: 60 }).map((data) => concatBytes(data, fromHex('9000'))),
      fc
        .tuple(fc.constantFrom(0x53, 0x7c), fc.uint8Array({ maxLength: 60 }))
        .map(([outer, inner]) =>
          concatBytes(ber(outer, ber(0x70, inner), ber(0x71, Uint8Array.of(1))), fromHex('9000')),
        ),
    ),
  );
  const asked = (answers: IterableIterator<Uint8Array>) => {
    let exchanges = 0;
    const exchange = async (): Promise<Result<Uint8Array, string>> => {
      exchanges += 1;
      return ok(answers.next().value ?? new Uint8Array());
    };
    return { exchange, count: () => exchanges };
  };

  it('with a card that answers anything ends, in an answer or a typed error', async () => {
    await fc.assert(
      fc.asyncProperty(anyCard, anyCommand, fc.boolean(), async (answers, command, extendedLength) => {
        const { exchange, count } = asked(answers);
        const answer = await transmitApdu(exchange, command, { extendedLength });
        if (answer.ok) expect(answer.value.sw >> 8).not.toBe(0x61);
        else expect(answer.error).toMatchObject({ kind: 'protocol' });
        expect(count()).toBeLessThan(700);
      }),
      { numRuns: 200 },
    );
  });

  it('is evidence of nothing with such a card, whose problem is named', async () => {
    await fc.assert(
      fc.asyncProperty(anyCard, async (answers) => {
        const { exchange } = asked(answers);
        const evidence = await readPivEvidence(exchange, new Uint8Array(32));
        expect(evidence).toMatchObject({ ok: false, error: { kind: expect.stringMatching(/^[a-zA-Z]+$/) } });
        const known = await identifyCard(exchange, undefined);
        if (!known.ok) expect(known.error).toMatchObject({ kind: 'protocol' });
      }),
      { numRuns: 100 },
    );
  });

  const endless = (answer: Uint8Array) => {
    let exchanges = 0;
    const exchange = async (): Promise<Result<Uint8Array, string>> => {
      exchanges += 1;
      return ok(answer);
    };
    return { exchange, count: () => exchanges };
  };
  const getData: CommandApdu = { cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, le: 'all' };

  it.each([
    ['61FF without data', fromHex('61FF'), 301],
    ['6100 with one byte', fromHex('AA6100'), 301],
    ['6110 with 256 bytes', concatBytes(new Uint8Array(256), fromHex('6110')), 301],
    ['6CFF', fromHex('6CFF'), 2],
    ['6C00', fromHex('6C00'), 2],
    ['no status word', fromHex('90'), 1],
    ['nothing', new Uint8Array(), 1],
  ])('that is always answered with %s ends after a bounded number of exchanges', async (_, bytes, most) => {
    const { exchange, count } = endless(bytes);
    expect(await transmitApdu(exchange, getData)).toMatchObject({ ok: false, error: { kind: 'protocol' } });
    expect(count()).toBeLessThanOrEqual(most);
  });

  it('asks for the length that the card names, once, and stops a chain that is refused', async () => {
    const sent: number[][] = [];
    const answers = [fromHex('6C03'), fromHex('0102039000')];
    const scripted = async (bytes: Uint8Array): Promise<Result<Uint8Array, string>> => {
      sent.push([...bytes]);
      return ok(answers.shift() ?? fromHex('6884'));
    };
    const answer = await transmitApdu(scripted, getData);
    expect(answer).toEqual(ok<ResponseApdu>({ data: fromHex('010203'), sw: 0x9000 }));
    expect(sent.map((command) => command.at(-1))).toEqual([0, 3]);
    answers.push(fromHex('9000'), fromHex('6C03'), fromHex('9000'), fromHex('0102039000'));
    sent.length = 0;
    const chained = await transmitApdu(scripted, { ...getData, data: new Uint8Array(300) });
    expect(chained).toMatchObject({ ok: true, value: { sw: 0x9000 } });
    // The whole chain again: the card has forgotten the beginning of the first one.
    expect(sent.map((command) => [command[0], command[4]])).toEqual([
      [0x10, 255],
      [0, 45],
      [0x10, 255],
      [0, 45],
    ]);
    sent.length = 0;
    const long = { ...getData, data: new Uint8Array(600) };
    expect(await transmitApdu(scripted, long)).toMatchObject({ ok: true, value: { sw: 0x6884 } });
    expect(sent).toHaveLength(1);
  });
});
