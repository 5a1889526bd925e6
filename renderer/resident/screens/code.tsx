import { CodeBoxes, Tries } from '../../design/components/code.tsx';
import { useWords } from '../../i18n/words.ts';
import { useView } from '../../store.ts';
import { Act } from '../act.tsx';
import { Shell } from '../shell.tsx';
import { Continue, DigitKeys } from './digits.tsx';
import type { ScreenNamed } from './screen-type.ts';

type Props = { readonly screen: ScreenNamed<'code'> };

export function CodeScreen({ screen }: Props) {
  const { t } = useWords();
  const { scanner } = useView().site;
  const checking = screen.state === 'checking';
  return (
    <Shell
      step={{ now: 'identify', woven: 0.17 }}
      title={t('code.title')}
      lead={t(scanner ? 'code.leadScan' : 'code.lead', { ending: screen.phoneEnding })}
      figure={<DigitKeys />}
      body={
        <>
          <CodeBoxes length={screen.length} entered={screen.entered} lastDigit={screen.lastDigit} checking={checking} />
          <CodeState screen={screen} />
        </>
      }
      actions={
        <>
          <Act
            intent={{ type: 'code-not-received' }}
            kind="quiet"
            icon="message"
            label={t('code.notReceived')}
            otherwise="off"
          />
          <Continue />
        </>
      }
    />
  );
}

/** What is known of the code now: how many tries are left, and what became of a wrong one or of a new message. */
function CodeState({ screen }: Props) {
  const { t } = useWords();
  const { state, resend, triesLeft, triesTotal } = screen;
  const again =
    resend === 'sent' ? t('code.sent') : resend ? t('code.wait', { count: resend.retryAfter_s }) : undefined;
  return (
    <div className="code-state" role="status">
      {state === 'checking' ? (
        <p className="code-checking-words">{t('code.checking')}</p>
      ) : (
        <>
          {state === 'wrong' && <b className="code-wrong">{t('code.wrong')}</b>}
          <Tries left={triesLeft} total={triesTotal} />
        </>
      )}
      {again && state !== 'checking' && <p className="code-again">{again}</p>}
    </div>
  );
}
