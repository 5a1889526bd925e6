/** Electron's cryptography is BoringSSL, Node's is OpenSSL: what reads chips is proved in both. */
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { buildProgram } from '../scripts/build.mjs';
import { presentRuntime } from '../scripts/electron-runtime.mjs';

const root = resolve(import.meta.dirname, '..');
const LIMIT_ms = 60_000;

const program = (bundle: string) => `
  const { workedExamples } = await import(${JSON.stringify(pathToFileURL(bundle).href)});
  const failed = [];
  for (const { name, run } of workedExamples) {
    try { await run(); } catch (error) { failed.push(name + ': ' + error.message); }
  }
  console.log(JSON.stringify({ electron: process.versions.electron, count: workedExamples.length, failed }));
`;

test('every worked example of Doc 9303-11 comes out right inside Electron', async () => {
  const runtime = presentRuntime();
  test.skip(!runtime, 'no Electron here');
  await buildProgram('devices/chip/testing/worked-examples.ts', 'test-chip');
  const bundle = join(root, 'out/test-chip/main.js');
  const output = execFileSync(
    join(runtime?.dist ?? '', process.platform === 'win32' ? 'electron.exe' : 'electron'),
    ['--input-type=module', '-e', program(bundle)],
    { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' }, encoding: 'utf8', timeout: LIMIT_ms },
  );
  const result = JSON.parse(output.trim().split('\n').at(-1) ?? '{}');
  expect(result.electron).toBe(runtime?.version);
  expect(result.failed).toEqual([]);
  expect(result.count).toBeGreaterThan(8);
});
