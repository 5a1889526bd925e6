import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import type { Bitmap } from './bitmap.ts';
import { layoutReceipt, type ReceiptData } from './index.ts';

const usual: ReceiptData = {
  kind: 'collected',
  documentType: 'driving-licence',
  reason: 'renewal',
  nameMasked: { ar: 'نورة ا•••', en: 'Noura A•••' },
  numberMasked: 'KD ••• ••• 839',
  validUntil: '2041-11-23',
  fee: { amount: '10.000', currency: 'KWD', paid: true },
  endedAt: '2026-11-24T14:07',
  machineId: 'KWT-0117',
  reference: 'TS-7F42-19K8',
  helpPhone: '1000 000',
  verifyUrl: 'https://tasleem.example/v/TS7F4219K8',
};
const passport: ReceiptData = {
  ...usual,
  documentType: 'passport',
  numberMasked: 'P •• ••• •37',
  validUntil: '2036-11-09',
  fee: { amount: '20.000', currency: 'KWD', paid: true },
};
const long: ReceiptData = {
  ...usual,
  kind: 'retained',
  documentType: 'passport',
  reason: 'damaged-replacement',
  nameMasked: {
    ar: 'عبدالرحمن عبدالعزيز عبداللطيف ا•••',
    en: 'Wolfeschlegelsteinhausenberger-Venkatasubramanian V•••',
  },
  machineId: 'KWT-0117-AVENUES-PH4',
  helpPhone: '+965 1000 000, 1000 001, 1000 002',
  reference: 'TS-7F42-19K8-7F42-19',
  fee: { amount: '120000.000', currency: 'KWD', paid: false },
};

function rgba({ width_dots, height_dots, raster }: Bitmap): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(width_dots * height_dots * 4).fill(255);
  const stride = Math.ceil(width_dots / 8);
  for (let y = 0; y < height_dots; y++) {
    for (let x = 0; x < width_dots; x++) {
      const isBlack = ((raster[y * stride + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
      if (isBlack) pixels.fill(0, 4 * (y * width_dots + x), 4 * (y * width_dots + x) + 3);
    }
  }
  return pixels;
}

/** The same dots as the picture that was looked at; `GOLDEN=make` draws it anew, to be looked at again. */
function expectGolden(name: string, bitmap: Bitmap): void {
  const file = join(import.meta.dirname, 'golden', `${name}.png`);
  const { width_dots: width, height_dots: height } = bitmap;
  if (process.env['GOLDEN'] === 'make' || !existsSync(file)) {
    mkdirSync(join(file, '..'), { recursive: true });
    const png = new PNG({ width, height, colorType: 0 });
    png.data = Buffer.from(rgba(bitmap));
    writeFileSync(file, PNG.sync.write(png, { colorType: 0 }));
  }
  const golden = PNG.sync.read(readFileSync(file));
  expect([golden.width, golden.height]).toEqual([width, height]);
  expect(Buffer.compare(golden.data, Buffer.from(rgba(bitmap)))).toBe(0);
}

describe('a receipt', () => {
  it.each([
    ['usual-576', usual, 576],
    ['usual-640', usual, 640],
    ['passport-576', passport, 576],
    ['long-576', long, 576],
  ] as const)('is drawn dot by dot as it was looked at: %s', (name, data, width_dots) => {
    expectGolden(name, layoutReceipt(data, { width_dots }));
  });

  it.each([576, 640, 400])('has a QR code that a phone reads, on %i dots', (width_dots) => {
    const bitmap = layoutReceipt(usual, { width_dots });
    const found = jsQR(rgba(bitmap), bitmap.width_dots, bitmap.height_dots);
    expect(found?.data).toBe(usual.verifyUrl);
  });

  it('grows with its content and leaves the margins white', () => {
    const [short, tall] = [usual, long].map((data) => layoutReceipt(data, { width_dots: 576 }));
    expect(tall?.height_dots).toBeGreaterThan(short?.height_dots ?? 0);
    const body = rgba(tall as Bitmap);
    const inMargin = (x: number) => x < 16 || x >= 560;
    // Between the woven edges, beside the black bar, nothing may touch the paper's edge.
    let touched = 0;
    for (let y = 460; y < (tall?.height_dots ?? 0) - 140; y++) {
      for (let x = 0; x < 576; x++) if (inMargin(x) && body[4 * (y * 576 + x)] === 0) touched += 1;
    }
    expect(touched).toBe(0);
  });

  it('is refused on paper that no QR code fits on, instead of printing half of one', () => {
    const verifyUrl = `https://tasleem.example/${'v'.repeat(900)}/TS7F4219K8`;
    expect(() => layoutReceipt({ ...usual, verifyUrl }, { width_dots: 384 })).toThrow(/too long for a QR code/);
  });

  it('is the same every time', () => {
    expect(layoutReceipt(usual, { width_dots: 576 })).toEqual(layoutReceipt(usual, { width_dots: 576 }));
  });
});
