import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type DeviceClass, deviceClassSchema } from '../contract/index.ts';
import { type CommandLine, UsageError } from './command-line.ts';

const deviceSchema = z.object({ driver: z.string(), options: z.record(z.string(), z.unknown()).default({}) });
/** Of a machine's configuration only what concerns its devices; the kiosk checks the rest. */
const fileSchema = z.object({ devices: z.partialRecord(deviceClassSchema, deviceSchema) });

type NamedDevice = z.infer<typeof deviceSchema>;

/** The driver and its options, from the configuration file or from the command line. Throws UsageError. */
export function readDevice(deviceClass: DeviceClass, line: CommandLine): NamedDevice {
  if (line.driver !== undefined) return { driver: line.driver, options: optionsOf(line.options ?? '{}') };
  if (line.config === undefined) {
    throw new UsageError('say which device: --config=FILE, or --driver=NAME with --options=JSON');
  }
  const parsed = fileSchema.safeParse(contentOf(line.config));
  if (!parsed.success) throw new UsageError(`${line.config}: ${z.prettifyError(parsed.error)}`);
  const device = parsed.data.devices[deviceClass];
  if (device === undefined) throw new UsageError(`${line.config} names no ${deviceClass}`);
  return device;
}

function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function optionsOf(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new UsageError(`--options is a JSON object, e.g. '{"host":"127.0.0.1"}'`);
  }
}
