/** The languages that are built in: each folder of locales/ with its words and what the screen must know of it. */
export type Language = {
  readonly code: string;
  /** The language's name in itself. */
  readonly name: string;
  readonly direction: 'rtl' | 'ltr';
  /** BCP 47 tag for dates and numbers. */
  readonly locale: string;
  /** Unicode numbering system for numbers that are no identifiers; those are always in Western digits. */
  readonly numberingSystem: string;
};

type Words = { readonly [key: string]: string | Words };

const metas = import.meta.glob<Language>('../../locales/*/meta.json', { eager: true, import: 'default' });
const words = import.meta.glob<Words>('../../locales/*/resident.json', { eager: true, import: 'default' });

export const languages: ReadonlyMap<string, Language> = new Map(
  Object.values(metas).map((meta): [string, Language] => [meta.code, meta]),
);

export const resources: Record<string, { resident: Words }> = Object.fromEntries(
  Object.entries(words).map(([path, resident]) => [path.split('/').at(-2) ?? path, { resident }]),
);

/** The language that everything falls back to; it is complete by test. */
export const FALLBACK = 'ar';

export function languageOf(code: string): Language {
  const language = languages.get(code) ?? languages.get(FALLBACK);
  if (language === undefined) throw new Error(`no language ${code} and no ${FALLBACK} in locales/`);
  return language;
}
