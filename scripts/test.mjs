// npm test: unit tests, then end-to-end tests in the real Electron window; one closing line for both.
//   npm test -- --unit   or   --e2e   runs one of them; any other word filters by file name.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run, withEnvironment } from './lib/environment.mjs';
import { main, root, say } from './lib/paths.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const reports = join(root, 'out/test');
const bin = (name) => join(root, 'node_modules', name);

/** A runner that ended badly without naming a failed test (a crash, an unhandled rejection) is a failure too. */
function settled(name, counts, exitCode) {
  if (exitCode === 0 || counts.failed > 0) return counts;
  say(`the ${name} ended with exit code ${exitCode} and named no failed test: that counts as one`);
  return { ...counts, failed: 1 };
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** @returns {Promise<Counts>} */
async function unitTests(env, filters) {
  const report = join(reports, 'unit.json');
  const args = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    '--passWithNoTests',
    ...filters,
  ];
  const exitCode = await run(process.execPath, [bin('vitest/vitest.mjs'), ...args], { env });
  const found = readReport(report);
  const brokenFiles =
    found?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length ?? 0;
  const counts = {
    passed: found?.numPassedTests ?? 0,
    failed: (found?.numFailedTests ?? 0) + brokenFiles,
    skipped: (found?.numPendingTests ?? 0) + (found?.numTodoTests ?? 0),
  };
  return settled('unit tests', counts, exitCode);
}

/** @returns {Promise<Counts>} */
async function endToEndTests(env, filters) {
  const report = join(reports, 'e2e.json');
  const args = ['test', '--reporter=list,json', '--pass-with-no-tests', ...filters];
  const exitCode = await run(process.execPath, [bin('@playwright/test/cli.js'), ...args], {
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const stats = readReport(report)?.stats;
  const counts = {
    passed: stats?.expected ?? 0,
    failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
    skipped: stats?.skipped ?? 0,
  };
  return settled('end-to-end tests', counts, exitCode);
}

await main(() =>
  withEnvironment(async ({ env }) => {
    const words = process.argv.slice(2);
    const filters = words.filter((word) => !word.startsWith('--'));
    const only = (kind) => words.includes(kind) || !(words.includes('--unit') || words.includes('--e2e'));
    rmSync(reports, { recursive: true, force: true });
    mkdirSync(reports, { recursive: true });
    const runs = [];
    if (only('--unit')) runs.push(await unitTests(env, filters));
    if (only('--e2e')) runs.push(await endToEndTests(env, filters));
    const sum = (key) => runs.reduce((total, counts) => total + counts[key], 0);
    const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
    process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
    return sum('failed') > 0 ? 1 : 0;
  }),
);
