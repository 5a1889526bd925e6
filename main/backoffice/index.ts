export type { ChipService, LicenceScript } from './chip-script.ts';
export { createServiceClient, type Retries, type ServiceClientOptions } from './client.ts';
export { type Connection, type ConnectionMonitor, type MonitorOptions, monitorConnection } from './online.ts';
export * from './service.ts';
export type { TlsFiles } from './tls.ts';
