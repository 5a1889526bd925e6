/** Requests and replies over real sockets: in any pieces, with any noise, and with nobody there. */
import { createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../common/clock.ts';
import { silentLog } from '../../../common/log.ts';
import { createCardPrinterSimulator } from '../../../simulators/card-printer/index.ts';
import { Pace } from '../../../simulators/machine/index.ts';
import { encodeRequest, MAX_REPLY_bytes, parseReply } from './json-rpc.ts';
import { exchange } from './line.ts';

describe('a request', () => {
  it('is understood by the service, whatever its text', async () => {
    const machine = createCardPrinterSimulator({
      clock: systemClock,
      pace: new Pace(systemClock, 500),
      log: silentLog,
    });
    const address = await machine.listen();
    const to = { ...address, connect_ms: 5_000, answer_ms: 5_000, signal: undefined };
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(1_000), async (data, number) => {
        const id = String(number);
        const text = await exchange(systemClock, encodeRequest(id, 'ECHO.Echo', { data }), to);
        if (!text.ok) return expect.unreachable(text.error.words);
        expect(parseReply(text.value, id)).toEqual({ ok: true, value: data });
      }),
      { numRuns: 60 },
    );
    await machine.close();
  });
});

describe('a line', () => {
  let server: Server;
  let port = 0;
  let pieces: readonly Uint8Array[] = [];
  let ending: 'end' | 'reset' = 'end';

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', async () => {
        for (const piece of pieces) {
          if (socket.destroyed) return;
          await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
        }
        if (ending === 'end') socket.end();
        else socket.resetAndDestroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const ask = () =>
    exchange(systemClock, encodeRequest('7', 'ECHO.Echo', {}), {
      host: '127.0.0.1',
      port,
      connect_ms: 5_000,
      answer_ms: 5_000,
      signal: undefined,
    });

  it('that brings anything in any pieces ends in a text or in a failure after which it may have acted', async () => {
    const noise = fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(noise, fc.constantFrom('end' as const, 'reset' as const), async (bytes, how) => {
        pieces = bytes;
        ending = how;
        const answer = await ask();
        if (answer.ok) expect(parseReply(answer.value, '7').ok).toBe(false);
        else expect(answer.error).toMatchObject({ kind: expect.stringMatching(/^(cut|garbled)$/), sent: true });
      }),
      { numRuns: 100 },
    );
  });

  it('that brings the reply in any pieces, and noise behind it, brings the reply', async () => {
    const reply = Buffer.from(JSON.stringify({ jsonrpc: '2.0', id: '7', result: 'بطاقة } " {' }), 'utf8');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(reply.length + 10)), fc.uint8Array({ maxLength: 10 }), async (at, tail) => {
        const all = Buffer.concat([reply, tail]);
        const cuts = [...new Set([0, ...at.filter((cut) => cut < all.length), all.length])].sort((a, b) => a - b);
        pieces = cuts.slice(1).map((to, i) => all.subarray(cuts[i], to));
        ending = 'end';
        const answer = await ask();
        expect(answer.ok && parseReply(answer.value, '7')).toEqual({ ok: true, value: 'بطاقة } " {' });
      }),
      { numRuns: 60 },
    );
  });

  it('that never ends is given up at the size of the longest answer', async () => {
    pieces = Array.from({ length: 40 }, () => Buffer.alloc(MAX_REPLY_bytes / 16, '{"a":'));
    ending = 'end';
    expect(await ask()).toMatchObject({ ok: false, error: { kind: 'garbled', sent: true } });
  });

  it('to nobody was never used', async () => {
    const refused = { host: '127.0.0.1', port: 1, connect_ms: 5_000, answer_ms: 5_000 };
    const request = encodeRequest('7', 'ECHO.Echo', {});
    expect(await exchange(systemClock, request, { ...refused, signal: undefined })).toMatchObject({
      ok: false,
      error: { kind: 'unreachable', sent: false },
    });
    expect(await exchange(systemClock, request, { ...refused, signal: AbortSignal.abort() })).toMatchObject({
      ok: false,
      error: { kind: 'aborted', sent: false },
    });
  });
});
