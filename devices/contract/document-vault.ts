import { z } from 'zod';
import type { CommandOptions, Completion, Device } from './device.ts';
import { deviceErrorSchema } from './errors.ts';
import { commonStatusSchema, mediaPositionSchema, storageUnitSchema } from './status.ts';

/**
 * Document vault: ready booklets in numbered slots, an exit station with a shutter, and a retain unit. A booklet at the
 * exit station lies on a chip reader (a PC/SC reader of its own) and before a camera that reads its MRZ.
 */
export interface DocumentVault extends Device<DocumentVaultStatus, DocumentVaultCapabilities, DocumentVaultEvent> {
  /**
   * Moves the booklet of a slot to the exit station; the shutter stays closed. `storageEmpty` when the slot is empty,
   * `mediaPresent` when a booklet is on its way or at the exit already.
   */
  dispense(slot: number, options?: CommandOptions): Completion<void>;
  /** The machine-readable zone of the booklet at the exit station: its lines, joined by line feeds. Not verified. */
  readMrz(options?: CommandOptions): Completion<string>;
  /** Turns a slot to the window of the carousel and reads the MRZ of the booklet in it; `storageEmpty` when there is none. */
  scanSlot(slot: number, options?: CommandOptions): Completion<string>;
  /** Opens the shutter, so that a person can take the booklet. `mediaTaken` follows when it was. */
  present(options?: CommandOptions): Completion<void>;
  /** Takes a presented booklet back: closes the shutter and moves it into the retain unit. */
  retract(options?: CommandOptions): Completion<void>;
  /** Moves a booklet that nobody could reach (under way or at the closed exit) into the retain unit. */
  reject(options?: CommandOptions): Completion<void>;
  /** Asks the vault where a booklet is, outside of the slots; `unknown` when it cannot tell. */
  mediaPosition(options?: CommandOptions): Completion<VaultPosition>;
  /** Clears an error latch and finds the carousel's home again. Moves no booklet. */
  reset(options?: CommandOptions): Completion<void>;
  /** Movements for a technician in front of the machine, where the vault has them; no part of an issuance. */
  readonly service?: VaultService;
}

export interface VaultService {
  /** Finds the home of the carousel. */
  home(options?: CommandOptions): Completion<void>;
  /** Turns a slot to the window. */
  turnTo(slot: number, options?: CommandOptions): Completion<void>;
  /** Closes the shutter and leaves a booklet where it is. */
  closeShutter(options?: CommandOptions): Completion<void>;
  /** Moves the booklet at the exit back into an empty slot. `sequenceError` when the slot is not empty. */
  returnToSlot(slot: number, options?: CommandOptions): Completion<void>;
  /** What it has counted in its life, under its own names. */
  counters(options?: CommandOptions): Completion<Readonly<Record<string, number>>>;
}

/** `transport`: under way or at the closed exit station. `exit`: behind the open shutter, within a person's reach. */
export const vaultPositionSchema = mediaPositionSchema;
export type VaultPosition = z.infer<typeof vaultPositionSchema>;

/** Slots are numbered from 1. */
export const slotSchema = z.number().int().min(1).max(1000);

/** Three lines of 30 (TD1), two of 36 (TD2) or two of 44 (TD3), as the camera read them. */
export const mrzTextSchema = z.string().max(100);

export const documentVaultStatusSchema = commonStatusSchema.extend({
  media: vaultPositionSchema,
  shutter: z.enum(['open', 'closed', 'jammed', 'unknown']),
  /** The service door behind which the slots are. */
  cabinetDoor: z.enum(['open', 'closed', 'unknown']),
  /** Of slots 1, 2, 3 ...: whether its sensor sees a booklet. */
  slots: z.array(z.enum(['present', 'empty', 'unknown'])).max(1000),
  storage: z.array(storageUnitSchema).max(8),
  /** Life-time count of booklets that left their slots, when the vault can tell: evidence for recovery. */
  mediaDispensed: z.number().int().nonnegative().optional(),
});
export type DocumentVaultStatus = z.infer<typeof documentVaultStatusSchema>;

export const documentVaultCapabilitiesSchema = z.object({
  slots: z.number().int().min(1).max(1000),
  mrzReader: z.boolean(),
  /** Room for booklets that were not taken or are not to be given out. */
  retainCapacity: z.number().int().nonnegative(),
});
export type DocumentVaultCapabilities = z.infer<typeof documentVaultCapabilitiesSchema>;

export const documentVaultEventSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('statusChanged'), status: documentVaultStatusSchema }),
  z.object({ event: z.literal('mediaPresented') }),
  /** The sensor behind the shutter says that the booklet left outwards. */
  z.object({ event: z.literal('mediaTaken') }),
  /** A booklet was pushed into the open exit from outside. */
  z.object({ event: z.literal('mediaInserted') }),
  z.object({ event: z.literal('error'), error: deviceErrorSchema }),
]);
export type DocumentVaultEvent = z.infer<typeof documentVaultEventSchema>;
