/** A PC/SC service of the test's own: a real pcscd whose only reader is Debian's vpcd. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VPCD_DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const SOCKET = 'pcscd.comm';
const START_LIMIT_ms = 10_000;

/** Why it cannot run here, and what would change that. */
export function pcscdMissing(): string | undefined {
  if (process.platform !== 'linux') return 'pcscd with vpcd runs on Linux only';
  if (process.getuid?.() !== 0) return 'a mount namespace of its own needs root';
  if (!existsSync(VPCD_DRIVER) || spawnSync('which', ['pcscd', 'unshare', 'setpriv', 'mount']).status !== 0)
    return 'apt-get install --no-install-recommends pcscd vsmartcard-vpcd util-linux mount';
  if (spawnSync('unshare', ['-m', 'true']).status !== 0) return 'this container does not allow namespaces';
  return undefined;
}

export class Pcscd {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tasleem-pcscd-'));
  /** Where vpcd listens for the card of its first slot. */
  readonly vpcdPort: number;
  #process: ChildProcess | undefined;

  constructor(vpcdPort: number) {
    this.vpcdPort = vpcdPort;
    const port = `0x${vpcdPort.toString(16)}`;
    writeFileSync(
      join(this.#folder, 'reader.conf'),
      `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${port}\nLIBPATH ${VPCD_DRIVER}\nCHANNELID ${port}\n`,
    );
  }

  /** What leads pcsc-lite's client library to this service instead of the system's. */
  get clientEnv(): Readonly<Record<string, string>> {
    return { PCSCLITE_CSOCK_NAME: join(this.#folder, SOCKET) };
  }

  /** Resolves when its socket is there. */
  async start(): Promise<void> {
    rmSync(join(this.#folder, SOCKET), { force: true });
    const abort = new AbortController();
    const changes = watch(this.#folder, { signal: abort.signal });
    // The server's path of its socket is fixed: in a mount namespace that folder is ours, and so nobody else's service
    // is in the way. It ends with this process, however that ends.
    const script = 'mkdir -p /run/pcscd && mount --bind "$1" /run/pcscd && exec pcscd --foreground --config "$2"';
    const inNamespace = ['--pdeathsig', 'KILL', 'unshare', '-m', 'sh', '-c', script, 'sh'];
    const child = spawn('setpriv', [...inNamespace, this.#folder, join(this.#folder, 'reader.conf')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.#process = child;
    const limit = setTimeout(() => abort.abort(new Error('pcscd did not start in time')), START_LIMIT_ms);
    child.once('exit', (code) => abort.abort(new Error(`pcscd ended with ${code}`)));
    child.once('error', (error) => abort.abort(error));
    try {
      for await (const { filename } of changes) if (filename === SOCKET) return;
    } catch {
      throw abort.signal.reason;
    } finally {
      clearTimeout(limit);
    }
  }

  /** As when it crashes: whoever is connected loses the connection. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export async function startPcscd(): Promise<Pcscd> {
  const pcscd = new Pcscd(await freePair());
  await pcscd.start();
  return pcscd;
}

/** The first of two neighbouring ports: vpcd has two slots, the second one listens beside the first. */
async function freePair(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const first = await listening(0);
    const address = first?.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const second = await listening(port + 1);
    for (const server of [first, second]) server?.close();
    if (first && second) return port;
  }
  throw new Error('no two neighbouring ports are free');
}

function listening(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '0.0.0.0', () => resolve(server));
  });
}
