/**
 * The power goes while a transaction is written, on a real SQLite file: the end of the write-ahead log is missing, cut or
 * noise when the next program opens it. Every transaction of every story is torn, in one of the ways in turn by default and
 * in each of them with TASLEEM_CRASH_POINTS=all.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { stories } from './stories.ts';
import { playTorn } from './torn.ts';
import { tears } from './torn-disk.ts';

const isExhaustive = process.env.TASLEEM_CRASH_POINTS === 'all';
const LONGEST_ms = isExhaustive ? 3_600_000 : 120_000;
const counted = { transactions: 0, torn: 0 };

describe('a journal that is torn is whole again up to the transaction before, when the document', () => {
  it.each(stories)('$name', { timeout: LONGEST_ms }, async (story) => {
    const { writes, deaths } = await playTorn(story);
    expect({ deaths, hasWrites: writes > 0 }).toEqual({ deaths: 0, hasWrites: true });
    for (let write = 0; write < writes; write++) {
      counted.transactions += 1;
      for (const tear of isExhaustive ? tears : [tears[write % tears.length]]) {
        counted.torn += 1;
        const torn = await playTorn(story, write, tear).catch((cause: Error) => {
          throw new Error(`transaction ${write}, ${tear}: ${cause.message}`, { cause });
        });
        expect(torn.deaths, `transaction ${write}, ${tear}`).toBe(1);
      }
    }
  });
});

afterAll(() => {
  process.stdout.write(`${counted.transactions} transactions, torn ${counted.torn} times\n`);
});
