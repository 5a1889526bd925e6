// Bundles the product and, for this checkout only, the simulators. A target whose inputs have not changed is left alone.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lib/lock.mjs';
import { main, root, SetupError, say } from './lib/paths.mjs';
import { bundle, development, presentEntries, product } from './lib/targets.mjs';

/** @typedef {import('./lib/targets.mjs').Target} Target */

const out = join(root, 'out');

/** Where the product's bundles for packaging stand, apart from the development ones. */
export const productionFolder = join(out, 'production');

// --- is it current? ---

const TEST_FILE = /\.(test|spec)\.tsx?$|\.md$/;

function* filesBelow(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (!TEST_FILE.test(entry.name)) yield path;
  }
}

function fingerprint(target) {
  const hash = createHash('sha256').update(JSON.stringify(target));
  for (const file of ['package-lock.json', 'scripts/lib/targets.mjs']) hash.update(readFileSync(join(root, file)));
  for (const input of target.inputs) {
    for (const file of filesBelow(join(root, input))) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * @param {Target} target
 * @param {'development' | 'production'} mode
 * @returns {Promise<'current' | 'built' | 'absent'>}
 */
async function buildTarget(target, mode) {
  const missing = Object.values(target.entries).filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) say(`no ${missing.join(', ')} to build`);
  if (Object.keys(presentEntries(target)).length === 0) return 'absent';
  const base = mode === 'production' ? productionFolder : out;
  const folder = join(base, target.name);
  const stamp = join(base, '.build', `${target.name}.json`);
  const print = fingerprint(target);
  if (existsSync(folder) && existsSync(stamp) && JSON.parse(readFileSync(stamp, 'utf8')).print === print)
    return 'current';
  rmSync(stamp, { force: true });
  const sources = await bundle({ target, folder, mode });
  mkdirSync(join(base, '.build'), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ print, sources }, null, 1));
  return 'built';
}

/** The source files, from the root, that went into the product's bundles at their last production build. */
export function productSources() {
  return product.flatMap(({ name }) => {
    const stamp = join(productionFolder, '.build', `${name}.json`);
    return existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')).sources : [];
  });
}

/**
 * Bundles one program for Node or Electron's main process, e.g. the small ones of end-to-end tests.
 * @param {string} entry from the root
 * @param {string} name its folder in out/; the bundle is out/<name>/main.js
 * @param {import('vite').Plugin[]} [plugins] for programs that are built otherwise than they stand
 */
export async function buildProgram(entry, name, plugins = []) {
  const target = { name, kind: 'node', entries: { main: entry }, inputs: [] };
  await bundle({ target, folder: join(out, name), mode: 'development', plugins });
}

/**
 * Builds what is stale: for development everything into out/, for production the product into out/production/.
 * @param {{ mode?: 'development' | 'production' }} [options]
 */
export function buildAll({ mode = 'development' } = {}) {
  const targets = mode === 'production' ? product : [...product, ...development];
  return withLock(join(out, '.build.lock'), () => buildStale(mode, targets));
}

async function buildStale(mode, targets) {
  const started = Date.now();
  const built = [];
  const failures = [];
  for (const target of targets) {
    try {
      if ((await buildTarget(target, mode)) === 'built') built.push(target.name);
    } catch (error) {
      failures.push(`${target.name} does not build: ${error.message}`);
    }
  }
  if (built.length > 0) say(`built ${built.join(', ')} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (failures.length > 0) throw new SetupError(failures.join('\n'));
}

if (process.argv[1] === import.meta.filename) {
  await main(() => buildAll({ mode: process.argv.includes('--production') ? 'production' : 'development' }));
}
