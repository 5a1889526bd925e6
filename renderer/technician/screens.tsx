/** Before the pages: the PIN of the technician's card, and the wait for whoever is still served. They look as the resident's screens do. */
import type { Screen } from '../../main/session/view.ts';
import type { IconName } from '../design/components/icon.tsx';
import { InfoRow } from '../design/components/rows.tsx';
import { Machine, SingleCard } from '../design/illustrations/objects.tsx';
import { Act } from '../resident/act.tsx';
import { Continue, DigitKeys, PinBoxes } from '../resident/screens/digits.tsx';
import { Shell } from '../resident/shell.tsx';
import { countdownOf, useTechnicianWords } from './words.ts';

type PinScreen = Extract<Screen, { readonly name: 'technician-pin' }>;
type Props = { readonly screen: PinScreen };

export function TechnicianPin({ screen }: Props) {
  switch (screen.state) {
    case 'locked':
    case 'card-missing':
    case 'refused':
    case 'last-try':
      return <Stopped screen={screen} />;
    default:
      return <PinEntry screen={screen} />;
  }
}

function PinEntry({ screen: { state, entered, longest, triesLeft } }: Props) {
  const { t } = useTechnicianWords();
  const isBusy = state === 'checking' || state === 'looking';
  return (
    <Shell
      title={t('pin.title')}
      lead={t('pin.lead')}
      figure={<DigitKeys />}
      body={
        <>
          <PinBoxes label={t('pin.label')} entered={entered} longest={longest} checking={isBusy} />
          <div className="code-state" role="status">
            {isBusy && <p className="code-checking-words">{t(`pin.${state}`)}</p>}
            {state === 'wrong' && <b className="code-wrong">{t('pin.wrong')}</b>}
            {!isBusy && triesLeft !== undefined && <span>{t('pin.tries', { count: triesLeft })}</span>}
          </div>
        </>
      }
      actions={
        <>
          <Act intent={{ type: 'finish' }} kind="quiet" icon="exit" label={t('pin.leave')} otherwise="off" />
          <Continue />
        </>
      }
    />
  );
}

const signs: Readonly<Partial<Record<PinScreen['state'], IconName>>> = {
  refused: 'cross',
  'last-try': 'hold',
  'card-missing': 'refresh',
};

/** No PIN can be typed now: why, and what to do. */
function Stopped({ screen }: Props) {
  const { t } = useTechnicianWords();
  const { state, refusal, lockedFor_s = 0 } = screen;
  const why = state === 'refused' ? `refused.${refusal ?? 'no-role'}` : state;
  const isLastTry = state === 'last-try';
  return (
    <Shell
      title={t(`pin.stopped.${why}.title`)}
      lead={t(`pin.stopped.${why}.lead`, { time: countdownOf(lockedFor_s) })}
      figure={<SingleCard kind="service" badge={signs[state] ?? 'lock'} />}
      body={
        <ul className="rows">
          <InfoRow
            icon={state === 'card-missing' ? 'card' : 'help'}
            title={t(`pin.stopped.${why}.hint`)}
            text={t(`pin.stopped.${why}.hintMore`)}
          />
        </ul>
      }
      actions={
        <>
          <Act intent={{ type: 'finish' }} kind={isLastTry ? 'primary' : 'quiet'} icon="exit" label={t('pin.leave')} />
          {isLastTry && <Act intent={{ type: 'use-last-try' }} kind="quiet" label={t('pin.useLastTry')} grow={1.25} />}
        </>
      }
    />
  );
}

export function TechnicianWaiting() {
  const { t } = useTechnicianWords();
  return (
    <Shell
      title={t('wait.title')}
      lead={t('wait.lead')}
      figure={<Machine />}
      body={
        <ul className="rows">
          <InfoRow icon="clock" title={t('wait.hint')} text={t('wait.hintMore')} />
        </ul>
      }
      actions={<Act intent={{ type: 'finish' }} kind="quiet" icon="exit" label={t('pin.leave')} />}
    />
  );
}
