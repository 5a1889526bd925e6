/** What there is to collect, and whether it is what this person came for. */
import { invariant } from '../../../common/assert.ts';
import type { DrawOutcome } from '../actors.ts';
import { type Context, chosenOrder, highlightedOrder, type Visit } from '../context.ts';
import type { SessionSetup } from './setup.ts';
import { finished } from './transitions.ts';

export function documents(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: ['watch', 'lookIntoVault', { type: 'setVisit', params: { chosen: undefined, notice: undefined } }],
    initial: 'routing',
    on: {
      finish: finished,
      'choose-order': {
        guard: 'canBeChosen',
        target: '.opening',
        actions: { type: 'setVisit', params: ({ event }) => ({ chosen: event.orderId }) },
      },
    },
    states: {
      routing: { always: [{ guard: 'hasMore', target: 'drawing' }, { target: 'idle' }] },
      /** Draws the likeliest order while its holder still reads; a failure shows when it is chosen. */
      drawing: {
        invoke: {
          src: 'draw',
          input: ({ context }) => {
            const order = highlightedOrder(context);
            invariant(order, 'guarded by hasMore');
            return { visit: context.visit, order };
          },
          onDone: { target: 'idle', actions: { type: 'setVisit', params: drawnChange } },
        },
      },
      idle: {},
      opening: {
        always: { guard: 'isDrawn', target: '#kiosk.flow.confirm' },
        invoke: {
          src: 'draw',
          input: ({ context }) => {
            const order = chosenOrder(context.visit);
            invariant(order, 'guarded by canBeChosen');
            return { visit: context.visit, order };
          },
          onDone: [
            {
              guard: ({ event }) => event.output.kind === 'drawn',
              target: '#kiosk.flow.confirm',
              actions: { type: 'setVisit', params: drawnChange },
            },
            {
              target: '#kiosk.flow.notice',
              actions: {
                type: 'notify',
                params: ({ event }) => {
                  invariant(event.output.kind === 'notice', 'guarded');
                  return event.output.notice;
                },
              },
            },
          ],
        },
      },
    },
  });
}

export function confirm(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: 'watch',
    on: {
      confirm: [{ guard: 'returnsOld', target: 'returningOld' }, { target: 'making' }],
      'not-me': { target: 'notice', actions: { type: 'notify', params: { kind: 'not-me', mayRetry: false } } },
      back: 'documents',
      finish: finished,
    },
  });
}

export function returningOld(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: 'watch',
    on: {
      'old-returned': { target: 'making', actions: 'auditOldReturned' },
      back: 'confirm',
      finish: finished,
    },
  });
}

function drawnChange({ context, event }: { context: Context; event: { output: DrawOutcome } }): Partial<Visit> {
  const { output } = event;
  return output.kind === 'drawn' ? { drawn: { ...context.visit.drawn, [output.orderId]: output.drawn } } : {};
}
