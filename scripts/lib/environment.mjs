// What a command that starts Electron needs around it: current bundles, a runtime, a display.
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { buildAll } from '../build.mjs';
import { ensureRuntime, launchFlags, runtimeEnv } from '../electron-runtime.mjs';
import { openDisplay } from './display.mjs';
import { root, say } from './paths.mjs';

/**
 * @typedef {object} Environment
 * @property {import('../electron-runtime.mjs').Runtime} runtime
 * @property {NodeJS.ProcessEnv} env for child processes
 * @property {string[]} flags Electron's switches for this machine
 * @property {boolean} virtual whether nobody sees the display
 */

/**
 * Runs `body` with everything in place and takes the display down afterwards.
 * @template T
 * @param {(environment: Environment) => Promise<T>} body
 */
export async function withEnvironment(body, { build = true } = {}) {
  if (build) await buildAll();
  const runtime = await ensureRuntime();
  const display = await openDisplay();
  const flags = launchFlags(display);
  const env = { ...process.env, ...runtimeEnv(runtime), ...display.env, TASLEEM_ELECTRON_FLAGS: flags.join(' ') };
  try {
    return await body({ runtime, env, flags, virtual: display.virtual });
  } finally {
    display.stop();
  }
}

/**
 * Runs a command in the foreground and passes signals on, so that Ctrl+C ends it and not only us.
 * @returns {Promise<number>} its exit code
 */
export function run(command, args, { env = process.env, stdio = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio });
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    const relay = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, relay);
    const done = () => {
      for (const signal of signals) process.off(signal, relay);
    };
    child.once('error', (error) => {
      done();
      reject(error);
    });
    child.once('close', (code, signal) => {
      done();
      if (signal) say(`${basename(args.find((word) => !word.startsWith('-')) ?? command)} was ended by ${signal}`);
      resolve(code ?? 1);
    });
  });
}
