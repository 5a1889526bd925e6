// Starts the packaged product as a machine would: not as root, sandboxed, without a configuration and with one.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDisplay } from '../lib/display.mjs';
import { run } from '../lib/environment.mjs';
import { root, SetupError } from '../lib/paths.mjs';
import { withFieldTrust } from './field-trust.mjs';

const START_LIMIT_ms = 60_000;
const NOBODY = 65534;

/** Options for a child that is nobody in particular: Chromium's sandbox refuses root, and so does the product. */
function unprivileged(home, display) {
  const env = { PATH: process.env['PATH'], DISPLAY: process.env['DISPLAY'], ...display.env, HOME: home };
  return { env, cwd: home, ...(process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}) };
}

/**
 * Runs the binary until it printed what is waited for, ended by itself, or the limit is over.
 * @returns {Promise<{ output: string, code: number | null | undefined }>} code undefined when it had to be stopped
 */
function runUntil(binary, args, options, isEnough) {
  return new Promise((resolve) => {
    const child = spawn(binary, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let output = '';
    const stop = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // ended by itself meanwhile
      }
    };
    const settle = (code) => {
      clearTimeout(limit);
      stop();
      resolve({ output, code });
    };
    const limit = setTimeout(() => settle(undefined), START_LIMIT_ms);
    const take = (chunk) => {
      output += chunk;
      if (isEnough(output)) settle(undefined);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => {
      output += error.message;
      settle(null);
    });
    child.once('exit', (code) => settle(code));
  });
}

const lastLines = (output) => output.trim().split('\n').slice(-8).join('\n    ');

/** Lines of its log that a product prints when its native code loads and its devices answer. */
const MUST_SAY = ['"journal.opened"', '"service.online"', '"cardPrinter.reached"', '"window.painted"'];
/** ... and the one that says that the simulators' own reader cannot be plugged into it. */
const NO_SIMULATOR = '"pcsc.missing"';
/** Why it does not serve with the simulated machine's own authorities. */
const CLOSED = '"code":"C6"';

/** The simulated machine as a process of its own, for a packaged product to drive over its sockets. */
async function withSimulatedMachine(directory, body) {
  mkdirSync(directory, { recursive: true });
  const world = spawn(
    process.execPath,
    [join(root, 'out/simulators/world.js'), `--directory=${directory}`, '--bench-port=0', '--with-parent'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  try {
    const line = await new Promise((resolve, reject) => {
      createInterface({ input: world.stdout }).once('line', resolve);
      world.once('exit', (code) => reject(new SetupError(`the simulated machine ended with ${code}`)));
    });
    const { config } = JSON.parse(line);
    const field = withFieldTrust(config);
    await run('chmod', ['-R', 'a+rwX', directory]);
    return await body({ simulated: config, field });
  } finally {
    world.kill();
  }
}

async function faultsWithMachine(binary, options, directory) {
  return withSimulatedMachine(directory, async ({ simulated, field }) => {
    const wanted = [...MUST_SAY, NO_SIMULATOR];
    const { output } = await runUntil(
      binary,
      [`--config=${field}`, `--host-extension=${join(root, 'out/simulators/host-extension.js')}`],
      options,
      (text) => wanted.every((word) => text.includes(word)),
    );
    const closed = await runUntil(binary, [`--config=${simulated}`], options, (text) => text.includes(CLOSED));
    return [
      ...wanted
        .filter((word) => !output.includes(word))
        .map((word) => `with a configuration it never says ${word}:\n    ${lastLines(output)}`),
      ...(closed.output.includes(CLOSED) ? [] : [`it trusts what a simulator made:\n    ${lastLines(closed.output)}`]),
    ];
  });
}

/**
 * Starts the product; what did not go as it must, one sentence each.
 * @param {string} folder the unpacked product
 * @returns {Promise<string[]>}
 */
export async function startFaults(folder) {
  const home = mkdtempSync(join(tmpdir(), 'tasleem-package-'));
  chmodSync(home, 0o777);
  const display = await openDisplay();
  const binary = join(folder, 'tasleem');
  const options = unprivileged(home, display);
  const faults = [];
  try {
    const painted = await runUntil(binary, [], options, (output) => output.includes('"window.painted"'));
    if (!painted.output.includes('"window.painted"'))
      faults.push(`without a configuration it paints no screen:\n    ${lastLines(painted.output)}`);
    for (const word of ['--remote-debugging-port=9222', '--inspect=9229', '--no-sandbox']) {
      const refused = await runUntil(binary, [word], options, () => false);
      if (refused.code !== 3) faults.push(`it starts with ${word} (${refused.code ?? 'and keeps running'})`);
    }
    faults.push(...(await faultsWithMachine(binary, options, join(home, 'machine'))));
  } finally {
    display.stop();
    rmSync(home, { recursive: true, force: true });
  }
  return faults;
}
