/**
 * npm run journal -- <verb>: looks at a journal, a running kiosk's or an exported one.
 *   verify DIR [--key=FILE] [--head=FILE]
 *                             checks an export or the journal of a kiosk's data folder, also one that does not open;
 *                             with a public key, and with the signed head of an earlier export, when they were kept
 *   export DATA DIR           writes the journal of a kiosk's data folder to DIR, signed
 *   show DATA [--kind=K] [--issuance=ID] [--limit=N]
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { systemRandom } from '../../common/random.ts';
import { catalogue, type EntryKind } from './catalogue.ts';
import type { Journal } from './contract.ts';
import type { Entry } from './entry.ts';
import { holdsDatabase, openJournal, verifyDatabase } from './open.ts';
import { readSignedHead, type SignedHead } from './signed-head.ts';
import { type Trusted, type Verdict, verifyExport } from './verify.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    key: { type: 'string' },
    head: { type: 'string' },
    kind: { type: 'string' },
    issuance: { type: 'string' },
    limit: { type: 'string', default: '100' },
    help: { type: 'boolean', default: false },
  },
});

/** Words for whoever called us wrongly; everything else that throws is a bug. */
class Usage extends Error {}

function main(): number {
  const [verb, folder, target] = positionals;
  if (values.help || verb === undefined) {
    process.stdout.write(
      'npm run journal -- verify DIR [--key=FILE] [--head=FILE] | export DATA DIR | show DATA [--kind=K] [--issuance=ID] [--limit=N]   [--json]\n',
    );
    return values.help ? 0 : 2;
  }
  if (folder === undefined) throw new Usage(`${verb} needs a folder`);
  switch (verb) {
    case 'verify':
      return told(verified(folder, { key: values.key && readFileSync(values.key, 'utf8'), head: knownHead() }));
    case 'export':
      if (target === undefined) throw new Usage('export needs a folder to write to');
      return withJournal(folder, (journal) => exported(journal, target));
    case 'show':
      return withJournal(folder, show);
    default:
      throw new Usage(`there is no verb "${verb}": verify, export, show`);
  }
}

function knownHead(): SignedHead | undefined {
  if (values.head === undefined) return undefined;
  const head = readSignedHead(values.head);
  if (!head) throw new Usage(`${values.head} is not a signed head`);
  return head;
}

function verified(folder: string, trusted: Trusted): Verdict {
  if (!holdsDatabase(folder)) return verifyExport(folder, trusted);
  const verdict = verifyDatabase(folder, trusted);
  if (!verdict.ok) throw new Usage(`${verdict.error.code}: ${verdict.error.words}`);
  return verdict.value;
}

function exported(journal: Journal, target: string): number {
  const done = journal.exportTo(target);
  if (!done.ok) throw new Usage(done.error.words);
  say(done.value, `${done.value.entries} entries to ${done.value.directory}, head ${done.value.head}`);
  return 0;
}

function show(journal: Journal): number {
  const { kind, issuance } = values;
  if (kind !== undefined && !(kind in catalogue))
    throw new Usage(`no entries of kind "${kind}": ${Object.keys(catalogue).join(', ')}`);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new Usage('--limit is a whole number above 0');
  const entries = journal.entries({
    ...(kind === undefined ? {} : { kinds: [kind as EntryKind] }),
    ...(issuance === undefined ? {} : { issuanceId: issuance }),
  });
  const last = entries.slice(-limit);
  say(last, last.map(lineOf).join('\n'));
  return 0;
}

function lineOf(entry: Entry): string {
  const issuance = entry.issuanceId === undefined ? '' : ` ${entry.issuanceId}`;
  return `${entry.sequence}  ${new Date(entry.time_ms).toISOString()}  ${entry.kind}${issuance}  ${JSON.stringify(entry.body)}`;
}

function told(verdict: Verdict): number {
  say(
    verdict,
    verdict.ok
      ? `sound: ${verdict.entries} entries, head ${verdict.head}${verdict.signed ? ', signed' : ''}`
      : `NOT SOUND at entry ${verdict.sequence}: ${verdict.words}`,
  );
  return verdict.ok ? 0 : 1;
}

function withJournal(directory: string, work: (journal: Journal) => number): number {
  const opened = openJournal({ directory, clock: systemClock, random: systemRandom, log: silentLog, mustExist: true });
  if (!opened.ok) throw new Usage(`${opened.error.code}: ${opened.error.words}`);
  try {
    return work(opened.value);
  } finally {
    opened.value.close();
  }
}

function say(value: unknown, words: string): void {
  process.stdout.write(`${values.json ? JSON.stringify(value) : words}\n`);
}

try {
  process.exitCode = main();
} catch (error) {
  const isOurs = error instanceof Usage || (error as NodeJS.ErrnoException).code === 'ENOENT';
  if (!isOurs) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
