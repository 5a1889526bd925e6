// What is bundled, from which entries, and how. The product's targets and the development ones never share a folder,
// so that what is packaged cannot contain a simulator by an accident of chunking.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * `entries` maps output names to source files; `inputs` are the folders whose contents decide whether it must be
 * built again.
 * @typedef {{ name: string, kind: 'node' | 'preload' | 'page', entries: Record<string, string>, inputs: string[] }} Target
 * @typedef {{ target: Target, folder: string, mode: 'development' | 'production', plugins?: import('vite').Plugin[] }} Job
 */

/** @type {Target[]} */
export const product = [
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
export const development = [
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

/** Those entries of a target whose source is there, as absolute paths. */
export function presentEntries(target) {
  const present = Object.entries(target.entries).filter(([, file]) => existsSync(join(root, file)));
  return Object.fromEntries(present.map(([name, file]) => [name, join(root, file)]));
}

function manifest() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/** Native code and packages that are files to be opened; these alone are packaged as node_modules. */
export const UNBUNDLED = [
  '@expo-google-fonts/ibm-plex-sans',
  '@expo-google-fonts/ibm-plex-sans-arabic',
  '@photostructure/sqlite',
  '@resvg/resvg-js',
  'pcsclite',
  'serialport',
  'smartcard',
];

function withSubpaths(names) {
  return names.flatMap((name) => [name, new RegExp(`^${name}/`)]);
}

/** @param {Job} job */
function nodeConfig({ target, folder, mode, plugins = [] }) {
  const cjs = target.kind === 'preload';
  const { dependencies, optionalDependencies, devDependencies } = manifest();
  // Development stays quick and debuggable on packages as they are; the product starts faster out of one file.
  const outside =
    mode === 'production' ? UNBUNDLED : Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
  return {
    plugins,
    build: {
      ssr: true,
      target: 'node20', // Electron 33's Node, the older of the two
      outDir: folder,
      emptyOutDir: true,
      minify: false, // a stack trace in a kiosk's log is to be read
      sourcemap: mode === 'development',
      reportCompressedSize: false,
      rollupOptions: {
        input: presentEntries(target),
        checks: { pluginTimings: false },
        external: ['electron', /^node:/, ...(cjs ? [] : withSubpaths(outside))],
        output: {
          format: cjs ? 'cjs' : 'es',
          entryFileNames: cjs ? '[name].cjs' : '[name].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
    // A sandboxed preload can require nothing but 'electron'.
    ssr: cjs || mode === 'production' ? { noExternal: true, external: ['electron', ...(cjs ? [] : UNBUNDLED)] } : {},
  };
}

/** @param {Job} job */
async function pageConfig({ target, folder, mode }) {
  const { default: react } = await import('@vitejs/plugin-react');
  const [page] = Object.values(target.entries);
  return {
    root: join(root, page, '..'),
    base: './',
    plugins: [react()],
    build: {
      target: 'chrome130', // Electron 33's engine, the older of the two
      outDir: folder,
      emptyOutDir: true,
      sourcemap: mode === 'development',
      // An inlined asset would be a data: URL, which the page's policy refuses for fonts and scripts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000, // kB; read from the disk beside it, not over a network
      modulePreload: { polyfill: false }, // the polyfill is an inline script, and Chromium needs none
      reportCompressedSize: false,
      rollupOptions: { input: presentEntries(target), checks: { pluginTimings: false } },
    },
  };
}

/**
 * Bundles one target.
 * @param {Job} job
 * @returns {Promise<string[]>} the source files that went in, from the root
 */
export async function bundle(job) {
  const { build } = await import('vite');
  const config = job.target.kind === 'page' ? await pageConfig(job) : nodeConfig(job);
  const result = await build({ configFile: false, logLevel: 'warn', mode: job.mode, root, ...config });
  const outputs = [result].flat().flatMap(({ output }) => output);
  const modules = outputs.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  return [...new Set(modules.filter((id) => id.startsWith(root)).map((id) => id.slice(root.length + 1)))].sort();
}
