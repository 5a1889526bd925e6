/** A PostgreSQL of the test's own: made for it, on a Unix socket in its folder, gone with it. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const USER = 'tasleem';
const START_LIMIT_ms = 20_000;
/** PostgreSQL refuses to run as root. */
const unprivileged = ['postgres', 'nobody'];

/** Why it cannot run here, and what would change that. */
export function postgresMissing(): string | undefined {
  if (process.platform === 'win32') return 'PostgreSQL on a Unix socket needs Unix';
  if (!programs()) return 'apt-get install --no-install-recommends postgresql';
  if (isRoot() && !account()) return 'root needs setpriv and a user "postgres" or "nobody" to run PostgreSQL as';
  return undefined;
}

export class PostgresCluster {
  readonly #folder: string;
  readonly #server: ChildProcess;
  #databases = 0;

  private constructor(folder: string, server: ChildProcess) {
    this.#folder = folder;
    this.#server = server;
  }

  /** Resolves when it takes connections. */
  static async start(connections: number): Promise<PostgresCluster> {
    const bin = programs() ?? '';
    const folder = mkdtempSync(join(tmpdir(), 'tasleem-pg-'));
    const owner = isRoot() ? account() : undefined;
    if (owner) chownSync(folder, owner.uid, owner.gid);
    const data = join(folder, 'data');
    const made = as(owner, [
      join(bin, 'initdb'),
      '-D',
      data,
      '-U',
      USER,
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ]);
    const initdb = spawnSync(made.command, made.args, { encoding: 'utf8', cwd: folder });
    if (initdb.status !== 0) {
      rmSync(folder, { recursive: true, force: true });
      throw new Error(`initdb: ${initdb.error?.message ?? initdb.stderr}`);
    }
    // Nothing here is to survive a power cut.
    const settings = ['listen_addresses=', `max_connections=${connections}`, 'shared_buffers=32MB', 'fsync=off'];
    const run = as(owner, [join(bin, 'postgres'), '-D', data, '-k', folder, ...settings.flatMap((one) => ['-c', one])]);
    const server = spawn(run.command, run.args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C' },
    });
    const cluster = new PostgresCluster(folder, server);
    try {
      await cluster.#ready();
    } catch (error) {
      await cluster.stop();
      throw error;
    }
    return cluster;
  }

  /** A new and empty one. */
  async database(): Promise<{ readonly host: string; readonly user: string; readonly database: string }> {
    const database = `service_${++this.#databases}`;
    const client = new pg.Client({ host: this.#folder, user: USER, database: 'postgres' });
    await client.connect();
    await client.query(`CREATE DATABASE ${database}`);
    await client.end();
    return { host: this.#folder, user: USER, database };
  }

  async stop(): Promise<void> {
    if (this.#server.exitCode === null && this.#server.signalCode === null && this.#server.pid !== undefined) {
      const ended = once(this.#server, 'exit');
      this.#server.kill('SIGINT');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    const said: string[] = [];
    const { stderr } = this.#server;
    if (!stderr) throw new Error('its words are needed');
    const limit = setTimeout(() => this.#server.kill('SIGINT'), START_LIMIT_ms);
    const failed = once(this.#server, 'error').then(([error]) => Promise.reject(error));
    const ready = (async () => {
      for await (const line of createInterface({ input: stderr })) {
        if (line.includes('ready to accept connections')) return;
        said.push(line);
      }
      throw new Error(`PostgreSQL ended instead of starting: ${said.join('\n')}`);
    })();
    try {
      await Promise.race([ready, failed]);
    } finally {
      clearTimeout(limit);
    }
    // Read on, or it would wait for room to write its next line.
    stderr.resume();
  }
}

/** The folder of initdb and postgres, the newest version first. */
function programs(): string | undefined {
  const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((one) => join(DEBIAN_VERSIONS, one, 'bin'));
  return [...newestFirst, ...(process.env['PATH'] ?? '').split(delimiter)].find((folder) =>
    ['initdb', 'postgres'].every((program) => isProgram(join(folder, program))),
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

type Account = { readonly uid: number; readonly gid: number };

function account(): Account | undefined {
  if (spawnSync('setpriv', ['--version']).status !== 0) return undefined;
  for (const name of unprivileged) {
    const [uid, gid] = ['-u', '-g'].map((option) =>
      spawnSync('id', [option, name], { encoding: 'utf8' }).stdout.trim(),
    );
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

/** As that user; a server whose test died ends too. */
function as(owner: Account | undefined, [command = '', ...args]: readonly string[]) {
  if (!owner) return { command, args };
  const user = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--pdeathsig=INT'];
  return { command: 'setpriv', args: [...user, command, ...args] };
}
