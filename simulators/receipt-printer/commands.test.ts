import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReceiveBuffer } from './buffer.ts';
import { parse } from './commands.ts';
import type { Order } from './order.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const orderOf = (text: string): Order | undefined => {
  const parsed = parse(hex(text));
  return parsed && 'order' in parsed ? parsed.order : undefined;
};

describe('bytes that come in', () => {
  it('are cut into commands without a fault, whatever they are', () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 60 }),
      fc
        .tuple(fc.constantFrom(0x10, 0x1b, 0x1c, 0x1d), fc.uint8Array({ maxLength: 20 }))
        .map(([first, rest]) => Uint8Array.of(first, ...rest)),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const parsed = parse(bytes);
        if (!parsed) return;
        expect(parsed.size).toBeGreaterThan(0);
        expect(parsed.size).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it('mean the same in whatever pieces they come', () => {
    const whole = hex(
      '1b40 1b6101 48656c6c6f0a 1d7630000200020001020304 1d284c0b003070300101310800010000ff 1d284c020030 32' +
        '1d6b4903414243 1d6b0431323300 1b2a210200aabbccddeeff 1b4a10 1d564203 1d7201',
    );
    const read = (pieces: readonly Uint8Array[]) => {
      const orders: Order[] = [];
      const buffer = new ReceiveBuffer(
        { buffer_bytes: 1e6, keepsBuffer: true },
        { request: () => {}, unknown: (bytes) => expect(bytes).toBe(''), cleared: () => {} },
      );
      for (const piece of pieces) buffer.receive(piece, false);
      for (let order = buffer.next; order; order = buffer.next) {
        orders.push(order);
        buffer.done(order);
      }
      return orders.filter((order) => order.do !== 'text');
    };
    const expected = read([whole]);
    expect(expected.map((order) => order.do)).toEqual([
      ...['init', 'style', 'lineFeed', 'image', 'store', 'printStored', 'nothing', 'nothing'],
      ...['columns', 'feed', 'cut', 'answerPaper'],
    ]);
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length)), (places) => {
        const cuts = [0, ...places.sort((a, b) => a - b), whole.length];
        expect(read(cuts.slice(1).map((to, i) => whole.slice(cuts[i], to)))).toEqual(expected);
      }),
    );
  });

  it.each([
    ['1b64 03', { do: 'feedLines', lines: 3 }],
    ['1b24 2c01', { do: 'position', from: 'margin', dots: 300 }],
    ['1b5c f6ff', { do: 'position', from: 'here', dots: -10 }],
    ['1d21 12', { do: 'style', style: { scaleX: 2, scaleY: 3 } }],
    ['1d56 41 20', { do: 'cut', feed_dots: 32 }],
    ['1d56 00', { do: 'cut', feed_dots: 0 }],
    ['1b69', { do: 'cut', feed_dots: 0 }],
    ['1d65 03 0c', { do: 'present', steps: 12 }],
    ['1d65 02', { do: 'retract' }],
    ['1d61 ff', { do: 'automaticStatus', on: true }],
    ['1d49 43', { do: 'identify', n: 67 }],
  ])('%s is %o', (bytes, order) => {
    expect(orderOf(bytes)).toEqual(order);
  });

  it('that are no command are told and passed over', () => {
    expect(parse(hex('1b01'))).toEqual({ unknown: '1b01', size: 2 });
    expect(parse(hex('1d'))).toBeUndefined();
    expect(parse(hex('1d763000ffffffff'))).toBeUndefined();
  });
});

describe('the receive buffer', () => {
  const cleared: string[] = [];
  const buffer = (keepsBuffer = true) =>
    new ReceiveBuffer(
      { buffer_bytes: 8, keepsBuffer },
      { request: () => cleared.push('asked'), unknown: () => {}, cleared: () => cleared.push('cleared') },
    );

  it('takes no more orders than it has room for, and answers requests that stand in front', () => {
    const full = buffer();
    cleared.length = 0;
    full.receive(hex('1b4a01 1b4a02 1b4a03 1b4a04 100401'), false);
    expect(full.isFull).toBe(true);
    expect(cleared).toEqual([]);
    full.done(full.next ?? { do: 'nothing' });
    expect(cleared).toEqual(['asked']);
    expect(full.isFull).toBe(false);
  });

  it('loses what does not fit when nobody waits for it', () => {
    const overrun = buffer();
    overrun.receive(hex('1b4a01 1b4a02 1b4a03 1b4a04'), true);
    const feeds: Order[] = [];
    for (let order = overrun.next; order; order = overrun.next) {
      feeds.push(order);
      overrun.done(order);
    }
    expect(feeds.map((order) => order.do === 'feed' && order.dots)).toEqual([1, 2]);
  });

  it('is emptied at once by DLE DC4 8, even in the middle of a picture, by printers that know it', () => {
    const half = hex('1b4a01 1d763000ff00ff00 ffff');
    const clearing = hex('10140801031401060208');
    const knowing = buffer();
    cleared.length = 0;
    knowing.receive(half, false);
    knowing.receive(clearing, false);
    expect(cleared).toEqual(['cleared']);
    expect(knowing.next).toBeUndefined();
    const ignorant = buffer(false);
    ignorant.receive(half, false);
    ignorant.receive(clearing, false);
    expect(cleared).toEqual(['cleared']);
    expect(ignorant.next).toMatchObject({ do: 'feed' });
  });
});
