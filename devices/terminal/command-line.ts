import { parseArgs } from 'node:util';
import { type DeviceClass, deviceClasses } from '../contract/index.ts';

/** Words for whoever called wrongly: shown without a stack, exit code 2. */
export class UsageError extends Error {}

export type CommandLine = {
  readonly deviceClass: DeviceClass | undefined;
  readonly verb: string | undefined;
  readonly args: string[];
  readonly config: string | undefined;
  readonly driver: string | undefined;
  /** The driver's options as JSON text. */
  readonly options: string | undefined;
  readonly extension: string | undefined;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly help: boolean;
};

/** Reads the words after `npm run device --`. Throws UsageError. */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const { values, positionals } = parsed(words);
  const [deviceClass, verb, ...args] = positionals;
  return {
    deviceClass: deviceClass === undefined ? undefined : classNamed(deviceClass),
    verb,
    args,
    config: values.config,
    driver: values.driver,
    options: values.options,
    extension: values.extension,
    json: values.json,
    verbose: values.verbose,
    help: values.help,
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        driver: { type: 'string' },
        options: { type: 'string' },
        extension: { type: 'string' },
        json: { type: 'boolean', default: false },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** `card-printer` and `cardPrinter` name the same class. */
function classNamed(word: string): DeviceClass {
  const found = deviceClasses.find((one) => one === word || wordFor(one) === word);
  if (found === undefined) {
    throw new UsageError(`there is no class "${word}": ${deviceClasses.map(wordFor).join(', ')}`);
  }
  return found;
}

/** A class as it is typed: `card-printer`. */
export function wordFor(deviceClass: DeviceClass): string {
  return deviceClass.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
}
