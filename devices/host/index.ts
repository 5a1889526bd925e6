export { drivers } from './drivers.ts';
export { loadExtension } from './extension.ts';
export type { HostPort } from './port.ts';
export type { DeviceOf, DriverFactory, DriverRegistry } from './registry.ts';
