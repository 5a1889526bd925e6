import { z } from 'zod';
import { transportSchema } from '../../transport/index.ts';

/** Bytes as a manual prints them: `16 54 0d`. */
const bytes = z
  .string()
  .regex(/^[0-9a-fA-F]{2}( ?[0-9a-fA-F]{2}){0,31}$/, 'bytes in hexadecimal, such as "16 54 0d"')
  .transform((text) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex')));

export const serialScannerOptionsSchema = z.strictObject({
  transport: transportSchema,
  /** What ends a code: set it at the scanner as well. */
  suffix: z.enum(['cr', 'lf', 'crlf']).default('cr'),
  /** Whether each code begins with its AIM identifier (ISO/IEC 15424), such as `]Q1`. */
  aim: z.boolean().default(true),
  /** How the beam is switched, when it is; presentation scanners look all the time. */
  beam: z.strictObject({ on: bytes, off: bytes }).optional(),
  /** Between two looks at a line that is down. */
  retry_ms: z.number().int().min(10).max(60_000).default(2_000),
  connect_ms: z.number().int().min(10).max(60_000).default(3_000),
});
export type SerialScannerOptions = z.infer<typeof serialScannerOptionsSchema>;
