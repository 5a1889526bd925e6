// npm start: the kiosk on this machine. With no --config it is a complete simulated machine, with its bench beside it.
//   npm start                        simulated machine and bench
//   npm start -- --pace=10           ... ten times as fast as real machinery
//   npm start -- --config=FILE       real devices, as the file says
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { run, withEnvironment } from './lib/environment.mjs';
import { main, root, SetupError, say } from './lib/paths.mjs';

const argument = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const stateFolder = join(process.env['XDG_STATE_HOME'] || join(homedir(), '.local/state'), 'tasleem');

/** Starts the simulated world; it ends with us, for its standard input closes. */
async function startWorld() {
  const directory = join(stateFolder, 'simulated-machine');
  mkdirSync(directory, { recursive: true });
  const words = [
    `--directory=${directory}`,
    `--bench-port=${argument('bench-port') ?? '7070'}`,
    `--pace=${argument('pace') ?? '1'}`,
    `--overrides=${JSON.stringify({ screen: { window: { width: 540, height: 960 } } })}`,
    '--with-parent',
  ];
  const world = spawn(process.execPath, [join(root, 'out/simulators/world.js'), ...words], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const line = await new Promise((resolve, reject) => {
    const failed = (code) =>
      reject(new SetupError(`the simulated world ended with ${code}; is another one running on its port?`));
    world.once('exit', failed);
    createInterface({ input: world.stdout }).once('line', (ready) => {
      world.off('exit', failed);
      resolve(ready);
    });
  });
  return { process: world, directory, ...JSON.parse(line) };
}

await main(() =>
  withEnvironment(async ({ runtime, env, flags, virtual }) => {
    const electron = join(runtime.dist, 'electron');
    if (virtual) say('no DISPLAY: running on a virtual one that nobody sees');
    const config = argument('config');
    if (config) return run(electron, [...flags, root, `--config=${config}`], { env });

    const world = await startWorld();
    say(`bench: ${world.bench} (a window of its own, or any browser on this machine)`);
    say('lay a resident’s card on the reader there, read the code from the phone, take the card from the tray');
    const benchFolder = join(world.directory, 'bench-window');
    const bench = spawn(
      electron,
      [
        ...flags,
        `--user-data-dir=${benchFolder}`,
        join(root, 'out/simulators/bench-window.js'),
        `--bench=${world.bench}`,
      ],
      { env, stdio: 'ignore' },
    );
    try {
      return await run(
        electron,
        [
          ...flags,
          `--user-data-dir=${join(world.directory, 'kiosk-window')}`,
          root,
          `--config=${world.config}`,
          `--host-extension=${join(root, 'out/simulators/host-extension.js')}`,
        ],
        { env },
      );
    } finally {
      bench.kill();
      world.process.kill();
    }
  }),
);
