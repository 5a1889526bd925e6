import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fontFiles } from './index.ts';

describe('the typeface', () => {
  it('is eight TrueType files that can be opened', () => {
    const files = fontFiles();
    expect(files).toHaveLength(8);
    for (const file of files) expect(readFileSync(file).readUInt32BE(0)).toBe(0x00010000);
  });
});
