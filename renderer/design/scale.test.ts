import { expect, test } from 'vitest';
import { layoutFor } from './scale.ts';

test('the screen it was drawn for is drawn one to one', () => {
  expect(layoutFor(1080, 1920)).toEqual({ orientation: 'portrait', scale: 1 });
});

test('a 4K portrait screen is the same picture twice as large', () => {
  expect(layoutFor(2160, 3840)).toEqual({ orientation: 'portrait', scale: 2 });
});

test('a squat portrait screen gets smaller units rather than less height', () => {
  const { scale } = layoutFor(768, 1024);
  expect(1024 / scale).toBeCloseTo(1720);
  expect(768 / scale).toBeGreaterThan(1080);
});

test('a wide screen has two columns', () => {
  expect(layoutFor(1920, 1080)).toEqual({ orientation: 'landscape', scale: 0.9 });
});
