/**
 * Every story of a session, cut at every point, and cut again at the points of the recovery from it. By default the second
 * cuts, the other ways to fall, and the points of stories that are mostly as another one, are every so many in a row;
 * TASLEEM_CRASH_POINTS=all plays all of them.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { Fall } from '../simulation/life.ts';
import { type Came, type Cut, playCut } from './cut.ts';
import { type Story, stories } from './stories.ts';

/** It is up again while the printer still carries out what the dead one told it. */
const backInAMoment = 'the program is killed, and is back in a moment';
const falls: Readonly<Record<string, Fall>> = {
  'the program is killed': { how: 'kill', down_ms: 20_000 },
  [backInAMoment]: { how: 'kill', down_ms: 700 },
  'the power goes': { how: 'power', down_ms: 20_000 },
};
const killed = 'the program is killed';
const hows = Object.keys(falls);

const isExhaustive = process.env.TASLEEM_CRASH_POINTS === 'all';
/** Every so many in a row are played, beginning with the first. */
const OTHER_FALLS_every = isExhaustive ? 1 : 20;
const SECOND_CUTS_every = isExhaustive ? 1 : 200;
const LONGEST_ms = isExhaustive ? 3_600_000 : 120_000;

const counted = { points: 0, cuts: 0, secondCuts: 0, secondPoints: 0 };
const turn = { other: 0, second: 0 };

function isNext(which: keyof typeof turn, every: number): boolean {
  turn[which] += 1;
  return (turn[which] - 1) % every === 0;
}

function cut(how: string, after: number): Cut {
  const fall = falls[how];
  if (!fall) throw new Error(how);
  return { ...fall, after };
}

/** At this point, in this way; then at the points of the recovery. */
async function cutAndCutAgain(story: Story, after: number, how: string): Promise<void> {
  const words = `${how} ${after} points on`;
  counted.cuts += 1;
  const came = await inWords(words, playCut(story, [cut(how, after)]));
  expect(came.deaths, words).toBe(1);
  for (let again = 0; again < came.points; again++) {
    counted.secondPoints += 1;
    if (!isNext('second', SECOND_CUTS_every)) continue;
    counted.secondCuts += 1;
    const then = hows[(after + again) % hows.length] ?? killed;
    const both = `${words}; ${then} ${again} points into the recovery`;
    const cameAgain = await inWords(both, playCut(story, [cut(how, after), cut(then, again)]));
    expect(cameAgain.deaths, both).toBe(2);
    // What still moves when the second cut comes may stop short of where it came to without it: then the table alone,
    // which foretold both ends, says what is right.
    if (!cameAgain.isUnproven && how !== backInAMoment) expect(endOf(cameAgain), both).toEqual(endOf(came));
  }
}

function endOf({ order, media, journal }: Came) {
  return { order, media, journal };
}

async function inWords<T>(words: string, played: Promise<T>): Promise<T> {
  try {
    return await played;
  } catch (cause) {
    throw new Error(`${words}: ${(cause as Error).message}`, { cause });
  }
}

describe('a document comes to an end that the table allows, wherever it is cut, when it', () => {
  it.each(stories)('$name', { timeout: LONGEST_ms }, async (story) => {
    const whole = await playCut(story, []);
    expect(whole.deaths).toBe(0);
    expect(whole.points).toBeGreaterThan(0);
    counted.points += whole.points;
    const step = isExhaustive ? 1 : (story.points_every ?? 1);
    for (let after = 0; after < whole.points; after += step) {
      for (const how of hows) {
        if (how === killed || isNext('other', OTHER_FALLS_every)) await cutAndCutAgain(story, after, how);
      }
    }
  });
});

afterAll(() => {
  const { points, cuts, secondCuts, secondPoints } = counted;
  process.stdout.write(
    `${points} points of ${stories.length} stories, ${cuts} cuts; ${secondCuts} second cuts of ${secondPoints}\n`,
  );
});
