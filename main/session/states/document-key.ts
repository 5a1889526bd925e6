/**
 * The key of an ICAO document. The number is printed on the card, so that its holder lifts it off the light to read it:
 * nothing is asked of the chip until the number is complete, and then it is read where it lies, or as soon as it does.
 */
import type { Context } from '../context.ts';
import type { KeyOutcome } from '../document-key.ts';
import type { KeyEntry } from '../key-entry.ts';
import { beginVisit, begun } from './begun.ts';
import type { SessionSetup } from './setup.ts';
import { finished } from './transitions.ts';

type Answered = { readonly context: Context; readonly event: { readonly output: KeyOutcome } };

const changed = (change: Partial<KeyEntry>) => ({
  type: 'setVisit' as const,
  params: ({ context: { visit } }: { readonly context: Context }) => ({
    key: visit.key && { ...visit.key, ...change },
  }),
});
const isWrong = ({ event }: Answered) => event.output.kind === 'wrong-key';
const isLastWrong = (answered: Answered) => isWrong(answered) && (answered.context.visit.key?.triesLeft ?? 0) <= 1;
const refused = (code: string) => ({ type: 'auditCard' as const, params: { code, profile: 'icao' as const } });

export function documentKey(setup: SessionSetup) {
  return setup.createStateConfig({
    entry: 'watch',
    initial: 'typing',
    on: {
      finish: finished,
      card: { actions: changed({ isThere: true }) },
      'card-gone': { actions: changed({ isThere: false }) },
    },
    states: {
      typing: {
        on: {
          digit: { guard: 'mayTypeMore', actions: ['typeDigit', changed({ wrong: false })] },
          'delete-digit': { actions: 'deleteDigit' },
          'clear-digits': { actions: 'wipeDigits' },
          'submit-code': [
            { guard: 'keyCanBeTried', target: 'opening' },
            { guard: 'codeIsComplete', target: 'laying', actions: changed({ leftEarly: false }) },
          ],
          'access-key': [
            { guard: 'documentIsThere', target: 'opening', actions: 'noteScanned' },
            { target: 'laying', actions: 'noteScanned' },
          ],
        },
      },
      /** It was lifted to read its number, or left too soon: the number stays until the document lies there again. */
      laying: {
        entry: 'watch',
        on: {
          card: { target: 'opening', actions: changed({ isThere: true }) },
          back: { target: 'typing', actions: changed({ scanned: undefined }) },
        },
      },
      opening: {
        entry: 'stopWatching',
        exit: 'watch',
        on: { finish: {} },
        invoke: {
          src: 'openDocument',
          input: ({ context: { visit, typed } }) => ({
            sessionId: visit.sessionId,
            key: visit.key?.scanned ?? { kind: 'can', digits: typed.copy() },
          }),
          onDone: [
            {
              guard: ({ event }: Answered) => event.output.kind === 'away',
              target: 'laying',
              actions: [refused('removedEarly'), changed({ isThere: false, leftEarly: true })],
            },
            {
              guard: isLastWrong,
              target: '#kiosk.flow.notice',
              actions: [refused('keyWrong'), refused('keyLocked'), 'wipeDigits', 'lockKeys'],
            },
            {
              guard: isWrong,
              target: 'typing',
              actions: [
                refused('keyWrong'),
                'wipeDigits',
                {
                  type: 'setVisit',
                  params: ({ context: { visit } }) => ({
                    key: visit.key && {
                      ...visit.key,
                      wrong: true,
                      scanned: undefined,
                      triesLeft: visit.key.triesLeft - 1,
                    },
                  }),
                },
              ],
            },
            ...begun.map((next) => ({ ...next, actions: ['wipeDigits', 'unlockKeys', beginVisit] as const })),
          ],
        },
      },
    },
  });
}
