/** From a confirmed order to a document in the hand, or to why there is none. */
import { invariant } from '../../../common/assert.ts';
import { endNotice } from '../actors.ts';
import { chosenOrder } from '../context.ts';
import type { SessionPorts } from '../ports.ts';
import type { SessionSetup } from './setup.ts';

export function making(setup: SessionSetup, ports: SessionPorts) {
  return setup.createStateConfig({
    entry: ['stopWatching', { type: 'setVisit', params: { progress: undefined, notice: undefined } }],
    invoke: { src: 'fulfil', input: ({ context }) => context.visit },
    on: {
      progress: {
        actions: {
          type: 'setVisit',
          params: ({ event }) => ({ progress: event.progress, progressAt_ms: ports.clock.monotonic_ms() }),
        },
      },
      'more-time': { guard: 'isPresented', actions: 'extendTaking' },
      ended: [
        {
          guard: ({ event }) => event.end.end === 'issued',
          target: 'receipt',
          actions: {
            type: 'setVisit',
            params: ({ context, event }) => ({
              collected: [...context.visit.collected, context.visit.chosen ?? ''],
              collectedAt_ms: event.end.end === 'issued' ? event.end.at_ms : 0,
            }),
          },
        },
        {
          target: 'notice',
          actions: {
            type: 'notify',
            params: ({ context, event }) => {
              const order = chosenOrder(context.visit);
              invariant(order, 'made for a chosen order');
              const notice = endNotice(event.end, order);
              invariant(notice, 'issued is handled before');
              return notice;
            },
          },
        },
      ],
    },
  });
}
