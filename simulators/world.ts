/**
 * The simulated world as a process: it outlives the kiosk, as the physical world does.
 *   world.js --directory=DIR [--bench-port=7070] [--pace=1] [--blanks=80] [--overrides=JSON] [--vpcd-port=N]
 *     [--with-parent]
 * Prints one line of JSON when everything listens. Ends on SIGTERM, or when its standard input closes (--with-parent).
 */
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock } from '../common/clock.ts';
import { builtPages, createBenchApi } from './bench/index.ts';
import { simulatorLog } from './log-events.ts';
import { createWorld } from './world/index.ts';

const { values } = parseArgs({
  options: {
    directory: { type: 'string' },
    'bench-port': { type: 'string', default: '7070' },
    pace: { type: 'string', default: '1' },
    blanks: { type: 'string', default: '80' },
    overrides: { type: 'string', default: '{}' },
    'vpcd-port': { type: 'string' },
    'with-parent': { type: 'boolean', default: false },
  },
});
if (!values.directory) throw new Error('usage: world.js --directory=DIR');
const directory = resolve(values.directory);
const world = await createWorld({
  directory,
  clock: systemClock,
  log: simulatorLog((line) => process.stderr.write(line), systemClock.now_ms),
  pace: Number(values.pace),
  blanks: Number(values.blanks),
  vpcdPort: values['vpcd-port'] === undefined ? undefined : Number(values['vpcd-port']),
  overrides: JSON.parse(values.overrides) as Record<string, Record<string, unknown>>,
});
const api = createBenchApi(world, builtPages(dirname(fileURLToPath(import.meta.url))));
const bench = await api.listen({ host: '127.0.0.1', port: Number(values['bench-port']) });
const ready = JSON.stringify({ bench, pid: process.pid, config: join(directory, 'kiosk.yaml') });
writeFileSync(join(directory, 'world.json'), ready);
process.stdout.write(`${ready}\n`);

let ending = false;
const end = async () => {
  if (ending) return;
  ending = true;
  // A browser keeps its event stream open; nobody waits for it.
  api.server.closeAllConnections();
  await Promise.allSettled([api.close(), world.close()]);
  process.exit(0);
};
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());
if (values['with-parent']) process.stdin.on('close', () => void end()).resume();
