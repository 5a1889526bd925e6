import { z } from 'zod';

/** XFS4IoT Common status `device`. `starting` also stands for a short disconnection that is waited out. */
export const deviceStates = [
  'online',
  'offline',
  'powerOff',
  'noDevice',
  'hardwareError',
  'userError',
  'deviceBusy',
  'fraudAttempt',
  'potentialFraud',
  'starting',
] as const;
export type DeviceState = (typeof deviceStates)[number];

export const commonStatusSchema = z.object({
  device: z.enum(deviceStates),
  /** The device's own words for its present condition, e.g. `WARNING,INF_RIBBON_LOW`. Empty when it said nothing. */
  deviceWords: z.string().max(2000),
});

export type CommonStatus = z.infer<typeof commonStatusSchema>;

export const deviceInformationSchema = z.object({
  modelName: z.string().max(200),
  serialNumber: z.string().max(200).optional(),
  firmware: z.string().max(200).optional(),
});
export type DeviceInformation = z.infer<typeof deviceInformationSchema>;

/** XFS4IoT Storage: usable or not, and how full; two questions, two fields. */
export const storageUnitSchema = z.object({
  id: z.string().max(60),
  type: z.enum(['dispense', 'reject', 'retain']),
  status: z.enum(['ok', 'inoperative', 'missing', 'notConfigured', 'manipulated']),
  /** Absent when the device has no sensor for it: the stock ledger of main counts then. */
  replenishmentStatus: z.enum(['ok', 'full', 'high', 'low', 'empty']).optional(),
});
export type StorageUnit = z.infer<typeof storageUnitSchema>;

/** Where a device says that the medium in its path is. `exit`: within a person's reach. */
export const mediaPositionSchema = z.enum(['notPresent', 'transport', 'exit', 'jammed', 'unknown']);
export type MediaPosition = z.infer<typeof mediaPositionSchema>;
