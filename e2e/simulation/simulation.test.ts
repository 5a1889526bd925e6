import { describe, expect, it } from 'vitest';
import { bugs } from './bugs.ts';
import { simulate } from './simulate.ts';

const wish = { visits: 600, seed: 'test', kiosks: 4, profile: 'usual' } as const;

describe('a simulation', () => {
  it('is the same run for the same seed, however many threads there are', { timeout: 120_000 }, async () => {
    const [one, two] = [await simulate({ ...wish, workers: 1 }), await simulate({ ...wish, workers: 3 })];
    expect(one.failure).toBeUndefined();
    expect(two).toMatchObject({ digest: one.digest, sessions: one.sessions, falls: one.falls, ends: one.ends });
  });

  it('is another run for another seed, with every kind of end and programs that die', {
    timeout: 120_000,
  }, async () => {
    const [one, two] = [await simulate(wish), await simulate({ ...wish, seed: 'other', profile: 'heavy' })];
    expect(two.failure).toBeUndefined();
    expect(two.digest).not.toBe(one.digest);
    expect(two.falls).toBeGreaterThan(100);
    expect(Object.keys(two.ends).sort()).toEqual([
      'issued',
      'released',
      'retained',
      'spoiled',
      'unclaimed',
      'unresolved',
    ]);
  });

  it('without faults ends every order that was begun and taken as issued', { timeout: 120_000 }, async () => {
    const calm = await simulate({ ...wish, profile: 'none' });
    expect(calm.failure).toBeUndefined();
    expect(calm.falls).toBe(0);
    expect(Object.keys(calm.ends).sort()).toEqual(['issued', 'retained', 'unclaimed']);
  });

  it('shortens what fails to what it takes', { timeout: 120_000 }, async () => {
    const bug = bugs.find(({ name }) => name === 'hand over what was not printed to its end');
    if (!bug) throw new Error('the list has it');
    const { failure } = await simulate({ ...wish, bug });
    expect(failure?.plan.split('\n')).toHaveLength(2);
    expect(failure?.plan).toMatch(/comes to KIOSK-\d\n {4}the card printer's next print: \w+$/);
    expect(failure?.trace.at(-1)).toMatch(/BROKEN {2}3 only what was verified/);
  });
});
