// Checks every import of the source against the rules in scripts/lib/import-rules.mjs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { breaches } from './lib/import-rules.mjs';
import { main, root } from './lib/paths.mjs';

const FOLDERS = ['common', 'main', 'devices', 'simulators', 'renderer', 'locales', 'e2e'];

/** @returns {import('./lib/import-rules.mjs').Import[]} */
function importsOf(file, source) {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0].message}`);
  const statics = module.staticImports.map((one) => ({
    specifier: one.moduleRequest.value,
    typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType),
  }));
  const reExports = module.staticExports.flatMap((one) =>
    one.entries
      .filter((entry) => entry.moduleRequest)
      .map((entry) => ({ specifier: entry.moduleRequest.value, typeOnly: entry.isType })),
  );
  const dynamics = module.dynamicImports.flatMap((one) => {
    const literal = /^(['"])(.*)\1$/.exec(source.slice(one.moduleRequest.start, one.moduleRequest.end));
    return literal ? [{ specifier: literal[2], typeOnly: false }] : [];
  });
  return [...statics, ...reExports, ...dynamics];
}

await main(() => {
  const files = FOLDERS.flatMap((folder) => {
    try {
      return readdirSync(join(root, folder), { recursive: true }).map((name) =>
        `${folder}/${name}`.replaceAll('\\', '/'),
      );
    } catch {
      return [];
    }
  }).filter((file) => /\.tsx?$/.test(file));
  const found = files.flatMap((file) => breaches(file, importsOf(file, readFileSync(join(root, file), 'utf8'))));
  for (const breach of new Set(found)) process.stdout.write(`${breach}\n`);
  process.stdout.write(`${files.length} files, ${found.length} imports against the rules\n`);
  return found.length > 0 ? 1 : 0;
});
