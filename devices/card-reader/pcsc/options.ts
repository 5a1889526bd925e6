import { z } from 'zod';

/** What the configuration may say about a PC/SC reader. */
export const pcscOptionsSchema = z.strictObject({
  /** How to reach PC/SC; without it the first native binding that loads. Options of the binding's own stand beside `name`. */
  binding: z.looseObject({ name: z.string().min(1).max(60) }).optional(),
  /** Name of the reader, or how it begins; without it the first one that is attached. */
  reader: z.string().min(1).max(200).optional(),
  type: z.enum(['contactless', 'dip']).default('contactless'),
});
export type PcscOptions = z.infer<typeof pcscOptionsSchema>;

/** Throws an Error that names the option, for the host's log and the configuration's messages. */
export function parsePcscOptions(options: unknown): PcscOptions {
  const parsed = pcscOptionsSchema.safeParse(options ?? {});
  if (parsed.success) return parsed.data;
  throw new Error(
    parsed.error.issues
      .map(({ path, message }) => `card reader option ${path.join('.') || '(all)'}: ${message}`)
      .join('; '),
  );
}
