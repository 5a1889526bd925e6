import { z } from 'zod';
import type { CommandOptions, Completion, Device } from './device.ts';
import { commonStatusSchema } from './status.ts';

/** Identification card reader: XFS4IoT CardReader, contactless or dip. */
export interface CardReader extends Device<CardReaderStatus, CardReaderCapabilities, CardReaderEvent> {
  /**
   * One command APDU, one response APDU with its status word. The driver does command chaining,
   * GET RESPONSE (61xx), the wrong-Le retry (6Cxx) and extended length: callers see the whole answer.
   * A card that went away is `mediaRemoved`.
   */
  chipIO(command: Uint8Array, options?: CommandOptions): Completion<Uint8Array>;
  chipPower(action: ChipPowerAction, options?: CommandOptions): Completion<void>;
  /** Reads what is needed to judge whether the card is genuine, with this fresh challenge (32 bytes). */
  readEvidence(request: EvidenceRequest, options?: CommandOptions): Completion<CardEvidence>;
}

export const cardReaderStatusSchema = commonStatusSchema.extend({
  media: z.enum(['present', 'notPresent', 'unknown']),
  chipPower: z.enum(['unknown', 'online', 'busy', 'poweredOff', 'noDevice', 'hardwareError', 'noCard']),
});
export type CardReaderStatus = z.infer<typeof cardReaderStatusSchema>;

export const cardReaderCapabilitiesSchema = z.object({
  type: z.enum(['contactless', 'dip']),
  extendedLength: z.boolean(),
});
export type CardReaderCapabilities = z.infer<typeof cardReaderCapabilitiesSchema>;

export const cardReaderEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('statusChanged'), status: cardReaderStatusSchema }),
  z.object({ event: z.literal('mediaDetected'), atr: z.instanceof(Uint8Array) }),
  z.object({ event: z.literal('mediaRemoved') }),
]);
export type CardReaderEvent = z.infer<typeof cardReaderEventSchema>;

export const chipPowerActionSchema = z.enum(['cold', 'warm', 'off']);
export type ChipPowerAction = z.infer<typeof chipPowerActionSchema>;

export const evidenceRequestSchema = z.object({
  profile: z.enum(['piv']),
  /** Fresh, from the machine's source of randomness: the card signs it. */
  challenge: z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32, 'must be 32 bytes'),
});
export type EvidenceRequest = z.infer<typeof evidenceRequestSchema>;

/** Raw evidence; nothing in it has been verified. Main's identity part judges it. */
export const cardEvidenceSchema = z.object({
  profile: z.literal('piv'),
  /** X.509, DER: the Card Authentication certificate (SP 800-73-4, object 5FC101), uncompressed. */
  certificate: z.instanceof(Uint8Array),
  /** Over the challenge, by key 9E; ECDSA as DER SEQUENCE, RSA as PKCS #1 v1.5. */
  signature: z.instanceof(Uint8Array),
  challenge: z.instanceof(Uint8Array),
});
export type CardEvidence = z.infer<typeof cardEvidenceSchema>;
