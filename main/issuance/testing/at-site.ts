/** A fresh place with a program on it for each case of a test file. */
import { afterEach, beforeEach } from 'vitest';
import { type Program, Site } from './site.ts';

type Options = NonNullable<Parameters<Site['start']>[0]>;

export let site: Site;
export let program: Program;

/** To be called once in a test file. */
export function atSite(options: Options = {}): void {
  beforeEach(() => {
    site = new Site();
    start(options);
  });
  afterEach(() => {
    program.close();
    site.dispose();
  });
}

/** Another program starts on what an earlier one left that has ended already. */
export function start(options: Options = {}): void {
  program = site.start(options);
}

/** The program ends, and another one starts on what it left. */
export function restart(options: Options = {}): void {
  program.close();
  start(options);
}
