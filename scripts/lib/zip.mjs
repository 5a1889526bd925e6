// Reads a zip file (PKWARE APPNOTE 6.3, no zip64, no encryption), entry by entry. Dependency-free.
import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as zlib from 'node:zlib';

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_MAX_BYTES = 22 + 0xffff;

function readAt(file, position, length) {
  const bytes = Buffer.alloc(length);
  if (readSync(file, bytes, 0, length, position) !== length) throw new Error('zip: file ends early');
  return bytes;
}

function centralDirectory(file) {
  const { size } = fstatSync(file);
  const tailLength = Math.min(size, END_MAX_BYTES);
  const tail = readAt(file, size - tailLength, tailLength);
  for (let at = tailLength - 22; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== END_SIGNATURE) continue;
    return readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
  }
  throw new Error('zip: no end of central directory');
}

function* entries(file) {
  const directory = centralDirectory(file);
  for (let at = 0; at + 46 <= directory.length; ) {
    if (directory.readUInt32LE(at) !== CENTRAL_SIGNATURE) return;
    const nameLength = directory.readUInt16LE(at + 28);
    yield {
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    };
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
}

function contents(file, entry) {
  const header = readAt(file, entry.offset, 30);
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new Error(`zip: no local header for ${entry.name}`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const stored = readAt(file, start, entry.compressedSize);
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`zip: method ${entry.method} of ${entry.name}`);
  const bytes = entry.method === 0 ? stored : zlib.inflateRawSync(stored);
  // zlib.crc32 came with Node 20.15.
  if (zlib.crc32(bytes) !== entry.crc) throw new Error(`zip: checksum of ${entry.name}`);
  return bytes;
}

/**
 * Unpacks the files for which `target(name)` gives a relative path; undefined leaves a file out.
 * @param {string} zipPath
 * @param {string} folder
 * @param {(name: string) => string | undefined} target
 */
export function unzip(zipPath, folder, target) {
  const file = openSync(zipPath, 'r');
  try {
    for (const entry of entries(file)) {
      if (entry.name.endsWith('/')) continue;
      const relative = target(entry.name);
      if (relative === undefined) continue;
      if (relative.split('/').includes('..')) throw new Error(`zip: ${entry.name} leaves the folder`);
      const path = join(folder, relative);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, contents(file, entry));
      if (entry.mode & 0o111) chmodSync(path, 0o755);
    }
  } finally {
    closeSync(file);
  }
}
