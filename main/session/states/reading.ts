/** A card was tapped: whose it is, and what else it takes to know. */
import { beginVisit, begun } from './begun.ts';
import type { SessionSetup } from './setup.ts';

export function reading(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: ['stopWatching', 'forgetVisit', 'wipeDigits'],
    invoke: {
      src: 'readCard',
      input: ({ context }) => context.keyLock,
      onDone: [
        { guard: ({ event }) => event.output.kind === 'staff', target: 'waiting' },
        { guard: ({ event }) => event.output.kind === 'key-wanted', target: 'documentKey', actions: beginVisit },
        ...begun.map((next) => ({ ...next, actions: beginVisit })),
      ],
    },
  });
}
