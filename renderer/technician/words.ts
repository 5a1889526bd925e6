/** The words of the technician's pages: they come with the pages, so that a resident's screen never waits for them. */
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { tagOf } from '../i18n/formats.ts';
import '../i18n/words.ts';
import { languageOf } from '../i18n/catalogue.ts';

const NAMESPACE = 'technician';

type Tree = { readonly [key: string]: string | Tree };

const files = import.meta.glob<Tree>('../../locales/*/technician.json', { eager: true, import: 'default' });
/** Languages that the technician's pages are written in. */
export const spoken: ReadonlySet<string> = new Set(
  Object.entries(files).map(([path, words]) => {
    const code = path.split('/').at(-2) ?? path;
    i18next.addResourceBundle(code, NAMESPACE, words);
    return code;
  }),
);

/** Hours and minutes as on the machine's clock, in Western digits whatever is spoken. */
const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const secondsFormat = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', hourCycle: 'h23' });

export const clockOf = (at_ms: number) => clockFormat.format(at_ms);
export const secondsOf = (at_ms: number) => secondsFormat.format(at_ms);
export const isSameDay = (one_ms: number, other_ms: number) =>
  new Date(one_ms).toDateString() === new Date(other_ms).toDateString();

/** `272` as `04:32`. */
export function countdownOf(left_s: number): string {
  const [minutes, seconds] = [Math.floor(left_s / 60), Math.floor(left_s % 60)];
  return [minutes, seconds].map((each) => String(each).padStart(2, '0')).join(':');
}

export function useTechnicianWords() {
  const { t, i18n } = useTranslation(NAMESPACE);
  const code = i18n.language;
  const dayFormat = (weekday: boolean) =>
    new Intl.DateTimeFormat(tagOf(languageOf(code)), {
      ...(weekday && { weekday: 'short' }),
      day: 'numeric',
      month: 'short',
    });
  return {
    t,
    code,
    /** The words of a key that not every name has, e.g. a word of a device that nobody has explained yet. */
    known: (key: string, values: { readonly count?: number } = {}) =>
      i18n.exists(key, { ns: NAMESPACE, ...values }) ? t(key, values) : undefined,
    /** `Tue, 24 Nov`. */
    day: (at_ms: number) => dayFormat(true).format(at_ms),
    /** `24 Nov`. */
    date: (at_ms: number) => dayFormat(false).format(at_ms),
    /** The time alone when it was today, the day before it otherwise. */
    moment: (at_ms: number, now_ms: number) =>
      isSameDay(at_ms, now_ms) ? clockOf(at_ms) : `${dayFormat(false).format(at_ms)} ${clockOf(at_ms)}`,
  };
}

export type TechnicianWords = ReturnType<typeof useTechnicianWords>;
