import type { Clock } from '../../common/clock.ts';
import { err, type Result } from '../../common/result.ts';
import {
  type CommandOptions,
  type CommandSpec,
  type CommonStatus,
  type Device,
  type DeviceClass,
  type DeviceConfig,
  type DeviceError,
  deviceClassSpecs,
  deviceError,
} from '../contract/index.ts';

type AnyEvent = { readonly event: string; readonly status?: CommonStatus };
export type AnyDevice = Device<CommonStatus, unknown, AnyEvent>;

/** More waiting commands than this is a bug of the caller, not patience. */
const MAX_QUEUED_COMMANDS = 64;
const lostStates = new Set(['powerOff', 'noDevice', 'offline']);

/**
 * One opened device: its queue, and the grace that hides a short disconnection. Within `grace_ms` of
 * losing a device that was there, its status reads `starting`; only then does it read as lost.
 */
export class DeviceSlot {
  readonly #deviceClass: DeviceClass;
  readonly #device: AnyDevice;
  readonly #grace_ms: number;
  readonly #clock: Clock;
  readonly #emit: (event: unknown) => void;
  #tail: Promise<unknown> = Promise.resolve();
  #queued = 0;
  #wasThere = false;
  #grace: { cancel: () => void; over: boolean } | undefined;

  constructor(
    deviceClass: DeviceClass,
    device: AnyDevice,
    config: DeviceConfig,
    clock: Clock,
    emit: (event: unknown) => void,
  ) {
    this.#deviceClass = deviceClass;
    this.#device = device;
    this.#grace_ms = config.grace_ms;
    this.#clock = clock;
    this.#emit = emit;
    device.onEvent((event) => this.#onEvent(event));
  }

  open(): Promise<void> {
    return this.#device.open();
  }

  async close(): Promise<void> {
    this.#grace?.cancel();
    await this.#device.close();
  }

  /** The status as main may see it: with grace applied. */
  status(): CommonStatus {
    return this.#shown(this.#device.status());
  }

  capabilities(): unknown {
    return this.#device.capabilities();
  }

  information() {
    return this.#device.information();
  }

  /** Runs `command` after all that were asked before; wrong names and parameters are refused, not thrown. */
  run(command: string, params: unknown, options: CommandOptions): Promise<Result<unknown, DeviceError>> {
    const commands: Record<string, CommandSpec> = deviceClassSpecs[this.#deviceClass].commands;
    const spec = Object.hasOwn(commands, command) ? commands[command] : undefined;
    if (!spec) return Promise.resolve(err(deviceError('invalidCommand', command)));
    const parsed = spec.params?.safeParse(params);
    if (parsed && !parsed.success) return Promise.resolve(err(deviceError('invalidData', parsed.error.message)));
    if (this.#queued >= MAX_QUEUED_COMMANDS) return Promise.resolve(err(deviceError('deviceNotReady', 'queue full')));
    this.#queued += 1;
    const turn = this.#tail.then(() => this.#call(command, parsed?.data, options)).finally(() => (this.#queued -= 1));
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #call(command: string, params: unknown, options: CommandOptions): Promise<Result<unknown, DeviceError>> {
    if (options.signal?.aborted) return err(deviceError('canceled', 'canceled before it was sent'));
    const method = (this.#device as unknown as Record<string, (...args: unknown[]) => unknown>)[command];
    if (typeof method !== 'function') return err(deviceError('unsupportedCommand', command));
    const args = params === undefined ? [options] : [params, options];
    const result = (await method.apply(this.#device, args)) as Result<unknown, DeviceError>;
    if (command === 'refresh' && result.ok) return { ok: true, value: this.#shown(result.value as CommonStatus) };
    return result;
  }

  #onEvent(event: AnyEvent): void {
    if (event.event !== 'statusChanged' || !event.status) {
      this.#emit(event);
      return;
    }
    const state = event.status.device;
    if (!lostStates.has(state) && state !== 'starting') {
      this.#wasThere = true;
      this.#grace?.cancel();
      this.#grace = undefined;
    } else if (lostStates.has(state) && this.#wasThere && !this.#grace) {
      const grace = {
        over: false,
        cancel: this.#clock.after(this.#grace_ms, () => {
          grace.over = true;
          this.#emit({ event: 'statusChanged', status: this.status() });
        }),
      };
      this.#grace = grace;
    }
    this.#emit({ ...event, status: this.#shown(event.status) });
  }

  #shown(status: CommonStatus): CommonStatus {
    const hidden = lostStates.has(status.device) && this.#grace !== undefined && !this.#grace.over;
    return hidden ? { ...status, device: 'starting' } : status;
  }
}
