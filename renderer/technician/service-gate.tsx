/** The way out at the foot of the rail: back into service after self-tests, or away with the machine closed. */
import { useEffect, useId, useRef, useState } from 'react';
import type { Leaving } from '../../main/technician/view.ts';
import { Ask } from './parts/ask.tsx';
import { Icon } from './parts/icon.tsx';
import { StateMark } from './parts/state.tsx';
import { useTechnicianWords } from './words.ts';

export function ServiceGate({ leaving }: { readonly leaving: Leaving }) {
  const { t } = useTechnicianWords();
  const [asks, setAsks] = useState(false);
  const isTesting = leaving.state === 'testing';
  return (
    <footer className="rail-foot">
      <button
        type="button"
        className="rail-leave"
        disabled={isTesting}
        data-opens="leave-closed"
        onClick={() => setAsks(true)}
      >
        <Icon name="door" size={26} />
        <span>{t('leave.title')}</span>
      </button>
      <Ask
        intent={{ ask: 'back-in-service' }}
        className="rail-back"
        disabled={leaving.state === 'hindered' || isTesting}
        state={leaving.state}
      >
        {isTesting ? (
          <StateMark state="busy" size={30} silent />
        ) : (
          <Icon name={leaving.state === 'hindered' ? 'lock' : 'play'} size={30} />
        )}
        <b>{t('back.title')}</b>
        <span role="status">{useWhy(leaving)}</span>
      </Ask>
      {asks && <LeaveClosed onDone={() => setAsks(false)} />}
    </footer>
  );
}

/** What stops it, or what it does now. */
function useWhy(leaving: Leaving): string {
  const { t } = useTechnicianWords();
  switch (leaving.state) {
    case 'possible':
      return t('back.possible');
    case 'hindered':
      return t(`back.hindered.${leaving.by[0] ?? 'command-running'}`);
    case 'testing':
      return t('back.testing', { device: t(`device.${leaving.device}`) });
    case 'failed':
      return t('back.again');
  }
}

/** It leaves residents with nothing: asked once more. */
function LeaveClosed({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTechnicianWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const stay = useRef<HTMLButtonElement>(null);
  const title = useId();
  useEffect(() => {
    dialog.current?.showModal();
    stay.current?.focus();
  }, []);
  return (
    <dialog ref={dialog} className="tech-dialog" aria-labelledby={title} onCancel={(event) => event.preventDefault()}>
      <h2 id={title}>{t('leave.ask')}</h2>
      <p>{t('leave.text')}</p>
      <div className="tech-actions">
        <button ref={stay} type="button" className="tech-button" data-back onClick={onDone}>
          {t('leave.stay')}
        </button>
        <Ask intent={{ ask: 'leave-closed' }} className="tech-button tech-button-solid" onAsked={onDone}>
          {t('leave.yes')}
        </Ask>
      </div>
    </dialog>
  );
}
