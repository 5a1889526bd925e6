import type { Unsubscribe } from '../../common/emitter.ts';

/** One end of the channel between main and the device host (Electron's parentPort, a MessagePort in tests). */
export interface HostPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Unsubscribe;
}
