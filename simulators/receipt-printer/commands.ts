/** The printer's side of ESC/POS: bytes as they come in, cut into what is to be done. */
import { groupCommand } from './group-commands.ts';
import { DEFAULT_LINE_SPACING_dots, type Parsed, type Style, unknown, whole } from './order.ts';

/** DLE DC4 8: executed wherever it stands, even inside the data of another command. */
export const CLEAR_BUFFER = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** The next command in `bytes`; undefined when it is not complete yet. */
export function parse(bytes: Uint8Array): Parsed | undefined {
  const [first = 0, second, third] = bytes;
  switch (first) {
    case 0x0a:
      return { order: { do: 'lineFeed' }, size: 1 };
    case 0x10:
      return second === undefined ? undefined : realTime(bytes, second, third);
    case 0x1b:
      return second === undefined ? undefined : escapeCommand(bytes, second, third);
    case 0x1c:
      return second === undefined ? undefined : fieldCommand(bytes, second);
    case 0x1d:
      return groupCommand(bytes);
    default:
      return first >= 0x20 && first !== 0x7f ? text(bytes) : { order: { do: 'nothing' }, size: 1 };
  }
}

const alignments = ['left', 'center', 'right'] as const;

function realTime(bytes: Uint8Array, second: number, third: number | undefined): Parsed | undefined {
  switch (second) {
    case 0x04:
      return third === undefined ? undefined : { request: { ask: 'status', n: third }, size: 3 };
    case 0x05:
      return whole(bytes, 3);
    case 0x14:
      return whole(bytes, third === 8 ? CLEAR_BUFFER.length : 5);
    default:
      return unknown(bytes, 2);
  }
}

/** Lengths of what leaves no dots: spacing, strike, font, turned, character set, drawer, code page, upside down ... */
const silent: Readonly<Record<number, number>> = {
  32: 3,
  61: 3,
  66: 4,
  71: 3,
  77: 3,
  82: 3,
  83: 2,
  84: 3,
  86: 3,
  99: 4,
  112: 5,
  114: 3,
  116: 3,
  123: 3,
};

function escapeCommand(bytes: Uint8Array, second: number, third: number | undefined): Parsed | undefined {
  const n = third ?? 0;
  const style = (style: Style) => whole(bytes, 3, { do: 'style', style });
  switch (second) {
    case 0x40:
      return { order: { do: 'init' }, size: 2 };
    case 0x21:
      return style({
        scaleX: n & 0x20 ? 2 : 1,
        scaleY: n & 0x10 ? 2 : 1,
        bold: (n & 0x08) !== 0,
        underline: (n & 0x80) !== 0,
      });
    case 0x24:
    case 0x5c:
      return whole(bytes, 4, {
        do: 'position',
        from: second === 0x24 ? 'margin' : 'here',
        dots: new DataView(Uint8Array.of(n, bytes[3] ?? 0).buffer).getInt16(0, true),
      });
    case 0x2a:
      return columnImage(bytes);
    case 0x2d:
      return style({ underline: (n & 0x0f) !== 0 });
    case 0x32:
      return { order: { do: 'style', style: { lineSpacing_dots: DEFAULT_LINE_SPACING_dots } }, size: 2 };
    case 0x33:
      return style({ lineSpacing_dots: n });
    case 0x45:
      return style({ bold: (n & 1) !== 0 });
    case 0x4a:
      return whole(bytes, 3, { do: 'feed', dots: n });
    case 0x61:
      return style({ align: alignments[n & 0x03] ?? 'left' });
    case 0x64:
      return whole(bytes, 3, { do: 'feedLines', lines: n });
    case 0x69:
    case 0x6d:
      return { order: { do: 'cut', feed_dots: 0 }, size: 2 };
    case 0x76:
      return { order: { do: 'answerPaper' }, size: 2 };
    default: {
      const size = silent[second];
      return size === undefined ? unknown(bytes, 2) : whole(bytes, size);
    }
  }
}

/** ESC * m nL nH: columns of 8 or 24 dots, turned into rows. */
function columnImage(bytes: Uint8Array): Parsed | undefined {
  if (bytes.length < 5) return undefined;
  const [, , mode = 0, low = 0, high = 0] = bytes;
  const columns = low + 256 * high;
  const deep = mode >= 32 ? 3 : 1;
  const size = 5 + columns * deep;
  if (bytes.length < size) return undefined;
  const width_bytes = Math.ceil(columns / 8);
  const data = new Uint8Array(width_bytes * 8 * deep);
  for (let x = 0; x < columns; x++) {
    for (let y = 0; y < 8 * deep; y++) {
      if (((bytes[5 + x * deep + (y >> 3)] ?? 0) & (0x80 >> (y & 7))) === 0) continue;
      data[y * width_bytes + (x >> 3)] = (data[y * width_bytes + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const scale = { scaleX: mode === 0 || mode === 32 ? 2 : 1, scaleY: deep === 1 ? 3 : 1 };
  const image = { do: 'image', width_bytes, lines: 8 * deep, data, ...scale } as const;
  return { order: { do: 'columns', image }, size };
}

/** FS: Kanji mode and its settings, which leave no dots. */
function fieldCommand(bytes: Uint8Array, second: number): Parsed | undefined {
  switch (second) {
    case 0x26:
    case 0x2e:
      return { order: { do: 'nothing' }, size: 2 };
    case 0x21:
    case 0x2d:
    case 0x43:
    case 0x57:
      return whole(bytes, 3);
    case 0x53:
    case 0x70:
      return whole(bytes, 4);
    case 0x28:
      return bytes.length < 5 ? undefined : whole(bytes, 5 + (bytes[3] ?? 0) + 256 * (bytes[4] ?? 0));
    default:
      return unknown(bytes, 2);
  }
}

function text(bytes: Uint8Array): Parsed {
  let size = 1;
  while (size < bytes.length && (bytes[size] ?? 0) >= 0x20 && bytes[size] !== 0x7f) size += 1;
  return { order: { do: 'text', bytes: bytes.slice(0, size) }, size };
}
