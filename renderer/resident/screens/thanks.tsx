import { InfoRow } from '../../design/components/rows.tsx';
import { FinishedCloth } from '../../design/illustrations/objects.tsx';
import { useWords } from '../../i18n/words.ts';
import { useView } from '../../store.ts';
import { Act } from '../act.tsx';
import { Shell } from '../shell.tsx';
import type { ScreenNamed } from './screen-type.ts';

export function ThanksScreen({ screen }: { readonly screen: ScreenNamed<'thanks'> }) {
  const { t } = useWords();
  const more = useView().allowed.includes('collect-another');
  return (
    <Shell
      tone="welcome"
      title={t('thanks.title')}
      lead={t('thanks.lead')}
      figure={<FinishedCloth documents={screen.documents} />}
      body={
        <ul className="rows">
          {screen.collected > 0 && (
            <InfoRow
              icon="check"
              title={t('thanks.collected', { count: screen.collected })}
              text={t('thanks.collectedText', { count: screen.collected })}
            />
          )}
          {more ? (
            <InfoRow icon="plus" title={t('thanks.more')} text={t('thanks.moreText')} />
          ) : (
            <InfoRow icon="card" title={t('thanks.civilId')} text={t('thanks.civilIdText')} />
          )}
        </ul>
      }
      actions={
        <>
          <Act intent={{ type: 'collect-another' }} kind="quiet" label={t('action.another')} />
          <Act intent={{ type: 'finish' }} kind="primary" label={t('action.finish')} otherwise="off" />
        </>
      }
    />
  );
}
