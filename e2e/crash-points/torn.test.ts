/**
 * The power goes while a transaction is written, on a real SQLite file: the end of the write-ahead log is missing, cut or
 * noise when the next program opens it. Every transaction of a licence is torn, and every sixth of a passport or a chip, in one of the
 * ways in turn by default; with TASLEEM_CRASH_POINTS=all every transaction in each of them.
 */
import { afterAll, describe, expect, it } from 'vitest';
import { type Story, stories } from './stories.ts';
import { playTorn } from './torn.ts';
import { tears } from './torn-disk.ts';

const isExhaustive = process.env.TASLEEM_CRASH_POINTS === 'all';
const LONGEST_ms = isExhaustive ? 3_600_000 : 120_000;
/** What is written of a passport or a chip is written of a licence as well: every so many in a row are played. */
const REPEATED_every = isExhaustive ? 1 : 6;
const isRepeated = ({ scene }: Story) => scene.orders?.includes('passport') || scene.kiosk?.encoder;
const counted = { transactions: 0, torn: 0 };

describe('a journal that is torn is whole again up to the transaction before, when the document', () => {
  it.each(stories)('$name', { timeout: LONGEST_ms }, async (story) => {
    const { writes, deaths } = await playTorn(story);
    expect({ deaths, hasWrites: writes > 0 }).toEqual({ deaths: 0, hasWrites: true });
    for (let write = 0; write < writes; write += isRepeated(story) ? REPEATED_every : 1) {
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
