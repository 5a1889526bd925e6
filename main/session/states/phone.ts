/** The holder's answer on the phone. */
import { invariant } from '../../../common/assert.ts';
import type { SessionSetup } from './setup.ts';
import { endedByAnswer, finished } from './transitions.ts';

export function phone(setup: SessionSetup) {
  return setup.createStateConfig({
    /** Who looks at the phone does not touch the screen: the countdown is this screen's time-out. */
    entry: 'stopWatching',
    invoke: {
      src: 'awaitPhone',
      input: ({ context }) => context.visit,
      onDone: [
        {
          guard: ({ event }) => event.output.kind === 'accepted',
          target: 'documents',
          actions: [
            {
              type: 'setVisit',
              params: ({ event: { output } }) => {
                invariant(output.kind === 'accepted', 'guarded');
                return { phone: undefined, holder: output.holder, orders: output.orders };
              },
            },
            { type: 'auditIdentified', params: { secondFactor: 'mobile-id' } },
          ],
        },
        endedByAnswer,
      ],
    },
    on: { finish: finished },
  });
}
