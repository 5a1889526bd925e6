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
  /**
   * Reads what is needed to judge whether the card is genuine, with this fresh challenge (32 bytes), by the first of the
   * profiles that the card speaks; `invalidMedia` when it speaks none. Of an ICAO document that is what opens it: the
   * rest needs the key, and `readTravelDocument`.
   */
  readEvidence(request: EvidenceRequest, options?: CommandOptions): Completion<CardEvidence>;
  /**
   * Reads a passport or an ICAO identity card and checks it: access (PACE or BAC), passive authentication against the
   * authorities of the request, chip or active authentication. What is not right stands in the checks; an error means
   * that the chip could not be read: `accessDenied` when the password is not that of this document,
   * `protocolNotSupported` when the chip takes no password of this kind. Nothing of it may be believed unless `isGenuine`.
   * A card access number is wiped.
   */
  readTravelDocument(request: TravelDocumentRequest, options?: CommandOptions): Completion<TravelDocument>;
  /**
   * Sends each command of a script that the service wrote, as it is, and stops at the first answer that is not expected
   * (`invalidMedia`, effect unknown: what was written until then stays written). The chip keeps its power afterwards, and
   * with it what the script unlocked: the next command goes on where this one ended. Neither errors nor the trace say
   * anything of a command beyond its header.
   */
  runChipScript(script: ChipScript, options?: CommandOptions): Completion<void>;
  /**
   * Reads the chip of a driving licence whole (ISO/IEC 18013-2) and checks it by passive authentication. As with a travel
   * document, what is not right stands in the checks, and nothing of it may be believed unless `isGenuine`.
   */
  readLicence(request: LicenceRequest, options?: CommandOptions): Completion<LicenceChip>;
  /** How often the holder's PIN may still be wrong; asking costs no try. The card lies on the reader. */
  readPinTries(options?: CommandOptions): Completion<PinTries>;
  /**
   * Gives the PIN to the card and to nothing else, and has the key that it opens (PIV 9A) sign the challenge in the same
   * connection. Never traced; `pin` is wiped. After `wrong` a try is gone, after `lastTryLeft` none: nothing was sent.
   */
  verifyPin(request: PinRequest, options?: CommandOptions): Completion<PinVerdict>;
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

/**
 * Ways of identification, each with an application of its own on the card: NIST SP 800-73; ICAO Doc 9303; the invented
 * card of docs/adding-an-identity-profile.md.
 */
export const cardProfiles = ['piv', 'icao', 'pearl'] as const;
export const cardProfileSchema = z.enum(cardProfiles);
export type CardProfile = z.infer<typeof cardProfileSchema>;

const challenge = z.instanceof(Uint8Array).refine((bytes) => bytes.length === 32, 'must be 32 bytes');

export const evidenceRequestSchema = z.object({
  /** In the order in which the card is asked for them. */
  profiles: z.array(cardProfileSchema).min(1).max(cardProfiles.length),
  /** Fresh, from the machine's source of randomness: the card signs it. */
  challenge,
});
export type EvidenceRequest = z.infer<typeof evidenceRequestSchema>;

const pivEvidenceSchema = z.object({
  profile: z.literal('piv'),
  /** X.509, DER: the Card Authentication certificate (SP 800-73-4, object 5FC101), uncompressed. */
  certificate: z.instanceof(Uint8Array),
  /** Over the challenge, by key 9E; ECDSA as DER SEQUENCE, RSA as PKCS #1 v1.5. */
  signature: z.instanceof(Uint8Array),
  challenge: z.instanceof(Uint8Array),
});
export type PivEvidence = z.infer<typeof pivEvidenceSchema>;

/** What can open an ICAO document: its card access number, or its machine readable zone. */
export const accessKeyKinds = ['can', 'mrz'] as const;
export type AccessKeyKind = (typeof accessKeyKinds)[number];

const icaoEvidenceSchema = z.object({
  profile: z.literal('icao'),
  /** Any one of them opens the chip, as far as it says itself; none: it is open to anybody. */
  keys: z.array(z.enum(accessKeyKinds)).max(accessKeyKinds.length),
});

const pearlEvidenceSchema = z.object({
  profile: z.literal('pearl'),
  /** The file with number, validity and key of the card, and the authority's signature over it. */
  file: z.instanceof(Uint8Array).refine(({ length }) => length <= 256, 'longer than the file can be'),
  /** Over the challenge, by the card's key: r | s. */
  proof: z.instanceof(Uint8Array).refine(({ length }) => length <= 256, 'longer than a proof can be'),
  challenge: z.instanceof(Uint8Array),
});
export type PearlEvidence = z.infer<typeof pearlEvidenceSchema>;

/** Raw evidence; nothing in it has been verified. Main's identity part judges it. */
export const cardEvidenceSchema = z.discriminatedUnion('profile', [
  pivEvidenceSchema,
  icaoEvidenceSchema,
  pearlEvidenceSchema,
]);
export type CardEvidence = z.infer<typeof cardEvidenceSchema>;

/** Undefined: the card does not tell. Zero: it is blocked. */
export const pinTriesSchema = z.object({ triesLeft: z.number().int().min(0).max(15).optional() });
export type PinTries = z.infer<typeof pinTriesSchema>;

