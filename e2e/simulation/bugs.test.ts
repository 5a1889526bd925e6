/** A simulation that finds nothing proves nothing, unless it finds what is known to be wrong. */
import { describe, expect, it } from 'vitest';
import { bugs } from './bugs.ts';
import { simulate } from './simulate.ts';

describe('a bug in the core is found within 20,000 sessions', () => {
  it.each(bugs)('$name', { timeout: 240_000 }, async (bug) => {
    const run = await simulate({ visits: 20_000, seed: 'bugs', kiosks: 8, profile: 'usual', bug, isHasty: true });
    expect(run.failure?.broken.words).toMatch(/^\d [a-z]/);
  });
});
