import { Tries } from '../../design/components/code.tsx';
import { InfoRow } from '../../design/components/rows.tsx';
import { SingleCard } from '../../design/illustrations/objects.tsx';
import { Reader } from '../../design/illustrations/reader.tsx';
import { useWords } from '../../i18n/words.ts';
import { Act } from '../act.tsx';
import { Shell } from '../shell.tsx';
import { Continue, DigitKeys, PinBoxes } from './digits.tsx';
import type { ScreenNamed } from './screen-type.ts';

type Props = { readonly screen: ScreenNamed<'pin'> };

const step = { now: 'identify', woven: 0.17 } as const;

export function PinScreen({ screen }: Props) {
  switch (screen.state) {
    case 'card-missing':
      return <CardMissing />;
    case 'last-try':
      return <LastTry />;
    default:
      return <PinEntry screen={screen} />;
  }
}

function PinEntry({ screen }: Props) {
  const { t } = useWords();
  const { state, entered, longest } = screen;
  return (
    <Shell
      step={step}
      title={t('pin.title')}
      lead={t('pin.lead')}
      figure={<DigitKeys />}
      body={
        <>
          <PinBoxes
            label={t('pin.label')}
            entered={entered}
            longest={longest}
            checking={state === 'checking' || state === 'looking'}
          />
          <PinState screen={screen} />
        </>
      }
      actions={
        <>
          <Act intent={{ type: 'finish' }} kind="quiet" icon="exit" label={t('action.finish')} otherwise="off" />
          <Continue />
        </>
      }
    />
  );
}

function PinState({ screen: { state, tries } }: Props) {
  const { t } = useWords();
  const isBusy = state === 'checking' || state === 'looking';
  return (
    <div className="code-state" role="status">
      {isBusy && <p className="code-checking-words">{t(`pin.${state}`)}</p>}
      {state === 'wrong' && <b className="code-wrong">{t('pin.wrong')}</b>}
      {!isBusy && tries && <Tries left={tries.left} total={tries.total} />}
    </div>
  );
}

/** The card went away while it was needed. */
function CardMissing() {
  const { t } = useWords();
  return (
    <Shell
      step={step}
      title={t('pin.missing.title')}
      lead={t('pin.missing.lead')}
      figure={<Reader state="inviting" />}
      body={
        <ul className="rows">
          <InfoRow icon="card" title={t('pin.missing.hint')} text={t('pin.missing.hintMore')} />
        </ul>
      }
      actions={<Act intent={{ type: 'finish' }} kind="quiet" icon="exit" label={t('action.finish')} />}
    />
  );
}

/** One wrong PIN more and the card is blocked, here and everywhere: that is the holder's to decide. */
function LastTry() {
  const { t } = useWords();
  return (
    <Shell
      step={step}
      title={t('pin.lastTry.title')}
      lead={t('pin.lastTry.lead')}
      figure={<SingleCard kind="civil-id" badge="hold" />}
      body={
        <ul className="rows">
          <InfoRow icon="lock" title={t('pin.lastTry.hint')} text={t('pin.lastTry.hintMore')} />
        </ul>
      }
      actions={
        <>
          <Act intent={{ type: 'finish' }} kind="primary" icon="exit" label={t('action.finish')} />
          <Act intent={{ type: 'use-last-try' }} kind="quiet" label={t('pin.lastTry.use')} grow={1.25} />
        </>
      }
    />
  );
}
