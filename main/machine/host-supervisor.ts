import type { Clock } from '../../common/clock.ts';
import { Emitter } from '../../common/emitter.ts';
import type { Log } from '../../common/log.ts';
import { err, type Result } from '../../common/result.ts';
import {
  type CommandOptions,
  type DeviceClass,
  type DeviceConfig,
  type DeviceError,
  deviceError,
  type HostMessage,
  type HostRequest,
  hostMessageSchema,
} from '../../devices/contract/index.ts';

/** The device host's process as the supervisor needs it; made from Electron's utilityProcess in app.ts. */
export interface HostProcess {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Fires once, however it ended; `child-process-gone` does not for a throw or an exit. */
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

export type HostEvent =
  | { readonly kind: 'up' }
  | { readonly kind: 'down'; readonly words: string }
  | { readonly kind: 'message'; readonly message: HostMessage };

/** A heartbeat that stays out this long means an endless loop: kill it (a loop cannot be asked). */
const HEARTBEAT_EVERY_ms = 2_000;
const HEARTBEAT_LIMIT_ms = 8_000;
const RESTART_FIRST_ms = 200;
const RESTART_LIMIT_ms = 15_000;
/** Up for this long counts as well again: the back-off starts anew. */
const WELL_AFTER_ms = 30_000;

type Pending = { readonly resolve: (result: Result<unknown, DeviceError>) => void; readonly stop: () => void };

/** Keeps one device host alive: starts it, watches its heartbeat, restarts it with back-off. */
export class HostSupervisor {
  readonly events = new Emitter<HostEvent>();
  readonly #start: () => HostProcess;
  readonly #devices: Partial<Record<DeviceClass, DeviceConfig>>;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #pending = new Map<number, Pending>();
  #process: HostProcess | undefined;
  #up = false;
  #closing = false;
  #nextId = 1;
  #failures = 0;
  #startedAt_ms = 0;
  #lastPong_ms = 0;
  #stopHeartbeat: () => void = () => {};
  #stopRestart: () => void = () => {};

  constructor(options: {
    start: () => HostProcess;
    devices: Partial<Record<DeviceClass, DeviceConfig>>;
    clock: Clock;
    log: Log;
  }) {
    this.#start = options.start;
    this.#devices = options.devices;
    this.#clock = options.clock;
    this.#log = options.log;
  }

  start(): void {
    if (this.#closing) return;
    const process = this.#start();
    this.#process = process;
    this.#startedAt_ms = this.#clock.monotonic_ms();
    this.#lastPong_ms = this.#startedAt_ms;
    process.onMessage((message) => this.#onMessage(process, message));
    process.onExit((code) => this.#onExit(process, code));
    this.#beat();
  }

  /** Ends the host; nothing is restarted afterwards. */
  close(): void {
    this.#closing = true;
    this.#stopHeartbeat();
    this.#stopRestart();
    if (this.#process) this.#post({ type: 'close' });
    this.#process?.kill();
  }

  command(
    device: DeviceClass,
    command: string,
    params: unknown,
    options: CommandOptions,
  ): Promise<Result<unknown, DeviceError>> {
    if (!this.#process || !this.#up) {
      return Promise.resolve(err(deviceError('deviceNotReady', 'the device host is being restarted')));
    }
    if (options.signal?.aborted) return Promise.resolve(err(deviceError('canceled', 'canceled before it was sent')));
    const id = this.#nextId++;
    return new Promise((resolve) => {
      const abort = () => this.#post({ type: 'cancel', id });
      options.signal?.addEventListener('abort', abort);
      this.#pending.set(id, { resolve, stop: () => options.signal?.removeEventListener('abort', abort) });
      this.#post({
        type: 'command',
        id,
        device,
        command,
        params,
        ...(options.timeout_ms === undefined ? {} : { timeout_ms: options.timeout_ms }),
      });
    });
  }

  #post(request: HostRequest): void {
    this.#process?.post(request);
  }

  #onMessage(process: HostProcess, message: unknown): void {
    if (process !== this.#process) return;
    const parsed = hostMessageSchema.safeParse(message);
    if (!parsed.success) {
      this.#log('host.messageRefused', { words: parsed.error.message });
      return;
    }
    this.#lastPong_ms = this.#clock.monotonic_ms();
    const received = parsed.data;
    if (received.type === 'ready') {
      this.#up = true;
      this.#post({ type: 'open', devices: this.#devices });
      this.events.emit({ kind: 'up' });
    } else if (received.type === 'completion') {
      this.#complete(received.id, received.result as Result<unknown, DeviceError>);
    } else if (received.type !== 'pong') {
      this.events.emit({ kind: 'message', message: received });
    }
  }

  #complete(id: number, result: Result<unknown, DeviceError>): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    pending.stop();
    pending.resolve(result);
  }

  #onExit(process: HostProcess, code: number): void {
    if (process !== this.#process) return;
    this.#process = undefined;
    this.#up = false;
    this.#stopHeartbeat();
    const words = `device host exited with ${code}`;
    // What was under way may or may not have reached a device: recovery asks the devices.
    for (const id of [...this.#pending.keys()]) {
      this.#complete(id, err(deviceError('internalError', words, { effect: 'unknown', action: 'reset' })));
    }
    if (this.#closing) return;
    const wasWell = this.#clock.monotonic_ms() - this.#startedAt_ms >= WELL_AFTER_ms;
    this.#failures = wasWell ? 1 : this.#failures + 1;
    const delay_ms = Math.min(RESTART_LIMIT_ms, RESTART_FIRST_ms * 2 ** (this.#failures - 1));
    this.#log('host.exited', { words, restartIn_ms: delay_ms });
    this.events.emit({ kind: 'down', words });
    this.#stopRestart = this.#clock.after(delay_ms, () => this.start());
  }

  #beat(): void {
    let n = 0;
    const beat = () => {
      const silent_ms = this.#clock.monotonic_ms() - this.#lastPong_ms;
      if (silent_ms > HEARTBEAT_LIMIT_ms) {
        this.#log('host.silent', { silent_ms: Math.round(silent_ms) });
        this.#process?.kill();
        return;
      }
      this.#post({ type: 'ping', n: n++ });
      this.#stopHeartbeat = this.#clock.after(HEARTBEAT_EVERY_ms, beat);
    };
    this.#stopHeartbeat = this.#clock.after(HEARTBEAT_EVERY_ms, beat);
  }
}
