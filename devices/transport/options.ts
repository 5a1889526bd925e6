import { z } from 'zod';

/** Where a device is, as the configuration says it. */
export const transportSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tcp'),
    host: z.string().min(1).max(255),
    port: z.number().int().min(1).max(65_535),
  }),
  z.strictObject({
    kind: z.literal('serial'),
    /** `/dev/serial/by-id/...`: a name that stays the same when other devices are plugged in. */
    path: z.string().min(1).max(255),
    baudRate: z.number().int().min(1_200).max(921_600).default(115_200),
    /** How the device stops us when its buffer is full: by a wire, by a byte, or not at all. */
    flowControl: z.enum(['none', 'rts-cts', 'xon-xoff']).default('none'),
  }),
]);
export type TransportOptions = z.infer<typeof transportSchema>;
