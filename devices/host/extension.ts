import { pathToFileURL } from 'node:url';
import { registerPcscBinding } from '../card-reader/index.ts';

/** What a simulated machine plugs in here: readers that no PC/SC service knows. Never in a packaged product. */
type Extension = { register(api: { registerPcscBinding: typeof registerPcscBinding }): void };

/** Loads a module and lets it register its readers, before any device is opened. */
export async function loadExtension(file: string): Promise<void> {
  const extension = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Extension;
  extension.register({ registerPcscBinding });
}
