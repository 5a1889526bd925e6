import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSame } from './same.ts';

it('says of any two JSON values what their texts say', () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const copy = (one: unknown) => JSON.parse(JSON.stringify(one)) as unknown;
  fc.assert(
    fc.property(value, value, (one, other) => {
      const [a, b] = [copy(one), copy(other)];
      expect(isSame(a, copy(a))).toBe(true);
      expect(isSame({ in: [a] }, { in: [b] })).toBe(sorted(a) === sorted(b));
    }),
  );
});

it('takes what is undefined for what is not there', () => {
  expect(isSame({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect(isSame({ a: 1 }, { a: 1, b: undefined })).toBe(true);
  expect(isSame({ a: 1 }, { b: 1 })).toBe(false);
});

it('tells a list from a thing, and nothing from an empty one', () => {
  expect(isSame([], {})).toBe(false);
  expect(isSame(null, {})).toBe(false);
  expect(isSame([undefined], [])).toBe(false);
});

/** JSON with the names in order. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
