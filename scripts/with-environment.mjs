// node scripts/with-environment.mjs <file.ts> [args]: runs one of our programs with bundles, runtime and display in place.
import { run, withEnvironment } from './lib/environment.mjs';
import { main, SetupError } from './lib/paths.mjs';

await main(() => {
  const [program, ...args] = process.argv.slice(2);
  if (program === undefined) throw new SetupError('usage: with-environment.mjs <file> [args]');
  return withEnvironment(({ env }) => run(process.execPath, ['--import', 'tsx', program, ...args], { env }));
});
