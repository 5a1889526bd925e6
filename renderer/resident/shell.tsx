import { type ReactNode, useEffect, useRef } from 'react';
import type { Screen } from '../../main/session/view.ts';
import { Tool } from '../design/components/button.tsx';
import { Brand } from '../design/components/marks.tsx';
import { type StepName, Steps } from '../design/components/steps.tsx';
import { useWords } from '../i18n/words.ts';
import { useSend, useView } from '../store.ts';
import { marksOf } from './act.tsx';

export type Tone = 'plain' | 'welcome' | 'now';

/** One name a screen; each notice is a screen of its own. */
export function screenKind(screen: Screen): string {
  return screen.name === 'notice' ? `notice:${screen.kind}` : screen.name;
}

/** Where a screen stands that goes on while it is shown, or why it is shown. Said in the page for whoever drives it, as a test does. */
function screenState(screen: Screen): string | undefined {
  if ('entered' in screen) return `${screen.state}:${screen.entered}`;
  if (screen.name === 'out-of-service') return screen.code;
  return screen.name === 'making' ? `${screen.attempt}:${screen.step}` : undefined;
}

type ShellProps = {
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
export function Shell({ tone = 'plain', step, tag, title, lead, figure, band, body, actions }: ShellProps) {
  const { screen, display } = useView();
  const onTeal = tone === 'welcome' && display.reach === 'full';
  return (
    <div
      className={`screen screen-${screen.name} tone-${tone}`}
      data-screen={screenKind(screen)}
      data-state={screenState(screen)}
    >
      <TopBar onTeal={onTeal} />
      {step && <Steps now={step.now} woven={step.woven} onAmber={tone === 'now'} />}
      <main className="main">
        <header className="head">
          {tag && <div className="head-tag">{tag}</div>}
          <Heading>{title}</Heading>
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

function Heading({ children }: { readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A new screen is read from its question on, by ear too.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}

function TopBar({ onTeal }: { readonly onTeal: boolean }) {
  const { t } = useWords();
  const send = useSend();
  const { allowed } = useView();
  return (
    <nav className={onTeal ? 'top top-on-teal' : 'top'} aria-label={t('top.tools')}>
      <Brand onTeal={onTeal} />
      <div className="tools">
        <LanguageTool />
        {allowed.includes('open-settings') && (
          <Tool
            icon="sight"
            label={t('top.sight')}
            iconOnly
            marks={marksOf({ type: 'open-settings' })}
            onPress={() => send({ type: 'open-settings' })}
          />
        )}
        {allowed.includes('open-help') && (
          <Tool
            icon="help"
            label={t('top.help')}
            marks={marksOf({ type: 'open-help' })}
            onPress={() => send({ type: 'open-help' })}
          />
        )}
      </div>
    </nav>
  );
}

/** With two languages one touch changes to the other; with more it opens the list. */
function LanguageTool() {
  const { t, code } = useWords();
  const send = useSend();
  const { languages, allowed, screen } = useView();
  // There the languages have large tiles of their own.
  if (screen.name === 'attract') return null;
  if (languages.length > 2) {
    if (!allowed.includes('open-languages')) return null;
    const name = languages.find((language) => language.code === code)?.name ?? t('top.languages');
    const open = { type: 'open-languages' } as const;
    return <Tool icon="globe" label={name} marks={marksOf(open)} onPress={() => send(open)} />;
  }
  const other = languages.find((language) => language.code !== code);
  if (!other || !allowed.includes('choose-language')) return null;
  const change = { type: 'choose-language', language: other.code } as const;
  return (
    <Tool icon="globe" label={other.name} lang={other.code} marks={marksOf(change)} onPress={() => send(change)} />
  );
}
