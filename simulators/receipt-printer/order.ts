/** What the printer is told to do, apart from how it is told. */

export type Order =
  | { readonly do: 'init' }
  | { readonly do: 'text'; readonly bytes: Uint8Array }
  | { readonly do: 'lineFeed' }
  | { readonly do: 'feed'; readonly dots: number }
  | { readonly do: 'feedLines'; readonly lines: number }
  | { readonly do: 'style'; readonly style: Style }
  /** `from`: the left margin, or where the last sign ended. */
  | { readonly do: 'position'; readonly from: 'margin' | 'here'; readonly dots: number }
  | Image
  /** ESC *: stands in the line like a sign. */
  | { readonly do: 'columns'; readonly image: Image }
  /** GS ( L 112: kept until it is printed by 50. */
  | { readonly do: 'store'; readonly image: Image }
  | { readonly do: 'printStored' }
  | { readonly do: 'cut'; readonly feed_dots: number }
  | { readonly do: 'present'; readonly steps: number }
  | { readonly do: 'eject' }
  | { readonly do: 'retract' }
  /** Answered when its turn comes: everything before it is then done. */
  | { readonly do: 'answerPaper' }
  | { readonly do: 'identify'; readonly n: number }
  | { readonly do: 'automaticStatus'; readonly on: boolean }
  /** Known, and without dots. */
  | { readonly do: 'nothing' };

export type Image = {
  readonly do: 'image';
  readonly width_bytes: number;
  readonly lines: number;
  readonly data: Uint8Array;
  readonly scaleX: number;
  readonly scaleY: number;
};

export type Style = {
  readonly align?: 'left' | 'center' | 'right';
  readonly scaleX?: number;
  readonly scaleY?: number;
  readonly bold?: boolean;
  readonly underline?: boolean;
  readonly reverse?: boolean;
  readonly lineSpacing_dots?: number;
  readonly margin_dots?: number;
  readonly width_dots?: number;
};

/** Answered at once, whatever waits in the buffer. */
export type Request = { readonly ask: 'status'; readonly n: number } | { readonly ask: 'ejector' };

export type Parsed =
  | { readonly order: Order; readonly size: number }
  | { readonly request: Request; readonly size: number }
  /** Not a command of this printer: skipped, and written down. */
  | { readonly unknown: string; readonly size: number };

export const DEFAULT_LINE_SPACING_dots = 30;

/** `order` once all `size` bytes of it are there. */
export function whole(bytes: Uint8Array, size: number, order: Order = { do: 'nothing' }): Parsed | undefined {
  return bytes.length < size ? undefined : { order, size };
}

export function unknown(bytes: Uint8Array, size: number): Parsed {
  return { unknown: Buffer.from(bytes.subarray(0, size)).toString('hex'), size };
}
