/** What an outcome is in words: the resident's from the locales, the technician's from docs/technician.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentType } from '../../common/document.ts';
import { withdrawals } from './outcomes.ts';
import { NOTHING_HERE } from './resident.ts';
import type { Outcome } from './row.ts';

export const root = join(import.meta.dirname, '../..');
export const spoken = ['en', 'ar'] as const;
export type Language = (typeof spoken)[number];

type Words = { readonly [key: string]: string | Words };
const locales = Object.fromEntries(
  spoken.map((language) => [
    language,
    JSON.parse(readFileSync(join(root, `locales/${language}/resident.json`), 'utf8')) as Words,
  ]),
) as Readonly<Record<Language, Words>>;

/** With the document's own words where a language has them: Arabic agrees in gender. */
function word(language: Language, path: string, document: DocumentType): string {
  const names = path.split('.');
  const name = names.pop() ?? '';
  let group: string | Words | undefined = locales[language];
  for (const part of names) group = typeof group === 'object' ? group[part] : undefined;
  const found = typeof group === 'object' ? (group[`${name}_${document}`] ?? group[name]) : undefined;
  if (typeof found !== 'string' || found.trim() === '') throw new Error(`locales/${language} has no ${path}`);
  return found;
}

/** Title, and what to do next, of the screens that say what has become of it. */
export function residentWords(
  language: Language,
  { screens }: Outcome,
  document: DocumentType = 'driving-licence',
): { title: string; next: string }[] {
  const shown = screens.split(' > ');
  const last = shown.at(-1) ?? '';
  const words: { title: string; next: string }[] = [];
  const say = (title: string, next: string) => {
    words.push({ title: word(language, title, document), next: word(language, next, document) });
  };
  if (shown.includes(NOTHING_HERE) && last === 'attract')
    say('documents.title.not-here', 'documents.booklet.stopped.next');
  if (shown.includes('making again')) say('making.again', 'making.againTag');
  if (shown.includes('receipt-code instead')) say('receiptCode.failed', 'receiptCode.lead');
  else if (shown.includes('receipt-code')) say('receipt.noPrinter', 'receipt.codeText');
  if (shown.includes('starting')) say('starting.title', 'starting.lead');
  const [kind, name = ''] = last.split(/ (?=\S+$)/);
  if (kind === 'notice') say(`notice.${name}.title`, `notice.${name}.next`);
  else if (kind === 'out of service') say('outOfService.title', 'outOfService.lead');
  else if (last === 'thanks') say('thanks.title', 'thanks.lead');
  return words;
}

const technicianRows = readFileSync(join(root, 'docs/technician.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, codes = '', , what = ''] = line.split('|').map((cell) => cell.trim());
    return codes.split(', ').map((code) => [code, what] as const);
  })
  .filter(([code]) => /^[A-Z]\d$/.test(code));

/** What docs/technician.md tells to do about a code. */
export function technicianWords(code: string): string | undefined {
  return new Map(technicianRows).get(code);
}

export function codeOf({ machine }: Outcome): string | undefined {
  const [, closed] = /^out of service (\S+)$/.exec(machine) ?? [];
  return closed ?? Object.entries(withdrawals).find(([, reason]) => machine.includes(`(${reason})`))?.[0];
}
