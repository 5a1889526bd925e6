import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../common/log.ts';
import type { Result } from '../../common/result.ts';
import {
  type DeviceClass,
  type DeviceConfig,
  type DeviceError,
  deviceClasses,
  type HostMessage,
  type HostRequest,
  hostRequestSchema,
} from '../contract/index.ts';
import { type AnyDevice, DeviceSlot } from './device-slot.ts';
import type { HostPort } from './port.ts';
import type { DriverRegistry } from './registry.ts';

/**
 * The device host: owns every driver, answers main over one port. It decides nothing; if it dies,
 * main starts it again and the devices reopen.
 */
export class DeviceHost {
  readonly #port: HostPort;
  readonly #registry: DriverRegistry;
  readonly #clock: Clock;
  readonly #slots = new Map<DeviceClass, DeviceSlot>();
  readonly #running = new Map<number, AbortController>();

  constructor(port: HostPort, registry: DriverRegistry, clock: Clock) {
    this.#port = port;
    this.#registry = registry;
    this.#clock = clock;
    port.onMessage((message) => this.#onMessage(message));
    this.#send({ type: 'ready' });
  }

  async close(): Promise<void> {
    for (const controller of this.#running.values()) controller.abort();
    await Promise.allSettled([...this.#slots.values()].map((slot) => slot.close()));
    this.#slots.clear();
  }

  #send(message: HostMessage): void {
    this.#port.post(message);
  }

  readonly #log: Log = (event, detail) => {
    this.#send({ type: 'log', event, ...(detail ? { detail } : {}) });
  };

  #onMessage(message: unknown): void {
    const parsed = hostRequestSchema.safeParse(message);
    if (parsed.success) this.#handle(parsed.data);
    else this.#log('host.requestRefused', { words: parsed.error.message });
  }

  #handle(request: HostRequest): void {
    switch (request.type) {
      case 'open':
        for (const deviceClass of deviceClasses) {
          const config = request.devices[deviceClass];
          if (config) void this.#open(deviceClass, config);
        }
        return;
      case 'command':
        void this.#command(request);
        return;
      case 'cancel':
        this.#running.get(request.id)?.abort();
        return;
      case 'ping':
        this.#send({ type: 'pong', n: request.n });
        return;
      case 'close':
        void this.close();
        return;
    }
  }

  async #open(deviceClass: DeviceClass, config: DeviceConfig): Promise<void> {
    try {
      const driver = this.#registry[deviceClass][config.driver];
      if (!driver) throw new Error(`no driver is called "${config.driver}"`);
      const factory = await driver();
      const log: Log = (event, detail) => this.#log(event, { device: deviceClass, ...detail });
      const device = factory.create(config.options, { clock: this.#clock, log }) as AnyDevice;
      const slot = new DeviceSlot(deviceClass, device, config, this.#clock, (event) =>
        this.#send({ type: 'event', device: deviceClass, event }),
      );
      await this.#slots.get(deviceClass)?.close();
      this.#slots.set(deviceClass, slot);
      await slot.open();
      this.#send({
        type: 'opened',
        device: deviceClass,
        status: slot.status(),
        capabilities: slot.capabilities(),
        information: slot.information(),
      });
    } catch (error) {
      this.#send({
        type: 'refused',
        device: deviceClass,
        words: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async #command(request: Extract<HostRequest, { type: 'command' }>): Promise<void> {
    const controller = new AbortController();
    this.#running.set(request.id, controller);
    const result = await this.#run(request, controller.signal);
    this.#running.delete(request.id);
    this.#send({
      type: 'completion',
      id: request.id,
      result: result.ok ? { ok: true, value: result.value } : { ok: false, error: result.error },
    });
  }

  async #run(
    request: Extract<HostRequest, { type: 'command' }>,
    signal: AbortSignal,
  ): Promise<Result<unknown, DeviceError>> {
    const slot = this.#slots.get(request.device);
    if (!slot) {
      const error: DeviceError = {
        completionCode: 'deviceNotReady',
        effect: 'none',
        action: 'configuration',
        deviceWords: 'not configured or not open yet',
      };
      return { ok: false, error };
    }
    return slot.run(request.command, request.params, {
      signal,
      ...(request.timeout_ms === undefined ? {} : { timeout_ms: request.timeout_ms }),
    });
  }
}
