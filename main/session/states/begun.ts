/** Where a visit goes on once it is known whose it is: the same after a tap and after a document that was opened. */
import type { TapOutcome } from '../begin.ts';
import type { KeyOutcome } from '../document-key.ts';

type Answered = { readonly event: { readonly output: KeyOutcome | TapOutcome } };

const asksFor =
  (kind: 'chip-pin' | 'mobile-id' | 'collection-code') =>
  ({ event: { output } }: Answered) =>
    output.kind === 'known' && output.start.kind === kind;

/** For `onDone`; a document whose key is still wanted, or wrong, or away, is somebody else's. */
export const begun = [
  { guard: asksFor('chip-pin'), target: '#kiosk.flow.pin' },
  { guard: asksFor('mobile-id'), target: '#kiosk.flow.phone' },
  { guard: asksFor('collection-code'), target: '#kiosk.flow.code' },
  { guard: ({ event }: Answered) => event.output.kind === 'notice', target: '#kiosk.flow.notice' },
] as const;

export const beginVisit = {
  type: 'beginVisit',
  params: ({ event: { output } }: Answered) => output,
} as const;
