import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};

/** A file below `folder`; undefined for anything else. */
export async function pageFile(folder: string, url: string): Promise<{ bytes: Buffer; type: string } | undefined> {
  const { pathname } = new URL(url, 'http://bench');
  const path = resolve(folder, `.${decodeURIComponent(pathname)}`);
  const type = types[extname(path)];
  if (!type || !path.startsWith(resolve(folder) + sep)) return undefined;
  try {
    return { bytes: await readFile(path), type };
  } catch {
    return undefined;
  }
}
