import { z } from 'zod';
import type { Clock } from '../../common/clock.ts';
import type { PcscBinding } from '../../devices/contract/index.ts';
import { VirtualReader } from './virtual-reader.ts';

const port = z.number().int().min(0).max(65_535);
const optionsSchema = z.strictObject({
  port,
  controlPort: port.optional(),
  readerName: z.string().min(1).max(100).optional(),
});

/** For `registerPcscBinding`: `{ name: 'virtual', port, controlPort?, readerName? }` in the configuration. */
export function virtualReaderBinding(options: Readonly<Record<string, unknown>>, clock: Clock): PcscBinding {
  const { port, controlPort, readerName } = optionsSchema.parse(options);
  return new VirtualReader({
    port,
    clock,
    ...(controlPort === undefined ? {} : { controlPort }),
    ...(readerName === undefined ? {} : { readerName }),
  });
}
