import { CodeBoxes, Tries } from '../../design/components/code.tsx';
import { InfoRow } from '../../design/components/rows.tsx';
import { Reader } from '../../design/illustrations/reader.tsx';
import { useWords } from '../../i18n/words.ts';
import { useView } from '../../store.ts';
import { Act } from '../act.tsx';
import { Shell } from '../shell.tsx';
import { Continue, DigitKeys } from './digits.tsx';
import type { ScreenNamed } from './screen-type.ts';

type Props = { readonly screen: ScreenNamed<'document-key'> };

const step = { now: 'identify', woven: 0.12 } as const;

/** The number that is printed on an ICAO document: typed, and then the document lies there until it is read. */
export function DocumentKeyScreen({ screen }: Props) {
  switch (screen.state) {
    case 'lay':
    case 'left-early':
      return <Lay state={screen.state} />;
    case 'opening':
      return <Opening />;
    default:
      return <KeyEntry screen={screen} />;
  }
}

function KeyEntry({ screen: { state, entered, length, tries } }: Props) {
  const { t } = useWords();
  const { scanner } = useView().site;
  return (
    <Shell
      step={step}
      title={t('documentKey.title')}
      lead={t(scanner ? 'documentKey.leadScan' : 'documentKey.lead')}
      figure={<DigitKeys />}
      body={
        <>
          <CodeBoxes
            label={t('documentKey.label')}
            length={length}
            entered={entered}
            lastDigit={undefined}
            checking={false}
          />
          <div className="code-state" role="status">
            {state === 'wrong' && <b className="code-wrong">{t('documentKey.wrong')}</b>}
            <Tries left={tries.left} total={tries.total} />
          </div>
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

/** It was lifted to read the number, or it left too soon: it is wanted back, and nothing has to be typed again. */
function Lay({ state }: { readonly state: 'lay' | 'left-early' }) {
  const { t } = useWords();
  return (
    <Shell
      step={step}
      title={t(`documentKey.${state}.title`)}
      lead={t(`documentKey.${state}.lead`)}
      figure={<Reader state="inviting" />}
      body={
        <ul className="rows">
          <InfoRow icon="card" title={t('documentKey.lay.hint')} text={t('documentKey.lay.hintMore')} />
        </ul>
      }
      actions={
        <>
          <Act intent={{ type: 'finish' }} kind="quiet" icon="exit" label={t('action.finish')} />
          <Act intent={{ type: 'back' }} kind="secondary" label={t('documentKey.lay.back')} grow={1.25} />
        </>
      }
    />
  );
}

function Opening() {
  const { t } = useWords();
  return (
    <Shell
      step={step}
      title={t('documentKey.opening.title')}
      lead={t('documentKey.opening.lead')}
      figure={<Reader state="reading" />}
      body={
        <ul className="rows">
          <InfoRow icon="card" title={t('reading.hint')} text={t('reading.hintMore')} />
        </ul>
      }
    />
  );
}
