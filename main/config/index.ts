export { type ConfigFailure, formatFailure, type KnownDrivers, loadConfig } from './config.ts';
export type { Config } from './schema.ts';
