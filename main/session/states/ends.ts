/** Between two people: thanks, a notice, and the wait for the next one. */
import type { SessionSetup } from './setup.ts';
import { finished } from './transitions.ts';

export function waiting(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: ['stopWatching', 'forgetVisit', 'wipeDigits'],
    initial: 'still',
    states: {
      still: { after: { idle: { actions: 'forgetPreferences' } } },
    },
    on: {
      card: { target: 'reading', guard: 'isOpen' },
      touched: '.still',
    },
  });
}

export function thanks(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: 'stopWatching',
    after: { thanks: finished },
    on: {
      finish: finished,
      card: { target: 'reading', guard: 'isOpen' },
    },
  });
}

export function notice(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: ['watch', 'lookIntoVault'],
    after: {
      notice: {
        guard: 'isTapNotice',
        target: 'waiting',
        actions: { type: 'auditEnd', params: { how: 'timed-out' } },
      },
    },
    on: {
      card: { target: 'reading', guard: 'isTapNotice' },
      retry: { target: 'making', guard: 'mayRetry' },
      'collect-another': { target: 'documents', guard: 'hasMore' },
      finish: finished,
    },
  });
}
