/** What a tap that led to nobody means for the person who stands here. */
import type { IdentityRefusal, ReadRefusal } from './identity/index.ts';
import type { CardRefusal, NoticeKind } from './session/index.ts';

const notices: Readonly<Record<IdentityRefusal['code'] | ReadRefusal['code'], NoticeKind>> = {
  removedEarly: 'card-removed-early',
  mute: 'tap-not-read',
  twoCards: 'tap-not-read',
  readerFault: 'tap-not-read',
  malformed: 'tap-not-read',
  foreignCard: 'foreign-card',
  badCivilId: 'card-not-genuine',
  cloned: 'card-not-genuine',
  wrongChallenge: 'card-not-genuine',
  weakKey: 'card-not-genuine',
  notYetValid: 'card-not-genuine',
  wrongAuthority: 'card-wrong-authority',
  expired: 'card-expired',
};

export function tapRefusal(code: keyof typeof notices): CardRefusal {
  return { notice: notices[code], code };
}
