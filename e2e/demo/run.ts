/**
 * npm run demo: residents collect their documents at the real kiosk, on the simulated machine. Leaves in out/demo/ a picture of
 * every step in both languages, the printed cards and receipts, the journal with its verdict, and a summary. Fails
 * when a story ends otherwise than it should.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { residents } from '../../simulators/residents/index.ts';
import { type Kiosk, launchKiosk } from '../kit/kiosk.ts';
import { searchForResidents } from '../kit/left-behind.ts';
import { differences, readOnDesk } from '../kit/licence-chip.ts';
import { root, startWorld, type WorldClient } from '../kit/world.ts';
import { stories } from '../stories/stories.ts';
import { endsOf, PACE, type Scene, type Story } from '../stories/story.ts';
import { type Report, summaryPage, summaryText } from './summary.ts';

const out = join(root, 'out/demo');
/** Somebody who walks away does so quickly in a demo. */
const overrides = { timeouts: { take_s: 20, notice_s: 12, thanks_s: 3, idle_s: 60 } };
const languages = ['ar', 'en'] as const;

let kiosk: Kiosk;

async function play(story: Story, world: WorldClient): Promise<Report['stories'][number]> {
  const began = performance.now();
  const folder = join(out, story.name);
  const steps: { name: string; files: Record<string, string> }[] = [];
  let chip: Report['stories'][number]['chip'];
  const scene: Scene = {
    world,
    get kiosk() {
      return kiosk;
    },
    async step(screen, named) {
      const shown = await kiosk.expectScreen(screen);
      const name = `${String(steps.length + 1).padStart(2, '0')}-${(named ?? shown).replace(':', '-')}`;
      const files: Record<string, string> = {};
      for (const language of [...languages].sort((a) => (a === story.language ? 1 : -1))) {
        await kiosk.language(language);
        files[language] = join(story.name, `${name}-${language}.png`);
        await kiosk.picture(join(out, files[language]));
      }
      steps.push({ name, files });
      return shown;
    },
    async powerCut(inTheDark) {
      await kiosk.killHard();
      await inTheDark?.();
      kiosk = await launchKiosk(world);
    },
    async readTaken() {
      chip = await readTaken(story, world);
    },
  };
  mkdirSync(folder, { recursive: true });
  let problem: string | undefined;
  try {
    await story.run(scene);
    problem = await wrongEnd(story, world);
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
    await kiosk.picture(join(folder, 'FAILED.png')).catch(() => undefined);
  }
  const duration_ms = Math.round(performance.now() - began);
  const ends = await endsOf(world, story.resident);
  return { name: story.name, title: story.title, language: story.language, steps, ends, chip, duration_ms, problem };
}

/** With the command line tool, as a ministry's desk would; keeps its words and the face on the chip. */
async function readTaken(story: Story, world: WorldClient): Promise<Report['stories'][number]['chip']> {
  const { cardPrinter } = await world.state();
  const card = cardPrinter.cards.findLast(({ place }) => place === 'taken');
  if (!card) throw new Error('no licence was taken');
  const [words, face] = [join(story.name, 'chip.txt'), join(story.name, 'chip-face.jpg')];
  const reading = await readOnDesk(world, card.cardId, join(out, face));
  const differing = await differences(world, card.cardId, reading);
  writeFileSync(join(out, words), reading.words);
  if (differing.length > 0) throw new Error(`the chip of ${card.cardId} is not as printed: ${differing.join(', ')}`);
  return { cardId: card.cardId, words, face };
}

/** Words when the service knows of another end than the story's; its events may still be on their way. */
async function wrongEnd(story: Story, world: WorldClient): Promise<string | undefined> {
  const wanted = JSON.stringify(story.ends);
  let found = '';
  for (let look = 0; look < 50; look++) {
    found = JSON.stringify(await endsOf(world, story.resident));
    if (found === wanted) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return `the service should know ${wanted}, it knows ${found}`;
}

async function keepProducts(world: WorldClient): Promise<{ cards: string[]; receipts: string[] }> {
  const state = await world.state();
  const cards: string[] = [];
  const receipts: string[] = [];
  mkdirSync(join(out, 'cards'), { recursive: true });
  mkdirSync(join(out, 'receipts'), { recursive: true });
  for (const { cardId, place, complete } of state.cards) {
    for (const face of ['front', 'back'] as const) {
      const name = `cards/${cardId}-${place}${complete ? '' : '-incomplete'}-${face}.png`;
      const picture = await world.picture(`/api/products/cards/${cardId}/${face}.png`).catch(() => undefined);
      if (!picture) continue;
      writeFileSync(join(out, name), picture);
      cards.push(name);
    }
  }
  for (const { id, place } of state.receipts) {
    const name = `receipts/${id}-${place}.png`;
    writeFileSync(join(out, name), await world.picture(`/api/products/receipts/${id}.png`));
    receipts.push(name);
  }
  return { cards, receipts };
}

/** With the product's own tools, from outside: export, then the verifier that needs neither kiosk nor database. */
function keepJournal(world: WorldClient): Report['journal'] {
  const tool = (...words: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'main/journal/cli.ts', ...words, '--json'], {
      cwd: root,
      encoding: 'utf8',
    });
  const exported = tool('export', join(world.directory, 'data'), out);
  const verified = tool('verify', out);
  const verdict: unknown = verified.stdout ? JSON.parse(verified.stdout) : undefined;
  writeFileSync(join(out, 'journal.verdict.json'), `${JSON.stringify(verdict, null, 2)}\n`);
  const isSound = exported.status === 0 && verified.status === 0;
  return { isSound, words: isSound ? verified.stdout.trim() : exported.stderr + verified.stderr + verified.stdout };
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const began = performance.now();
const world = await startWorld({ pace: PACE, overrides });
kiosk = await launchKiosk(world);
const only = process.argv[2];
const told: Report['stories'][number][] = [];
for (const story of stories.filter(({ name }) => only === undefined || name === only)) {
  const report = await play(story, world);
  told.push(report);
  const verdict = report.problem === undefined ? 'ok' : `FAILED: ${report.problem}`;
  process.stdout.write(
    `${story.name.padEnd(18)} ${(report.duration_ms / 1000).toFixed(1).padStart(6)} s  ${verdict}\n`,
  );
  await world.clearFaults();
  if (report.problem === undefined) continue;
  // The next resident finds a machine that works.
  await kiosk.close().catch(() => undefined);
  await world.hand('remove-card').catch(() => undefined);
  await world.hand('take-document').catch(() => undefined);
  await world.pace(PACE);
  kiosk = await launchKiosk(world);
}
const products = await keepProducts(world);
const { service, cardPrinter } = await world.state();
await kiosk.close();
const journal = keepJournal(world);
copyFileSync(join(world.directory, 'kiosk.log'), join(out, 'kiosk.log'));
const leftBehind = searchForResidents([world.directory, out], residents(new Date()));
await world.close();

const report: Report = {
  at: new Date().toISOString(),
  duration_s: Math.round((performance.now() - began) / 1000),
  stories: told,
  ...products,
  journal,
  leftBehind,
  doubled: service.doubled,
  places: cardPrinter.places,
};
writeFileSync(join(out, 'summary.json'), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(join(out, 'summary.txt'), summaryText(report));
writeFileSync(join(out, 'index.html'), summaryPage(report));
process.stdout.write(`\n${summaryText(report)}\nout/demo/index.html shows everything.\n`);
const failed =
  told.some(({ problem }) => problem !== undefined) ||
  !journal.isSound ||
  leftBehind.found.length > 0 ||
  service.doubled.length > 0;
process.exitCode = failed ? 1 : 0;
