/** Loaded by the device host of a simulated machine only: gives each of its PC/SC drivers a virtual reader of its own. */
import { systemClock } from '../common/clock.ts';
import type { registerPcscBinding } from '../devices/card-reader/index.ts';
import { virtualReaderBinding } from './card-reader/index.ts';

export function register(api: { registerPcscBinding: typeof registerPcscBinding }): void {
  api.registerPcscBinding('virtual', (options) => virtualReaderBinding(options, systemClock));
}
