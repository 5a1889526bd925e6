/** A fresh place with a program on it for each case of a test file. */
import { afterEach, beforeEach } from 'vitest';
import type { FulfilEnd } from '../desk.ts';
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

/** Lets time pass until the order has an end; a person does `act` when a document is presented. */
export async function fulfilled(
  order: string,
  act: () => void = () => {},
  extra?: Parameters<Program['fulfil']>[1],
): Promise<FulfilEnd> {
  let end: FulfilEnd | undefined;
  let acted = false;
  void program.fulfil(order, extra).then((value) => {
    end = value;
  });
  for (let i = 0; i < 2000 && !end; i++) {
    await site.clock.advance(200);
    if (!acted && program.progress.at(-1)?.kind === 'presented') {
      acted = true;
      act();
    }
  }
  if (!end) throw new Error('no end');
  await site.clock.advance(2_000);
  return end;
}
