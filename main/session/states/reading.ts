/** A card was tapped: whose it is, and what else it takes to know. */
import { assign } from 'xstate';
import { invariant } from '../../../common/assert.ts';
import { emptyVisit } from '../context.ts';
import type { SessionPorts } from '../ports.ts';
import type { SessionSetup } from './setup.ts';

export function reading(setup: SessionSetup, ports: SessionPorts) {
  return setup.createStateConfig({
    entry: ['stopWatching', 'forgetVisit'],
    invoke: {
      src: 'readCard',
      onDone: [
        {
          guard: ({ event }) => event.output.kind === 'known' && event.output.start.kind === 'chip-pin',
          target: 'pin',
          actions: assign(({ event }) => {
            invariant(event.output.kind === 'known', 'guarded');
            const { sessionId, civilId, start } = event.output;
            return { visit: { ...emptyVisit(), sessionId, civilId, collectionId: start.collectionId } };
          }),
        },
        {
          guard: ({ event }) => event.output.kind === 'known' && event.output.start.kind === 'mobile-id',
          target: 'phone',
          actions: assign(({ event }) => {
            invariant(event.output.kind === 'known' && event.output.start.kind === 'mobile-id', 'guarded');
            const { sessionId, civilId, start } = event.output;
            const { collectionId, phoneEnding, waitAtMost_s: total_s } = start;
            const phone = { until_ms: ports.clock.monotonic_ms() + total_s * 1000, total_s };
            return { visit: { ...emptyVisit(), sessionId, civilId, collectionId, phoneEnding, phone } };
          }),
        },
        {
          guard: ({ event }) => event.output.kind === 'known',
          target: 'code',
          actions: assign(({ event }) => {
            invariant(event.output.kind === 'known', 'guarded');
            const { sessionId, civilId, start } = event.output;
            invariant(start.kind === 'collection-code', 'guarded');
            const { collectionId, phoneEnding, triesLeft } = start;
            const triesTotal = Math.max(3, triesLeft);
            const known = { sessionId, civilId, collectionId, phoneEnding, triesLeft, triesTotal };
            return { visit: { ...emptyVisit(), ...known } };
          }),
        },
        { guard: ({ event }) => event.output.kind === 'staff', target: 'waiting' },
        {
          target: 'notice',
          actions: assign(({ event }) => {
            invariant(event.output.kind === 'notice', 'guarded');
            const { sessionId, notice } = event.output;
            return { visit: { ...emptyVisit(), sessionId, notice } };
          }),
        },
      ],
    },
  });
}
