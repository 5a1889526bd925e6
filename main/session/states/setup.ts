/** What the states of a session are made of: events, guards, actions, delays, and what is waited for. */
import { assign, raise, setup } from 'xstate';
import { invariant } from '../../../common/assert.ts';
import type { CardProfile } from '../../../devices/contract/index.ts';
import type { SecondFactorKind } from '../../backoffice/index.ts';
import type { AccessKey } from '../../identity/index.ts';
import type { FulfilEnd, FulfilProgress } from '../../issuance/index.ts';
import { sessionActors } from '../actors.ts';
import { type TapOutcome, visitAfter } from '../begin.ts';
import {
  CODE_LENGTH,
  type Context,
  chosenOrder,
  emptyVisit,
  highlightedOrder,
  isCollectable,
  type Notice,
  startingContext,
  type Visit,
} from '../context.ts';
import type { KeyOutcome } from '../document-key.ts';
import { lockedAgain, noKeyLock } from '../key-entry.ts';
import { type PinOutcome, pinAfter } from '../pin.ts';
import type { Serviceability, SessionPorts, SessionSettings } from '../ports.ts';
import { PIN_LENGTH } from '../typed-digits.ts';
import type { Intent } from '../view.ts';

export type SessionEvent =
  | Intent
  | { readonly type: 'card' }
  /** From a scanner. */
  | { readonly type: 'access-key'; readonly key: AccessKey }
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

/** Of a person: a touch, or a screen that came up for them. Monotonic. */
export type LastSign = { at_ms: number };

/** Every touch is a sign; `lastSign` is noted by whoever takes it, so that a digit does not set a timer anew. */
export function sessionSetup(ports: SessionPorts, settings: SessionSettings, lastSign: LastSign) {
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
      mayTypeMore: ({ context }) => context.typed.length < CODE_LENGTH,
      codeIsComplete: ({ context }) => context.typed.length === CODE_LENGTH,
      mayTypeMorePin: ({ context }) => context.typed.length < PIN_LENGTH.most,
      pinIsComplete: ({ context }) => context.typed.length >= PIN_LENGTH.least,
      documentIsThere: ({ context }) => context.visit.key?.isThere === true,
      keyCanBeTried: ({ context }) => context.visit.key?.isThere === true && context.typed.length === CODE_LENGTH,
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
      auditCard: ({ context }, { code, profile }: { code: string | undefined; profile?: CardProfile }) => {
        const { sessionId } = context.visit;
        if (code !== undefined)
          ports.audit({ kind: 'session.cardRefused', sessionId, code, ...(profile && { profile }) });
      },
      typeDigit: ({ context, event }) => {
        if (event.type === 'digit') context.typed.add(event.digit);
      },
      deleteDigit: ({ context }) => context.typed.removeLast(),
      wipeDigits: ({ context }) => context.typed.wipe(),
      beginVisit: assign((_, outcome: KeyOutcome | TapOutcome) => {
        invariant('sessionId' in outcome, 'guarded');
        return { visit: visitAfter(outcome, ports.clock.monotonic_ms()) };
      }),
      lockKeys: assign(({ context: { visit, keyLock } }) => ({
        keyLock: lockedAgain(keyLock, ports.clock.monotonic_ms()),
        visit: { ...emptyVisit(), sessionId: visit.sessionId, notice: { kind: 'document-locked', mayRetry: false } },
      })),
      unlockKeys: assign({ keyLock: noKeyLock }),
      noteScanned: assign(({ context: { visit }, event }) =>
        event.type === 'access-key' && visit.key
          ? { visit: { ...visit, key: { ...visit.key, scanned: event.key } } }
          : {},
      ),
      notePin: assign(({ context: { visit } }, outcome: PinOutcome) => ({
        visit: { ...visit, pin: pinAfter(visit.pin, outcome) },
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
  });
}

export type SessionSetup = ReturnType<typeof sessionSetup>;
