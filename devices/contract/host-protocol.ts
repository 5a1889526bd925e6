import { z } from 'zod';
import { type LogEvent, logEvents } from '../../common/log-events.ts';
import { deviceErrorSchema } from './errors.ts';
import { deviceInformationSchema } from './status.ts';

/**
 * The devices a machine can have, named as XFS4IoT names their interfaces. Chip readers that are built into another
 * device are readers of their own: `vaultReader` at the exit station of the vault, `encoder` in the card printer.
 */
export const deviceClasses = [
  'cardReader',
  'cardPrinter',
  'receiptPrinter',
  'documentVault',
  'vaultReader',
  'encoder',
  'barcodeScanner',
] as const;
export type DeviceClass = (typeof deviceClasses)[number];
export const deviceClassSchema = z.enum(deviceClasses);

/** One device of the machine: which driver opens it and with what options (checked by the driver's own schema). */
export const deviceConfigSchema = z.object({
  driver: z.string().min(1).max(60),
  options: z.record(z.string(), z.unknown()),
  /** How long a lost device counts as `starting` before it counts as gone. */
  grace_ms: z.number().int().min(0).max(120_000),
});
export type DeviceConfig = z.infer<typeof deviceConfigSchema>;

/** Messages main -> device host. */
export const hostRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), devices: z.partialRecord(deviceClassSchema, deviceConfigSchema) }),
  z.object({
    type: z.literal('command'),
    id: z.number().int().positive(),
    device: deviceClassSchema,
    command: z.string().max(40),
    /** Checked in the host by the command's own schema. */
    params: z.unknown(),
    timeout_ms: z.number().int().positive().optional(),
  }),
  z.object({ type: z.literal('cancel'), id: z.number().int().positive() }),
  z.object({ type: z.literal('ping'), n: z.number().int() }),
  z.object({ type: z.literal('close') }),
]);
export type HostRequest = z.infer<typeof hostRequestSchema>;

/** Messages device host -> main. */
export const hostMessageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({
    type: z.literal('opened'),
    device: deviceClassSchema,
    /** Checked in main by the class's own schemas. */
    status: z.unknown(),
    capabilities: z.unknown(),
    information: deviceInformationSchema,
  }),
  z.object({ type: z.literal('refused'), device: deviceClassSchema, words: z.string() }),
  z.object({
    type: z.literal('completion'),
    id: z.number().int().positive(),
    result: z.union([
      z.object({ ok: z.literal(true), value: z.unknown() }),
      z.object({ ok: z.literal(false), error: deviceErrorSchema }),
    ]),
  }),
  z.object({ type: z.literal('event'), device: deviceClassSchema, event: z.unknown() }),
  z.object({ type: z.literal('pong'), n: z.number().int() }),
  z.object({
    type: z.literal('log'),
    event: z.enum(Object.keys(logEvents) as [LogEvent, ...LogEvent[]]),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.undefined()])).optional(),
  }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;
