/** Writes what `verify.ts` reads. */
import { closeSync, fsyncSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { exportedOf, type Row } from './row.ts';
import type { SignedHead } from './signed-head.ts';
import { exportFiles } from './verify.ts';

const CHUNK_chars = 1_000_000;

/** Throws what the file system throws. On the disk (or the stick) when it returns. */
export function writeExport(directory: string, rows: Iterable<Row>, head: SignedHead, publicKey: string): void {
  mkdirSync(directory, { recursive: true });
  writeEntries(join(directory, exportFiles.entries), rows);
  writeFileSync(join(directory, exportFiles.publicKey), publicKey, { flush: true });
  // Last: an export that was cut off has no signed head.
  writeFileSync(join(directory, exportFiles.head), `${JSON.stringify(head)}\n`, { flush: true });
}

function writeEntries(file: string, rows: Iterable<Row>): void {
  const descriptor = openSync(file, 'w');
  try {
    let chunk = '';
    for (const row of rows) {
      chunk += `${JSON.stringify(exportedOf(row))}\n`;
      if (chunk.length < CHUNK_chars) continue;
      writeAll(descriptor, chunk);
      chunk = '';
    }
    writeAll(descriptor, chunk);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}
