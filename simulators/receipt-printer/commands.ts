/** The printer's side of ESC/POS: bytes as they come in, cut into what is to be done. */

export type Order =
  | { readonly do: 'init' }
  | { readonly do: 'raster'; readonly width_bytes: number; readonly lines: number; readonly data: Uint8Array }
  | { readonly do: 'feed'; readonly dots: number }
  | { readonly do: 'text'; readonly characters: number }
  | { readonly do: 'cut'; readonly feed_dots: number }
  | { readonly do: 'present'; readonly steps: number }
  | { readonly do: 'eject' }
  | { readonly do: 'retract' }
  /** Answered when its turn comes: everything before it is then done. */
  | { readonly do: 'answerPaper' }
  | { readonly do: 'automaticStatus'; readonly on: boolean };

/** Answered at once, whatever waits in the buffer. */
export type Request =
  | { readonly ask: 'status'; readonly n: number }
  | { readonly ask: 'ejector' }
  | { readonly ask: 'model'; readonly n: number };

export type Parsed =
  | { readonly order: Order; readonly size: number }
  | { readonly request: Request; readonly size: number }
  /** Not a command of this printer: skipped, and written down. */
  | { readonly unknown: string; readonly size: number };

/** Dots that one line of text takes. */
export const TEXT_LINE_dots = 30;

/** The next command in `bytes`; undefined when it is not complete yet. */
export function parse(bytes: Uint8Array): Parsed | undefined {
  const [first = 0, second, third] = bytes;
  switch (first) {
    case 0x0a:
      return { order: { do: 'feed', dots: TEXT_LINE_dots }, size: 1 };
    case 0x10:
      return second === undefined ? undefined : second === 0x04 ? request(third) : unknown(bytes, 2);
    case 0x1b:
      return second === undefined ? undefined : escapeCommand(bytes, second, third);
    // FS . and FS &: Kanji mode off and on, which leave no dots.
    case 0x1c:
      return second === undefined ? undefined : { order: { do: 'feed', dots: 0 }, size: 2 };
    case 0x1d:
      return second === undefined ? undefined : group(bytes, second, third);
    default:
      return first >= 0x20 && first < 0x7f ? text(bytes) : unknown(bytes, 1);
  }
}

function request(n: number | undefined): Parsed | undefined {
  return n === undefined ? undefined : { request: { ask: 'status', n }, size: 3 };
}

function escapeCommand(bytes: Uint8Array, second: number, third: number | undefined): Parsed | undefined {
  switch (second) {
    case 0x40:
      return { order: { do: 'init' }, size: 2 };
    case 0x69:
    case 0x6d:
      return { order: { do: 'cut', feed_dots: 0 }, size: 2 };
    case 0x4a:
      return third === undefined ? undefined : { order: { do: 'feed', dots: third }, size: 3 };
    case 0x64:
      return third === undefined ? undefined : { order: { do: 'feed', dots: third * TEXT_LINE_dots }, size: 3 };
    // Settings of text that leave no dots: alignment, code page, character set, emphasis, underline, size, spacing.
    case 0x61:
    case 0x74:
    case 0x52:
    case 0x45:
    case 0x2d:
    case 0x21:
    case 0x33:
    case 0x4d:
      return third === undefined ? undefined : { order: { do: 'feed', dots: 0 }, size: 3 };
    case 0x32:
      return { order: { do: 'feed', dots: 0 }, size: 2 };
    default:
      return unknown(bytes, 2);
  }
}

function group(bytes: Uint8Array, second: number, third: number | undefined): Parsed | undefined {
  if (third === undefined) return undefined;
  const fourth = bytes[3];
  switch (second) {
    case 0x76:
      return raster(bytes);
    case 0x56:
      if (third === 0x41 || third === 0x42) {
        return fourth === undefined ? undefined : { order: { do: 'cut', feed_dots: fourth }, size: 4 };
      }
      return { order: { do: 'cut', feed_dots: 0 }, size: 3 };
    case 0x61:
      return { order: { do: 'automaticStatus', on: third !== 0 }, size: 3 };
    case 0x72:
      return { order: { do: 'answerPaper' }, size: 3 };
    case 0x49:
      return { request: { ask: 'model', n: third }, size: 3 };
    case 0x65:
      return ejector(bytes, third, fourth);
    default:
      return unknown(bytes, 3);
  }
}

function ejector(bytes: Uint8Array, third: number, fourth: number | undefined): Parsed | undefined {
  switch (third) {
    case 2:
      return { order: { do: 'retract' }, size: 3 };
    case 3:
      return fourth === undefined ? undefined : { order: { do: 'present', steps: fourth }, size: 4 };
    case 5:
      return { order: { do: 'eject' }, size: 3 };
    case 6:
      return { request: { ask: 'ejector' }, size: 3 };
    case 0x12:
    case 0x14:
      return { order: { do: 'feed', dots: 0 }, size: 3 };
    default:
      return unknown(bytes, 3);
  }
}

function raster(bytes: Uint8Array): Parsed | undefined {
  if (bytes.length < 8) return undefined;
  const [, , kind = 0, , xLow = 0, xHigh = 0, yLow = 0, yHigh = 0] = bytes;
  if (kind !== 0x30) return unknown(bytes, 3);
  const [width_bytes, lines] = [xLow + 256 * xHigh, yLow + 256 * yHigh];
  const size = 8 + width_bytes * lines;
  if (bytes.length < size) return undefined;
  return { order: { do: 'raster', width_bytes, lines, data: bytes.slice(8, size) }, size };
}

function text(bytes: Uint8Array): Parsed {
  let size = 1;
  while (size < bytes.length && (bytes[size] ?? 0) >= 0x20 && (bytes[size] ?? 0) < 0x7f) size += 1;
  return { order: { do: 'text', characters: size }, size };
}

function unknown(bytes: Uint8Array, size: number): Parsed {
  return { unknown: Buffer.from(bytes.subarray(0, size)).toString('hex'), size };
}
