import type { DocumentType } from '../../../common/document.ts';
import type { CardPreview } from '../../../main/session/view.ts';
import { Countdown } from '../../design/components/countdown.tsx';
import { cardMedium, type Medium, passportMedium } from '../../design/illustrations/media.tsx';
import { Tray } from '../../design/illustrations/tray.tsx';
import { useWords } from '../../i18n/words.ts';
import { useView } from '../../store.ts';
import { Act } from '../act.tsx';
import { useChime } from '../chime.ts';
import { Shell } from '../shell.tsx';
import { DocumentPicture } from './document-picture.tsx';
import type { ScreenNamed } from './screen-type.ts';

function mediumOf(documentType: DocumentType, preview: CardPreview | undefined): Medium {
  return documentType === 'passport'
    ? passportMedium
    : cardMedium(<DocumentPicture documentType={documentType} preview={preview} />);
}

const REMINDER_EVERY_s = 4;

export function TakeScreen({ screen }: { readonly screen: ScreenNamed<'take'> }) {
  const { t, number } = useWords();
  const { traySide } = useView().site;
  const { documentType, remaining_s, total_s, urgent, preview } = screen;
  useChime(urgent ? 'reminder' : 'arrived', urgent ? Math.ceil(remaining_s / REMINDER_EVERY_s) : 0);
  const place = t(`take.lead.${documentType === 'passport' ? 'opening' : traySide}`);
  return (
    <Shell
      tone="now"
      step={{ now: 'take', woven: 0.9 }}
      title={t(`take.title.${documentType}`)}
      lead={urgent ? `${t(`take.urgent.${documentType}`)} ${place}` : place}
      figure={<Exit documentType={documentType} motion="pulsing" preview={preview} />}
      body={
        <>
          <Chevrons />
          <div className={urgent ? 'take-time take-urgent' : 'take-time'}>
            <Countdown
              remaining_s={remaining_s}
              total_s={total_s}
              number={number(remaining_s)}
              announcement={t('take.announce', { count: remaining_s })}
            />
            <div>
              <b>{t('take.left', { count: remaining_s })}</b>
              <p>{t('take.otherwise', { context: documentType })}</p>
            </div>
          </div>
        </>
      }
      actions={<Act intent={{ type: 'more-time' }} icon="plus" label={t('action.moreTime')} />}
    />
  );
}

export function RetractingScreen({ screen }: { readonly screen: ScreenNamed<'retracting'> }) {
  const { t } = useWords();
  const { documentType } = screen;
  return (
    <Shell
      step={{ now: 'take', woven: 0.9 }}
      title={t(`retracting.title.${documentType}`)}
      lead={t('retracting.lead', { context: documentType })}
      figure={<Exit documentType={documentType} motion="going-in" preview={undefined} />}
    />
  );
}

type ExitProps = {
  readonly documentType: DocumentType;
  readonly motion: 'pulsing' | 'going-in';
  readonly preview: CardPreview | undefined;
};

/** Far enough inside that it has to be pulled out, far enough outside to be gripped. */
const PASSPORT_AWAY_mm = -46;

/** A card lies in the tray; a booklet looks out of the vault's exit, whose shutter is up. */
function Exit({ documentType, motion, preview }: ExitProps) {
  const medium = mediumOf(documentType, preview);
  const lit = motion === 'pulsing';
  if (documentType !== 'passport') return <Tray lit={lit} motion={motion} medium={medium} />;
  return (
    <Tray lit={lit} motion={motion} medium={medium} away_mm={PASSPORT_AWAY_mm} shutter={lit ? 'open' : 'closing'} />
  );
}

/** Towards the hand. */
function Chevrons() {
  return (
    <svg className="chevrons" viewBox="0 0 120 104" aria-hidden="true">
      <path d="M14 12l46 34 46-34" opacity=".45" />
      <path d="M14 54l46 34 46-34" />
    </svg>
  );
}