export const pinRequestSchema = z.object({
  /** Six to eight digits as ASCII (SP 800-73-4 part 1, 4.1). */
  pin: z
    .instanceof(Uint8Array)
    .refine((pin) => pin.length >= 6 && pin.length <= 8 && pin.every((digit) => digit >= 0x30 && digit <= 0x39), {
      message: 'must be six to eight digits',
    }),
  challenge,
  /** `spend` only when its holder was told that a wrong PIN blocks the card. */
  lastTry: z.enum(['keep', 'spend']),
});
export type PinRequest = z.infer<typeof pinRequestSchema>;

export const pinVerdictSchema = z.discriminatedUnion('outcome', [
  /** `evidence`: as for a tap, but of key 9A, which signs only after the right PIN. Judged in main. */
  z.object({ outcome: z.literal('verified'), evidence: pivEvidenceSchema }),
  z.object({ outcome: z.literal('wrong'), triesLeft: z.number().int().min(1).max(15) }),
  z.object({ outcome: z.literal('blocked') }),
  z.object({ outcome: z.literal('lastTryLeft') }),
]);
export type PinVerdict = z.infer<typeof pinVerdictSchema>;

const der = z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 100_000, 'too long for a certificate');
const sixDigits = z.string().regex(/^\d{6}$/);
/** Bytes, so that they can be wiped (a CAN has six digits: Doc 9303-11, 4.4). */
const sixAsciiDigits = z
  .instanceof(Uint8Array)
  .refine((can) => can.length === 6 && can.every((digit) => digit >= 0x30 && digit <= 0x39), 'must be six digits');
/** Signing authorities and their revocation lists, DER. */
const trust = z.object({ cscas: z.array(der).max(1000), crls: z.array(der).max(1000), now_ms: z.number().int() });
/** `absent`: not offered; `notDone`: could not be made. */
const chipCheck = z.object({
  name: z.enum([
    'access',
    'signature',
    'revocation',
    'hashes',
    'consistency',
    'downgrade',
    'chipAuthentication',
    'activeAuthentication',
    'printedLines',
  ]),
  state: z.enum(['passed', 'failed', 'absent', 'notDone']),
  words: z.string().max(2000),
  clause: z.string().max(200),
});

export const travelDocumentRequestSchema = z.object({
  /** What opens the chip (Doc 9303-11, 4.3 and 4.4): from the printed lines, dates as YYMMDD, or the card access number. */
  password: z.union([
    z.object({
      mrz: z.object({ documentNumber: z.string().max(30), birthDate: sixDigits, expiryDate: sixDigits }),
    }),
    z.object({ can: sixAsciiDigits }),
  ]),
  trust,
  /** Whether the portrait (DG2) is wanted: the longest part of the reading. */
  portrait: z.boolean(),
});
export type TravelDocumentRequest = z.infer<typeof travelDocumentRequestSchema>;

export const travelDocumentSchema = z.object({
  /** In the order of Doc 9303-11, appendix J. */
  checks: z.array(chipCheck).max(20),
  isGenuine: z.boolean(),
  /** The chip has proved that it is the one that the data were signed for. */
  isOriginalChip: z.boolean(),
  /** The lines of DG1, joined by line feeds. */
  mrz: z.string().max(100),
  portrait: z.object({ format: z.enum(['jpeg', 'jpeg2000']), bytes: z.instanceof(Uint8Array) }).optional(),
});
export type TravelDocument = z.infer<typeof travelDocumentSchema>;

const MAX_STEPS = 4_096;
const MAX_COMMAND_bytes = 70_000;

export const chipScriptSchema = z
  .array(
    z.object({
      /** One command APDU. */
      command: z
        .instanceof(Uint8Array)
        .refine(({ length }) => length >= 4 && length <= MAX_COMMAND_bytes, 'no command APDU'),
      /** The status words that let the script go on. */
      expect: z.array(z.number().int().min(0).max(0xffff)).min(1).max(16),
    }),
  )
  .min(1)
  .max(MAX_STEPS);
export type ChipScript = z.infer<typeof chipScriptSchema>;

export const licenceRequestSchema = z.object({
  trust,
  /** `selected` right after a script: selecting the application again would end what the script unlocked. */
  application: z.enum(['selected', 'toBeSelected']),
});
export type LicenceRequest = z.infer<typeof licenceRequestSchema>;

const chipText = z.string().max(2000);

export const licenceChipSchema = z.object({
  checks: z.array(chipCheck).max(20),
  isGenuine: z.boolean(),
  /** Of DG1; dates as YYYYMMDD. */
  holder: z.object({
    familyName: chipText,
    givenNames: chipText,
    birthDate: chipText,
    issueDate: chipText,
    expiryDate: chipText,
    issuingCountry: chipText,
    issuingAuthority: chipText,
    licenceNumber: chipText,
  }),
  categories: z
    .array(
      z.object({
        category: chipText,
        firstIssued: chipText.optional(),
        validUntil: chipText.optional(),
        restriction: chipText.optional(),
      }),
    )
    .max(64),
  /** SHA-256 of each data group's file as read: the same ones are the same document. */
  digests: z.array(z.object({ group: z.number().int().min(1).max(16), sha256: z.string().length(64) })).max(16),
});
export type LicenceChip = z.infer<typeof licenceChipSchema>;
