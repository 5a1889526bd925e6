/** What the vault's answers say: `name=value` fields, parted by semicolons. */
import { z } from 'zod';
import { err, ok, type Result } from '../../../common/result.ts';
import { slotSchema } from '../../contract/index.ts';
import { MAX_DATA_bytes } from './frame.ts';

const whole = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

export const statusAnswerSchema = z.object({
  /** Starts of the unit, counted: an order that names another one is not carried out. */
  boot: whole,
  /** Of the last order it accepted since it started; 0 when there was none. */
  seq: whole,
  /** `none`, `running`, `done`, or one of its errors. */
  result: z.string().min(1).max(40),
  /** Whether that order may have moved a booklet. */
  moved: z.enum(['yes', 'no']),
  state: z.enum(['starting', 'ready', 'moving', 'fault']),
  /** The error that it stands still for until it is reset; `none`. */
  fault: z.string().min(1).max(40),
  place: z.enum(['none', 'gripper', 'exit', 'jammed', 'unknown']),
  shutter: z.enum(['open', 'closed', 'moving', 'jammed', 'unknown']),
  door: z.enum(['open', 'closed', 'unknown']),
  /** Life-time counts; they outlive a loss of power. */
  presented: whole,
  taken: whole,
  inserted: whole,
  dispensed: whole,
  /** Booklets in the retain unit now. */
  retained: whole,
  /** The slot at the window of the carousel; 0 when it does not know. */
  window: whole,
  /** Grows when a slot was filled or emptied. */
  load: whole,
});
export type StatusAnswer = z.infer<typeof statusAnswerSchema>;

export const informationAnswerSchema = z.object({
  model: z.string().min(1).max(100),
  serial: z.string().max(100),
  firmware: z.string().max(100),
  slots: whole.pipe(slotSchema),
  retain: whole,
  camera: z.enum(['yes', 'no']),
});
export type InformationAnswer = z.infer<typeof informationAnswerSchema>;

/** P: its sensor sees a booklet; E: none; U: the sensor is out of order. */
export const slotsAnswerSchema = z.object({ from: whole, slots: z.string().regex(/^[PEU]{1,200}$/) });

/** What the camera read last: lines parted by `/`, and the order that read them. */
export const textAnswerSchema = z.object({ seq: whole, text: z.string().regex(/^[A-Z0-9</]{1,100}$/) });

/** Named as on the wire; the vault tells more than these and a driver passes it on as it is. */
export const countersAnswerSchema = z.record(z.string().max(40), whole);

export const orderAnswerSchema = z.discriminatedUnion('result', [
  z.object({ result: z.literal('accepted') }),
  z.object({ result: z.literal('refused'), error: z.string().min(1).max(40) }),
]);
export type OrderAnswer = z.infer<typeof orderAnswerSchema>;

/** The fields by name; the words of what is wrong otherwise. A name may come once. */
export function readFields(data: string): Result<Readonly<Record<string, string>>, string> {
  const fields: Record<string, string> = Object.create(null);
  if (data.length > MAX_DATA_bytes) return err('too long');
  for (const field of data === '' ? [] : data.split(';')) {
    const parts = /^([a-z]{1,20})=([^=;]*)$/.exec(field);
    if (!parts) return err(`no field: ${field.slice(0, 60)}`);
    const [, name = '', value = ''] = parts;
    if (name in fields) return err(`twice: ${name}`);
    fields[name] = value;
  }
  return ok(fields);
}

export function writeFields(fields: Readonly<Record<string, string | number>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

/** Of an answer, what `schema` knows; fields it does not know are left to later versions of the protocol. */
export function readAnswer<T>(schema: z.ZodType<T>, data: string): Result<T, string> {
  const fields = readFields(data);
  if (!fields.ok) return fields;
  const parsed = schema.safeParse({ ...fields.value });
  return parsed.success ? ok(parsed.data) : err(`not understood: ${data.slice(0, 200)}`);
}
