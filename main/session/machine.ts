/** The resident's way as a state machine: who is in front of us and which screen they see. */
import { type AnyEventObject, assign, cancel, raise, setup } from 'xstate';
import { invariant } from '../../common/assert.ts';
import type { SecondFactorKind } from '../backoffice/index.ts';
import type { FulfilEnd, FulfilProgress } from '../issuance/index.ts';
import { endNotice, sessionActors } from './actors.ts';
import {
  CODE_LENGTH,
  type Context,
  chosenOrder,
  emptyVisit,
  highlightedOrder,
  isCollectable,
  lockedNotice,
  type Notice,
  serviceNotice,
  startingContext,
  type Visit,
} from './context.ts';
import type { PhoneOutcome } from './phone.ts';
import { PIN_LENGTH, type PinOutcome, pinAfter } from './pin.ts';
import type { Serviceability, SessionPorts, SessionSettings } from './ports.ts';
import type { Intent } from './view.ts';

export type SessionEvent =
  | Intent
  | { readonly type: 'card' }
  | { readonly type: 'card-gone' }
  | { readonly type: 'serviceability'; readonly now: Serviceability }
  | { readonly type: 'progress'; readonly progress: FulfilProgress }
  | { readonly type: 'ended'; readonly end: FulfilEnd }
  /** A person did something, any intent, and the machine waits for that: see `awaitsTouch`. */
  | { readonly type: 'touched' }
  | { readonly type: 'watch' }
  | { readonly type: 'stop-watching' }
  | { readonly type: 'timed-out' }
  | { readonly type: 'hide-digit' };

/** How long the digit just typed stays readable. */
const DIGIT_SHOWN_ms = 1000;

/** Of a person: a touch, or a screen that came up for them. Monotonic. */
export type LastSign = { at_ms: number };

