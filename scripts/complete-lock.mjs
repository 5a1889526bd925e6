// Completes package-lock.json after `npm install` behind a registry that lacks other platforms' binaries: npm leaves
// optional packages out that it could not fetch, and `npm ci` then refuses the lock. Each gets an entry with the version
// its parent asks for and the platform its name says, so that it is skipped here and found where it is wanted.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(process.cwd(), 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** `@x/y-linux-arm64-musl` -> { os: ['linux'], cpu: ['arm64'], libc: ['musl'] } */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) =>
    words.some((word) => word === processor || word.startsWith(`${processor}v`)),
  );
  if (words.some((word) => word.startsWith('armv7') || word === 'arm')) cpu.push('arm');
  const libc = words.includes('musl') || words.includes('musleabihf') ? ['musl'] : undefined;
  return { cpu: [...new Set(cpu)], ...(libc && { libc }), os };
}

/** Where Node would look for `name` from the package at `path`. */
function resolvedFrom(path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = `${folder ? `${folder}/` : ''}node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (!folder) return undefined;
  }
}

let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const found = resolvedFrom(path, name);
    if (found && packages[found].version === version) continue;
    // A range can only be met by what the registry has; binaries are asked for by one version.
    if (!/^\d+\.\d+\.\d+[^ ]*$/.test(version)) continue;
    const beside = `${path.slice(0, path.lastIndexOf('node_modules/'))}node_modules/${name}`;
    const place = packages[beside] ? `${path}/node_modules/${name}` : beside;
    const { cpu, libc, os } = platformOf(name);
    if (cpu.length === 0 && os.length === 0) throw new Error(`${name}: which platform is it for?`);
    packages[place] = {
      version,
      ...(cpu.length > 0 && { cpu }),
      ...(entry.dev && { dev: true }),
      ...(libc && { libc }),
      optional: true,
      ...(os.length > 0 && { os }),
    };
    added += 1;
  }
}
const sorted = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
console.log(`${added} entries added`);
