/** Is somebody still there? Beside the way itself, for it is asked on many of its screens. */
import { assign, raise } from 'xstate';
import type { SessionPorts, SessionSettings } from '../ports.ts';
import type { SessionSetup } from './setup.ts';

export function attention(setup: SessionSetup, ports: SessionPorts, settings: SessionSettings) {
  return setup.createStateConfig({
    initial: 'off',
    on: { 'stop-watching': '.off', watch: { target: '.watching', actions: 'noteSign' } },
    states: {
      off: {},
      watching: {
        after: { withoutSign: [{ guard: 'gaveSign', target: 'watching', reenter: true }, { target: 'asking' }] },
      },
      asking: {
        entry: assign({
          askingUntil_ms: () => ports.clock.monotonic_ms() + settings.timeouts.stillThere_ms,
          overlay: undefined,
        }),
        exit: assign({ askingUntil_ms: undefined }),
        after: { stillThere: { target: 'off', actions: raise({ type: 'timed-out' }) } },
        on: { touched: 'watching' },
      },
    },
  });
}
