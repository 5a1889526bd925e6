import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import {
  PORTRAIT_HEIGHT_px,
  PORTRAIT_WIDTH_px,
  portraitGallery,
  portraitPng,
  SIGNATURE_HEIGHT_px,
  SIGNATURE_WIDTH_px,
  signaturePng,
} from './index.ts';

describe('portraits of made-up residents', () => {
  const people = Object.values(portraitGallery);

  it('are files of 420 x 540 that an order can carry', () => {
    for (const spec of people.slice(0, 4)) {
      const file = portraitPng(spec);
      const { width, height } = PNG.sync.read(file);
      expect([width, height]).toEqual([PORTRAIT_WIDTH_px, PORTRAIT_HEIGHT_px]);
      expect(file.toString('base64').length).toBeLessThan(400_000);
    }
  });

  it('are the same bytes each time', () => {
    const { womanTealHijab } = portraitGallery;
    expect(portraitPng(womanTealHijab).equals(portraitPng(womanTealHijab))).toBe(true);
  });

  it('show at least twenty different people', () => {
    const drawn = new Set(people.map((spec) => portraitPng(spec).toString('base64')));
    expect(drawn.size).toBe(people.length);
    expect(drawn.size).toBeGreaterThanOrEqual(20);
  });
});

describe('signatures', () => {
  it('are black on transparent, stay clear of the edge, and differ by seed', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 60; seed += 1) {
      const file = signaturePng(seed);
      seen.add(file.toString('base64'));
      const { data, width, height } = PNG.sync.read(file);
      expect([width, height]).toEqual([SIGNATURE_WIDTH_px, SIGNATURE_HEIGHT_px]);
      const inked = (x: number, y: number): boolean => (data[(y * width + x) * 4 + 3] ?? 0) > 0;
      for (let x = 0; x < width; x += 1) expect(inked(x, 0) || inked(x, height - 1)).toBe(false);
      for (let y = 0; y < height; y += 1) expect(inked(0, y) || inked(width - 1, y)).toBe(false);
    }
    expect(seen.size).toBe(60);
  });
});
