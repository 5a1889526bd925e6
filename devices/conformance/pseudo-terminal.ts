/** For tests: a serial line without hardware, through a pseudo-terminal of socat. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Duplex } from 'node:stream';

export const hasPseudoTerminals = spawnSync('socat', ['-V']).status === 0;

export type PseudoTerminal = {
  /** What the driver opens. */
  readonly path: string;
  /** Plugs the cable in: the device's end of it. Until then, and after `unplug`, nothing is at `path`. */
  plug(): Promise<Duplex>;
  unplug(): void;
  close(): void;
};

export function pseudoTerminal(): PseudoTerminal {
  const folder = mkdtempSync(join(tmpdir(), 'tasleem-tty-'));
  const path = join(folder, 'device');
  let socat: ChildProcess | undefined;
  /** Without it the pseudo-terminal would end with the first program that closes it; a wire does not. */
  let keeper: number | undefined;
  const unplug = () => {
    if (keeper !== undefined) closeSync(keeper);
    keeper = undefined;
    socat?.kill('SIGKILL');
    socat = undefined;
    rmSync(path, { force: true });
  };
  return {
    path,
    async plug() {
      unplug();
      const child = spawn('socat', [`PTY,raw,echo=0,link=${path}`, 'STDIO'], { stdio: ['pipe', 'pipe', 'ignore'] });
      socat = child;
      for (let wait = 0; !existsSync(path); wait++) {
        if (wait > 500) throw new Error('socat made no pseudo-terminal within 5 s');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      keeper = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
      return Duplex.from({ readable: child.stdout, writable: child.stdin });
    },
    unplug,
    close() {
      unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
