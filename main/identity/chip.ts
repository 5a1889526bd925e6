/** What is said of any chip's reading before it is held against an order: whether it may be believed, and what differs. */
import type { TravelDocument } from '../../devices/contract/index.ts';

type Reading = Pick<TravelDocument, 'checks' | 'isGenuine'>;

/** The check that failed, or none where nobody whom the site trusts signed the data; undefined when they may be believed. */
export function distrust(
  read: Reading,
): { readonly check?: Reading['checks'][number]['name']; readonly words: string } | undefined {
  const failed = read.checks.find(({ state }) => state === 'failed');
  if (failed) return { check: failed.name, words: `${failed.name}: ${failed.words} (${failed.clause})` };
  return read.isGenuine ? undefined : { words: 'its data are signed by nobody whom this site trusts' };
}

/** The name of the first field that is not as it should be: never what stands in it. */
export function firstDifference(fields: Readonly<Record<string, readonly [found: string, wanted: string]>>) {
  return Object.entries(fields).find(([, [found, wanted]]) => found !== wanted)?.[0];
}
