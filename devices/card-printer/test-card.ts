import type { Bytes } from '../../common/bytes.ts';
import { CARD_HEIGHT_px, CARD_WIDTH_px, type CardFace, type CardPrintJob } from '../contract/index.ts';

type Rgb = readonly [number, number, number];
type Draw = (x: number, y: number) => Rgb;

const white: Rgb = [255, 255, 255];
/** Full colours and their mixtures: each bar asks something else of the dye panels. */
const bars: readonly Rgb[] = [
  [0, 174, 239],
  [236, 0, 140],
  [255, 221, 0],
  [237, 28, 36],
  [0, 140, 69],
  [46, 49, 146],
  [255, 138, 91],
  [20, 92, 84],
];
/** A window of the card, in pixels from its top left corner. */
type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
const barBox: Box = { left: 48, top: 48, width: 920, height: 200 };
const greyBox: Box = { left: 48, top: 270, width: 920, height: 70 };
const sweepBox: Box = { left: 48, top: 362, width: 440, height: 190 };
const lineBox: Box = { left: 528, top: 362, width: 440, height: 120 };
const textTop_px = 504;
const FRAME_px = 24;
const GREY_STEPS = 16;

/**
 * A card for technicians: colour bars, a ramp of greys and a sweep of hues from the dye panels; ruled lines
 * from 1 to 8 dots, lettering and a frame 2 mm from the edge from the resin panel. The same card every time.
 */
export function testCardJob(): CardPrintJob {
  return { front: testFace('FRONT', colorTest), back: testFace('BACK', mirrored(colorTest)) };
}

function testFace(name: string, draw: Draw): CardFace {
  return { color: paint(draw), resin: ink(name), overlay: 'full' };
}

const mirrored =
  (draw: Draw): Draw =>
  (x, y) =>
    draw(CARD_WIDTH_px - 1 - x, y);

function colorTest(x: number, y: number): Rgb {
  const bar = within(barBox, x, y);
  if (bar) return bars[Math.floor(bar.across * bars.length)] ?? white;
  const grey = within(greyBox, x, y);
  if (grey) {
    const level = Math.round((Math.floor(grey.across * GREY_STEPS) / (GREY_STEPS - 1)) * 255);
    return [level, level, level];
  }
  const sweep = within(sweepBox, x, y);
  return sweep ? hue(sweep.across * 360, 1 - sweep.down * 0.85) : white;
}

function within(box: Box, x: number, y: number): { across: number; down: number } | undefined {
  const across = (x - box.left) / box.width;
  const down = (y - box.top) / box.height;
  return across >= 0 && across < 1 && down >= 0 && down < 1 ? { across, down } : undefined;
}

/** HSV with full value. */
function hue(degrees: number, saturation: number): Rgb {
  const channel = (offset: number) => {
    const k = (offset + degrees / 60) % 6;
    return Math.round(255 * (1 - saturation * Math.max(0, Math.min(k, 4 - k, 1))));
  };
  return [channel(5), channel(3), channel(1)];
}

function paint(draw: Draw): Bytes {
  const rgb = new Uint8Array(CARD_WIDTH_px * CARD_HEIGHT_px * 3);
  for (let y = 0; y < CARD_HEIGHT_px; y++) {
    for (let x = 0; x < CARD_WIDTH_px; x++) rgb.set(draw(x, y), (y * CARD_WIDTH_px + x) * 3);
  }
  return rgb;
}

function ink(name: string): Bytes {
  const sheet = new InkSheet();
  sheet.frame(FRAME_px, 3);
  let x = lineBox.left;
  for (let width = 1; width <= 8; width++) {
    for (let line = 0; line < 4; line++) sheet.fill(x + line * width * 2, lineBox.top, width, lineBox.height);
    x += width * 8 + 18;
  }
  sheet.text(`TASLEEM TEST ${name}`, lineBox.left, textTop_px, 4);
  sheet.text('0123456789 300 DPI', lineBox.left, textTop_px + 36, 2);
  for (const corner of [FRAME_px, CARD_WIDTH_px - FRAME_px]) {
    sheet.fill(corner - 12, CARD_HEIGHT_px / 2, 24, 1);
  }
  return sheet.bits;
}

/** One bit a pixel, 1 = black. */
class InkSheet {
  readonly bits = new Uint8Array((CARD_WIDTH_px / 8) * CARD_HEIGHT_px);

  fill(left: number, top: number, width: number, height: number): void {
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) {
        const at = y * (CARD_WIDTH_px / 8) + (x >> 3);
        if (x >= 0 && x < CARD_WIDTH_px && at < this.bits.length)
          this.bits[at] = (this.bits[at] ?? 0) | (0x80 >> (x & 7));
      }
    }
  }

  frame(inset: number, width: number): void {
    const across = CARD_WIDTH_px - 2 * inset;
    const down = CARD_HEIGHT_px - 2 * inset;
    this.fill(inset, inset, across, width);
    this.fill(inset, inset + down - width, across, width);
    this.fill(inset, inset, width, down);
    this.fill(inset + across - width, inset, width, down);
  }

  text(words: string, left: number, top: number, dot: number): void {
    for (const [index, letter] of [...words].entries()) {
      for (const [row, columns] of (glyphs[letter] ?? []).entries()) {
        for (let column = 0; column < 5; column++) {
          if ((columns >> (4 - column)) & 1) {
            this.fill(left + (index * 6 + column) * dot, top + row * dot, dot, dot);
          }
        }
      }
    }
  }
}

/** Letters of 5 x 7 dots, a row a number; only those that the test card says. */
const glyphs: Readonly<Record<string, readonly number[]>> = {
  A: [14, 17, 17, 31, 17, 17, 17],
  B: [30, 17, 17, 30, 17, 17, 30],
  C: [14, 17, 16, 16, 16, 17, 14],
  D: [30, 17, 17, 17, 17, 17, 30],
  E: [31, 16, 16, 30, 16, 16, 31],
  F: [31, 16, 16, 30, 16, 16, 16],
  I: [14, 4, 4, 4, 4, 4, 14],
  K: [17, 18, 20, 24, 20, 18, 17],
  L: [16, 16, 16, 16, 16, 16, 31],
  M: [17, 27, 21, 21, 17, 17, 17],
  N: [17, 25, 21, 19, 17, 17, 17],
  O: [14, 17, 17, 17, 17, 17, 14],
  P: [30, 17, 17, 30, 16, 16, 16],
  R: [30, 17, 17, 30, 20, 18, 17],
  S: [15, 16, 16, 14, 1, 1, 30],
  T: [31, 4, 4, 4, 4, 4, 4],
  0: [14, 17, 19, 21, 25, 17, 14],
  1: [4, 12, 4, 4, 4, 4, 14],
  2: [14, 17, 1, 6, 8, 16, 31],
  3: [30, 1, 1, 14, 1, 1, 30],
  4: [2, 6, 10, 18, 31, 2, 2],
  5: [31, 16, 30, 1, 1, 17, 14],
  6: [14, 16, 16, 30, 17, 17, 14],
  7: [31, 1, 2, 4, 8, 8, 8],
  8: [14, 17, 17, 14, 17, 17, 14],
  9: [14, 17, 17, 15, 1, 1, 14],
};
