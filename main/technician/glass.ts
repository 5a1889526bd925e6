/** One glass for two: the residents' session, and the technician's mode while it has something to show. */
import { Emitter, type Unsubscribe } from '../../common/emitter.ts';
import { isSame } from '../../common/same.ts';
import type { Intent, Session, View } from '../session/index.ts';
import type { TechnicianMode } from './mode.ts';

export type Glass = Pick<Session, 'view' | 'onView' | 'send'> & { stop(): void };

type Preferences = Pick<View, 'language' | 'display'>;

export function shareGlass(session: Session, mode: TechnicianMode): Glass {
  const views = new Emitter<View>();
  /** A technician's own: the session beneath goes back to the machine's when nobody touches it. */
  let preferences: Preferences | undefined;
  let shown: View | undefined;

  const next = (): Omit<View, 'revision'> => {
    const { revision: _, ...resident } = session.view();
    const screen = mode.screen();
    if (!screen) {
      preferences = undefined;
      return resident;
    }
    preferences ??= { language: resident.language, display: resident.display };
    const allowed = [...new Set([...mode.allowed(), 'choose-language' as const, 'set-display' as const])];
    return { ...resident, ...preferences, screen, overlay: undefined, allowed };
  };

  const publish = () => {
    const view = next();
    const { revision = 0, ...before } = shown ?? {};
    if (isSame(before, view)) return;
    shown = { ...view, revision: revision + 1 };
    views.emit(shown);
  };

  const prefer = (intent: Intent) => {
    if (!preferences) return;
    if (intent.type === 'choose-language') {
      const isThere = session.view().languages.some(({ code }) => code === intent.language);
      if (isThere) preferences = { ...preferences, language: intent.language };
    }
    if (intent.type === 'set-display') {
      const { type: _, ...wished } = intent;
      const chosen = Object.fromEntries(Object.entries(wished).filter(([, value]) => value !== undefined));
      preferences = { ...preferences, display: { ...preferences.display, ...chosen } };
    }
    publish();
  };

  const stops: Unsubscribe[] = [session.onView(publish), mode.onChange(publish)];
  publish();
  return {
    view: () => shown ?? { ...next(), revision: 0 },
    onView: (listener) => views.on(listener),
    send: (intent) => {
      if (!mode.screen()) return session.send(intent);
      mode.send(intent);
      prefer(intent);
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
