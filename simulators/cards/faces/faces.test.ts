import { describe, expect, it } from 'vitest';
import { toHex } from '../../../common/bytes.ts';
import { residents } from '../../residents/index.ts';
import { holder } from '../testing/made-up-passport.ts';
import { jpegFace } from './face.ts';
import { jpeg2000Face } from './jpeg2000.ts';

const portrait = Buffer.from(holder.portrait, 'base64');

describe('the face on a chip', () => {
  it('is a JPEG of some twenty kilobytes', () => {
    const face = jpegFace(portrait);
    expect([face.width, face.height]).toEqual([420, 540]);
    expect(toHex(face.bytes.slice(0, 4))).toBe('FFD8FFE0');
    expect(toHex(face.bytes.slice(-2))).toBe('FFD9');
    expect(face.bytes.length).toBeGreaterThan(12_000);
    expect(face.bytes.length).toBeLessThan(30_000);
    expect(jpegFace(face.bytes)).toEqual(face);
  });

  it('has room on a licence’s chip, whoever it is, and stays large enough to be known by', () => {
    const portraits = new Set(
      residents(new Date('2026-11-24')).flatMap(({ orders }) =>
        orders.flatMap(({ licence }) => licence?.portrait ?? []),
      ),
    );
    // One resident's picture is broken on purpose, and never gets as far as a chip.
    for (const one of [...portraits].filter(({ length }) => length > 1_000)) {
      const face = jpegFace(Buffer.from(one, 'base64'));
      expect(face.bytes.length).toBeLessThanOrEqual(24_000);
      expect(face.width).toBeGreaterThanOrEqual(200);
    }
  });

  it('or a JPEG 2000 code stream', async () => {
    const face = await jpeg2000Face(portrait);
    expect([face.format, face.width, face.height]).toEqual(['jpeg2000', 420, 540]);
    expect(toHex(face.bytes.slice(0, 4))).toBe('FF4FFF51');
    expect(face.bytes.length).toBeGreaterThan(8_000);
    expect(face.bytes.length).toBeLessThan(30_000);
  });
});
