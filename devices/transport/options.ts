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
    /** Hardware flow control: the printer stops us when its buffer is full. */
    rtscts: z.boolean().default(false),
  }),
]);
export type TransportOptions = z.infer<typeof transportSchema>;
