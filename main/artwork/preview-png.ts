import { PNG } from 'pngjs';
import { CARD_HEIGHT_px, CARD_WIDTH_px } from '../../devices/contract/index.ts';
import { type Canvas, toScreenPixels } from './raster.ts';

/** A face as a PNG file; compressed off the main thread. */
export function screenPng(canvas: Canvas): Promise<Buffer> {
  const png = new PNG({
    width: CARD_WIDTH_px,
    height: CARD_HEIGHT_px,
    inputColorType: 2,
    colorType: 2,
    inputHasAlpha: false,
    bitDepth: 8,
    filterType: 2,
    deflateLevel: 5,
  });
  png.data = toScreenPixels(canvas);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    png
      .pack()
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks)))
      .on('error', reject);
  });
}
