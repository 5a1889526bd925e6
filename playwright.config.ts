import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { presentRuntime, runtimeEnv } from './scripts/electron-runtime.mjs';

// So that `npx playwright test` alone runs on the same Electron as `npm test`.
const runtime = presentRuntime();
if (runtime) Object.assign(process.env, runtimeEnv(runtime));

const pictures = `e2e/pictures/electron-${runtime?.version ?? 'unknown'}`;
if (!existsSync(pictures)) process.stderr.write(`tasleem: ${pictures} does not exist; this run makes it\n`);

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'out/test/e2e',
  // One kiosk at a time: each has a window that wants to be in front, and times that a second one would stretch.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Other engines draw other pixels: reference pictures belong to one runtime.
  snapshotPathTemplate: `${pictures}/{arg}{ext}`,
  updateSnapshots: existsSync(pictures) ? 'none' : 'all',
  reporter: 'list',
});
