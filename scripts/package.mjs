// npm run package: the product, without simulators and tests, as an unpacked Linux build in dist/.
//   --rehearsal   also on a runtime that is not for the field
//   --archive     also as dist/tasleem-<version>-linux-<arch>.tar.gz
//   --output <folder>  instead of dist/
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.mjs';
import { ensureRuntime } from './electron-runtime.mjs';
import { run } from './lib/environment.mjs';
import { main, root, SetupError, say } from './lib/paths.mjs';
import { UNBUNDLED } from './lib/targets.mjs';

/** Prebuilt code for other systems than the one that is packaged. */
const OTHER_SYSTEMS = ['darwin', 'win32', 'android', 'freebsd', 'openharmony'];

/** Compiled against one engine's insides (NAN): what npm built for Node does not load in Electron. */
const NOT_FOR_ELECTRON = ['pcsclite'];
/** Headers for compiling native code, listed as if they were needed to run it. */
const HEADERS_ONLY = ['nan', 'node-addon-api'];

/** All packages that `names` need at run time, themselves included, by folder from the root. */
function closure(names) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const found = new Set();
  const visit = (name, from) => {
    const folder = lookUp(lock, name, from);
    if (folder === undefined || found.has(folder)) return;
    found.add(folder);
    const { dependencies, optionalDependencies } = lock[folder];
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) {
      if (!HEADERS_ONLY.includes(needed)) visit(needed, folder);
    }
  };
  for (const name of names) visit(name, '');
  return [...found].filter((folder) => existsSync(join(root, folder)));
}

/** As Node looks a package up: beside the one that asks, then upwards. */
function lookUp(lock, name, from) {
  for (let base = from; ; base = base.slice(0, Math.max(base.lastIndexOf('/node_modules/'), 0))) {
    const folder = `${base === '' ? '' : `${base}/`}node_modules/${name}`;
    if (lock[folder]) return folder;
    if (base === '') return undefined;
  }
}

/** Patterns for the files of the packages that are not bundled: what runs, not what it was made from. */
function packageFiles() {
  const { platform, arch } = process;
  const otherSystems = OTHER_SYSTEMS.filter((system) => system !== platform);
  const otherArchs = ['x64', 'arm64', 'arm', 'ia32'].filter((other) => other !== arch);
  const not = [
    ...otherSystems.map((system) => `!**/prebuilds/${system}-*/**`),
    ...otherArchs.map((other) => `!**/prebuilds/${platform}-${other}/**`),
    '!**/{deps,docs,scripts,test,tests,__tests__,example,examples,.github,.vscode}/**',
    '!**/*.{md,markdown,ts,mts,cts,map,gyp,gypi,c,cc,cpp,h,hpp,o,d,mk,yml,yaml,tsbuildinfo,flow,Makefile}',
    '!**/build/{Makefile,gyp-mac-tool}',
    '!**/build/Release/{.deps,obj.target}/**',
    '!**/node-gyp-build/{bin,build-test,optional}.js',
    '!**/.*',
    '!**/*.musl.node',
  ];
  const names = UNBUNDLED.filter((name) => !NOT_FOR_ELECTRON.includes(name));
  return closure(names).map((folder) => ({ from: folder, to: folder, filter: ['**/*', '!node_modules', ...not] }));
}

/** Of the typeface's many cuts only the ones that are drawn with (main/fonts). */
const fontFilter = [
  'package.json',
  'LICENSE*',
  ...['400Regular', '500Medium', '600SemiBold', '700Bold'].map((cut) => `${cut}/*.ttf`),
];

async function configuration(runtime, output) {
  const { default: yaml } = await import('yaml');
  const config = yaml.parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
  const packages = packageFiles().map((set) =>
    set.from.includes('/@expo-google-fonts/') ? { ...set, filter: fontFilter } : set,
  );
  return {
    ...config,
    directories: { ...config.directories, output },
    files: [...config.files, '!node_modules/**', ...packages],
    electronDist: runtime.dist,
    electronVersion: runtime.version,
  };
}

async function archive(folder, version) {
  const name = `tasleem-${version}-${process.platform}-${process.arch}`;
  const file = join(folder, '..', `${name}.tar.gz`);
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name'];
  const code = await run('tar', ['-czf', file, ...owner, `--transform=s,^\\.,${name},`, '-C', folder, '.']);
  if (code !== 0) throw new SetupError(`tar ended with exit code ${code}`);
  say(`packed ${relative(root, file)}`);
}

/**
 * Packages the product.
 * @returns {Promise<string>} the folder that can be copied to a machine
 */
export async function packageProduct({ rehearsal = false, asArchive = false, output = 'dist' } = {}) {
  const runtime = await ensureRuntime();
  if (runtime.origin === 'registry' && !rehearsal) {
    throw new SetupError(
      `Electron ${runtime.version} out of the registry is past its support and not for the field. ` +
        'Package where Electron’s own download is in reach, or rehearse with: npm run package -- --rehearsal',
    );
  }
  await buildAll({ mode: 'production' });
  const folder = resolve(root, output, 'linux-unpacked');
  rmSync(folder, { recursive: true, force: true });
  const { build, Platform } = await import('electron-builder');
  await build({
    projectDir: root,
    targets: Platform.LINUX.createTarget('dir'),
    config: await configuration(runtime, output),
    publish: 'never',
  });
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  if (asArchive) await archive(folder, version);
  say(`packaged ${relative(root, folder)}${runtime.origin === 'registry' ? ', a rehearsal: not for the field' : ''}`);
  return folder;
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { rehearsal: { type: 'boolean' }, archive: { type: 'boolean' }, output: { type: 'string' } },
  });
  await main(async () => {
    const { rehearsal, archive: asArchive, output } = values;
    const folder = await packageProduct({ rehearsal, asArchive, output });
    return run(process.execPath, [join(root, 'scripts/check-package.mjs'), folder, '--no-start']);
  });
}
