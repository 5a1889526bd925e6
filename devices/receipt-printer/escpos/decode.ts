/** What the printer answers, told apart by its first byte and turned into one picture. Pure functions, bounds checked. */
import type { Dialect } from './models.ts';

/** What is known of the printer's condition; a field that no answer spoke of is absent. */
export type Condition = {
  readonly coverOpen?: boolean;
  readonly paperOut?: boolean;
  readonly paperLow?: boolean;
  readonly paperJam?: boolean;
  readonly cutterError?: boolean;
  readonly headHot?: boolean;
  readonly unrecoverable?: boolean;
  readonly offline?: boolean;
  readonly ticketAtOutput?: boolean;
};

export type Answer =
  /** DLE EOT 1 to 4: which of them only the asker knows. */
  | { readonly kind: 'status'; readonly byte: number; readonly size: number }
  /** DLE EOT 20. */
  | { readonly kind: 'fullStatus'; readonly condition: Condition; readonly size: number }
  /** Automatic status back (GS a). */
  | { readonly kind: 'automatic'; readonly condition: Condition; readonly size: number }
  /** GS r 1: its turn in the buffer has come. */
  | { readonly kind: 'inTurn'; readonly size: number }
  /** GS I 65 to 68. */
  | { readonly kind: 'text'; readonly text: string; readonly size: number }
  /** DLE DC4 8: the buffer is empty now. */
  | { readonly kind: 'cleared'; readonly size: number }
  /** Belongs to no answer: skipped. */
  | { readonly kind: 'noise'; readonly size: number };

const has = (byte: number, mask: number) => (byte & mask) !== 0;

const noise: Answer = { kind: 'noise', size: 1 };
const LONGEST_TEXT_bytes = 80;

/** The first answer in `bytes`; undefined when it is not complete yet. */
export function decode(bytes: Uint8Array, dialect: Dialect): Answer | undefined {
  const [first, second] = bytes;
  if (first === undefined) return undefined;
  if (dialect === 'custom' && first === 0x10) {
    if (second !== undefined && second !== 0x0f) return noise;
    return bytes.length < 6 ? undefined : { kind: 'fullStatus', condition: fullStatus(bytes), size: 6 };
  }
  if (!has(first, 0x90)) return { kind: 'inTurn', size: 1 };
  return dialect === 'epson' ? decodeEpson(bytes, first, second) : noise;
}

function decodeEpson(bytes: Uint8Array, first: number, second: number | undefined): Answer | undefined {
  if ((first & 0x93) === 0x12) return { kind: 'status', byte: first, size: 1 };
  if ((first & 0x93) === 0x10) {
    return bytes.length < 4 ? undefined : { kind: 'automatic', condition: automatic(bytes), size: 4 };
  }
  if (first === 0x37) {
    if (second === undefined || (second === 0x25 && bytes.length < 3)) return undefined;
    return second === 0x25 && bytes[2] === 0 ? { kind: 'cleared', size: 3 } : noise;
  }
  return first === 0x5f ? decodeText(bytes) : noise;
}

/** `_`, the text, NUL. */
function decodeText(bytes: Uint8Array): Answer | undefined {
  const end = bytes.indexOf(0);
  if (end < 0) return bytes.length > LONGEST_TEXT_bytes ? noise : undefined;
  if (end > LONGEST_TEXT_bytes) return noise;
  return { kind: 'text', text: String.fromCharCode(...bytes.subarray(1, end)), size: end + 1 };
}

/** DLE EOT n, one byte. */
export function conditionOf(n: 1 | 2 | 3 | 4, byte: number): Condition {
  switch (n) {
    case 1:
      return { offline: has(byte, 0x08) };
    case 2:
      return { coverOpen: has(byte, 0x04), paperOut: has(byte, 0x20) };
    case 3:
      return {
        paperJam: has(byte, 0x04),
        cutterError: has(byte, 0x08),
        unrecoverable: has(byte, 0x20),
        headHot: has(byte, 0x40),
      };
    case 4:
      return { paperLow: has(byte, 0x0c), paperOut: has(byte, 0x60) };
  }
}

function fullStatus(bytes: Uint8Array): Condition {
  const [, , paper = 0, user = 0, recoverable = 0, unrecoverable = 0] = bytes;
  return {
    paperOut: has(paper, 0x01 | 0x40),
    paperLow: has(paper, 0x04),
    ticketAtOutput: has(paper, 0x20),
    coverOpen: has(user, 0x03),
    headHot: has(recoverable, 0x01),
    paperJam: has(recoverable, 0x40),
    cutterError: has(unrecoverable, 0x01),
    unrecoverable: has(unrecoverable, 0x4c),
  };
}

function automatic(bytes: Uint8Array): Condition {
  const [one = 0, two = 0, three = 0] = bytes;
  return {
    offline: has(one, 0x08),
    coverOpen: has(one, 0x20),
    paperJam: has(two, 0x04),
    cutterError: has(two, 0x08),
    unrecoverable: has(two, 0x20),
    headHot: has(two, 0x40),
    paperLow: has(three, 0x03),
    paperOut: has(three, 0x0c),
  };
}
