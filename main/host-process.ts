import { utilityProcess } from 'electron';
import type { Log } from '../common/log.ts';
import type { HostProcess } from './machine/index.ts';

/** Starts the device host in a utility process: native code that dies there takes no order and no screen with it. */
export function startDeviceHost(options: { entry: string; extension: string | undefined; log: Log }): HostProcess {
  const args = options.extension === undefined ? [] : [`--extension=${options.extension}`];
  const child = utilityProcess.fork(options.entry, args, { serviceName: 'Tasleem device host', stdio: 'pipe' });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data: Buffer) => options.log('host.said', { words: data.toString().slice(0, 2000) }));
  }
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  };
}
