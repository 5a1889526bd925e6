import type { DocumentType } from '../../../common/document.ts';
import type { NoticeKind } from '../../../main/session/view.ts';
import type { IconName } from '../../design/components/icon.tsx';
import type { TagKind } from '../../design/components/rows.tsx';
import type { StepName } from '../../design/components/steps.tsx';

/** `own` is the notice's own advice; the others are the same words everywhere. */
export type NextStep = 'own' | 'nearest' | 'call';

export type NoticePlan = {
  readonly tag: { readonly kind: TagKind; readonly icon: IconName };
  /** Where the resident was when it happened; the cloth is woven as far as that. */
  readonly step: { readonly now: StepName; readonly woven: number };
  readonly next: readonly NextStep[];
  readonly nextIcon: IconName;
  /** There is nothing to try again: the way on is to finish. */
  readonly ends: boolean;
};

const identify = { now: 'identify', woven: 0.06 } as const;
const choose = { now: 'choose', woven: 0.36 } as const;
const make = { now: 'make', woven: 0.56 } as const;
const take = { now: 'take', woven: 0.88 } as const;

const stop = (icon: IconName = 'hold') => ({ kind: 'stop', icon }) as const;
const wait = (icon: IconName) => ({ kind: 'wait', icon }) as const;

/** Of a booklet: another machine does not have it, so that nobody is sent there. */
const passportPlans: Partial<Record<NoticeKind, NoticePlan>> = {
  'making-stopped': { tag: stop(), step: make, next: ['own', 'call'], nextIcon: 'refresh', ends: false },
  'cannot-make-here': { tag: wait('lock'), step: make, next: ['own', 'call'], nextIcon: 'message', ends: true },
};

export function noticePlan(kind: NoticeKind, documentType: DocumentType | undefined): NoticePlan {
  return (documentType === 'passport' && passportPlans[kind]) || noticePlans[kind];
}

export const noticePlans: Readonly<Record<NoticeKind, NoticePlan>> = {
  'tap-not-read': { tag: wait('refresh'), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: false },
  'card-removed-early': { tag: wait('clock'), step: identify, next: ['own', 'call'], nextIcon: 'clock', ends: false },
  'foreign-card': { tag: wait('card'), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: false },
  'card-not-genuine': { tag: stop(), step: identify, next: ['own', 'call'], nextIcon: 'house', ends: true },
  'card-wrong-authority': { tag: stop(), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: true },
  'card-expired': { tag: stop('clock'), step: identify, next: ['own', 'call'], nextIcon: 'refresh', ends: true },
  'card-not-yet-valid': { tag: stop('clock'), step: identify, next: ['own', 'call'], nextIcon: 'clock', ends: true },
  'card-revoked': { tag: stop(), step: identify, next: ['own', 'call'], nextIcon: 'house', ends: true },
  'card-altered': { tag: stop(), step: identify, next: ['own', 'call'], nextIcon: 'house', ends: true },
  'card-too-old': { tag: stop('clock'), step: identify, next: ['own', 'call'], nextIcon: 'refresh', ends: true },
  'card-without-number': { tag: stop('person'), step: identify, next: ['own', 'call'], nextIcon: 'house', ends: true },
  'card-unreadable': { tag: wait('refresh'), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: false },
  'two-cards': { tag: wait('card'), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: false },
  'reader-trouble': {
    tag: wait('refresh'),
    step: identify,
    next: ['own', 'nearest', 'call'],
    nextIcon: 'card',
    ends: false,
  },
  'document-not-opened': { tag: wait('lock'), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: false },
  'document-locked': {
    tag: stop('lock'),
    step: identify,
    next: ['own', 'nearest', 'call'],
    nextIcon: 'clock',
    ends: true,
  },
  'other-card': { tag: stop('card'), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: false },
  'pin-blocked': { tag: stop('lock'), step: identify, next: ['own', 'call'], nextIcon: 'lock', ends: true },
  'pin-not-possible': { tag: wait('card'), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: false },
  'phone-declined': { tag: stop('cross'), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: true },
  'phone-timed-out': { tag: wait('clock'), step: identify, next: ['own', 'call'], nextIcon: 'card', ends: false },
  'code-locked': { tag: stop('lock'), step: identify, next: ['own', 'call'], nextIcon: 'lock', ends: true },
  'nothing-to-collect': { tag: wait('eye'), step: choose, next: ['own', 'call'], nextIcon: 'mobile', ends: true },
  'not-me': { tag: wait('check'), step: choose, next: ['own', 'call'], nextIcon: 'eye', ends: true },
  'no-network': {
    tag: wait('clock'),
    step: identify,
    next: ['own', 'nearest', 'call'],
    nextIcon: 'clock',
    ends: false,
  },
  'service-trouble': {
    tag: wait('clock'),
    step: identify,
    next: ['own', 'nearest', 'call'],
    nextIcon: 'clock',
    ends: false,
  },
  'making-stopped': { tag: stop(), step: make, next: ['nearest', 'call'], nextIcon: 'refresh', ends: false },
  'cannot-make-here': { tag: stop('pin'), step: choose, next: ['nearest', 'call'], nextIcon: 'pin', ends: true },
  'being-made-elsewhere': { tag: wait('printer'), step: choose, next: ['own', 'call'], nextIcon: 'pin', ends: true },
  'already-collected': { tag: wait('check'), step: choose, next: ['own', 'call'], nextIcon: 'person', ends: true },
  'order-held': { tag: stop(), step: choose, next: ['own', 'call'], nextIcon: 'help', ends: true },
  'data-problem': { tag: stop(), step: make, next: ['own', 'call'], nextIcon: 'message', ends: true },
  retained: { tag: wait('lock'), step: take, next: ['own', 'call'], nextIcon: 'message', ends: true },
  unresolved: { tag: wait('eye'), step: take, next: ['own', 'call'], nextIcon: 'message', ends: true },
};
