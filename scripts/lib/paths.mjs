// Where things are. Dependency-free: used before node_modules exists.
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** A folder outside the checkout for what is dear to fetch; survives `npm ci` and fresh clones. */
export const cacheFolder = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tasleem');

/** One line to the person who waits, on stderr so that a command's own output stays clean. */
export function say(line) {
  process.stderr.write(`tasleem: ${line}\n`);
}

/** Ends the set-up with a reason instead of a stack trace: the reader is to act, not to debug. */
export class SetupError extends Error {}

/** Runs a script's body; a SetupError ends it with its message and exit code 1. */
export async function main(body) {
  try {
    const code = await body();
    if (typeof code === 'number') process.exitCode = code;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
