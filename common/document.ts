import { z } from 'zod';

/** What an order is for. A new type is data plus one fulfilment. */
export const documentTypeSchema = z.enum(['driving-licence', 'passport']);
export type DocumentType = z.infer<typeof documentTypeSchema>;

export const orderReasonSchema = z.enum(['renewal', 'lost-replacement', 'damaged-replacement', 'first-issue']);
export type OrderReason = z.infer<typeof orderReasonSchema>;

/** Bidirectional control characters can make a printed name read as another one; they are refused everywhere. */
const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const controlCharacters = /\p{Cc}/u;

const personNameSchema = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => text.trim() === text && text.normalize('NFC') === text, 'must be trimmed and NFC')
  .refine((text) => !bidiControls.test(text), 'must not contain bidirectional control characters')
  .refine((text) => !controlCharacters.test(text), 'must not contain control characters');

const holderNameSchema = z.object({ surname: personNameSchema, otherNames: personNameSchema });
export const bilingualNameSchema = z.object({ ar: holderNameSchema, en: holderNameSchema });
export type BilingualName = z.infer<typeof bilingualNameSchema>;

/** Calendar date `YYYY-MM-DD` that really exists. */
export const isoDateSchema = z.iso.date();

/** Categories of vehicle, ISO/IEC 18013-1 annex A, in the order of the table on the card's back. */
export const vehicleCategories = ['A1', 'A', 'B', 'C1', 'C', 'D', 'BE', 'CE'] as const;

/** Everything that is printed on a driving licence (ISO/IEC 18013-1 numbering in the comments). */
export const licenceDataSchema = z.object({
  documentType: z.literal('driving-licence'),
  name: bilingualNameSchema, // 1, 2
  birthDate: isoDateSchema, // 3
  birthPlace: z.object({ ar: personNameSchema, en: personNameSchema }), // 3
  issueDate: isoDateSchema, // 4a
  expiryDate: isoDateSchema, // 4b
  authority: z.string().min(1).max(20), // 4c
  civilId: z.string().regex(/^\d{12}$/), // 4d
  licenceNumber: z.string().regex(/^[A-Z0-9]{5,15}$/), // 5
  nationality: z.string().regex(/^[A-Z]{3}$/),
  /** PNG or JPEG file. */ // 6
  portrait: z.base64().max(400_000),
  /** PNG file, black on transparent. */ // 7
  signature: z.base64().max(100_000).optional(),
  categories: z
    .array(
      z.object({
        category: z.enum(vehicleCategories), // 9
        firstIssued: isoDateSchema, // 10
        validUntil: isoDateSchema, // 11
        restrictions: z.array(z.string().regex(/^[0-9A-Z.]{1,8}$/)).max(4), // 12
      }),
    )
    .min(1)
    .max(vehicleCategories.length),
  /** Number of the blank's stock as the service wants it printed, e.g. `TSL 0004 117 283`. */
  inventoryText: z.string().max(30),
  /** Whether the service wants its chip written, where the machine can. */
  chip: z.boolean().optional(),
});
export type LicenceData = z.infer<typeof licenceDataSchema>;

/** What a ready passport says of itself: its chip and its MRZ are held against it before it is handed over. */
export const passportDataSchema = z.object({
  documentType: z.literal('passport'),
  name: bilingualNameSchema,
  birthDate: isoDateSchema,
  sex: z.enum(['M', 'F', 'X']),
  issueDate: isoDateSchema,
  expiryDate: isoDateSchema,
  civilId: z.string().regex(/^\d{12}$/),
  passportNumber: z.string().regex(/^[A-Z0-9]{6,9}$/),
  /** ICAO 9303-3 section 5, three letters. */
  nationality: z.string().regex(/^[A-Z]{3}$/),
  issuingState: z.string().regex(/^[A-Z]{3}$/),
  /** PNG or JPEG file, for the screen on which the resident confirms. */
  portrait: z.base64().max(400_000),
});
export type PassportData = z.infer<typeof passportDataSchema>;
