import { expect, test } from 'vitest';
import { type ClothName, PERIOD, rowsOf, runsOf } from './sadu.ts';

const names: readonly ClothName[] = ['hero', 'strip', 'middle'];

test.each(names)('every row of %s is covered once from edge to edge', (name) => {
  const columns = 50;
  const covered = Array.from({ length: rowsOf(name) }, () => 0);
  for (const run of runsOf(name, columns, 5)) {
    expect(run.column).toBe(covered[run.row]);
    covered[run.row] = run.column + run.length;
  }
  expect(covered.every((end) => end === columns)).toBe(true);
});

test.each(names)('%s repeats after one period and is the same upside down', (name) => {
  const threads = (shift: number) => runsOf(name, PERIOD, shift);
  expect(threads(PERIOD)).toEqual(threads(0));
  const rows = rowsOf(name);
  const grid = Array.from({ length: rows }, (): string[] => []);
  for (const run of runsOf(name, PERIOD)) grid[run.row]?.push(run.thread.repeat(run.length));
  const lines = grid.map((line) => line.join(''));
  expect([...lines].reverse()).toEqual(lines);
});
