/** What a tap that led to nobody means for the person who stands here. */
import type { IdentityRefusal, ReadRefusal } from './identity/index.ts';
import type { CardRefusal, NoticeKind } from './session/index.ts';

export type RefusalCode = IdentityRefusal['code'] | ReadRefusal['code'];

const notices: Readonly<Record<RefusalCode, NoticeKind>> = {
  removedEarly: 'card-removed-early',
  mute: 'tap-not-read',
  twoCards: 'two-cards',
  readerFault: 'reader-trouble',
  malformed: 'card-unreadable',
  foreignCard: 'foreign-card',
  keyNotPossible: 'document-not-opened',
  wrongKey: 'document-locked',
  badCivilId: 'card-without-number',
  altered: 'card-altered',
  revoked: 'card-revoked',
  weakKey: 'card-too-old',
  notYetValid: 'card-not-yet-valid',
  expired: 'card-expired',
  wrongAuthority: 'card-wrong-authority',
  // Three ways to find out the same: the chip did not prove that it is the one that was issued.
  cloned: 'card-not-genuine',
  unproven: 'card-not-genuine',
  wrongChallenge: 'card-not-genuine',
};

export function tapRefusal(code: RefusalCode): CardRefusal {
  return { notice: notices[code], code };
}
