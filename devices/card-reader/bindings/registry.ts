import { err, ok, type Result } from '../../../common/result.ts';
import type { PcscBinding } from '../../contract/index.ts';
import { loadPcsclite } from './pcsclite.ts';
import { loadSmartcard } from './smartcard.ts';

/** `options`: what stands beside `name` in the configuration. Throws an Error with plain words when they are wrong. */
export type PcscBindingFactory = (options: Readonly<Record<string, unknown>>) => PcscBinding | Promise<PcscBinding>;

const factories = new Map<string, PcscBindingFactory>([
  ['smartcard', loadSmartcard],
  ['pcsclite', loadPcsclite],
]);
/** Without a name: the first of these that loads. */
const preferred = ['smartcard', 'pcsclite'];

/** Adds a way to reach a reader under a name that the configuration can use; replaces one of the same name. */
export function registerPcscBinding(name: string, factory: PcscBindingFactory): void {
  factories.set(name, factory);
}

export type BindingConfig = { readonly name: string } & Readonly<Record<string, unknown>>;

/** The binding, or one sentence that says what is missing and how to get it. */
export async function loadPcscBinding(config: BindingConfig | undefined): Promise<Result<PcscBinding, string>> {
  const missing: string[] = [];
  for (const name of config ? [config.name] : preferred) {
    const factory = factories.get(name);
    if (!factory) return err(`no PC/SC binding is called "${name}": ${[...factories.keys()].join(', ')} are known`);
    try {
      const { name: _, ...options } = config ?? { name };
      return ok(await factory(options));
    } catch (error) {
      missing.push(`${name}: ${firstLine(error)}`);
    }
  }
  return err(missing.join('; ') + adviceFor(config?.name ?? 'smartcard'));
}

function adviceFor(name: string): string {
  if (!preferred.includes(name)) return '';
  return `. Install the Debian packages pcscd, libpcsclite1, libpcsclite-dev, g++ and make, then run "npm rebuild ${name}"`;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
