// What a bare Electron runs when it is given an app's folder on the command line: the runtime that comes out of the
// npm registry lacks this file. Top-level await holds Electron's `ready` back until the app's own module has loaded.

import { existsSync, readFileSync } from 'node:fs';
import { Module } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

function commandLine(args) {
  const preload = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at];
    if (arg === '-r' || arg === '--require') preload.push(args[++at]);
    else if (arg.startsWith('--require=')) preload.push(arg.slice('--require='.length));
    else if (!arg.startsWith('-')) return { preload, folder: arg };
  }
  return { preload, folder: undefined };
}

async function load(folder) {
  const path = resolve(folder);
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
  const manifest = join(path, 'package.json');
  if (existsSync(manifest)) {
    const { name, productName, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (version) app.setVersion(version);
    if (productName || name) app.name = productName || name;
    app.setPath('userData', join(app.getPath('appData'), app.name));
    app.setAppPath?.(path);
  }
  await import(pathToFileURL(Module._resolveFilename(path, null, true)).href);
}

const { preload, folder } = commandLine(process.argv.slice(1));
if (preload.length > 0) Module._preloadModules(preload);
if (folder === undefined) {
  process.stderr.write('usage: electron [options] folder\n');
  app.exit(2);
} else {
  await load(folder);
}
