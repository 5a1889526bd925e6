import type { Clock } from '../../common/clock.ts';
import type { Unsubscribe } from '../../common/emitter.ts';
import type { Log } from '../../common/log.ts';
import type { Result } from '../../common/result.ts';
import type { DeviceError } from './errors.ts';
import type { DeviceInformation } from './status.ts';

export type CommandOptions = {
  /** Ends the command with `canceled`; the device object must stay usable. */
  readonly signal?: AbortSignal;
  /** Limit for the whole command; each driver has its own default for each command. */
  readonly timeout_ms?: number;
};

export type Completion<T> = Promise<Result<T, DeviceError>>;

/**
 * What every device has, whatever its class. Commands run one at a time in the order in which they
 * were given; each ends in exactly one completion. `status()` answers from the last known state
 * without touching the device; `refresh()` asks it.
 */
export interface Device<Status, Capabilities, Event> {
  /** Never throws and never waits for the hardware: an absent device is a status, not a failure. */
  open(): Promise<void>;
  close(): Promise<void>;
  status(): Status;
  refresh(options?: CommandOptions): Completion<Status>;
  capabilities(): Capabilities;
  information(): DeviceInformation;
  /** Change only: `statusChanged` and the class's own events. */
  onEvent(listener: (event: Event) => void): Unsubscribe;
  /** The last commands and answers of the wire, oldest first, for a technician; never a secret. */
  trace?(): readonly TraceLine[];
}

export type TraceLine = { readonly time_ms: number; readonly direction: 'out' | 'in'; readonly text: string };

/** What the host gives to every driver. */
export type DriverEnvironment = { readonly clock: Clock; readonly log: Log };
