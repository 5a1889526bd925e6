/** The resident's way as a state machine: who is in front of us and which screen they see. */
import { assign } from 'xstate';
import { startingContext } from './context.ts';
import type { SessionPorts, SessionSettings } from './ports.ts';
import * as state from './states/index.ts';

export function createSessionMachine(ports: SessionPorts, settings: SessionSettings, lastSign: state.LastSign) {
  const setup = state.sessionSetup(ports, settings, lastSign);
  return setup.createMachine({
    id: 'kiosk',
    type: 'parallel',
    context: startingContext(settings),
    on: {
      serviceability: { actions: assign({ serviceability: ({ event }) => event.now }) },
      'choose-language': {
        guard: ({ event }) => settings.languages.some((language) => language.code === event.language),
        actions: assign({ language: ({ event }) => event.language, overlay: undefined }),
      },
      'open-help': { actions: assign({ overlay: { kind: 'help' } }) },
      'open-settings': { actions: assign({ overlay: { kind: 'settings' } }) },
      'open-languages': { actions: assign({ overlay: { kind: 'languages' } }) },
      'close-overlay': { actions: assign({ overlay: undefined }) },
      'set-display': {
        actions: assign({
          display: ({ context, event }) => ({
            ...context.display,
            ...(event.contrast && { contrast: event.contrast }),
            ...(event.textSize && { textSize: event.textSize }),
            ...(event.reach && { reach: event.reach }),
            ...(event.motion && { motion: event.motion }),
          }),
        }),
      },
    },
    states: {
      attention: state.attention(setup, ports, settings),
      flow: {
        initial: 'waiting',
        on: {
          'timed-out': { target: '.waiting', actions: { type: 'auditEnd', params: { how: 'timed-out' } } },
        },
        states: {
          waiting: state.waiting(setup),
          reading: state.reading(setup),
          documentKey: state.documentKey(setup),
          code: state.code(setup, ports),
          pin: state.pin(setup),
          phone: state.phone(setup),
          documents: state.documents(setup),
          confirm: state.confirm(setup),
          returningOld: state.returningOld(setup),
          making: state.making(setup, ports),
          receipt: state.receipt(setup),
          receiptPrinting: state.receiptPrinting(setup),
          receiptTaking: state.receiptTaking(setup),
          receiptCode: state.receiptCode(setup),
          afterReceipt: state.afterReceipt(setup),
          thanks: state.thanks(setup),
          notice: state.notice(setup),
        },
      },
    },
  });
}
