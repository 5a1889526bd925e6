import { type ReactNode, useEffect, useRef } from 'react';
import { Tool } from '../design/components/button.tsx';
import { Brand } from '../design/components/marks.tsx';
import { type StepName, Steps } from '../design/components/steps.tsx';
import { useWords } from '../i18n/words.ts';
import { useSend, useView } from '../store.ts';

export type Tone = 'plain' | 'welcome' | 'now';

type ShellProps = {
  readonly name: string;
  /** `welcome`: teal, before anybody is known; `now`: amber, the resident has something to take or to give. */
  readonly tone?: Tone;
  readonly step?: { readonly now: StepName; readonly woven: number };
  readonly tag?: ReactNode;
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** The one big picture or thing; it gets the room that is left. */
  readonly figure?: ReactNode;
  /** A cloth across the whole width. */
  readonly band?: ReactNode;
  readonly body?: ReactNode;
  readonly actions?: ReactNode;
};

/** The frame of every screen: where we are, one question, one picture, what to know, what to do. */
export function Shell({ name, tone = 'plain', step, tag, title, lead, figure, band, body, actions }: ShellProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A new screen is read from its question on, by ear too.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div className={`screen screen-${name} tone-${tone}`}>
      <TopBar onTeal={tone === 'welcome'} />
      {step && <Steps now={step.now} woven={step.woven} onAmber={tone === 'now'} />}
      <main className="main">
        <header className="head">
          {tag && <div className="head-tag">{tag}</div>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && (
            <p className="lead" aria-live="polite">
              {lead}
            </p>
          )}
        </header>
        {figure && <div className="figure">{figure}</div>}
        {band && <div className="band">{band}</div>}
        {body && <div className="body">{body}</div>}
        {actions && <div className="actions">{actions}</div>}
      </main>
    </div>
  );
}

function TopBar({ onTeal }: { readonly onTeal: boolean }) {
  const { t, code } = useWords();
  const send = useSend();
  const { languages, allowed, screen } = useView();
  const other = languages.length === 2 ? languages.find((language) => language.code !== code) : undefined;
  const manyLanguages = languages.length > 2;
  return (
    <nav className={onTeal ? 'top top-on-teal' : 'top'} aria-label={t('top.tools')}>
      <Brand onTeal={onTeal} />
      <div className="tools">
        {screen.name !== 'attract' && other && allowed.includes('choose-language') && (
          <Tool
            icon="globe"
            label={other.name}
            lang={other.code}
            onPress={() => send({ type: 'choose-language', language: other.code })}
          />
        )}
        {screen.name !== 'attract' && manyLanguages && allowed.includes('open-languages') && (
          <Tool
            icon="globe"
            label={languages.find((language) => language.code === code)?.name ?? t('top.languages')}
            onPress={() => send({ type: 'open-languages' })}
          />
        )}
        {allowed.includes('open-settings') && (
          <Tool icon="sight" label={t('top.sight')} iconOnly onPress={() => send({ type: 'open-settings' })} />
        )}
        {allowed.includes('open-help') && (
          <Tool icon="help" label={t('top.help')} onPress={() => send({ type: 'open-help' })} />
        )}
      </div>
    </nav>
  );
}
