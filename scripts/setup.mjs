// Brings a fresh clone to where every command can run; does only what is missing and says each thing in a line.
// Dependency-free, and under a second when nothing is missing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lib/lock.mjs';
import { cacheFolder, main, root, SetupError, say } from './lib/paths.mjs';
import { installSystemPackages, pcscBuildable } from './lib/system-packages.mjs';

const MINIMUM_NODE = [20, 19];

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = MINIMUM_NODE;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new SetupError(`Node ${MINIMUM_NODE.join('.')} or later is needed; this is ${process.versions.node}`);
}

// --- packages from npm ---

const modules = join(root, 'node_modules');
const stampFile = join(modules, '.tasleem-installed.json');

/** What an installation depends on: another lock file or another ABI makes it stale. */
function wantedStamp() {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return { lock, abi: process.versions.modules };
}

function readStamp() {
  return existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : undefined;
}

/** @returns {string | undefined} why the packages must be installed; undefined when they are as they should be */
function reasonToInstall() {
  if (!existsSync(modules)) return 'node_modules is missing';
  const wanted = wantedStamp();
  const stamp = readStamp() ?? adoptedStamp(wanted);
  if (stamp === undefined) return 'node_modules is older than package-lock.json';
  if (stamp.lock !== wanted.lock) return 'package-lock.json has changed';
  if (stamp.abi !== wanted.abi) return 'Node has changed';
  // An optional package whose compiler or headers were missing then is dropped by npm; look again when they are here.
  if (!stamp.pcsc && pcscBuildable()) return 'the PC/SC bindings can be built now';
  return undefined;
}

/** Somebody ran npm by hand after the lock file's last change: take that as it is. */
function adoptedStamp(wanted) {
  const npmOwn = join(modules, '.package-lock.json');
  if (!existsSync(npmOwn) || statSync(npmOwn).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs)
    return undefined;
  return writeStamp(wanted);
}

function writeStamp(wanted) {
  // Tried with all it needs, or built: either way another attempt would bring nothing new.
  const pcsc = pcscBuildable() || existsSync(join(modules, 'smartcard/build'));
  const stamp = { ...wanted, pcsc };
  writeFileSync(stampFile, `${JSON.stringify(stamp)}\n`);
  return stamp;
}

function npmEnv() {
  // Headers that came with this Node spare node-gyp a download when it builds the optional PC/SC bindings.
  const prefix = join(process.execPath, '../..');
  const known = process.env['npm_config_nodedir'] || !existsSync(join(prefix, 'include/node/node_version.h'));
  return known ? process.env : { ...process.env, npm_config_nodedir: prefix };
}

function installModules(reason) {
  say(`${reason}: npm ci`);
  const npm = spawnSync('npm', ['ci', '--no-progress'], {
    cwd: root,
    env: npmEnv(),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new SetupError(`npm ci failed\n${npm.stdout}${npm.stderr}`);
  writeStamp(wantedStamp());
}

await main(async () => {
  checkNode();
  const lock = join(cacheFolder, `setup-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`);
  mkdirSync(cacheFolder, { recursive: true });
  const first = reasonToInstall() !== undefined;
  // System libraries first: the optional bindings compile against them.
  await installSystemPackages({ first });
  if (reasonToInstall() !== undefined) {
    await withLock(lock, async () => {
      const reason = reasonToInstall();
      if (reason !== undefined) installModules(reason);
    });
  }
  // Needs packages for its fuses, therefore last and loaded late.
  const { describeRuntime, ensureRuntime, presentRuntime } = await import('./electron-runtime.mjs');
  const present = presentRuntime();
  const runtime = present ?? (await ensureRuntime());
  if (!present || first || runtime.origin !== 'official') say(describeRuntime(runtime));
});
