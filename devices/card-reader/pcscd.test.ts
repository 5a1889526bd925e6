/**
 * The same conformance over the real thing: pcscd with Debian's vpcd, the native bindings, and our virtual card
 * on vpcd's TCP port. pcscd wants a fixed socket and fixed ports, so each binding gets a mount and a network
 * namespace of its own, in which this very file runs again with PCSCD_TEST_BINDING set.
 */
import { type ChildProcess, fork, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sleep, systemClock } from '../../common/clock.ts';
import { silentLog } from '../../common/log.ts';
import { cardReaderConformance } from '../conformance/index.ts';
import { loadPcscBinding } from './bindings/registry.ts';
import { pcsc } from './index.ts';
import type { CardMessage } from './testing/card-process.ts';

const PCSCD_SOCKET = '/run/pcscd/pcscd.comm';
const VPCD_DRIVER = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';
const VPCD_PORT = 35_963;
const READER = 'Virtual PCD 00 00';
const bindings = ['smartcard', 'pcsclite'];
const RUN_LIMIT_ms = 150_000;

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo', 'disabled']),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const binding = process.env['PCSCD_TEST_BINDING'];
if (binding === undefined) await runInNamespaces();
else runHere(binding);

/** Inside the namespace. */
function runHere(name: string): void {
  let pcscd: ChildProcess;
  let cards: ChildProcess;
  const lay = (message: CardMessage): Promise<void> => told(cards, () => cards.send(message));

  beforeAll(async () => {
    cards = fork(fileURLToPath(new URL('testing/card-process.ts', import.meta.url)), [String(VPCD_PORT)], {
      execArgv: ['--import', 'tsx'],
    });
    await told(cards, () => {});
    pcscd = await startPcscd();
  }, 30_000);
  afterAll(async () => {
    cards.kill('SIGKILL');
    await stopPcscd(pcscd);
  });

  cardReaderConformance(name, async () => {
    const options = { binding: { name }, reader: READER };
    return {
      device: pcsc.create(options, { clock: systemClock, log: silentLog }),
      insert: (kind) => lay({ insert: kind }),
      remove: () => lay({ remove: true }),
      stopService: () => stopPcscd(pcscd),
      startService: async () => {
        pcscd = await startPcscd();
      },
      // pcscd looks every 400 ms: the next case must find an empty reader.
      close: async () => {
        await lay({ remove: true });
        await sleep(systemClock, 900);
      },
    };
  }, ['unplug', 'silent', 'mute']);

  describe.runIf(name === 'smartcard' && existsSync('/usr/bin/opensc-tool'))('OpenSC', () => {
    beforeAll(async () => {
      await lay({ insert: 'genuine' });
      await sleep(systemClock, 1_000);
    });
    afterAll(() => lay({ remove: true }));

    it('sees the civil ID as a PIV card', async () => {
      expect(await output('opensc-tool', ['--reader', READER, '--name'])).toMatch(
        /PIV|Personal Identity Verification/i,
      );
    });

    it('reads the certificate of the civil ID', async () => {
      const listed = await output('pkcs15-tool', ['--reader', READER, '--list-certificates']);
      expect(listed).toMatch(/X\.509 Certificate \[Certificate for Card Authentication\]/);
    });
  });
}

function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 15_000 });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
    child.on('error', reject);
    child.on('close', () => resolve(text));
  });
}

/** Resolves with the child's next message. */
function told(child: ChildProcess, ask: () => void): Promise<void> {
  return new Promise((resolve) => {
    child.once('message', () => resolve());
    ask();
  });
}

async function startPcscd(): Promise<ChildProcess> {
  rmSync(PCSCD_SOCKET, { force: true });
  const child = spawn('pcscd', ['--foreground'], { stdio: 'ignore' });
  for (let round = 0; !existsSync(PCSCD_SOCKET); round++) {
    if (round > 250 || child.exitCode !== null) throw new Error('pcscd did not start');
    await sleep(systemClock, 20);
  }
  return child;
}

async function stopPcscd(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

/** Outside: one namespace for each binding at the same time, and its cases as cases of ours. */
async function runInNamespaces(): Promise<void> {
  const missing = missingHere();
  const runs = await Promise.all(
    bindings.map(async (name) => {
      const loaded = missing ? undefined : await loadPcscBinding({ name });
      const reason = missing ?? (loaded?.ok ? undefined : loaded?.error);
      return { name, reason, report: reason === undefined ? await runInNamespace(name) : undefined };
    }),
  );
  for (const { name, reason, report } of runs) {
    describe(`pcscd with ${name}`, () => {
      if (reason !== undefined) it.skip(`skipped: ${reason}`, () => {});
      for (const { message, assertionResults } of report?.testResults ?? []) {
        if (assertionResults.length === 0) it('runs', () => expect.fail(message ?? 'nothing ran'));
        for (const { fullName, status, failureMessages } of assertionResults) {
          if (status === 'passed' || status === 'failed') it(fullName, () => expect(failureMessages ?? []).toEqual([]));
          else it.skip(fullName, () => {});
        }
      }
    });
  }
}

function missingHere(): string | undefined {
  if (process.platform !== 'linux') return 'pcscd with vpcd runs on Linux only';
  if (process.getuid?.() !== 0) return 'a namespace of its own needs root';
  if (!existsSync(VPCD_DRIVER) || spawnSync('which', ['pcscd', 'unshare', 'ip', 'mount']).status !== 0) {
    return 'apt-get install --no-install-recommends pcscd vsmartcard-vpcd iproute2 util-linux mount';
  }
  if (spawnSync('unshare', ['-m', '-n', '--pid', '--fork', 'true']).status !== 0)
    return 'this container does not allow namespaces';
  return undefined;
}

async function runInNamespace(name: string): Promise<z.infer<typeof reportSchema>> {
  const folder = mkdtempSync(join(tmpdir(), 'pcscd-test-'));
  const reportFile = join(folder, 'report.json');
  const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));
  // vpcd leaves Nagle's algorithm on: without quick acknowledgements an exchange takes 44 ms.
  const script = `set -e
    mkdir -p /run/pcscd && mount -t tmpfs tmpfs /run/pcscd
    ip link set lo up
    for net in 127.0.0.1 127.0.0.0/8; do
      ip route change local $net dev lo proto kernel scope host src 127.0.0.1 table local quickack 1
    done
    exec "$@"`;
  // A process namespace too: whatever a binding keeps alive ends with it.
  const args = [
    '-m',
    '-n',
    '--pid',
    '--fork',
    '--kill-child',
    'sh',
    '-c',
    script,
    'sh',
    process.execPath,
    vitest,
    'run',
    fileURLToPath(import.meta.url),
  ];
  const child = spawn('unshare', [...args, '--reporter=json', `--outputFile=${reportFile}`], {
    env: { ...ownEnvironment(), PCSCD_TEST_BINDING: name },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), RUN_LIMIT_ms);
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(limit);
  const text = existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : '{"testResults":[{"assertionResults":[]}]}';
  rmSync(folder, { recursive: true, force: true });
  return reportSchema.parse(JSON.parse(text));
}

/** Without what the outer test runner tells its own workers. */
function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST|NODE_ENV)/.test(name)));
}
