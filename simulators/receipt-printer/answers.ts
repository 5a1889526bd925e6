/** What the machine says of itself, byte by byte (Epson's and Custom's dialects). */
import type { Body } from './body.ts';

/** Bits 1 and 4 are always set. */
const FIXED = 0x12;

const bit = (condition: boolean, mask: number) => (condition ? mask : 0);

/** DLE EOT n. */
export function statusByte(body: Body, n: number): Uint8Array | undefined {
  switch (n) {
    case 1:
      return Uint8Array.of(FIXED | bit(body.stopped, 0x08));
    case 2:
      return Uint8Array.of(
        FIXED |
          bit(body.coverOpen, 0x04) |
          bit(body.paperOut, 0x20) |
          bit(body.jammed || body.cutterStuck || body.headHot, 0x40),
      );
    case 3:
      return Uint8Array.of(FIXED | bit(body.jammed, 0x04) | bit(body.cutterStuck, 0x08) | bit(body.headHot, 0x40));
    case 4:
      return Uint8Array.of(FIXED | bit(body.paperLow, 0x0c) | bit(body.paperOut, 0x60));
    case 20:
      return body.model.dialect === 'custom' ? fullStatus(body) : undefined;
    default:
      return undefined;
  }
}

function fullStatus(body: Body): Uint8Array {
  return Uint8Array.of(
    0x10,
    0x0f,
    bit(body.paperOut, 0x01) | bit(body.paperLow, 0x04) | bit(body.presented !== undefined, 0x20),
    bit(body.coverOpen, 0x02),
    bit(body.headHot, 0x01) | bit(body.jammed, 0x40),
    bit(body.cutterStuck, 0x01),
  );
}

/** GS e 6. */
export function ejectorStatus(body: Body): Uint8Array {
  return Uint8Array.of(
    bit(body.paperLow, 0x01) |
      bit(body.waitingInside !== undefined, 0x04) |
      bit(body.presented !== undefined, 0x08) |
      bit(body.jammed, 0x80),
  );
}

/** GS r 1. */
export function paperSensor(body: Body): Uint8Array {
  return Uint8Array.of((body.paperLow ? 0x03 : 0) | (body.paperOut ? 0x0c : 0));
}

/** GS I n; nothing where it does not know that one. */
export function identityText(body: Body, n: number): Uint8Array | undefined {
  const text = body.model.identity[n];
  return text === undefined ? undefined : Buffer.from(`_${text}\0`, 'latin1');
}

/** Clear response of DLE DC4 8. */
export const CLEARED = Uint8Array.of(0x37, 0x25, 0);

/** Automatic status back, 4 bytes. */
export function automaticStatus(body: Body): Uint8Array {
  return Uint8Array.of(
    0x10 | bit(body.stopped, 0x08) | bit(body.coverOpen, 0x20),
    bit(body.jammed, 0x04) | bit(body.cutterStuck, 0x08) | bit(body.headHot, 0x40),
    bit(body.paperLow, 0x03) | bit(body.paperOut, 0x0c),
    0,
  );
}
