import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { residents } from '../../simulators/residents/index.ts';
import { searchForResidents } from './left-behind.ts';

const people = residents(new Date('2026-11-24'));
const noura = people.find(({ id }) => id === 'noura');
if (!noura) throw new Error('noura is gone');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tasleem-left-'));
  mkdirSync(join(folder, 'deep/down'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function found(content: string | Buffer) {
  writeFileSync(join(folder, 'deep/down/file'), content);
  return searchForResidents([folder], people).found.map(({ resident, what }) => `${resident}: ${what}`);
}

describe('the search for what a kiosk left behind', () => {
  test('finds a civil ID number in a log, however deep it lies', () => {
    expect(found(`{"words":"for ${noura.civilId}"}`)).toContain('noura: civil ID number');
  });

  test('finds an Arabic name as a browser stores it', () => {
    const bytes = Buffer.from(`\u0001${noura.name.ar.otherNames} ${noura.name.ar.surname}`, 'utf16le');
    expect(found(bytes)).toContain('noura: Arabic name');
  });

  test('finds the number of a licence', () => {
    const { licenceNumber } = noura.orders[0]?.licence ?? { licenceNumber: '' };
    expect(found(`x${licenceNumber}y`)).toContain('noura: licence number of ord-noura-1');
  });

  test('finds nothing where only masked names and references stand, and says how many files it saw', () => {
    expect(found('Noura A••• TS-7F42-19K8')).toEqual([]);
    expect(searchForResidents([folder], people).files).toBe(1);
  });
});
