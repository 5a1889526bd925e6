// System libraries that Electron loads, and what the tests against a real PC/SC service and a real PostgreSQL need.
// Dependency-free.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';
import { cacheFolder, SetupError, say } from './paths.mjs';

const APT_LIMIT_MS = 10 * 60_000;
const RETRY_OPTIONAL_AFTER_MS = 24 * 60 * 60_000;

/** A requirement: how to see that it is met, and the Debian package (names in order of preference) that meets it. */
const electronNeeds = [
  { packages: ['libgtk-3-0t64', 'libgtk-3-0'], library: 'libgtk-3.so.0' },
  { packages: ['libnss3'], library: 'libnss3.so' },
  { packages: ['libgbm1'], library: 'libgbm.so.1' },
  { packages: ['libasound2t64', 'libasound2'], library: 'libasound.so.2' },
];
const displayNeeds = [
  { packages: ['xvfb'], command: 'Xvfb' },
  { packages: ['xauth'], command: 'xauth' },
];
const bindingNeeds = [
  { packages: ['libpcsclite-dev'], file: '/usr/include/PCSC/winscard.h' },
  { packages: ['g++'], command: 'g++' },
  { packages: ['make'], command: 'make' },
  { packages: ['python3'], command: 'python3' },
];
const pcscNeeds = [
  { packages: ['pcscd'], command: 'pcscd' },
  { packages: ['libpcsclite1'], library: 'libpcsclite.so.1' },
  { packages: ['vsmartcard-vpcd'], file: '/usr/lib/pcsc/drivers/serial/libifdvpcd.so' },
  { packages: ['opensc'], command: 'opensc-tool' },
  { packages: ['pcsc-tools'], command: 'pcsc_scan' },
  { packages: ['socat'], command: 'socat' },
  { packages: ['iproute2'], command: 'ip' },
  ...bindingNeeds,
];

/** Debian keeps the server's programs by version, off the path. */
const postgresNeeds = [
  { packages: ['postgresql'], command: 'postgres', among: '/usr/lib/postgresql' },
  { packages: ['util-linux'], command: 'setpriv' },
];
const optionalNeeds = [...pcscNeeds, ...postgresNeeds];

let libraryCache;
function libraries() {
  libraryCache ??= ['/sbin/ldconfig', '/usr/sbin/ldconfig', 'ldconfig']
    .map((command) => spawnSync(command, ['-p'], { encoding: 'utf8' }))
    .find((run) => run.status === 0)?.stdout;
  return libraryCache;
}

function onPath(command) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function isAmong(folder, command) {
  return existsSync(folder) && readdirSync(folder).some((version) => existsSync(join(folder, version, 'bin', command)));
}

function isMet(need) {
  if (need.among && isAmong(need.among, need.command)) return true;
  if (need.command) return onPath(need.command);
  if (need.file) return existsSync(need.file);
  const known = libraries();
  return known === undefined || known.includes(`\t${need.library} `);
}

/** Whether npm could compile the optional PC/SC bindings now. */
export function pcscBuildable() {
  return process.platform === 'linux' && bindingNeeds.every(isMet);
}

/**
 * Installs what is missing (as root on Debian and its kin), or says the one line that does.
 * @param {{ first: boolean }} options first: whether this is a first set-up, when optional things are worth a line
 */
export async function installSystemPackages({ first }) {
  if (process.platform !== 'linux') return;
  const hasDisplay = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  const needed = [...electronNeeds, ...(hasDisplay ? [] : displayNeeds)].filter((need) => !isMet(need));
  const optional = optionalNeeds.filter((need) => !isMet(need));
  if (needed.length === 0 && optional.length === 0) return;
  if (!canInstall()) return advise(needed, optional, first);
  await withLock(join(cacheFolder, 'apt.lock'), async () => {
    libraryCache = undefined;
    install(needed.filter((need) => !isMet(need)));
    installOptional(optional.filter((need) => !isMet(need)));
    libraryCache = undefined;
  });
  const still = needed.filter((need) => !isMet(need));
  if (still.length > 0) throw new SetupError(`apt-get ran, and these are still missing: ${nameList(still)}`);
}

function canInstall() {
  return onPath('apt-get') && process.getuid?.() === 0;
}

function advise(needed, optional, first) {
  const line = (needs) =>
    onPath('apt-get')
      ? `sudo apt-get install -y --no-install-recommends ${nameList(needs)}`
      : `install what Debian calls ${nameList(needs)}`;
  if (needed.length > 0)
    throw new SetupError(`system libraries are missing. Run:\n  ${line([...needed, ...optional])}`);
  if (first) say(`optional, for the tests against a real PC/SC service and PostgreSQL: ${line(optional)}`);
}

/** The name this distribution knows: since the 64-bit time_t change some carry a suffix. */
function packageName(need) {
  const known = need.packages.length === 1 ? undefined : need.packages.find(isInArchive);
  return known ?? need.packages.at(-1);
}

function isInArchive(name) {
  const shown = spawnSync('apt-cache', ['show', '--no-all-versions', name], { encoding: 'utf8' });
  return shown.status === 0 && shown.stdout.includes('Package:');
}

function nameList(needs) {
  return needs.map(packageName).join(' ');
}

function aptGet(args) {
  return spawnSync('apt-get', args, {
    encoding: 'utf8',
    timeout: APT_LIMIT_MS,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

let listsUpdated = false;
function updateLists() {
  if (!listsUpdated) aptGet(['update', '-qq']);
  listsUpdated = true;
}

function aptInstall(needs) {
  return aptGet(['install', '-y', '-qq', '--no-install-recommends', ...needs.map(packageName)]);
}

function install(needs) {
  if (needs.length === 0) return;
  updateLists(); // before the names are chosen
  say(`installing system libraries: ${nameList(needs)}`);
  const run = aptInstall(needs);
  if (run.status !== 0) throw new SetupError(`apt-get failed\n${run.stdout}${run.stderr}`);
}

function installOptional(needs) {
  const note = join(cacheFolder, 'optional-packages-failed');
  const failedLately = existsSync(note) && Date.now() - statSync(note).mtimeMs < RETRY_OPTIONAL_AFTER_MS;
  if (needs.length === 0 || failedLately) return;
  updateLists();
  say(`installing for tests against real services: ${nameList(needs)}`);
  const run = aptInstall(needs);
  if (run.status === 0) return;
  say(`not to be had: ${nameList(needs)}; the tests that need them will be skipped`);
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, run.stderr ?? '');
}
