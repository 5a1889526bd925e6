/** The languages of the product are the folders of locales/; adding one needs no code. */
import { z } from 'zod';
import type { View } from './session/index.ts';

const metaSchema = z.object({
  code: z.string().regex(/^[a-z]{2,3}$/),
  /** In itself: العربية. */
  name: z.string().min(1).max(40),
  direction: z.enum(['rtl', 'ltr']),
});

const bundled = import.meta.glob('../locales/*/meta.json', { eager: true, import: 'default' });

/** Those of `codes` that there are, in that order; the first is the machine's own. */
export function languages(codes: readonly string[]): View['languages'] {
  const all = Object.values(bundled).map((meta) => metaSchema.parse(meta));
  return codes.flatMap((code) => all.filter((meta) => meta.code === code));
}
