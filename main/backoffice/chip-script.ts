import { z } from 'zod';
import { fromHex } from '../../common/bytes.ts';
import type { ServiceAnswer } from './service.ts';

/** The service as the maker of what is written on licences' chips; apart, for only an encoder has to do with it. */
export interface ChipService {
  /** What writes the licence of an issuance that this kiosk has claimed. Kept in memory until the card is done. */
  chipScript(request: ChipScriptRequest, signal?: AbortSignal): ServiceAnswer<LicenceScript>;
}

type ChipScriptRequest = { issuanceId: string; kioskId: string; reader: 'contact' | 'contactless' };

const MAX_STEPS = 4_096;
const MAX_COMMAND_digits = 20_000;

const commands = z
  .array(
    z.object({
      apdu: z
        .string()
        .max(MAX_COMMAND_digits)
        .regex(/^([0-9A-F]{2}){4,}$/i),
      expect: z.string().regex(/^[0-9A-F]{4}$/i),
    }),
  )
  .min(1)
  .max(MAX_STEPS)
  .transform((steps) =>
    steps.map(({ apdu, expect }) => ({ command: fromHex(apdu), expect: [Number.parseInt(expect, 16)] })),
  );

export const licenceScriptSchema = z.object({
  write: commands,
  /** After it the chip takes no change. */
  lock: commands,
  /** What a locked chip, and no other, answers as expected. */
  proof: commands,
  /** SHA-256 of each data group that the chip must hold once it is written: commands may come wrapped for the chip. */
  digests: z
    .array(z.object({ group: z.number().int().min(1).max(16), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .min(1)
    .max(16),
});
export type LicenceScript = z.infer<typeof licenceScriptSchema>;
