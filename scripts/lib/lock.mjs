// A lock between processes of one machine, so that two terminals may start at once. Dependency-free.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOCK_WAIT_MS = 10 * 60_000; // longer than the slowest thing done under a lock: npm ci on a slow line
const LOCK_POLL_MS = 200;

/** Runs `body` while no other process holds `path`; a lock whose holder died is taken over. */
export async function withLock(path, body) {
  mkdirSync(dirname(path), { recursive: true });
  const deadline = Date.now() + LOCK_WAIT_MS;
  while (!take(path)) {
    if (!holderLives(path)) rmSync(path, { recursive: true, force: true });
    else if (Date.now() > deadline) throw new Error(`${path} has been held for too long; remove it if nothing runs`);
    await sleep(LOCK_POLL_MS);
  }
  try {
    return await body();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function take(path) {
  try {
    mkdirSync(path);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(path, 'pid'), String(process.pid));
  return true;
}

function holderLives(path) {
  try {
    process.kill(Number(readFileSync(join(path, 'pid'), 'utf8')) || process.pid, 0);
    return true;
  } catch (error) {
    // ENOENT: between mkdir and the pid being written, or just released; ask again.
    return error.code === 'EPERM' || error.code === 'ENOENT';
  }
}
