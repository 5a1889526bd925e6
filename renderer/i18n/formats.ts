import type { BilingualText } from '../../main/session/view.ts';
import { type Language, languageOf } from './catalogue.ts';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** A value inside of a sentence: its direction must not disturb the words around it. */
export function isolate(text: string): string {
  return FIRST_STRONG_ISOLATE + text + POP_ISOLATE;
}

/** BCP 47, with the digits that the language is set to. */
export function tagOf(language: Language): string {
  return `${language.locale}-u-nu-${language.numberingSystem}`;
}

/** A quantity, in the digits that the language is set to. Never for identifiers. */
export function formatNumber(value: number, code: string): string {
  return new Intl.NumberFormat(tagOf(languageOf(code)), { maximumFractionDigits: 1 }).format(value);
}

/** `2025-12-02` as `2 December`; with the year when it is not the year of `today`. Anything else is left as it is. */
export function formatDay(isoDate: string, code: string, today: Date): string {
  const date = new Date(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return isoDate;
  const sameYear = date.getUTCFullYear() === today.getFullYear();
  return new Intl.DateTimeFormat(tagOf(languageOf(code)), {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(date);
}

/** `14:30` stays; an ISO date and time becomes the local hour and minute; anything else is left as it is. */
export function formatHour(text: string, code: string): string {
  if (/^\d{1,2}:\d{2}$/.test(text)) return text;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return new Intl.DateTimeFormat(tagOf(languageOf(code)), { hour: '2-digit', minute: '2-digit', hour12: false }).format(
    date,
  );
}

/** The spelling that a reader of this language can read: Arabic letters for languages written in them. */
export function inScriptOf(code: string, text: BilingualText): string {
  return new Intl.Locale(code).maximize().script === 'Arab' ? text.ar : text.en;
}
