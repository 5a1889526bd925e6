/** npm run simulate -- --sessions N --seed S [--kiosks K] [--faults none|usual|heavy] [--workers W] [--passports] [--bug NAME] [--json] */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { bugs } from './bugs.ts';
import { type Profile, profiles } from './plan.ts';
import { type Simulated, simulate, type Wish } from './simulate.ts';

const USAGE = `npm run simulate -- [options]
  --sessions N   people who come (20000)
  --seed S       the same seed is the same run, bit for bit; "fresh" draws one and prints it (1)
  --kiosks K     machines that share one service (8)
  --faults P     ${Object.keys(profiles).join(' | ')} (usual)
  --workers W    threads (as many as there are cores)
  --passports    with booklets in the vaults; an open finding stands against it (docs/reliability.md)
  --bug NAME     plants one of these into the core first:
${bugs.map(({ name }) => `                   ${name}`).join('\n')}
  --json         the result as JSON
`;
const TRACE_lines = 80;

function wished(): (Wish & { readonly json: boolean }) | string {
  const { values } = parseArgs({
    options: {
      sessions: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      kiosks: { type: 'string', default: '8' },
      faults: { type: 'string', default: 'usual' },
      workers: { type: 'string' },
      bug: { type: 'string' },
      passports: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return '';
  const visits = whole(values.sessions, 100_000_000);
  const kiosks = whole(values.kiosks, 64);
  const workers = values.workers === undefined ? undefined : whole(values.workers, 256);
  if (visits === undefined) return `--sessions ${values.sessions}: a whole number from 1 to 100000000`;
  if (kiosks === undefined) return `--kiosks ${values.kiosks}: a whole number from 1 to 64`;
  if (values.workers !== undefined && workers === undefined) return `--workers ${values.workers}: from 1 to 256`;
  if (!(values.faults in profiles)) return `--faults ${values.faults}: ${Object.keys(profiles).join(', ')}`;
  const bug = values.bug === undefined ? undefined : bugs.find(({ name }) => name.startsWith(values.bug ?? ''));
  if (values.bug !== undefined && !bug) return `--bug ${values.bug}: there is none of that name`;
  const seed = values.seed === 'fresh' ? randomBytes(6).toString('hex') : values.seed;
  const profile = values.faults as Profile;
  const { passports } = values;
  return {
    visits,
    kiosks,
    seed,
    profile,
    passports,
    json: values.json,
    ...(workers && { workers }),
    ...(bug && { bug }),
  };
}

function whole(text: string, most: number): number | undefined {
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 1 && number <= most ? number : undefined;
}

function report(wish: Wish, run: Simulated): string {
  const perSecond = Math.round((run.sessions / run.took_ms) * 1000);
  const ends = Object.entries(run.ends)
    .sort(([, a], [, b]) => b - a)
    .map(([end, count]) => `${count} ${end}`);
  const lines = [
    `seed      ${wish.seed}, ${wish.kiosks} kiosks, faults: ${wish.profile}${wish.bug ? `, with a bug: ${wish.bug.name}` : ''}`,
    `sessions  ${run.sessions} of ${run.visits} people, ${perSecond} a second`,
    `falls     ${run.falls} times a program died`,
    `ends      ${ends.join(', ')}`,
    `digest    ${run.digest}`,
  ];
  if (!run.failure) return [...lines, 'verdict   no rule was broken'].join('\n');
  const { broken, seed, plan, trace } = run.failure;
  const shown = trace.slice(-TRACE_lines);
  return [
    ...lines,
    `verdict   BROKEN  ${broken.words}`,
    '',
    `The smallest plan that still fails (from episode ${seed}):`,
    plan,
    '',
    ...(trace.length > shown.length ? [`... ${trace.length - shown.length} lines before`] : []),
    ...shown,
  ].join('\n');
}

let wish: ReturnType<typeof wished>;
try {
  wish = wished();
} catch (error) {
  wish = error instanceof Error ? error.message : String(error);
}
if (typeof wish === 'string') {
  process.stderr.write(wish === '' ? USAGE : `${wish}\n\n${USAGE}`);
  process.exitCode = wish === '' ? 0 : 2;
} else {
  const { json } = wish;
  const isWatched = process.stderr.isTTY === true;
  const onProgress = (visits: number) => isWatched && process.stderr.write(`\r${visits} ...`);
  const run = await simulate({ ...wish, onProgress });
  if (isWatched) process.stderr.write('\r');
  process.stdout.write(json ? `${JSON.stringify({ seed: wish.seed, ...run }, null, 2)}\n` : `${report(wish, run)}\n`);
  process.exitCode = run.failure ? 1 : 0;
}
