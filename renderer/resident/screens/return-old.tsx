import { InfoRow } from '../../design/components/rows.tsx';
import { CardArt } from '../../design/illustrations/card-art.tsx';
import { cardMedium, passportMedium } from '../../design/illustrations/media.tsx';
import { Tray } from '../../design/illustrations/tray.tsx';
import { useWords } from '../../i18n/words.ts';
import { Act } from '../act.tsx';
import { Shell } from '../shell.tsx';
import type { ScreenNamed } from './screen-type.ts';

/** A damaged document is given up before the new one is made. */
export function ReturnOldScreen({ screen }: { readonly screen: ScreenNamed<'return-old'> }) {
  const { t } = useWords();
  const { documentType } = screen.order;
  const context = { context: documentType };
  return (
    <Shell
      tone="now"
      step={{ now: 'choose', woven: 0.5 }}
      title={t(`returnOld.title.${documentType}`)}
      lead={t('returnOld.lead', context)}
      figure={
        <Tray
          kind="lip"
          lit
          motion="putting-in"
          away_mm={documentType === 'passport' ? -74 : 4}
          medium={documentType === 'passport' ? passportMedium : cardMedium(<CardArt kind="licence" damaged />)}
        />
      }
      body={
        <ul className="rows">
          <InfoRow icon="lock" title={t('returnOld.safe', context)} text={t('returnOld.safeMore', context)} />
          <InfoRow icon="check" title={t('returnOld.after', context)} text={t('returnOld.afterMore', context)} />
        </ul>
      }
      actions={
        <>
          <Act intent={{ type: 'back' }} kind="quiet" icon="arrow" iconBackwards label={t('action.back')} grow={0.55} />
          <Act intent={{ type: 'old-returned' }} kind="primary" label={t('returnOld.done', context)} otherwise="off" />
        </>
      }
    />
  );
}
