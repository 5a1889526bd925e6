/** The simulated world as a story meets it: a process of its own, spoken to over the bench's HTTP API. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { WorldState } from '../../simulators/world/index.ts';

export const root = resolve(import.meta.dirname, '../..');

export type WorldOptions = {
  /** How many times faster than real machinery; 40 makes a card in about a second. */
  readonly pace?: number;
  readonly blanks?: number;
  /** Where vpcd's first slot listens behind a real pcscd; without it both readers live in the kiosk's device host. */
  readonly vpcdPort?: number;
  /** Sections of kiosk.yaml to change: `{ timeouts: { take_s: 10 } }`. */
  readonly overrides?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
};

export class WorldClient {
  readonly directory: string;
  readonly url: string;
  readonly #process: ChildProcess;

  constructor(directory: string, url: string, process: ChildProcess) {
    this.directory = directory;
    this.url = url;
    this.#process = process;
  }

  get configFile(): string {
    return join(this.directory, 'kiosk.yaml');
  }

  state(): Promise<WorldState> {
    return this.#call('GET', '/api/state') as Promise<WorldState>;
  }

  hand(hand: string, body: object = {}): Promise<unknown> {
    return this.#call('POST', `/api/hand/${hand}`, body);
  }

  /** Lays the card on the reader as long as a tap takes, and takes it away again. */
  async tap(resident: string): Promise<void> {
    await this.hand('present-card', { resident });
  }

  armFault(device: string, fault: string, options: object = {}): Promise<unknown> {
    return this.#call('PUT', `/api/faults/${device}/${fault}`, options);
  }

  clearFaults(): Promise<unknown> {
    return this.#call('DELETE', '/api/faults');
  }

  network(connected: boolean): Promise<unknown> {
    return this.#call('PUT', '/api/network', { connected });
  }

  power(device: string, on: boolean): Promise<unknown> {
    return this.#call('PUT', `/api/power/${device}`, { on });
  }

  pace(factor: number): Promise<unknown> {
    return this.#call('PUT', '/api/pace', { factor });
  }

  /** What the service asks residents for besides the card, from the next tap on. */
  /** `phoneWait_s`: how long the service waits for an answer on the phone. */
  askFor(kind: 'collection-code' | 'chip-pin' | 'mobile-id', phoneWait_s?: number): Promise<unknown> {
    return this.#call('PUT', '/api/second-factor', { kind, phoneWait_s });
  }

  /** What a resident touches in the national app. */
  answerOnPhone(resident: string, answer: 'approved' | 'declined'): Promise<unknown> {
    return this.#call('POST', `/api/phones/${resident}`, { answer });
  }

  /** The six digits that this resident's phone received last. */
  async codeOf(resident: string): Promise<string> {
    const phones = (await this.#call('GET', '/api/phones')) as { resident: string; code: string | undefined }[];
    const code = phones.find((phone) => phone.resident === resident)?.code;
    if (!code) throw new Error(`no code on the phone of ${resident}`);
    return code;
  }

  async picture(path: string): Promise<Buffer> {
    const answer = await fetch(`${this.url}${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.#process.once('exit', resolve));
    this.#process.kill('SIGTERM');
    await gone;
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }
}

/** Starts a world in a folder of its own and waits until everything in it listens. */
export async function startWorld(options: WorldOptions = {}): Promise<WorldClient> {
  const directory = mkdtempSync(join(tmpdir(), 'tasleem-world-'));
  const program = join(root, 'out/simulators/world.js');
  const child = spawn(
    process.execPath,
    [
      program,
      `--directory=${directory}`,
      '--bench-port=0',
      `--pace=${options.pace ?? 40}`,
      `--blanks=${options.blanks ?? 50}`,
      `--overrides=${JSON.stringify(options.overrides ?? {})}`,
      ...(options.vpcdPort === undefined ? [] : [`--vpcd-port=${options.vpcdPort}`]),
      '--with-parent',
    ],
    { stdio: ['pipe', 'pipe', 'inherit'], cwd: root },
  );
  const ready = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the world ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve);
  });
  const { bench } = JSON.parse(ready) as { bench: string };
  return new WorldClient(directory, bench, child);
}
