import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { VirtualClock } from '../common/clock.ts';
import { openLogFile } from './log-file.ts';

let directory: string;
let clock: VirtualClock;
let troubles: string[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tasleem-log-'));
  clock = new VirtualClock();
  troubles = [];
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function opened(size_bytes = 1_000_000, folder = directory) {
  return openLogFile({ directory: folder, size_bytes, older: 2, clock, onTrouble: (words) => troubles.push(words) });
}

const read = (name: string) => readFileSync(join(directory, name), 'utf8');

describe('the log file', () => {
  test('goes on where an earlier program stopped', async () => {
    for (const line of ['first\n', 'second\n']) {
      const file = opened();
      file.write(line);
      await file.close();
    }
    expect(read('kiosk.log')).toBe('first\nsecond\n');
  });

  test('is not for everybody to read', async () => {
    const file = opened();
    file.write('x\n');
    await file.close();
    expect(statSync(join(directory, 'kiosk.log')).mode & 0o007).toBe(0);
  });

  test('is never larger than it may be, and no more than two older ones are kept', async () => {
    for (let n = 0; n < 60; n++) {
      const file = opened(100);
      file.write(`${String(n).padStart(19)}\n`);
      await file.close();
    }
    const names = readdirSync(directory).sort();
    expect(names).toEqual(['kiosk.log', 'kiosk.log.1', 'kiosk.log.2']);
    for (const name of names) expect(statSync(join(directory, name)).size).toBeLessThanOrEqual(120);
    const lines = names.reverse().flatMap((name) => read(name).split('\n').filter(Boolean).map(Number));
    // Nothing between is missing, and the newest is the last that was written.
    expect(lines).toEqual(lines.map((_, index) => 59 - (lines.length - 1 - index)));
  });

  test('that cannot be written says so once, and is tried again after a minute', async () => {
    const blocked = join(directory, 'blocked');
    writeFileSync(blocked, 'a file where a folder should be');
    const file = opened(1000, blocked);
    file.write('lost\n');
    await expect.poll(() => troubles.length).toBe(1);
    file.write('lost too\n');
    rmSync(blocked);
    await clock.advance(60_000);
    file.write('kept\n');
    await file.close();
    expect(troubles).toHaveLength(1);
    expect(readFileSync(join(blocked, 'kiosk.log'), 'utf8')).toBe('kept\n');
  });
});
