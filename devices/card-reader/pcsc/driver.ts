import type { DriverEnvironment } from '../../contract/index.ts';
import type { DriverFactory } from '../../host/index.ts';
import { loadPcscBinding } from '../bindings/registry.ts';
import { parsePcscOptions } from './options.ts';
import { PcscCardReader } from './pcsc-card-reader.ts';

/** Driver `pcsc`. */
export const pcsc: DriverFactory<PcscCardReader> = {
  create(options: unknown, environment: DriverEnvironment) {
    const parsed = parsePcscOptions(options);
    return new PcscCardReader(parsed, environment, () => loadPcscBinding(parsed.binding));
  },
};
