import type { NoticeKind } from '../../../main/session/view.ts';
import type { IconName } from '../../design/components/icon.tsx';
import type { CardKind } from '../../design/illustrations/card-art.tsx';
import { type Kept, PartedCloth, Phone, Pouch, SingleCard } from '../../design/illustrations/objects.tsx';
import type { ScreenNamed } from './screen-type.ts';

type Drawing =
  | { readonly kind: 'card'; readonly card: CardKind; readonly badge: IconName }
  | { readonly kind: 'kept'; readonly badge?: IconName }
  | { readonly kind: 'empty'; readonly badge?: IconName }
  | { readonly kind: 'phone'; readonly badge: IconName }
  | { readonly kind: 'parted' };

const drawings: Readonly<Record<NoticeKind, Drawing>> = {
  'tap-not-read': { kind: 'card', card: 'civil-id', badge: 'refresh' },
  'card-removed-early': { kind: 'card', card: 'civil-id', badge: 'clock' },
  'foreign-card': { kind: 'card', card: 'other', badge: 'cross' },
  'card-not-genuine': { kind: 'card', card: 'civil-id', badge: 'hold' },
  'card-wrong-authority': { kind: 'card', card: 'other', badge: 'hold' },
  'card-expired': { kind: 'card', card: 'civil-id', badge: 'clock' },
  'card-not-yet-valid': { kind: 'card', card: 'civil-id', badge: 'clock' },
  'card-revoked': { kind: 'card', card: 'civil-id', badge: 'cross' },
  'card-altered': { kind: 'card', card: 'civil-id', badge: 'hold' },
  'card-too-old': { kind: 'card', card: 'civil-id', badge: 'clock' },
  'card-without-number': { kind: 'card', card: 'civil-id', badge: 'person' },
  'card-unreadable': { kind: 'card', card: 'civil-id', badge: 'hold' },
  'two-cards': { kind: 'card', card: 'other', badge: 'plus' },
  'reader-trouble': { kind: 'card', card: 'civil-id', badge: 'refresh' },
  'document-not-opened': { kind: 'card', card: 'other', badge: 'lock' },
  'document-locked': { kind: 'card', card: 'civil-id', badge: 'lock' },
  'other-card': { kind: 'card', card: 'other', badge: 'person' },
  'pin-blocked': { kind: 'card', card: 'civil-id', badge: 'lock' },
  'pin-not-possible': { kind: 'card', card: 'civil-id', badge: 'refresh' },
  'phone-declined': { kind: 'phone', badge: 'cross' },
  'phone-timed-out': { kind: 'phone', badge: 'clock' },
  'code-locked': { kind: 'phone', badge: 'lock' },
  'nothing-to-collect': { kind: 'empty' },
  'not-me': { kind: 'kept', badge: 'person' },
  'no-network': { kind: 'parted' },
  'service-trouble': { kind: 'parted' },
  'making-stopped': { kind: 'kept' },
  'cannot-make-here': { kind: 'kept', badge: 'pin' },
  'being-made-elsewhere': { kind: 'kept', badge: 'printer' },
  'already-collected': { kind: 'empty', badge: 'check' },
  'order-held': { kind: 'kept', badge: 'hold' },
  'data-problem': { kind: 'kept', badge: 'hold' },
  retained: { kind: 'kept', badge: 'lock' },
  unresolved: { kind: 'kept', badge: 'eye' },
};

export function NoticeFigure({ screen }: { readonly screen: ScreenNamed<'notice'> }) {
  const drawing = drawingOf(screen);
  switch (drawing.kind) {
    case 'card':
      return <SingleCard kind={drawing.card} badge={drawing.badge} />;
    case 'kept':
      return <Pouch holds={keptOf(screen)} {...(drawing.badge ? { badge: drawing.badge } : {})} />;
    case 'empty':
      return <Pouch holds="nothing" {...(drawing.badge ? { badge: drawing.badge } : {})} />;
    case 'phone':
      return <Phone badge={drawing.badge} />;
    case 'parted':
      return <PartedCloth />;
  }
}

/** A booklet that stays inside is locked away, not at another place. */
function drawingOf({ kind, documentType }: ScreenNamed<'notice'>): Drawing {
  return kind === 'cannot-make-here' && documentType === 'passport' ? { kind: 'kept', badge: 'lock' } : drawings[kind];
}

function keptOf({ documentType, preview }: ScreenNamed<'notice'>): Kept {
  if (documentType === 'passport') return 'passport';
  return preview ? { picture: preview.front } : 'licence';
}
