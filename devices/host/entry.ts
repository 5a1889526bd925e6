/** Entry of the device host's process: the only one that loads native code for devices. */
import { systemClock } from '../../common/clock.ts';
import { drivers } from './drivers.ts';
import { loadExtension } from './extension.ts';
import { DeviceHost } from './host.ts';
import type { HostPort } from './port.ts';

/** Electron's end of the channel in a utility process. */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  off(event: 'message', listener: (event: { data: unknown }) => void): void;
};

function parentPort(): HostPort {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (!port) throw new Error('the device host runs only as a utility process of the kiosk');
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      const relay = (event: { data: unknown }) => listener(event.data);
      port.on('message', relay);
      return () => port.off('message', relay);
    },
  };
}

const prefix = '--extension=';
// Main passes one only for a machine of simulators, never in a packaged product.
const extension = process.argv.find((argument) => argument.startsWith(prefix))?.slice(prefix.length);
if (extension) await loadExtension(extension);
new DeviceHost(parentPort(), drivers, systemClock);
