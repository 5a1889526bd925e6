import { PNG } from 'pngjs';
import type { Panel } from '../machine/index.ts';

export const SURFACE_WIDTH_px = 1016;
export const SURFACE_HEIGHT_px = 648;

/** What was sent for one face. */
export type FaceImage = { readonly rgb?: Uint8Array; readonly resin?: Uint8Array; readonly overlay: boolean };

/**
 * One face of a card as it really is: each panel reaches as far along the card as the head came
 * before it stopped (0 to 1), so a card that was cut off shows where.
 */
export class Surface {
  image: FaceImage | undefined;
  /** How many print jobs worked on it. */
  jobs = 0;
  readonly reached: Record<Panel, number> = { y: 0, m: 0, c: 0, k: 0, o: 0 };
}

/** The face as a PNG; an unprinted face is white. */
export function surfacePng(surface: Surface): Uint8Array {
  const png = new PNG({ width: SURFACE_WIDTH_px, height: SURFACE_HEIGHT_px });
  const { data } = png;
  data.fill(255);
  const { image, reached } = surface;
  const columns = (panel: Panel) => Math.round(reached[panel] * SURFACE_WIDTH_px);
  if (image?.rgb) dye(data, image.rgb, [columns('c'), columns('m'), columns('y')]);
  if (image?.resin) coat(data, image.resin, columns('k'));
  return new Uint8Array(PNG.sync.write(png, { colorType: 2, inputColorType: 6, deflateLevel: 3 }));
}

/** Cyan takes red away, magenta green, yellow blue: each channel stays white where its panel did not come. */
function dye(data: Uint8Array, rgb: Uint8Array, columns: readonly [number, number, number]): void {
  for (let channel = 0; channel < 3; channel++) {
    const until = columns[channel] ?? 0;
    for (let y = 0; y < SURFACE_HEIGHT_px; y++) {
      const row = y * SURFACE_WIDTH_px;
      for (let x = 0; x < until; x++) data[(row + x) * 4 + channel] = rgb[(row + x) * 3 + channel] ?? 255;
    }
  }
}

function coat(data: Uint8Array, resin: Uint8Array, until: number): void {
  for (let y = 0; y < SURFACE_HEIGHT_px; y++) {
    const row = y * SURFACE_WIDTH_px;
    for (let x = 0; x < until; x++) if (resin[row + x] === 1) data.fill(0, (row + x) * 4, (row + x) * 4 + 3);
  }
}
