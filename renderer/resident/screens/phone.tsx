import { InfoRow } from '../../design/components/rows.tsx';
import { Phone } from '../../design/illustrations/objects.tsx';
import { useWords } from '../../i18n/words.ts';
import { Act } from '../act.tsx';
import { Shell } from '../shell.tsx';
import type { ScreenNamed } from './screen-type.ts';

/** The holder looks at the phone: what to do there, and how long this machine waits. */
export function PhoneScreen({ screen }: { readonly screen: ScreenNamed<'phone'> }) {
  const { t } = useWords();
  return (
    <Shell
      step={{ now: 'identify', woven: 0.17 }}
      title={t('phone.title')}
      lead={t('phone.lead', { ending: screen.phoneEnding })}
      figure={<Phone />}
      body={
        <ul className="rows">
          <InfoRow icon="mobile" title={t('phone.hint')} text={t('phone.hintMore')} />
          <InfoRow icon="clock" title={t('phone.wait', { count: screen.remaining_s })} text={t('phone.waitMore')} />
        </ul>
      }
      actions={<Act intent={{ type: 'finish' }} kind="quiet" icon="exit" label={t('action.finish')} />}
    />
  );
}
