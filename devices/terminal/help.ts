import { type DeviceClass, deviceClasses } from '../contract/index.ts';
import { wordFor } from './command-line.ts';

type VerbHelp = { readonly summary: string; readonly usage: string };
type Verbs = { readonly [C in DeviceClass]: Readonly<Record<string, VerbHelp>> };

const OPTIONS = `
which device
  --config=FILE        the one that this configuration file of a kiosk names
  --driver=NAME        this driver ...
  --options=JSON       ... with these options
  --extension=FILE     a module that adds card readers to the pcsc driver, as a simulated machine needs
what is shown
  --json               one line of JSON instead of words
  --verbose            also what the driver logs and what went over the wire, on stderr
  --help               this, also after a class or a verb
exit codes: 0 done, 1 the device could not, 2 called wrongly, 130 interrupted`;

/** Help for everything, for a class, or for one verb of it. */
export function helpFor(verbs: Verbs, deviceClass: DeviceClass | undefined, verb: string | undefined): string {
  const classes = deviceClass === undefined ? deviceClasses : [deviceClass];
  const one = deviceClass === undefined || verb === undefined ? undefined : verbs[deviceClass][verb];
  if (deviceClass !== undefined && one !== undefined) {
    return `npm run device -- ${wordFor(deviceClass)} ${one.usage}\n  ${sentence(one.summary)}\n${OPTIONS}`;
  }
  const lists = classes.map((name) => `${wordFor(name)}\n${listed(Object.values(verbs[name]))}`);
  return `npm run device -- <class> <verb> [arguments] [options]\n\n${lists.join('\n\n')}\n${OPTIONS}`;
}

function listed(verbs: readonly VerbHelp[]): string {
  const width = Math.max(...verbs.map(({ usage }) => usage.length));
  return verbs.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${sentence(summary)}`).join('\n');
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`;
}
