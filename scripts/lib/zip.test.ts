import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unzip } from './zip.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasleem-zip-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Made by another implementation (Python's), so that ours is not tested against itself. */
function makeZip(script: string): string {
  const file = join(folder, 'made.zip');
  execFileSync('python3', ['-c', `import zipfile,sys\nz=zipfile.ZipFile(sys.argv[1],'w')\n${script}\nz.close()`, file]);
  return file;
}

const noPython = spawnSync('python3', ['--version']).status !== 0;

describe.skipIf(noPython)('unzip', () => {
  it('unpacks stored and deflated files, keeps the executable bit and leaves out what it is told to', () => {
    const file = makeZip(
      [
        "i=zipfile.ZipInfo('app/run'); i.external_attr=0o100755<<16; z.writestr(i,b'#!run')",
        "z.writestr('app/big.txt', b'ab'*50000, zipfile.ZIP_DEFLATED)",
        "z.writestr('other/secret', b'x')",
      ].join('\n'),
    );
    const target = join(folder, 'out');
    unzip(file, target, (name: string) => (name.startsWith('app/') ? name.slice(4) : undefined));
    expect(readFileSync(join(target, 'big.txt'), 'utf8')).toBe('ab'.repeat(50_000));
    expect(statSync(join(target, 'run')).mode & 0o111).toBe(0o111);
    expect(() => statSync(join(target, 'secret'))).toThrow('ENOENT');
  });

  it('refuses a file whose bytes do not match their checksum', () => {
    const file = makeZip("z.writestr('a', b'content-to-spoil')");
    const bytes = readFileSync(file);
    bytes.write('X', bytes.indexOf('content-to-spoil'));
    writeFileSync(file, bytes);
    expect(() => unzip(file, join(folder, 'out'), (name: string) => name)).toThrow('checksum of a');
  });

  it('refuses a name that leads out of the folder', () => {
    const file = makeZip("z.writestr('../escaped', b'x')");
    mkdirSync(join(folder, 'out'));
    expect(() => unzip(file, join(folder, 'out'), (name: string) => name)).toThrow('leaves the folder');
  });

  it('says what is wrong with something that is no zip', () => {
    const file = join(folder, 'none.zip');
    writeFileSync(file, 'not a zip at all, not even nearly');
    expect(() => unzip(file, folder, (name: string) => name)).toThrow('no end of central directory');
  });
});
