import type { LeftBehind } from '../kit/left-behind.ts';

/** What a demo came to, for programs, for a terminal and for eyes. */
export type Report = {
  readonly at: string;
  readonly duration_s: number;
  readonly stories: readonly {
    readonly name: string;
    readonly title: string;
    readonly language: string;
    /** Files below out/demo/, by language. */
    readonly steps: readonly { readonly name: string; readonly files: Readonly<Record<string, string>> }[];
    /** By order: how each of its issuances ended with the service. */
    readonly ends: Readonly<Record<string, readonly string[]>>;
    /** A card whose chip was read after it was taken, and holds what is printed: files with the tool's words and the face. */
    readonly chip: { readonly cardId: string; readonly words: string; readonly face: string } | undefined;
    readonly duration_ms: number;
    readonly problem: string | undefined;
  }[];
  readonly cards: readonly string[];
  readonly receipts: readonly string[];
  readonly journal: { readonly isSound: boolean; readonly words: string };
  /** Residents’ data in the clear in what the kiosk wrote: there must be none. */
  readonly leftBehind: { readonly files: number; readonly found: readonly LeftBehind[] };
  /** Orders that became two documents: there must be none. */
  readonly doubled: readonly string[];
  /** Where the simulated printer's cards ended up. */
  readonly places: object;
};

export function summaryText(report: Report): string {
  const lines = report.stories.map(({ title, ends, chip, problem }) => {
    const ended = Object.values(ends).flat().join(', then ') || 'no document made';
    const came = chip ? `${ended}; the chip of ${chip.cardId} is genuine and as printed: ${chip.words}` : ended;
    return `${problem === undefined ? 'as it should' : 'WRONG       '}  ${title}: ${problem ?? came}`;
  });
  const pictures = report.stories.reduce((sum, { steps }) => sum + 2 * steps.length, 0);
  const { leftBehind } = report;
  return [
    ...lines,
    '',
    `${report.stories.length} stories in ${report.duration_s} s, ${pictures} pictures of screens, ${report.cards.length} of cards, ${report.receipts.length} of receipts`,
    `orders that became two documents: ${report.doubled.length}`,
    `cards: ${JSON.stringify(report.places)}`,
    `files that the kiosk wrote: ${leftBehind.files}, residents’ data in them: ${leftBehind.found.map(({ file, resident, what }) => `${what} of ${resident} in ${file}`).join(', ') || 'none'}`,
    `journal: ${report.journal.isSound ? 'sound' : 'NOT SOUND'} ${report.journal.words}`,
    '',
  ].join('\n');
}

export function summaryPage(report: Report): string {
  const stories = report.stories.map(
    ({ title, steps, chip, problem }) =>
      `<h2>${escaped(title)}${problem === undefined ? '' : ` <b>${escaped(problem)}</b>`}</h2><div class="row">${steps
        .map(({ name, files }) =>
          Object.values(files)
            .map((file) => picture(file, name))
            .join(''),
        )
        .join(
          '',
        )}${chip ? picture(chip.face, 'the face on its chip') : ''}</div>${chip ? `<p><a href="${chip.words}">What the command line tool read of its chip</a></p>` : ''}`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Tasleem: what the demo showed</title>
<style>body{font:16px/1.5 system-ui,sans-serif;margin:32px;background:#f4efe6;color:#10211f}h2{margin-top:40px}
.row{display:flex;gap:12px;overflow-x:auto;padding-bottom:12px}figure{margin:0}img{height:420px;border-radius:6px;box-shadow:0 2px 10px #0003;background:#fff}
.cards img{height:220px}figcaption{font-size:13px;color:#4a5f5b}b{color:#8a2a20}pre{white-space:pre-wrap}</style>
<h1>What the demo showed</h1><pre>${escaped(summaryText(report))}</pre>${stories.join('\n')}
<h2>Printed cards</h2><div class="row cards">${report.cards.map((file) => picture(file, file)).join('')}</div>
<h2>Receipts</h2><div class="row">${report.receipts.map((file) => picture(file, file)).join('')}</div>\n`;
}

function picture(file: string, words: string): string {
  return `<figure><a href="${file}"><img loading="lazy" src="${file}" alt=""></a><figcaption>${escaped(words)}</figcaption></figure>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
