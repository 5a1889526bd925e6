import { strictEqual } from 'node:assert/strict';
import { fromHex, toHex } from '../../../common/bytes.ts';
import type { Random } from '../../../common/random.ts';
import { ok, type Result } from '../../../common/result.ts';
import type { Exchange } from '../transmit.ts';

/** A card that expects exactly these commands and gives exactly these answers, all in hexadecimal. */
export function scriptedCard(script: readonly (readonly [command: string, answer: string])[]) {
  let at = 0;
  const exchange: Exchange<never> = async (command): Promise<Result<Uint8Array, never>> => {
    const [expected = 'no command', answer = ''] = script[at] ?? [];
    strictEqual(toHex(command), expected.replaceAll(' ', ''), `command ${at + 1}`);
    at += 1;
    return ok(fromHex(answer));
  };
  return { exchange, isDone: () => at === script.length };
}

/** Randomness as published: each draw takes the next of these. */
export function publishedRandom(...draws: readonly string[]): Random {
  let at = 0;
  return {
    bytes(length) {
      const draw = fromHex(draws[at] ?? '');
      strictEqual(draw.length, length, `draw ${at + 1}`);
      at += 1;
      return draw;
    },
  };
}
