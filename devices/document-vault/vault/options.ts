import { z } from 'zod';
import { slotSchema } from '../../contract/index.ts';
import { transportSchema } from '../../transport/index.ts';

const milliseconds = (usual: number) => z.number().int().min(1).max(600_000).default(usual);

export const vaultOptionsSchema = z.strictObject({
  transport: transportSchema,
  /** Which unit on the line. */
  address: z.number().int().min(1).max(31).default(1),
  /** What this unit has; one that says otherwise of itself is not used. */
  slots: slotSchema,
  retainCapacity: z.number().int().min(0).max(1000).default(20),
  mrzReader: z.boolean().default(true),
  /** The slots count as low from so many booklets on. */
  lowBooklets: z.number().int().min(0).max(1000).default(5),
  /** The retain unit counts as high from so many booklets below its capacity on. */
  retainReserve: z.number().int().min(0).max(1000).default(3),
  /** Between two looks at the vault while nothing happens. */
  poll_ms: milliseconds(1_000),
  /** ... while a booklet is within a person's reach. */
  exitPoll_ms: milliseconds(150),
  /** ... while it moves. */
  busyPoll_ms: milliseconds(100),
  timeouts: z
    .strictObject({
      connect_ms: milliseconds(3_000),
      /** Until the first answer to anything: the vault answers at once, whatever it is doing. */
      answer_ms: milliseconds(500),
      /** The longest movement: a whole turn of the carousel, the gripper's way to the exit and back. */
      move_ms: milliseconds(45_000),
      /** A line lost for less than this during an order is waited out. */
      lineLoss_ms: milliseconds(5_000),
    })
    .prefault({}),
});
export type VaultOptions = z.infer<typeof vaultOptionsSchema>;
