import { invariant } from '../../common/assert.ts';
import { catalogue } from './catalogue.ts';
import type { NewEntry } from './entry.ts';

/** How JSON.stringify begins half a surrogate pair, which has no character of its own. */
const HALF_PAIR = '\\ud';

/** The body as the catalogue knows it; a device's words may hold half a character, which is no JSON text. */
export function validated(entry: NewEntry): NewEntry {
  invariant(entry.sealed === undefined || entry.issuanceId !== undefined, 'sealed data belong to an issuance');
  const text = JSON.stringify(entry.body);
  const body: unknown = text?.includes(HALF_PAIR) ? JSON.parse(text, wellFormed) : entry.body;
  return { ...entry, body: catalogue[entry.kind].parse(body) } as NewEntry;
}

function wellFormed(_name: string, value: unknown): unknown {
  // With `u` the class matches half a pair only.
  return typeof value === 'string' ? value.replaceAll(/\p{Surrogate}/gu, '\ufffd') : value;
}
