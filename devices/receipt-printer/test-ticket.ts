/** A ticket for a technician: rulers, blacks and hairlines that show a dirty head or a loose belt. */
import type { ReceiptTicket } from '../contract/index.ts';

const HEIGHT_dots = 400;

export function testTicket(width_dots: number): ReceiptTicket {
  const width_bytes = Math.ceil(width_dots / 8);
  const raster = new Uint8Array(width_bytes * HEIGHT_dots);
  for (let y = 0; y < HEIGHT_dots; y++) {
    for (let x = 0; x < width_dots; x++) {
      if (isBlack(x, y, width_dots))
        raster[y * width_bytes + (x >> 3)] = (raster[y * width_bytes + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width_dots, height_dots: HEIGHT_dots, raster };
}

function isBlack(x: number, y: number, width_dots: number): boolean {
  // A ruler in millimetres along the top: 8 dots each, every tenth longer.
  if (y < 40) return x % 8 === 0 && y < (x % 80 === 0 ? 40 : 20);
  if (y < 80) return false;
  // Every dot of the head once, so that a dead one leaves a white line.
  if (y < 140) return true;
  if (y < 180) return false;
  // Hairlines, one dot black and one white.
  if (y < 240) return x % 2 === 0;
  if (y < 280) return false;
  // A diagonal across: steps in it are a slipping roller.
  return Math.abs(x - ((y - 280) * width_dots) / 120) < 3;
}
