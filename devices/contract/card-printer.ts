import { z } from 'zod';
import type { CommandOptions, Completion, Device } from './device.ts';
import { deviceErrorSchema } from './errors.ts';
import { commonStatusSchema, mediaPositionSchema, storageUnitSchema } from './status.ts';

/** Card printer with encoder stations, a hopper of blanks, a bezel, a reject and a retain bin. */
export interface CardPrinter extends Device<CardPrinterStatus, CardPrinterCapabilities, CardPrinterEvent> {
  /** Moves one blank from the hopper into the transport. `mediaPresent` when one is there already. */
  feed(options?: CommandOptions): Completion<void>;
  /** Moves the card in the transport to a station. */
  moveTo(station: CardStation, options?: CommandOptions): Completion<void>;
  /**
   * Prints the card in the transport, both faces, and keeps it inside. Success is said only when the
   * printer has confirmed that the job is over and that it still holds the card.
   */
  print(job: CardPrintJob, options?: CommandOptions): Completion<void>;
  /** Moves the card to the exit, where a person can take it. `mediaTaken` follows when it was. */
  present(options?: CommandOptions): Completion<void>;
  /** Takes the card back from the exit into the retain bin. */
  retract(options?: CommandOptions): Completion<void>;
  /** Moves the card in the transport into the reject bin. */
  reject(options?: CommandOptions): Completion<void>;
  /** Asks the printer where a card is; `unknown` when it cannot tell. */
  mediaPosition(options?: CommandOptions): Completion<CardPosition>;
  /** Clears a stopped job and an error latch, so that the next command can run. Moves nothing out of the printer. */
  reset(options?: CommandOptions): Completion<void>;
}

export const cardStationSchema = z.enum(['contact', 'contactless', 'print']);
export type CardStation = z.infer<typeof cardStationSchema>;

/** Where the printer says a card is. `exit`: held at the bezel, within a person's reach. */
export const cardPositionSchema = mediaPositionSchema;
export type CardPosition = z.infer<typeof cardPositionSchema>;

export const CARD_WIDTH_px = 1016;
export const CARD_HEIGHT_px = 648;

/**
 * One face, landscape, 300 dpi (CR80, 86.0 x 54.9 mm with bleed), rows from the top, first pixel left.
 * `color`: RGB, 3 bytes a pixel (1016 * 648 * 3). `resin` and `overlay`: 1 bit a pixel, most
 * significant first, 127 bytes a row, 1 = black resin (or varnish) here.
 */
export const cardFaceSchema = z.object({
  color: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.length === CARD_WIDTH_px * CARD_HEIGHT_px * 3, 'must be 1016 x 648 RGB')
    .optional(),
  resin: z
    .instanceof(Uint8Array)
    .refine((bytes) => bytes.length === (CARD_WIDTH_px / 8) * CARD_HEIGHT_px, 'must be 1016 x 648, 1 bit')
    .optional(),
  overlay: z.union([z.literal('full'), z.literal('none')]),
});
export type CardFace = z.infer<typeof cardFaceSchema>;

export const cardPrintJobSchema = z.object({ front: cardFaceSchema, back: cardFaceSchema.optional() });
export type CardPrintJob = z.infer<typeof cardPrintJobSchema>;

export const cardPrinterStatusSchema = commonStatusSchema.extend({
  media: cardPositionSchema,
  /** The ribbon (XFS4IoT Printer `toner`). */
  toner: z.enum(['unknown', 'full', 'low', 'out']),
  /** Cards that the ribbon still lasts for, when the printer can tell. */
  tonerCardsLeft: z.number().int().nonnegative().optional(),
  cover: z.enum(['open', 'closed', 'unknown']),
  storage: z.array(storageUnitSchema).max(8),
  /** Life-time count of cards fed from the hopper, when the printer can tell: evidence for recovery. */
  cardsFed: z.number().int().nonnegative().optional(),
});
export type CardPrinterStatus = z.infer<typeof cardPrinterStatusSchema>;

export const cardPrinterCapabilitiesSchema = z.object({
  duplex: z.boolean(),
  contactStation: z.boolean(),
  contactlessStation: z.boolean(),
  /** Holds a card at the exit and senses that it is taken. */
  bezel: z.boolean(),
  /** Own bin for retracted cards; otherwise they share the reject bin and only the ledger tells them apart. */
  retainUnit: z.boolean(),
});
export type CardPrinterCapabilities = z.infer<typeof cardPrinterCapabilitiesSchema>;

export const cardPrintSteps = ['front', 'flip', 'back', 'finish'] as const;

export const cardPrinterEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('statusChanged'), status: cardPrinterStatusSchema }),
  z.object({ event: z.literal('printProgress'), step: z.enum(cardPrintSteps) }),
  z.object({ event: z.literal('mediaPresented') }),
  /** The sensor at the exit says that the card left it outwards. */
  z.object({ event: z.literal('mediaTaken') }),
  /** A card was pushed into the exit from outside, or the presented one back in. */
  z.object({ event: z.literal('mediaInserted') }),
  /** XFS4IoT ErrorEvent: something failed outside of a command, or needs somebody. */
  z.object({ event: z.literal('error'), error: deviceErrorSchema }),
]);
export type CardPrinterEvent = z.infer<typeof cardPrinterEventSchema>;
