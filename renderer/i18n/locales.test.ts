import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { languages } from './catalogue.ts';

const renderer = resolve(import.meta.dirname, '..');
const locales = resolve(renderer, '../locales');
/** The residents' words and the technicians', which come with the technicians' pages. */
const files = ['resident', 'technician'] as const;
type File = (typeof files)[number];
const PLURAL = /_(zero|one|two|few|many|other)$/;
const CONTEXT = /_(driving-licence|passport)(?=_|$)/;

type Tree = { readonly [key: string]: string | Tree };

function* leaves(tree: Tree, path = ''): Generator<readonly [string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'string') yield [here, value];
    else yield* leaves(value, here);
  }
}

function wordsOf(code: string, file: File): Map<string, string> {
  return new Map(leaves(JSON.parse(readFileSync(join(locales, code, `${file}.json`), 'utf8')) as Tree));
}

const base = (key: string) => key.replace(PLURAL, '').replace(CONTEXT, '');
const variables = (text: string) => [...new Set(text.match(/\{\{\w+/g) ?? [])].sort().join();
const english = { resident: wordsOf('en', 'resident'), technician: wordsOf('en', 'technician') };
const neededOf = (file: File) => new Set([...english[file].keys()].map(base));

describe.each([...languages.keys()].flatMap((code) => files.map((file) => [file, code] as const)))(
  "the %s's words of %s",
  (file, code) => {
    const words = wordsOf(code, file);
    const present = new Set([...words.keys()].map(base));
    const needed = neededOf(file);

    it('are all there, and none is of another time', () => {
      expect([...needed].filter((key) => !present.has(key))).toEqual([]);
      expect([...present].filter((key) => !needed.has(key))).toEqual([]);
    });

    it('have a sentence for every kind of number that the language knows', () => {
      const plural = new Set([...english[file].keys()].filter((key) => PLURAL.test(key)).map(base));
      const categories = new Intl.PluralRules(languages.get(code)?.locale).resolvedOptions().pluralCategories;
      const missing = [...plural].flatMap((key) =>
        categories.filter((category) => !words.has(`${key}_${category}`)).map((category) => `${key}_${category}`),
      );
      expect(missing).toEqual([]);
    });

    it('name no value that the English sentence does not have', () => {
      const strange = [...words].filter(([key, text]) => {
        const same = [...english[file]].filter(([other]) => base(other) === base(key));
        const known = same.map(([, other]) => variables(other)).join();
        return variables(text)
          .split(',')
          .some((variable) => variable !== '' && !known.includes(variable));
      });
      expect(strange).toEqual([]);
    });

    it('do not shout, and have no space at their ends', () => {
      expect([...words].filter(([, text]) => /!|^\s|\s$|\s\s/.test(text))).toEqual([]);
    });
  },
);

/** Every key that the source asks for, with a wildcard where it is put together. */
function askedFor(): RegExp[] {
  const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.startsWith('gallery'),
  );
  const literals = files.flatMap((file) => {
    const source = readFileSync(join(renderer, file), 'utf8');
    return [...source.matchAll(/'([\w-]+(?:\.[\w-]+)+)'|`([\w-]+\.(?:[\w.-]|\$\{[^`}]*\})+)`/g)].map(
      ([, plain, composed]) => plain ?? composed ?? '',
    );
  });
  return literals
    .filter((literal) => literal.includes('.'))
    .map((literal) => {
      const pattern = literal
        .split(/\$\{.*?\}/)
        .map((part) => part.replaceAll('.', '\\.'))
        .join('.+');
      return new RegExp(`^${pattern}$`);
    });
}

it.each(files)('no word of the %s is kept that the screens do not use', (file) => {
  const patterns = askedFor();
  expect([...neededOf(file)].filter((key) => !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
});
