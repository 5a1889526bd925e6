import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { err, ok, type Result } from '../../common/result.ts';
import { deviceClasses } from '../../devices/contract/index.ts';
import { type Config, configSchema } from './schema.ts';

/** One thing that is wrong, in the words of who must mend it. `line` is 1-based; absent when it has none. */
export type ConfigProblem = {
  readonly line?: number;
  /** `devices.cardPrinter.driver`; empty for the file itself. */
  readonly key: string;
  readonly found: string;
  readonly allowed: string;
};

export type ConfigFailure = {
  /** Shown on the out-of-service screen: C1 no file, C2 unreadable, C3 not YAML, C4 wrong content. */
  readonly code: 'C1' | 'C2' | 'C3' | 'C4';
  readonly file: string;
  readonly problems: readonly ConfigProblem[];
};

/** Reads and checks the machine's configuration; all problems at once, none guessed away. */
export function loadConfig(file: string | undefined, knownDrivers: KnownDrivers): Result<Config, ConfigFailure> {
  if (!file || !existsSync(file)) {
    const found = file ? 'no such file' : 'no file named';
    return err({ code: 'C1', file: file ?? '', problems: [{ key: '', found, allowed: 'a configuration file' }] });
  }
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    return err({ code: 'C2', file, problems: [{ key: '', found: words(error), allowed: 'a readable file' }] });
  }
  return parseConfig(source, file, knownDrivers);
}

export type KnownDrivers = Readonly<Record<(typeof deviceClasses)[number], readonly string[]>>;

export function parseConfig(source: string, file: string, knownDrivers: KnownDrivers): Result<Config, ConfigFailure> {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      key: '',
      found: error.message,
      allowed: 'YAML 1.2',
    }));
    return err({ code: 'C3', file, problems });
  }
  const value: unknown = document.toJS();
  const parsed = configSchema.safeParse(value);
  const place = (path: readonly PropertyKey[]) => lineOf(document, lines, path);
  if (!parsed.success) {
    return err({ code: 'C4', file, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, value, place)) });
  }
  const problems = [...driverProblems(parsed.data, knownDrivers, place), ...addressProblems(parsed.data, place)];
  return problems.length > 0 ? err({ code: 'C4', file, problems }) : ok(withAbsolutePaths(parsed.data, dirname(file)));
}

/** One line a problem: `kiosk.yaml:12  timeouts.take_s: found "soon", allowed: a number`. */
export function formatFailure(failure: ConfigFailure): string {
  return failure.problems
    .map(({ line, key, found, allowed }) => {
      const where = `${failure.file}${line === undefined ? '' : `:${line}`}`;
      return `${where}  ${key ? `${key}: ` : ''}found ${found}, allowed: ${allowed}`;
    })
    .join('\n');
}

type Place = (path: readonly PropertyKey[]) => { line?: number };

function problemsOf(issue: z.core.$ZodIssue, root: unknown, place: Place): ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return {
        ...place(path),
        key: path.join('.'),
        found: 'unknown key',
        allowed: 'the keys of docs/configuration.md',
      };
    });
  }
  const found = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    root,
  );
  const shown = found === undefined ? 'nothing' : JSON.stringify(found)?.slice(0, 80);
  return [{ ...place(issue.path), key: issue.path.join('.'), found: shown ?? 'nothing', allowed: allowedBy(issue) }];
}

function allowedBy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.map(String).join(' | ');
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`;
  return issue.message;
}

/** Line of the key, or of the nearest thing around it that stands in the file. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): { line?: number } {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return { line: lines.linePos(node.range[0]).line };
  }
  return {};
}

function driverProblems(config: Config, known: KnownDrivers, place: Place): ConfigProblem[] {
  return deviceClasses.flatMap((device) => {
    const driver = config.devices[device]?.driver;
    if (driver === undefined || known[device].includes(driver)) return [];
    const path = ['devices', device, 'driver'];
    return [{ ...place(path), key: path.join('.'), found: `"${driver}"`, allowed: known[device].join(' | ') }];
  });
}

/** Two devices on one port or address would fight over it in a way nobody could explain on site. */
function addressProblems(config: Config, place: Place): ConfigProblem[] {
  const seen = new Map<string, string>();
  const problems: ConfigProblem[] = [];
  for (const device of deviceClasses) {
    const options = config.devices[device]?.options;
    const address = options && addressOf(options);
    if (!address) continue;
    const other = seen.get(address);
    if (other) {
      const path = ['devices', device, 'options'];
      problems.push({ ...place(path), key: path.join('.'), found: address, allowed: `not the address of ${other}` });
    }
    seen.set(address, device);
  }
  return problems;
}

function addressOf(options: Record<string, unknown>): string | undefined {
  const at = (options.transport ?? options) as Record<string, unknown>;
  if (typeof at.path === 'string') return at.path;
  if (typeof at.port === 'number') return `${typeof at.host === 'string' ? at.host : '127.0.0.1'}:${at.port}`;
  return undefined;
}

function withAbsolutePaths(config: Config, base: string): Config {
  const at = (path: string) => resolve(base, path);
  const trusted = <T extends { authorities: string[]; revocationLists: string[] }>(section: T): T => ({
    ...section,
    authorities: section.authorities.map(at),
    revocationLists: section.revocationLists.map(at),
  });
  const { technicians } = config;
  const tls = config.service.tls;
  return {
    ...config,
    dataDirectory: at(config.dataDirectory),
    identity: { profiles: config.identity.profiles.map(trusted) },
    passports: trusted(config.passports),
    licences: trusted(config.licences),
    ...(technicians && { technicians: trusted(technicians) }),
    service: {
      ...config.service,
      ...(tls && {
        tls: {
          caFile: at(tls.caFile),
          ...(tls.certFile && { certFile: at(tls.certFile) }),
          ...(tls.keyFile && { keyFile: at(tls.keyFile) }),
        },
      }),
    },
  };
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
