/** What the verbs of all classes have in common; apart from the terminal, so that the device host does not load that. */
import type { Unsubscribe } from '../../common/emitter.ts';
import type { Result } from '../../common/result.ts';
import { codeOf, type DeviceError } from '../contract/index.ts';

/** A verb of the command line: what it answers is printed, as it is or as JSON. */
export type Verb<D> = {
  readonly summary: string;
  readonly usage: string;
  run(device: D, args: readonly string[], signal: AbortSignal): Promise<unknown>;
};

/** A verb without arguments. */
export function verb<D>(
  usage: string,
  summary: string,
  work: (device: D, signal: AbortSignal) => Promise<unknown>,
): Verb<D> {
  return { summary, usage, run: (device, _args, signal) => work(device, signal) };
}

/** The value, or what went wrong in one line for a technician. */
export function resultOf<T>(result: Result<T, DeviceError>): T {
  if (result.ok) return result.value;
  const { deviceWords, action, effect } = result.error;
  const advice = action === 'none' ? '' : ` (${action})`;
  const doubt = effect === 'unknown' ? '; it may have moved something' : '';
  throw new Error(`${codeOf(result.error)}${advice}: ${deviceWords}${doubt}`);
}

type Reporting<E> = { onEvent(listener: (event: E) => void): Unsubscribe };

/** Everything that the device reports during `work`, and each on stderr as it comes. */
export async function withEvents<E>(device: Reporting<E>, work: () => Promise<unknown>): Promise<readonly E[]> {
  const events: E[] = [];
  const stop = device.onEvent((event) => {
    events.push(event);
    process.stderr.write(`${JSON.stringify(event)}\n`);
  });
  try {
    await work();
    return events;
  } finally {
    stop();
  }
}

/** Everything that the device reports until `signal` aborts. */
export function watched<E>(device: Reporting<E>, signal: AbortSignal): Promise<readonly E[]> {
  return withEvents(device, () => aborted(signal));
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
