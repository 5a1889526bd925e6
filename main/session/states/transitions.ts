/** Ways out that several states have. */
import { invariant } from '../../../common/assert.ts';
import type { Visit } from '../context.ts';
import type { PinOutcome } from '../pin.ts';

/** The person is done. */
export const finished = { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } } as const;

type Answered = { readonly event: { readonly output: PinOutcome } };

/** For the journal: what was wrong with the card or the proof, if anything was. */
export const auditAnswer = {
  type: 'auditCard',
  params: ({ event: { output } }: Answered) => ({ code: 'code' in output ? output.code : undefined }),
} as const;

/** The visit is over but for its notice: the next tap begins anew. */
export const endedByAnswer = {
  target: '#kiosk.flow.notice',
  actions: [
    auditAnswer,
    {
      type: 'setVisit',
      params: ({ event: { output } }: Answered): Partial<Visit> => {
        invariant(output.kind === 'notice', 'guarded');
        return { pin: undefined, phone: undefined, collectionId: '', notice: output.notice };
      },
    },
  ],
} as const;
