// Lists what was packaged and proves that it is the product and nothing else: no simulator, no test, no bench, no
// made-up authority; every fuse as stated; and that it starts.
//   node scripts/check-package.mjs [folder]     dist/linux-unpacked when none is named
//   --list        also prints every file
//   --no-start    looks at the files only
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { extractFile, listPackage, statFile } from '@electron/asar';
import fuses from '@electron/fuses';
import { parse } from 'yaml';
import { buildAll, productSources } from './build.mjs';
import { main, root, SetupError, say } from './lib/paths.mjs';
import { foreignWords, sourceFaults, strayFiles, wordsOnlyIn } from './package/contents.mjs';
import { startFaults } from './package/start-once.mjs';

const { FuseV1Options, getCurrentFuseWire } = fuses;

/** A fuse's two settings as they stand in the binary. */
const OFF = '0'.charCodeAt(0);
const ON = '1'.charCodeAt(0);

const SOURCE_FOLDERS = ['common', 'main', 'devices', 'renderer', 'locales'];

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** @returns {{ path: string, read(): Buffer }[]} every file of the archive, those that lie beside it included */
function archived(asar) {
  return listPackage(asar)
    .map((path) => path.replace(/^[\\/]/, ''))
    .filter((path) => statFile(asar, path).files === undefined)
    .map((path) => ({ path: path.replaceAll('\\', '/'), read: () => extractFile(asar, path) }));
}

function readSources(folders, wanted) {
  return folders.flatMap((folder) =>
    filesBelow(join(root, folder))
      .filter((file) => /\.(ts|tsx|html|json)$/.test(file))
      .map((file) => `${folder}/${file}`)
      .filter(wanted)
      .map((file) => readFileSync(join(root, file), 'utf8')),
  );
}

const isTest = (file) => /\.(test|spec)\.tsx?$/.test(file) || /(^|\/)(testing|conformance|gallery)\//.test(file);

/** Words that only simulators, tests and the bench use; one of them in a bundle is one of them in the product. */
function tellTaleWords() {
  const bundled = productSources().filter((file) => file.startsWith('node_modules/'));
  const own = [
    ...readSources(SOURCE_FOLDERS, (file) => !isTest(file)),
    ...bundled.map((file) => readFileSync(join(root, file.replace(/\?.*$/, '')), 'utf8')),
  ];
  const others = [
    ...readSources(['simulators', 'e2e'], () => true),
    ...readSources(SOURCE_FOLDERS, (file) => isTest(file)),
  ];
  return wordsOnlyIn(others, own);
}

async function fuseFaults(binary) {
  const { electronFuses: stated } = parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8'));
  const wire = await getCurrentFuseWire(binary);
  return Object.entries(FuseV1Options)
    .filter(([, option]) => typeof option === 'number' && wire[option] !== undefined)
    .flatMap(([name, option]) => {
      const key = `${name[0].toLowerCase()}${name.slice(1)}`;
      const alias = Object.keys(stated).find((one) => one.toLowerCase() === key.toLowerCase());
      if (alias === undefined) return [`fuse ${key} is not stated in electron-builder.yml`];
      const want = stated[alias] ? ON : OFF;
      return wire[option] === want ? [] : [`fuse ${key} is not ${stated[alias] ? 'on' : 'off'}`];
    });
}

function manifestFaults(text) {
  const manifest = JSON.parse(text);
  return ['scripts', 'devDependencies', 'workspaces']
    .filter((key) => Object.keys(manifest[key] ?? {}).length > 0)
    .map((key) => `package.json carries ${key}`);
}

async function faultsOf(folder, files) {
  const asar = join(folder, 'resources/app.asar');
  const inside = archived(asar);
  const bundles = inside.filter(({ path }) => /^out\/.*\.(js|cjs|html|css)$/.test(path));
  const words = tellTaleWords();
  say(`${bundles.length} bundles searched for ${words.length} words of simulators, tests and bench`);
  return {
    inside,
    faults: [
      ...strayFiles(
        files,
        inside.map(({ path }) => path),
      ),
      ...sourceFaults(productSources(), SOURCE_FOLDERS, isTest),
      ...bundles.flatMap(({ path, read }) =>
        foreignWords(read().toString('utf8'), words).map((word) => `${path} contains ${JSON.stringify(word)}`),
      ),
      ...manifestFaults(extractFile(asar, 'package.json').toString('utf8')),
      ...(await fuseFaults(join(folder, 'tasleem'))),
    ],
  };
}

await main(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { list: { type: 'boolean' }, 'no-start': { type: 'boolean' } },
  });
  const folder = resolve(positionals[0] ?? join(root, 'dist/linux-unpacked'));
  if (!existsSync(join(folder, 'resources/app.asar'))) {
    throw new SetupError(`nothing is packaged in ${folder}; first: npm run package -- --rehearsal`);
  }
  const files = filesBelow(folder);
  const { inside, faults } = await faultsOf(folder, files);
  if (values.list) {
    for (const file of files) process.stdout.write(`${file}\n`);
    for (const { path } of inside) process.stdout.write(`resources/app.asar/${path}\n`);
  }
  if (!values['no-start']) {
    await buildAll(); // the simulated machine that it is started with
    faults.push(...(await startFaults(folder)));
  }
  const size_MB = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 1e6;
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(
    `${files.length} files and ${inside.length} in the archive, ${size_MB.toFixed(0)} MB; ${faults.length} faults\n`,
  );
  return faults.length > 0 ? 1 : 0;
});
