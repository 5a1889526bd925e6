import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from './lock.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasleem-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('lock', () => {
  it('lets one in after the other', async () => {
    const path = join(folder, 'lock');
    const order: string[] = [];
    const visit = (name: string) =>
      withLock(path, async () => {
        order.push(`${name} in`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} out`);
      });
    await Promise.all([visit('first'), visit('second')]);
    expect(order).toEqual(['first in', 'first out', 'second in', 'second out']);
  });

  it('is taken over when its holder has died', async () => {
    const path = join(folder, 'lock');
    mkdirSync(path);
    writeFileSync(join(path, 'pid'), '2147483646'); // above every pid the kernel gives out
    expect(await withLock(path, async () => 'in')).toBe('in');
  });

  it('is released when the work throws', async () => {
    const path = join(folder, 'lock');
    await expect(
      withLock(path, async () => {
        throw new Error('work failed');
      }),
    ).rejects.toThrow('work failed');
    expect(await withLock(path, async () => 'in')).toBe('in');
  });
});
