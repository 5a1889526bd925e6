/** The collection code, typed. */
import { cancel, raise } from 'xstate';
import { invariant } from '../../../common/assert.ts';
import type { CodeRequestVerdict, CodeVerdict, ServiceError } from '../../backoffice/index.ts';
import { type Context, lockedNotice, serviceNotice } from '../context.ts';
import type { SessionPorts } from '../ports.ts';
import type { SessionSetup } from './setup.ts';
import { finished } from './transitions.ts';

/** How long the digit just typed stays readable. */
const DIGIT_SHOWN_ms = 1000;

/** The service gave no answer that means anything. */
const endedByService = {
  target: '#kiosk.flow.notice',
  actions: {
    type: 'notify',
    params: ({ event: { output } }: { event: { output: CodeRequestVerdict | CodeVerdict | ServiceError } }) => {
      invariant(!('outcome' in output), 'an answer is no error');
      return serviceNotice(output);
    },
  },
} as const;

export function code(setup: SessionSetup, ports: SessionPorts) {
  const auditRefused =
    (outcome: 'wrong' | 'locked') =>
    ({ context }: { context: Context }) =>
      ports.audit({ kind: 'session.codeRefused', sessionId: context.visit.sessionId, outcome });
  return setup.createStateConfig({
    entry: 'watch',
    initial: 'typing',
    on: { finish: finished },
    states: {
      typing: {
        on: {
          digit: {
            guard: 'mayTypeMore',
            actions: [
              cancel('hide'),
              'typeDigit',
              { type: 'setVisit', params: { lastDigitShown: true, codeWrong: false, resend: undefined } },
              raise({ type: 'hide-digit' }, { delay: DIGIT_SHOWN_ms, id: 'hide' }),
            ],
          },
          'hide-digit': { actions: { type: 'setVisit', params: { lastDigitShown: false } } },
          'delete-digit': {
            actions: ['deleteDigit', { type: 'setVisit', params: { lastDigitShown: false } }],
          },
          'clear-digits': { actions: ['wipeDigits', { type: 'setVisit', params: { lastDigitShown: false } }] },
          'submit-code': { target: 'checking', guard: 'codeIsComplete' },
          'code-not-received': 'resending',
        },
      },
      resending: {
        invoke: {
          src: 'requestCode',
          input: ({ context }) => context.visit,
          onDone: [
            {
              guard: ({ event }) => 'outcome' in event.output,
              target: 'typing',
              actions: {
                type: 'setVisit',
                params: ({ event }) => {
                  invariant('outcome' in event.output, 'guarded');
                  const { output } = event;
                  return {
                    resend: output.outcome === 'sent' ? 'sent' : { retryAfter_s: output.retryAfter_s },
                    codeWrong: false,
                  };
                },
              },
            },
            endedByService,
          ],
        },
      },
      checking: {
        entry: { type: 'setVisit', params: { lastDigitShown: false } },
        exit: 'wipeDigits',
        invoke: {
          src: 'verifyCode',
          input: ({ context: { visit, typed } }) => ({ visit, digits: typed.copy() }),
          onDone: [
            {
              guard: ({ event }) => 'outcome' in event.output && event.output.outcome === 'accepted',
              target: '#kiosk.flow.documents',
              actions: [
                {
                  type: 'setVisit',
                  params: ({ event }) => {
                    invariant('outcome' in event.output && event.output.outcome === 'accepted', 'guarded');
                    return { holder: event.output.holder, orders: event.output.orders };
                  },
                },
                { type: 'auditIdentified', params: { secondFactor: 'collection-code' } },
              ],
            },
            {
              guard: ({ event }) => 'outcome' in event.output && event.output.outcome === 'wrong',
              target: 'typing',
              actions: [
                {
                  type: 'setVisit',
                  params: ({ event }) => {
                    invariant('outcome' in event.output && event.output.outcome === 'wrong', 'guarded');
                    return { codeWrong: true, triesLeft: event.output.triesLeft };
                  },
                },
                auditRefused('wrong'),
              ],
            },
            {
              guard: ({ event }) => 'outcome' in event.output,
              target: '#kiosk.flow.notice',
              actions: [
                {
                  type: 'notify',
                  params: ({ event }) => {
                    invariant('outcome' in event.output && event.output.outcome === 'locked', 'guarded');
                    return lockedNotice(event.output.reference);
                  },
                },
                auditRefused('locked'),
              ],
            },
            endedByService,
          ],
        },
      },
    },
  });
}
