/** The command line as a technician has it: a process of its own, against machines behind real sockets. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../common/clock.ts';
import { silentLog } from '../common/log.ts';
import { createWorld, type World } from '../simulators/world/index.ts';

const root = resolve(import.meta.dirname, '..');
const LIMIT_ms = 120_000;

type Outcome = { readonly code: number | null; readonly out: string; readonly err: string };
type Running = { readonly process: ChildProcess; readonly outcome: Promise<Outcome> };

function start(...words: string[]): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'devices/cli.ts', ...words], { cwd: root });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const outcome = new Promise<Outcome>((done) => child.once('close', (code) => done({ code, out, err })));
  return { process: child, outcome };
}

const device = (...words: string[]): Promise<Outcome> => start(...words).outcome;

let world: World;
let directory: string;
let machine: string[];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tasleem-device-'));
  world = await createWorld({ directory, clock: systemClock, log: silentLog, pace: 60, blanks: 5, overrides: {} });
  machine = [`--config=${join(directory, 'kiosk.yaml')}`, '--extension=simulators/host-extension.ts'];
});

afterAll(async () => {
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('npm run device', { timeout: LIMIT_ms }, () => {
  it('shows what a card printer says, in words and as JSON', async () => {
    const [words, json] = await Promise.all([
      device('card-printer', 'status', ...machine),
      device('cardPrinter', 'information', '--json', ...machine),
    ]);
    expect(words).toMatchObject({ code: 0, err: '' });
    expect(words.out).toMatch(/^device +online$/m);
    expect(words.out).toMatch(/^ {2}hopper +dispense +ok/m);
    expect(JSON.parse(json.out)).toMatchObject({ modelName: expect.stringContaining('Evolis'), duplex: true });
  });

  it('moves a real card through the printer, one command at a time', async () => {
    expect(await device('card-printer', 'feed', ...machine)).toEqual({ code: 0, out: 'done\n', err: '' });
    expect((await device('card-printer', 'print-test', ...machine)).code).toBe(0);
    expect((await device('card-printer', 'present', ...machine)).code).toBe(0);
    expect(world.state().cards).toMatchObject([{ complete: true, place: 'exit' }]);
    await world.lay({ hand: 'take-document' });
  });

  it('ends with 1 and the device’s own words when the device cannot', async () => {
    const refused = await device('card-printer', 'present', ...machine);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/noMediaPresent/);
  });

  it('prints a ticket and shows the wire when asked to', async () => {
    const printed = await device('receipt-printer', 'print-test', '--verbose', ...machine);
    expect(printed).toMatchObject({ code: 0, out: 'done\n' });
    expect(printed.err).toMatch(/Z [<>] /);
    expect(world.state().receipts).toHaveLength(1);
  });

  it('reads a civil ID that is laid on the reader after it began to wait', async () => {
    const reading = start('card-reader', 'evidence', '--json', ...machine);
    await world.lay({ hand: 'present-card', resident: world.state().residents[0]?.id ?? '' });
    const { code, out } = await reading.outcome;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ profile: 'piv', certificate: expect.stringMatching(/^3082/) });
    await world.lay({ hand: 'remove-card' });
  });

  it('stops waiting at Ctrl+C', async () => {
    const waiting = start('card-reader', 'wait', '--verbose', ...machine);
    await once(waiting.process, /pcsc/);
    waiting.process.kill('SIGINT');
    expect(await waiting.outcome).toMatchObject({ code: 130, out: '' });
  });

  it('takes the device from the command line instead of a file', async () => {
    const port = await closedPort();
    const options = JSON.stringify({ host: '127.0.0.1', port, device: 'any' });
    const { code, out } = await device('card-printer', 'status', '--driver=evolis', `--options=${options}`);
    expect(code).toBe(0);
    expect(out).toMatch(/^device +powerOff$/m);
    expect(out).toContain('ECONNREFUSED');
  });

  it('ends with 2 and plain words when it was called wrongly', async () => {
    const [verb, driver] = await Promise.all([
      device('card-printer', 'fly', '--driver=evolis'),
      device('card-printer', 'status', '--driver=unknown'),
    ]);
    expect(verb).toMatchObject({ code: 2, out: '', err: expect.stringContaining('there is no verb "fly": status') });
    expect(driver).toEqual({ code: 2, out: '', err: 'there is no driver "unknown": evolis\n' });
  });

  it('explains every class, one class, one verb', async () => {
    const [all, one, verb] = await Promise.all([
      device('--help'),
      device('receipt-printer', '--help'),
      device('card-reader', 'apdu', '--help'),
    ]);
    expect([all.code, one.code, verb.code]).toEqual([0, 0, 0]);
    expect(all.out.match(/^[a-z-]+$/gm)).toEqual([
      'card-reader',
      'card-printer',
      'receipt-printer',
      'document-vault',
      'vault-reader',
      'encoder',
      'barcode-scanner',
    ]);
    expect(one.out).not.toMatch(/^card-printer$/m);
    expect(verb.out).toContain('card-reader apdu HEX [HEX...]');
  });
});

/** Resolves when the process said something like this on stderr. */
function once(child: ChildProcess, words: RegExp): Promise<void> {
  return new Promise((done) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (words.test(text)) done();
    });
  });
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address ? address.port : 0;
}
