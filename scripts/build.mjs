// Bundles the product and, for this checkout only, the simulators. A target whose inputs have not changed is left alone.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lib/lock.mjs';
import { main, root, SetupError, say } from './lib/paths.mjs';

const out = join(root, 'out');

/**
 * One bundle. `entries` maps output names to source files; `inputs` are the folders whose contents decide
 * whether it must be built again.
 * @typedef {{ name: string, kind: 'node' | 'preload' | 'page', entries: Record<string, string>, inputs: string[] }} Target
 */

/** @type {Target[]} */
const product = [
  { name: 'main', kind: 'node', entries: { app: 'main/app.ts' }, inputs: ['common', 'main', 'devices', 'locales'] },
  { name: 'host', kind: 'node', entries: { host: 'devices/host/entry.ts' }, inputs: ['common', 'devices'] },
  { name: 'preload', kind: 'preload', entries: { preload: 'main/window/preload.ts' }, inputs: ['common', 'main'] },
  {
    name: 'renderer',
    kind: 'page',
    entries: { index: 'renderer/index.html' },
    inputs: ['common', 'main', 'renderer', 'locales'],
  },
];

/** @type {Target[]} */
const development = [
  {
    name: 'simulators',
    kind: 'node',
    entries: {
      world: 'simulators/world.ts',
      'host-extension': 'simulators/host-extension.ts',
      'bench-window': 'simulators/bench/window.ts',
    },
    inputs: ['common', 'main', 'devices', 'simulators', 'locales'],
  },
  {
    name: 'bench',
    kind: 'page',
    entries: { index: 'simulators/bench/page/index.html' },
    inputs: ['common', 'renderer', 'simulators', 'locales'],
  },
];

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

function fingerprint(target, mode) {
  const hash = createHash('sha256').update(JSON.stringify([target, mode]));
  for (const file of ['package-lock.json', 'scripts/build.mjs']) hash.update(readFileSync(join(root, file)));
  for (const input of target.inputs) {
    for (const file of filesBelow(join(root, input))) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

const stampOf = (target) => join(out, '.build', target.name);

function isCurrent(target, print) {
  return (
    existsSync(stampOf(target)) && readFileSync(stampOf(target), 'utf8') === print && existsSync(join(out, target.name))
  );
}

// --- how each kind is built ---

function nodeExternals() {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  );
  const names = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
  return [/^node:/, ...names.flatMap((name) => [name, new RegExp(`^${name}/`)])];
}

function nodeConfig(target, mode) {
  const format = target.kind === 'preload' ? 'cjs' : 'es';
  return {
    build: {
      ssr: true,
      target: 'node20',
      outDir: join(out, target.name),
      emptyOutDir: true,
      minify: false,
      sourcemap: mode === 'development',
      reportCompressedSize: false,
      rollupOptions: {
        input: absoluteEntries(target),
        external: nodeExternals(),
        output: {
          format,
          entryFileNames: format === 'cjs' ? '[name].cjs' : '[name].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
    // A sandboxed preload can require nothing but 'electron'.
    ssr: target.kind === 'preload' ? { noExternal: true, external: ['electron'] } : {},
  };
}

async function pageConfig(target, mode) {
  const { default: react } = await import('@vitejs/plugin-react');
  const [page] = Object.values(target.entries);
  return {
    root: join(root, page, '..'),
    base: './',
    plugins: [react()],
    build: {
      target: 'chrome130', // the older of the two engines the product runs on
      outDir: join(out, target.name),
      emptyOutDir: true,
      sourcemap: mode === 'development',
      // An inlined asset would be a data: URL, which the page's policy refuses for fonts and scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false }, // the polyfill is an inline script, and Chromium needs none
      reportCompressedSize: false,
      rollupOptions: { input: absoluteEntries(target) },
    },
  };
}

function absoluteEntries(target) {
  return Object.fromEntries(
    Object.entries(target.entries)
      .filter(([, file]) => existsSync(join(root, file)))
      .map(([name, file]) => [name, join(root, file)]),
  );
}

/** @returns {Promise<'current' | 'built' | 'absent'>} */
async function buildTarget(target, mode) {
  const missing = Object.values(target.entries).filter((file) => !existsSync(join(root, file)));
  if (missing.length > 0) say(`no ${missing.join(', ')} to build`);
  if (missing.length === Object.keys(target.entries).length) return 'absent';
  const print = fingerprint(target, mode);
  if (isCurrent(target, print)) return 'current';
  rmSync(stampOf(target), { force: true });
  const { build } = await import('vite');
  const config = target.kind === 'page' ? await pageConfig(target, mode) : nodeConfig(target, mode);
  await build({ configFile: false, logLevel: 'warn', mode, root, ...config });
  mkdirSync(join(out, '.build'), { recursive: true });
  writeFileSync(stampOf(target), print);
  return 'built';
}

/**
 * Bundles one program for Node or Electron's main process, e.g. the small ones of end-to-end tests.
 * @param {string} entry from the root
 * @param {string} folder from out/; the bundle is `<folder>/main.js`
 */
export async function buildProgram(entry, folder) {
  const { build } = await import('vite');
  const target = { name: folder, kind: 'node', entries: { main: entry }, inputs: [] };
  await build({ configFile: false, logLevel: 'warn', mode: 'development', root, ...nodeConfig(target, 'development') });
}

/**
 * Builds what is stale.
 * @param {{ mode?: 'development' | 'production', simulators?: boolean }} [options]
 */
export function buildAll({ mode = 'development', simulators = true } = {}) {
  return withLock(join(out, '.build.lock'), () =>
    buildStale(mode, simulators ? [...product, ...development] : product),
  );
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
