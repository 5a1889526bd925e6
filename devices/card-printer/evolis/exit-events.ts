import type { Place } from './wire.ts';
import { isInside } from './wire.ts';

/**
 * What two looks at the exit, one after the other, say about a person's hands. `undecided`: the card has
 * left the bezel and the printer cannot tell yet whether inwards or outwards.
 */
export function exitEvent(
  before: Place | undefined,
  after: Place,
): 'mediaTaken' | 'mediaInserted' | 'undecided' | undefined {
  if (before?.exit === undefined || after.exit === undefined || before.exit === after.exit) return undefined;
  if (after.exit) return 'mediaInserted';
  if (after.inside === 'none') return 'mediaTaken';
  return isInside(after) && before.inside === 'none' ? 'mediaInserted' : 'undecided';
}
