/** The card's PIN, typed while the card lies on the reader. */
import { invariant } from '../../../common/assert.ts';
import type { PinOutcome } from '../pin.ts';
import type { SessionSetup } from './setup.ts';
import { auditAnswer, endedByAnswer, finished } from './transitions.ts';

type Answered = { readonly event: { readonly output: PinOutcome } };

const hasTries = ({ event: { output } }: Answered) => 'triesLeft' in output;
const mayTypeAgain = ({ event: { output } }: Answered) => 'triesLeft' in output && output.triesLeft > 1;
const isAway = ({ event }: Answered) => event.output.kind === 'away';
const notePin = { type: 'notePin', params: ({ event }: Answered) => event.output } as const;

export function pin(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: 'watch',
    initial: 'looking',
    on: { finish: finished },
    states: {
      looking: {
        invoke: {
          src: 'lookAtPin',
          onDone: [
            { guard: mayTypeAgain, target: 'typing', actions: notePin },
            { guard: hasTries, target: 'lastTry', actions: notePin },
            { guard: isAway, target: 'away' },
            endedByAnswer,
          ],
        },
      },
      typing: {
        on: {
          digit: {
            guard: 'mayTypeMorePin',
            actions: [
              'typeDigit',
              {
                type: 'setVisit',
                params: ({ context: { visit } }) => ({ pin: visit.pin && { ...visit.pin, wrong: false } }),
              },
            ],
          },
          'delete-digit': { actions: 'deleteDigit' },
          'clear-digits': { actions: 'wipeDigits' },
          'submit-code': { target: 'checking', guard: 'pinIsComplete' },
          'card-gone': 'away',
        },
      },
      /** Nobody's card is blocked here without a warning. */
      lastTry: {
        on: {
          'use-last-try': {
            target: 'typing',
            actions: {
              type: 'setVisit',
              params: ({ context: { visit } }) => ({
                pin: visit.pin && { ...visit.pin, wrong: false, lastTry: 'spend' as const },
              }),
            },
          },
          'card-gone': 'away',
        },
      },
      away: {
        entry: ['wipeDigits', { type: 'setVisit', params: { pin: undefined } }],
        on: { card: 'looking' },
      },
      checking: {
        exit: 'wipeDigits',
        invoke: {
          src: 'provePin',
          input: ({ context: { visit, typed } }) => ({ visit, digits: typed.copy() }),
          onDone: [
            {
              guard: ({ event }) => event.output.kind === 'accepted',
              target: '#kiosk.flow.documents',
              actions: [
                {
                  type: 'setVisit',
                  params: ({ event: { output } }) => {
                    invariant(output.kind === 'accepted', 'guarded');
                    return { pin: undefined, holder: output.holder, orders: output.orders };
                  },
                },
                { type: 'auditIdentified', params: { secondFactor: 'chip-pin' } },
              ],
            },
            { guard: mayTypeAgain, target: 'typing', actions: [auditAnswer, notePin] },
            { guard: hasTries, target: 'lastTry', actions: [auditAnswer, notePin] },
            { guard: isAway, target: 'away', actions: auditAnswer },
            endedByAnswer,
          ],
        },
      },
    },
  });
}
