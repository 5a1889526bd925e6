/** npm run device -- <class> <verb>: one device from a terminal, through its driver, without a kiosk. */
import { systemClock } from '../common/clock.ts';
import { jsonLog, type Log, silentLog } from '../common/log.ts';
import { barcodeScannerVerbs } from './barcode-scanner/index.ts';
import { cardPrinterVerbs } from './card-printer/index.ts';
import { cardReaderVerbs } from './card-reader/index.ts';
import type { DeviceClass } from './contract/index.ts';
import { documentVaultVerbs } from './document-vault/index.ts';
import { type DeviceOf, type DriverRegistry, drivers, loadExtension } from './host/index.ts';
import { receiptPrinterVerbs } from './receipt-printer/index.ts';
import {
  type CommandLine,
  formatValue,
  helpFor,
  parseCommandLine,
  readDevice,
  toJson,
  UsageError,
} from './terminal/index.ts';
import type { Verb } from './verbs/index.ts';

const verbs: { readonly [C in DeviceClass]: Readonly<Record<string, Verb<DeviceOf<C>>>> } = {
  cardReader: cardReaderVerbs,
  cardPrinter: cardPrinterVerbs,
  receiptPrinter: receiptPrinterVerbs,
  documentVault: documentVaultVerbs,
  vaultReader: cardReaderVerbs,
  encoder: cardReaderVerbs,
  barcodeScanner: barcodeScannerVerbs,
};

const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

async function main(): Promise<number> {
  const line = parseCommandLine(process.argv.slice(2));
  if (line.help || line.deviceClass === undefined || line.verb === undefined) {
    process.stdout.write(`${helpFor(verbs, line.deviceClass, line.verb)}\n`);
    return line.help ? EXIT.done : EXIT.usage;
  }
  return runVerb(line.deviceClass, line.verb, line);
}

async function runVerb<C extends DeviceClass>(deviceClass: C, name: string, line: CommandLine): Promise<number> {
  const known = verbs[deviceClass];
  const verb = Object.hasOwn(known, name) ? known[name] : undefined;
  if (verb === undefined) throw new UsageError(`there is no verb "${name}": ${Object.keys(known).join(', ')}`);
  const interruption = interruptible();
  const device = await opened(deviceClass, line);
  try {
    const value = await verb.run(device, line.args, interruption.signal);
    process.stdout.write(`${line.json ? toJson(value) : formatValue(value)}\n`);
    return EXIT.done;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return interruption.signal.aborted ? EXIT.interrupted : EXIT.failed;
  } finally {
    if (line.verbose) showTrace(device);
    await device.close();
    interruption.over();
  }
}

async function opened<C extends DeviceClass>(deviceClass: C, line: CommandLine): Promise<DeviceOf<C>> {
  if (line.extension !== undefined) await loadExtension(line.extension);
  const { driver, options } = readDevice(deviceClass, line);
  const registry: DriverRegistry = drivers;
  const loader = Object.hasOwn(registry[deviceClass], driver) ? registry[deviceClass][driver] : undefined;
  if (loader === undefined) {
    throw new UsageError(`there is no driver "${driver}": ${Object.keys(registry[deviceClass]).join(', ')}`);
  }
  const log: Log = line.verbose
    ? jsonLog((text) => process.stderr.write(text), systemClock.now_ms, deviceClass)
    : silentLog;
  const device = created(await loader(), options, log);
  await device.open();
  return device;
}

function created<D>(
  factory: { create(options: unknown, environment: { clock: typeof systemClock; log: Log }): D },
  options: unknown,
  log: Log,
): D {
  try {
    return factory.create(options, { clock: systemClock, log });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The first Ctrl+C lets the driver end its command in order; the second one ends everything. */
function interruptible(): { signal: AbortSignal; over(): void } {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, interrupt);
  return {
    signal: controller.signal,
    over: () => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, interrupt);
    },
  };
}

function showTrace(device: DeviceOf<DeviceClass>): void {
  for (const { time_ms, direction, text } of device.trace?.() ?? []) {
    process.stderr.write(`${new Date(time_ms).toISOString()} ${direction === 'out' ? '>' : '<'} ${text}\n`);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = EXIT.usage;
}
