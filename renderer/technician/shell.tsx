/** The frame of the pages: who is here and until when, the pages, and the way back into service. */
import type { ReactNode } from 'react';
import type { TechnicianPage, TechnicianView } from '../../main/technician/view.ts';
import { CrestIn } from '../design/components/marks.tsx';
import { marksOf } from '../resident/act.tsx';
import { useSend, useView } from '../store.ts';
import { Ask } from './parts/ask.tsx';
import { Wire } from './parts/heading.tsx';
import { Icon } from './parts/icon.tsx';
import { StateMark } from './parts/state.tsx';
import { ServiceGate } from './service-gate.tsx';
import { clockOf, countdownOf, spoken, useTechnicianWords } from './words.ts';

/** Below this the page asks whether somebody is still there. */
const SOON_s = 60;

const allPages: readonly TechnicianPage[] = ['overview', 'devices', 'journal', 'access'];

export function Shell({ view, children }: { readonly view: TechnicianView; readonly children: ReactNode }) {
  const { content } = view;
  const shown = content.page === 'device' ? `device:${content.device}` : content.page;
  const isOnlyRead = content.page === 'access';
  return (
    <div className="technician" data-screen="technician" data-page={shown} data-state={view.leaving.state}>
      <TopBar view={view} />
      <Rail view={view} />
      <main key={shown} className="tech-main" data-scrolls tabIndex={isOnlyRead ? 0 : undefined}>
        {view.locksIn_s <= SOON_s && <LocksSoon left_s={view.locksIn_s} />}
        {children}
      </main>
    </div>
  );
}

function TopBar({ view: { role, cardId, locksIn_s, now_ms } }: { readonly view: TechnicianView }) {
  const { t, day } = useTechnicianWords();
  const { machineId } = useView().site;
  return (
    <header className="tech-top">
      <svg className="tech-crest" viewBox="0 0 64 64" aria-hidden="true">
        <CrestIn ink="#f6efe3" ground="#10211f" slot="#e0795f" />
      </svg>
      <div className="tech-machine">
        <b>{t('shell.title')}</b>
        <Wire>{machineId}</Wire>
      </div>
      <div className="tech-fact">
        <span>
          {t(`role.${role}`)} <Wire>{cardId}</Wire>
        </span>
        <b className={locksIn_s <= SOON_s ? 'tech-soon' : ''}>
          {t('shell.locksIn')} <Wire>{countdownOf(locksIn_s)}</Wire>
        </b>
      </div>
      <div className="tech-fact tech-fact-next">
        <span>{day(now_ms)}</span>
        <b>
          <Wire>{clockOf(now_ms)}</Wire>
        </b>
      </div>
      <Language />
    </header>
  );
}

/** The next of the languages that these pages are written in. */
function Language() {
  const send = useSend();
  const { code } = useTechnicianWords();
  const written = useView().languages.filter((language) => spoken.has(language.code));
  const next = written[(written.findIndex((language) => language.code === code) + 1) % written.length];
  if (!next || next.code === code) return null;
  const change = { type: 'choose-language', language: next.code } as const;
  return (
    <button type="button" className="tech-language" lang={next.code} {...marksOf(change)} onClick={() => send(change)}>
      {next.name}
    </button>
  );
}

function Rail({ view: { page, marks, leaving, pages = allPages } }: { readonly view: TechnicianView }) {
  const { t } = useTechnicianWords();
  return (
    <div className="tech-rail">
      <nav aria-label={t('shell.pages')}>
        {pages.map((each) => {
          const mark = marks[each];
          return (
            <Ask key={each} intent={{ ask: 'page', page: each }} className="rail-page" current={each === page}>
              <Icon name={each} size={30} />
              <span>{t(`page.${each}`)}</span>
              {mark && mark !== 'ok' && (
                <span className="rail-mark">
                  <StateMark state={mark} size={20} />
                </span>
              )}
            </Ask>
          );
        })}
      </nav>
      <ServiceGate leaving={leaving} />
    </div>
  );
}

function LocksSoon({ left_s }: { readonly left_s: number }) {
  const { t } = useTechnicianWords();
  return (
    <section className="panel notice-soon" role="alert">
      <StateMark state="attention" size={30} silent />
      <p>
        <b>{t('shell.soon', { count: Math.floor(left_s) })}</b>
      </p>
      <Ask intent={{ ask: 'stay' }} className="tech-button tech-button-solid">
        {t('shell.stay')}
      </Ask>
    </section>
  );
}
