/** Commands that begin with GS. */
import { type Image, type Parsed, type Style, unknown, whole } from './order.ts';

/** Lengths of what leaves no dots: size, place, font and width of bar codes' digits, smoothing, motion units, macros. */
const silent: Readonly<Record<number, number>> = { 58: 2, 72: 3, 80: 4, 84: 3, 98: 3, 102: 3, 104: 3, 106: 3, 119: 3 };

export function groupCommand(bytes: Uint8Array): Parsed | undefined {
  const [, second, third, fourth] = bytes;
  if (second === undefined || third === undefined) return undefined;
  const style = (style: Style, size = 3) => whole(bytes, size, { do: 'style', style });
  const word = third + 256 * (fourth ?? 0);
  switch (second) {
    case 0x21:
      return style({ scaleX: (third >> 4) + 1, scaleY: (third & 0x0f) + 1 });
    case 0x28:
      return extended(bytes, 5, third);
    case 0x38:
      return extended(bytes, 7, third);
    case 0x42:
      return style({ reverse: (third & 1) !== 0 });
    case 0x49:
      return whole(bytes, 3, { do: 'identify', n: third });
    case 0x4c:
      return style({ margin_dots: word }, 4);
    case 0x56:
      return third === 0x41 || third === 0x42
        ? whole(bytes, 4, { do: 'cut', feed_dots: fourth ?? 0 })
        : whole(bytes, 3, { do: 'cut', feed_dots: 0 });
    case 0x57:
      return style({ width_dots: word }, 4);
    case 0x61:
      return whole(bytes, 3, { do: 'automaticStatus', on: third !== 0 });
    case 0x65:
      return ejector(bytes, third, fourth);
    case 0x6b:
      return barcode(bytes, third, fourth);
    case 0x72:
      return whole(bytes, 3, { do: 'answerPaper' });
    case 0x76:
      return raster(bytes);
    default: {
      const size = silent[second];
      return size === undefined ? unknown(bytes, 3) : whole(bytes, size);
    }
  }
}

/** GS e, of printers with a presenter. */
function ejector(bytes: Uint8Array, third: number, fourth: number | undefined): Parsed | undefined {
  switch (third) {
    case 2:
      return { order: { do: 'retract' }, size: 3 };
    case 3:
      return whole(bytes, 4, { do: 'present', steps: fourth ?? 0 });
    case 5:
      return { order: { do: 'eject' }, size: 3 };
    case 6:
      return { request: { ask: 'ejector' }, size: 3 };
    case 0x12:
    case 0x14:
      return whole(bytes, 3);
    case 0x20:
      return whole(bytes, 5, { do: 'present', steps: fourth ?? 0 });
    default:
      return unknown(bytes, 3);
  }
}

/** GS v 0 m xL xH yL yH. */
function raster(bytes: Uint8Array): Parsed | undefined {
  if (bytes.length < 8) return undefined;
  const [, , kind = 0, mode = 0, xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = bytes;
  if (kind !== 0x30) return unknown(bytes, 3);
  const [width_bytes, lines] = [xLow + 256 * xHigh, yLow + 256 * yHigh];
  const size = 8 + width_bytes * lines;
  if (bytes.length < size) return undefined;
  const scale = { scaleX: mode & 1 ? 2 : 1, scaleY: mode & 2 ? 2 : 1 };
  return { order: { do: 'image', width_bytes, lines, data: bytes.slice(8, size), ...scale }, size };
}

/** GS ( x pL pH and GS 8 L p1 p2 p3 p4: data of a length that they say; only graphics leave dots. */
function extended(bytes: Uint8Array, head: 5 | 7, what: number): Parsed | undefined {
  if (bytes.length < head) return undefined;
  let length = 0;
  for (let i = head - 1; i >= 3; i--) length = 256 * length + (bytes[i] ?? 0);
  const size = head + length;
  if (bytes.length < size) return undefined;
  return what === 0x4c ? graphics(bytes.slice(head, size), size) : { order: { do: 'nothing' }, size };
}

function graphics(data: Uint8Array, size: number): Parsed {
  const [, fn, , scaleX = 1, scaleY = 1, , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = data;
  if (fn === 2 || fn === 50) return { order: { do: 'printStored' }, size };
  if (fn !== 112) return { order: { do: 'nothing' }, size };
  const image: Image = {
    do: 'image',
    width_bytes: Math.ceil((xLow + 256 * xHigh) / 8),
    lines: yLow + 256 * yHigh,
    data: data.slice(10),
    scaleX: Math.max(1, scaleX),
    scaleY: Math.max(1, scaleY),
  };
  return { order: { do: 'store', image }, size };
}

/** GS k: either as long as it says, or until NUL. Read, not drawn. */
function barcode(bytes: Uint8Array, kind: number, length: number | undefined): Parsed | undefined {
  if (kind >= 65) return length === undefined ? undefined : whole(bytes, 4 + length);
  const end = bytes.indexOf(0, 3);
  return end < 0 ? undefined : { order: { do: 'nothing' }, size: end + 1 };
}
