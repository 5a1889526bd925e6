import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { BilingualText } from '../../main/session/view.ts';
import { FALLBACK, resources } from './catalogue.ts';
import { formatDay, formatHour, formatNumber, inScriptOf, isolate } from './formats.ts';

void i18next.use(initReactI18next).init({
  resources,
  lng: FALLBACK,
  fallbackLng: FALLBACK,
  defaultNS: 'resident',
  nsSeparator: false,
  initAsync: false,
  interpolation: {
    // React escapes markup; what a sentence needs is that each value keeps its own direction.
    escapeValue: true,
    escape: isolate,
  },
  react: { useSuspense: false },
});
i18next.services.formatter?.add('number', (value: unknown, code) =>
  typeof value === 'number' ? formatNumber(value, code ?? FALLBACK) : String(value),
);

/** Changes the words; the step that somebody is at is not touched. */
export function speak(code: string): void {
  if (i18next.language !== code) void i18next.changeLanguage(code);
  const root = document.documentElement;
  root.lang = code;
  root.dir = i18next.dir(code);
}

/** Words and formats of the language that is spoken now. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const code = i18n.language;
  return {
    t,
    code,
    exists: (key: string) => i18n.exists(key),
    /** A name or a place in the letters of this language. */
    name: (text: BilingualText) => inScriptOf(code, text),
    day: (isoDate: string) => formatDay(isoDate, code, new Date()),
    hour: (text: string) => formatHour(text, code),
    number: (value: number) => formatNumber(value, code),
  };
}

export type Words = ReturnType<typeof useWords>;
