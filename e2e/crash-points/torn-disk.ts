/**
 * A real SQLite file whose last transaction was only partly written when the power went: the write-ahead log is cut or
 * spoilt within it, and the next program finds that.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Disk } from '../simulation/kiosk.ts';

export const tears = [
  'nothing of it is there',
  'its last page is half there',
  'its last page is noise',
  'its end is missing',
] as const;
export type Tear = (typeof tears)[number];

/** Of the WAL file format (sqlite.org/walformat.html): sizes in bytes, and where a frame says what it is. */
const HEADER_bytes = 32;
const FRAME_HEADER_bytes = 24;
const PAGE_SIZE_at = 8;
const SALTS = { at: 16, length: 8 };
const FRAME = { pagesAfterCommit_at: 4, salts_at: 8 };

export class TornDisk implements Disk {
  /** Of the transaction that was written last, when the next program starts. */
  tear: Tear | undefined;
  readonly #directory: string;
  #starts = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Each program gets the disk as the one before left it: what that one has open is no longer its. */
  readonly open: Disk['open'] = (file, options) => {
    const [before, now] = [this.#lifeOf(this.#starts), this.#lifeOf(this.#starts + 1)];
    this.#starts += 1;
    mkdirSync(now, { recursive: true });
    const name = basename(file);
    for (const suffix of ['', '-wal']) {
      const from = join(before, name + suffix);
      if (existsSync(from)) copyFileSync(from, join(now, name + suffix));
    }
    if (this.tear) tearLast(join(now, `${name}-wal`), this.tear);
    this.tear = undefined;
    return new DatabaseSync(join(now, name), options);
  };

  dispose(): void {}

  #lifeOf(start: number): string {
    return join(this.#directory, `start-${start}`);
  }
}

function tearLast(file: string, tear: Tear): void {
  const wal = readFileSync(file);
  const { begins, ends, frame_bytes } = lastTransaction(wal);
  const page = ends - frame_bytes + FRAME_HEADER_bytes;
  switch (tear) {
    case 'nothing of it is there':
      writeFileSync(file, wal.subarray(0, begins));
      return;
    case 'its last page is half there':
      writeFileSync(file, wal.subarray(0, page + Math.floor((ends - page) / 2)));
      return;
    case 'its last page is noise':
      writeFileSync(file, Buffer.concat([wal.subarray(0, page), Buffer.alloc(ends - page, 0x5a)]));
      return;
    case 'its end is missing':
      writeFileSync(file, wal.subarray(0, ends - frame_bytes));
  }
}

/** Where the last committed transaction begins and ends in a write-ahead log. */
function lastTransaction(wal: Buffer): { begins: number; ends: number; frame_bytes: number } {
  const frame_bytes = FRAME_HEADER_bytes + wal.readUInt32BE(PAGE_SIZE_at);
  const salts = wal.subarray(SALTS.at, SALTS.at + SALTS.length);
  let [begins, ends] = [HEADER_bytes, HEADER_bytes];
  for (let at = HEADER_bytes; at + frame_bytes <= wal.length; at += frame_bytes) {
    const isOfThisLog = wal.subarray(at + FRAME.salts_at, at + FRAME.salts_at + SALTS.length).equals(salts);
    // Frames of an older round lie behind the newest.
    if (!isOfThisLog) break;
    if (wal.readUInt32BE(at + FRAME.pagesAfterCommit_at) === 0) continue;
    begins = ends;
    ends = at + frame_bytes;
  }
  return { begins, ends, frame_bytes };
}
