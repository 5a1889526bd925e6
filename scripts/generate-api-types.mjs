// Generates TypeScript from docs/openapi/issuance-service.yaml: types for the kiosk's client, and for the simulated
// service types and the document itself, so that it checks every request and answer. `--check` only says whether
// what is checked in is current.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { main, root } from './lib/paths.mjs';

const SOURCE = 'docs/openapi/issuance-service.yaml';
const HEADER = `// Generated from ${SOURCE} by \`npm run generate\`. Do not edit.\n\n`;

/** The generator needs TypeScript 5 and stands in a workspace of its own. */
const requireGenerator = createRequire(join(root, 'scripts/openapi-types/package.json'));

/** @returns {Promise<Record<string, string>>} file, from the root, to contents */
export async function generated() {
  const text = readFileSync(join(root, SOURCE), 'utf8');
  const { astToString, default: openapiTS } = requireGenerator('openapi-typescript');
  const types = HEADER + astToString(await openapiTS(text, { alphabetize: false, silent: true }));
  const document = `${HEADER}export const contractDocument: unknown = ${JSON.stringify(parse(text), null, 1)};\n`;
  return {
    'main/backoffice/generated/issuance-service.ts': types,
    'simulators/issuance-service/generated/issuance-service.ts': types,
    'simulators/issuance-service/generated/contract-document.ts': document,
  };
}

/** @returns {Promise<string[]>} files that differ from what the document gives */
export async function staleFiles() {
  const current = (file) => {
    try {
      return readFileSync(join(root, file), 'utf8');
    } catch {
      return undefined;
    }
  };
  return Object.entries(await generated()).flatMap(([file, contents]) => (current(file) === contents ? [] : [file]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const stale = await staleFiles();
    if (process.argv.includes('--check')) {
      for (const file of stale) process.stdout.write(`${file} is not what ${SOURCE} gives: npm run generate\n`);
      return stale.length > 0 ? 1 : 0;
    }
    const files = await generated();
    for (const file of stale) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), files[file]);
      process.stdout.write(`wrote ${file}\n`);
    }
    return 0;
  });
}