/** Every touch is a sign; `lastSign` is noted by whoever takes it, so that a digit does not set a timer anew. */
export function createSessionMachine(ports: SessionPorts, settings: SessionSettings, lastSign: LastSign) {
  const { timeouts } = settings;
  const idleLeft_ms = () => lastSign.at_ms + timeouts.idle_ms - ports.clock.monotonic_ms();
  return setup({
    types: { context: {} as Context, events: {} as SessionEvent },
    actors: sessionActors(ports, settings),
    delays: {
      idle: timeouts.idle_ms,
      withoutSign: () => Math.max(0, idleLeft_ms()),
      stillThere: timeouts.stillThere_ms,
      notice: timeouts.notice_ms,
      thanks: timeouts.thanks_ms,
    },
    guards: {
      gaveSign: () => idleLeft_ms() > 0,
      isOpen: ({ context }) => context.serviceability.state === 'open',
      mayTypeMore: ({ context }) => context.visit.digits.length < CODE_LENGTH,
      codeIsComplete: ({ context }) => context.visit.digits.length === CODE_LENGTH,
      mayTypeMorePin: ({ context }) => context.visit.digits.length < PIN_LENGTH.most,
      pinIsComplete: ({ context }) => context.visit.digits.length >= PIN_LENGTH.least,
      canBeChosen: ({ context, event }) => {
        const order = event.type === 'choose-order' && context.visit.orders.find((o) => o.orderId === event.orderId);
        return order ? isCollectable(order, context) : false;
      },
      isDrawn: ({ context }) => context.visit.drawn[context.visit.chosen ?? ''] !== undefined,
      hasMore: ({ context }) => highlightedOrder(context) !== undefined,
      returnsOld: ({ context }) =>
        settings.returnDamaged && chosenOrder(context.visit)?.reason === 'damaged-replacement',
      mayRetry: ({ context }) => context.visit.notice?.mayRetry === true,
      isTapNotice: ({ context }) => context.visit.sessionId !== '' && context.visit.collectionId === '',
      isPresented: ({ context }) => context.visit.progress?.kind === 'presented',
    },
    actions: {
      setVisit: assign(({ context }, change: Partial<Visit>) => ({ visit: { ...context.visit, ...change } })),
      notify: assign(({ context }, notice: Notice) => ({ visit: { ...context.visit, notice } })),
      auditIdentified: ({ context }, { secondFactor }: { secondFactor: SecondFactorKind }) =>
        ports.audit({ kind: 'session.identified', sessionId: context.visit.sessionId, secondFactor }),
      auditCard: ({ context }, { code }: { code: string | undefined }) => {
        if (code !== undefined) ports.audit({ kind: 'session.cardRefused', sessionId: context.visit.sessionId, code });
      },
      /** Whatever was typed is gone as soon as it was used. */
      notePin: assign(({ context: { visit } }, outcome: PinOutcome) => ({
        visit: { ...visit, digits: '', pin: pinAfter(visit.pin, outcome) },
      })),
      forgetVisit: assign({ visit: emptyVisit, overlay: undefined, askingUntil_ms: undefined }),
      forgetPreferences: assign({
        language: () => startingContext(settings).language,
        display: () => settings.display,
        overlay: undefined,
      }),
      lookIntoVault: assign(({ context: { visit } }) => ({
        visit: { ...visit, held: visit.orders.map(({ orderId }) => orderId).filter((id) => ports.desk.holds(id)) },
      })),
      noteSign: () => {
        lastSign.at_ms = ports.clock.monotonic_ms();
      },
      watch: raise({ type: 'watch' }),
      stopWatching: raise({ type: 'stop-watching' }),
      auditEnd: ({ context }, params: { how: 'finished' | 'timed-out' }) => {
        const { sessionId } = context.visit;
        if (sessionId) ports.audit({ kind: 'session.ended', sessionId, how: params.how });
      },
      auditOldReturned: ({ context }) => {
        const { sessionId, chosen } = context.visit;
        if (chosen) ports.audit({ kind: 'session.oldDocumentReturned', sessionId, orderId: chosen });
      },
      extendTaking: () => ports.desk.extendTaking(timeouts.moreTime_ms),
    },
  }).createMachine({
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
      attention: {
        initial: 'off',
        on: { 'stop-watching': '.off', watch: { target: '.watching', actions: 'noteSign' } },
        states: {
          off: {},
          watching: {
            after: { withoutSign: [{ guard: 'gaveSign', target: 'watching', reenter: true }, { target: 'asking' }] },
          },
          asking: {
            entry: assign({
              askingUntil_ms: () => ports.clock.monotonic_ms() + timeouts.stillThere_ms,
              overlay: undefined,
            }),
            exit: assign({ askingUntil_ms: undefined }),
            after: { stillThere: { target: 'off', actions: raise({ type: 'timed-out' }) } },
            on: { touched: 'watching' },
          },
        },
      },
      flow: {
        initial: 'waiting',
        on: {
          'timed-out': { target: '.waiting', actions: { type: 'auditEnd', params: { how: 'timed-out' } } },
        },
        states: {
          waiting: {
            entry: ['stopWatching', 'forgetVisit'],
            initial: 'still',
            states: {
              still: { after: { idle: { actions: 'forgetPreferences' } } },
            },
            on: {
              card: { target: 'reading', guard: 'isOpen' },
              touched: '.still',
            },
          },
          reading: {
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
          },
          code: {
            entry: 'watch',
            initial: 'typing',
            on: { finish: { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } } },
            states: {
              typing: {
                on: {
                  digit: {
                    guard: 'mayTypeMore',
                    actions: [
                      cancel('hide'),
                      {
                        type: 'setVisit',
                        params: ({ context, event }) => ({
                          digits: context.visit.digits + event.digit,
                          lastDigitShown: true,
                          codeWrong: false,
                          resend: undefined,
                        }),
                      },
                      raise({ type: 'hide-digit' }, { delay: DIGIT_SHOWN_ms, id: 'hide' }),
                    ],
                  },
                  'hide-digit': { actions: { type: 'setVisit', params: { lastDigitShown: false } } },
                  'delete-digit': {
                    actions: {
                      type: 'setVisit',
                      params: ({ context }) => ({ digits: context.visit.digits.slice(0, -1), lastDigitShown: false }),
                    },
                  },
                  'clear-digits': { actions: { type: 'setVisit', params: { digits: '', lastDigitShown: false } } },
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
                    {
                      target: '#kiosk.flow.notice',
                      actions: { type: 'notify', params: ({ event }) => serviceNotice(serviceError(event.output)) },
                    },
                  ],
                },
              },
              checking: {
                entry: { type: 'setVisit', params: { lastDigitShown: false } },
                invoke: {
                  src: 'verifyCode',
                  input: ({ context }) => context.visit,
                  onDone: [
                    {
                      guard: ({ event }) => 'outcome' in event.output && event.output.outcome === 'accepted',
                      target: '#kiosk.flow.documents',
                      actions: [
                        {
                          type: 'setVisit',
                          params: ({ event }) => {
                            invariant('outcome' in event.output && event.output.outcome === 'accepted', 'guarded');
                            return { digits: '', holder: event.output.holder, orders: event.output.orders };
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
                            return { digits: '', codeWrong: true, triesLeft: event.output.triesLeft };
                          },
                        },
                        ({ context }) => {
                          const { sessionId } = context.visit;
                          ports.audit({ kind: 'session.codeRefused', sessionId, outcome: 'wrong' });
                        },
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
                        ({ context }) => {
                          const { sessionId } = context.visit;
                          ports.audit({ kind: 'session.codeRefused', sessionId, outcome: 'locked' });
                        },
                      ],
                    },
                    {
                      target: '#kiosk.flow.notice',
                      actions: { type: 'notify', params: ({ event }) => serviceNotice(serviceError(event.output)) },
                    },
                  ],
                },
              },
            },
          },
          pin: {
            entry: 'watch',
            initial: 'looking',
            on: { finish: { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } } },
            states: {
              looking: {
                invoke: {
                  src: 'lookAtPin',
                  onDone: [
                    {
                      guard: ({ event: { output } }) => output.kind === 'tries' && output.triesLeft > 1,
                      target: 'typing',
                      actions: { type: 'notePin', params: ({ event }) => event.output },
                    },
                    {
                      guard: ({ event: { output } }) => output.kind === 'tries',
                      target: 'lastTry',
                      actions: { type: 'notePin', params: ({ event }) => event.output },
                    },
                    { guard: ({ event }) => event.output.kind === 'away', target: 'away' },
                    {
                      target: '#kiosk.flow.notice',
                      actions: [
                        { type: 'auditCard', params: ({ event }) => ({ code: codeOf(event.output) }) },
                        { type: 'setVisit', params: ({ event }) => endedBy(event.output) },
                      ],
                    },
                  ],
                },
              },
              typing: {
                on: {
                  digit: {
                    guard: 'mayTypeMorePin',
                    actions: {
                      type: 'setVisit',
                      params: ({ context: { visit }, event }) => ({
                        digits: visit.digits + event.digit,
                        pin: visit.pin && { ...visit.pin, wrong: false },
                      }),
                    },
                  },
                  'delete-digit': {
                    actions: {
                      type: 'setVisit',
                      params: ({ context }) => ({ digits: context.visit.digits.slice(0, -1) }),
                    },
                  },
                  'clear-digits': { actions: { type: 'setVisit', params: { digits: '' } } },
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
                entry: { type: 'setVisit', params: { digits: '', pin: undefined } },
                on: { card: 'looking' },
              },
              checking: {
                invoke: {
                  src: 'provePin',
                  input: ({ context }) => context.visit,
                  onDone: [
                    {
                      guard: ({ event }) => event.output.kind === 'accepted',
                      target: '#kiosk.flow.documents',
                      actions: [
                        {
                          type: 'setVisit',
                          params: ({ event: { output } }) => {
                            invariant(output.kind === 'accepted', 'guarded');
                            return { digits: '', pin: undefined, holder: output.holder, orders: output.orders };
                          },
                        },
                        { type: 'auditIdentified', params: { secondFactor: 'chip-pin' } },
                      ],
                    },
                    {
                      guard: ({ event: { output } }) => 'triesLeft' in output && output.triesLeft > 1,
                      target: 'typing',
                      actions: [
                        { type: 'auditCard', params: ({ event }) => ({ code: codeOf(event.output) }) },
                        { type: 'notePin', params: ({ event }) => event.output },
                      ],
                    },
                    {
                      guard: ({ event: { output } }) => 'triesLeft' in output,
                      target: 'lastTry',
                      actions: [
                        { type: 'auditCard', params: ({ event }) => ({ code: codeOf(event.output) }) },
                        { type: 'notePin', params: ({ event }) => event.output },
                      ],
                    },
                    {
                      guard: ({ event }) => event.output.kind === 'away',
                      target: 'away',
                      actions: { type: 'auditCard', params: ({ event }) => ({ code: codeOf(event.output) }) },
                    },
                    {
                      target: '#kiosk.flow.notice',
                      actions: [
                        { type: 'auditCard', params: ({ event }) => ({ code: codeOf(event.output) }) },
                        { type: 'setVisit', params: ({ event }) => endedBy(event.output) },
                      ],
                    },
                  ],
                },
              },
            },
          },
          phone: {
            /** Who looks at the phone does not touch the screen: the countdown is this screen's time-out. */
            entry: 'stopWatching',
            invoke: {
              src: 'awaitPhone',
              input: ({ context }) => context.visit,
              onDone: [
                {
                  guard: ({ event }) => event.output.kind === 'accepted',
                  target: 'documents',
                  actions: [
                    {
                      type: 'setVisit',
                      params: ({ event: { output } }) => {
                        invariant(output.kind === 'accepted', 'guarded');
                        return { phone: undefined, holder: output.holder, orders: output.orders };
                      },
                    },
                    { type: 'auditIdentified', params: { secondFactor: 'mobile-id' } },
                  ],
                },
                {
                  target: 'notice',
                  actions: [
                    { type: 'auditCard', params: ({ event }) => ({ code: codeOf(event.output) }) },
                    { type: 'setVisit', params: ({ event }) => endedBy(event.output) },
                  ],
                },
              ],
            },
            on: { finish: { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } } },
          },
          documents: {
            entry: ['watch', 'lookIntoVault', { type: 'setVisit', params: { chosen: undefined, notice: undefined } }],
            initial: 'routing',
            on: {
              finish: { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } },
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
          },
          confirm: {
            entry: 'watch',
            on: {
              confirm: [{ guard: 'returnsOld', target: 'returningOld' }, { target: 'making' }],
              'not-me': { target: 'notice', actions: { type: 'notify', params: { kind: 'not-me', mayRetry: false } } },
              back: 'documents',
              finish: { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } },
            },
          },
          returningOld: {
            entry: 'watch',
            on: {
              'old-returned': { target: 'making', actions: 'auditOldReturned' },
              back: 'confirm',
              finish: { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } },
            },
          },
          making: {
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
          },
          receipt: {
            entry: ['watch', 'lookIntoVault', { type: 'setVisit', params: { receiptFailed: false } }],
            on: {
              'receipt-print': 'receiptPrinting',
              'receipt-code': 'receiptCode',
              'receipt-none': 'afterReceipt',
            },
          },
          receiptPrinting: {
            entry: 'stopWatching',
            invoke: {
              src: 'printReceipt',
              input: ({ context }) => context.visit,
              onDone: [
                { guard: ({ event }) => event.output.printed, target: 'receiptTaking' },
                { target: 'receiptCode', actions: { type: 'setVisit', params: { receiptFailed: true } } },
              ],
            },
          },
          receiptTaking: {
            invoke: {
              src: 'receiptTaken',
              input: ({ event }) => {
                const output = (event as AnyEventObject).output as { taken?: Promise<void> } | undefined;
                return output?.taken ?? Promise.resolve();
              },
              onDone: 'afterReceipt',
            },
          },
          receiptCode: {
            entry: 'watch',
            on: { finish: 'afterReceipt' },
          },
          afterReceipt: { always: [{ guard: 'hasMore', target: 'documents' }, { target: 'thanks' }] },
          thanks: {
            entry: 'stopWatching',
            after: { thanks: { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } } },
            on: {
              finish: { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } },
              card: { target: 'reading', guard: 'isOpen' },
            },
          },
          notice: {
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
              finish: { target: 'waiting', actions: { type: 'auditEnd', params: { how: 'finished' } } },
            },
          },
        },
      },
    },
  });
}

function codeOf(outcome: PinOutcome | PhoneOutcome): string | undefined {
  return 'code' in outcome ? outcome.code : undefined;
}

/** The visit is over but for its notice: the next tap begins anew. */
function endedBy(outcome: PinOutcome | PhoneOutcome): Partial<Visit> {
  invariant(outcome.kind === 'notice', 'guarded');
  return { digits: '', pin: undefined, phone: undefined, collectionId: '', notice: outcome.notice };
}

function serviceError<T>(output: T): Exclude<T, { outcome: unknown }> {
  invariant(typeof output === 'object' && output !== null && !('outcome' in output), 'an answer is no error');
  return output as Exclude<T, { outcome: unknown }>;
}

function drawnChange({
  context,
  event,
}: {
  context: Context;
  event: { output: import('./actors.ts').DrawOutcome };
}): Partial<Visit> {
  const { output } = event;
  return output.kind === 'drawn' ? { drawn: { ...context.visit.drawn, [output.orderId]: output.drawn } } : {};
}
