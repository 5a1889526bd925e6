import { z } from 'zod';
import { transportSchema } from '../../transport/index.ts';
import { type ModelName, models } from './models.ts';

const modelNames = Object.keys(models) as [ModelName, ...ModelName[]];
const milliseconds = (usual: number) => z.number().int().min(10).max(600_000).default(usual);

export const escposOptionsSchema = z.strictObject({
  model: z.enum(modelNames),
  transport: transportSchema,
  /** Where the roll is narrower than the model's own. */
  width_dots: z.number().int().min(200).max(1024).multipleOf(8).optional(),
  /** Between two looks at the printer while it has nothing to do. */
  poll_ms: milliseconds(1_500),
  /** ... and while a ticket hangs out. */
  presentedPoll_ms: milliseconds(300),
  timeouts: z
    .strictObject({
      connect_ms: milliseconds(3_000),
      answer_ms: milliseconds(1_500),
      print_ms: milliseconds(30_000),
    })
    .prefault({}),
});
export type EscposOptions = z.infer<typeof escposOptionsSchema>;
