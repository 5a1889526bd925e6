import type { OrderView } from '../../../main/session/view.ts';
import type { IconName } from '../../design/components/icon.tsx';
import type { TagKind } from '../../design/components/rows.tsx';
import type { Words } from '../../i18n/words.ts';

type Status = OrderView['status'];
export type OrderTag = { readonly kind: TagKind; readonly icon: IconName; readonly word: string };

const tags = {
  'not-yet': { kind: 'wait', icon: 'clock', word: 'not-yet' },
  held: { kind: 'stop', icon: 'hold', word: 'held' },
  'in-progress': { kind: 'wait', icon: 'printer', word: 'in-progress' },
  expired: { kind: 'stop', icon: 'hold', word: 'expired' },
  frozen: { kind: 'wait', icon: 'eye', word: 'frozen' },
  collected: { kind: 'ok', icon: 'check', word: 'collected' },
} as const satisfies Record<Exclude<Status['state'], 'ready'>, OrderTag>;

/** The state of an order as icon, word and tint. */
export function orderTag({ documentType, status }: Pick<OrderView, 'documentType' | 'status'>): OrderTag {
  if (status.state !== 'ready') return tags[status.state];
  if (status.collectable) return { kind: 'ok', icon: 'check', word: 'ready' };
  if (documentType === 'passport') return bookletTags[bookletReason(status.reason)];
  return { kind: 'wait', icon: 'pin', word: 'not-here' };
}

/** Why a booklet is not to be had: a licence is made wherever there is a printer, a booklet lies where it lies. */
const bookletTags = {
  'in-another-machine': { kind: 'wait', icon: 'pin', word: 'not-here' },
  'not-loaded': { kind: 'wait', icon: 'clock', word: 'on-the-way' },
  'booklet-missing': { kind: 'wait', icon: 'eye', word: 'frozen' },
  'vault-starting': { kind: 'wait', icon: 'clock', word: 'not-now' },
  /** It lies here, and the vault does not work. */
  stopped: { kind: 'wait', icon: 'clock', word: 'not-now' },
} as const satisfies Record<string, OrderTag>;

function bookletReason(reason: string): keyof typeof bookletTags {
  return Object.hasOwn(bookletTags, reason) ? (reason as keyof typeof bookletTags) : 'stopped';
}

type Sentence = {
  readonly text: string;
  /** Set where a part of the sentence stands out: it is then drawn from its key. */
  readonly key?: string;
  readonly values?: Readonly<Record<string, string>>;
};
export type Explanation = { readonly why: Sentence; readonly next: string | undefined };

type ExplanationOptions = {
  /** For the order that is drawn large. */
  readonly long?: boolean;
  /** The nearest other machine that has such documents. */
  readonly elsewhere?: string | undefined;
};

/** Why an order is as it is, and what somebody can do about it. */
export function explanationOf(
  order: OrderView,
  words: Words,
  { long = false, elsewhere }: ExplanationOptions = {},
): Explanation {
  const { t, day, exists } = words;
  const context = { context: order.documentType };
  const { status } = order;
  const say = (key: string, values: Readonly<Record<string, string>> = {}): Sentence => ({
    text: t(key, { ...context, ...values }),
  });
  const rich = (key: string, values: Readonly<Record<string, string>>): Sentence => {
    const own = `${key}_${order.documentType}`;
    return { text: t(key, { ...context, ...values }), key: exists(own) ? own : key, values };
  };
  switch (status.state) {
    case 'ready':
      if (status.collectable) return collectable(order, long, words);
      return order.documentType === 'passport' ? notToBeHad(status, words) : notHere(order, elsewhere, words);
    case 'not-yet':
      return status.expectedOn === undefined
        ? { why: say('documents.short.not-yet-open'), next: undefined }
        : { why: rich('documents.short.not-yet', { date: day(status.expectedOn) }), next: undefined };
    case 'held': {
      const reason = exists(`hold.${status.reason}.why`) ? status.reason : 'other';
      return { why: say(`hold.${reason}.why`), next: t(`hold.${reason}.next`, context) };
    }
    case 'in-progress':
      return {
        why: status.where
          ? say('documents.short.in-progress-at', { where: status.where })
          : say('documents.short.in-progress'),
        next: t('documents.do.in-progress', context),
      };
    case 'expired':
      return {
        why: rich('documents.short.expired', { date: day(status.expiredOn) }),
        next: t('documents.do.expired', context),
      };
    case 'frozen':
      return {
        why: say(`documents.frozen.${status.reason}.why`),
        next: t(`documents.frozen.${status.reason}.next`, context),
      };
    case 'collected':
      return { why: say('documents.short.collected'), next: undefined };
  }
}

function collectable(order: OrderView, long: boolean, { t }: Words): Explanation {
  const reason = t(`reason.${order.reason}`);
  const key = !order.feePaid
    ? 'documents.ready.unpaid'
    : long
      ? `documents.ready.${order.documentType}`
      : 'documents.short.ready';
  return { why: { text: t(key, { reason, fee: order.fee }) }, next: undefined };
}

function notToBeHad(status: Extract<Status, { readonly collectable: false }>, { t }: Words): Explanation {
  const reason = bookletReason(status.reason);
  const key = `documents.booklet.${reason}.why`;
  const values = { where: status.where ?? '' };
  return { why: { text: t(key, values), key, values }, next: t(`documents.booklet.${reason}.next`) };
}

function notHere(order: OrderView, elsewhere: string | undefined, { t, exists }: Words): Explanation {
  const { status } = order;
  const reason = status.state === 'ready' && !status.collectable ? `unavailable.${status.reason}` : '';
  return {
    why: { text: t(exists(reason) ? reason : 'unavailable.other') },
    next: elsewhere
      ? t('documents.do.not-here', { context: order.documentType, place: elsewhere })
      : t('documents.do.not-here-open'),
  };
}
