import type { CSSProperties } from 'react';

/** On a grid of 24 with round strokes. */
const drawings = {
  overview:
    'M6 4a1.5 1.5 0 0 1 1.5-1.5h9A1.5 1.5 0 0 1 18 4v16a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 6 20zM8.5 5h7v6h-7zM9 15h6M9 18h4',
  devices:
    'M4.5 8h15A1.5 1.5 0 0 1 21 9.5v6a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15.5v-6A1.5 1.5 0 0 1 4.5 8zM7 8V3.5h10V8M7 13h10v7H7z',
  journal: 'M5 3h11l3 3v15H5zM8.5 9h7M8.5 13h7M8.5 17h4',
  access: 'M12.5 12a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM12.5 12H22M18.5 12v4M22 12v3',
  lock: 'M6.5 11h11a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 5 18.5v-6A1.5 1.5 0 0 1 6.5 11zM8 11V7.5a4 4 0 0 1 8 0V11',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  play: 'M8 5l11 7-11 7z',
  door: 'M5 21V4.5A1.5 1.5 0 0 1 6.5 3h11A1.5 1.5 0 0 1 19 4.5V21M3 21h18M15 11.5v1.5',
  chain: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L11.8 7.3M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1.5-1.5',
  down: 'M5 9l7 7 7-7',
  up: 'M5 15l7-7 7 7',
} as const;

export type IconName = keyof typeof drawings;

const mirroring: ReadonlySet<IconName> = new Set<IconName>(['back', 'forward', 'play']);

/** Beside words, which say the same. */
export function Icon({
  name,
  size = 26,
  stroke = 1.8,
}: {
  readonly name: IconName;
  readonly size?: number;
  readonly stroke?: number;
}) {
  return (
    <svg
      className={mirroring.has(name) ? 'glyph mirrors' : 'glyph'}
      style={{ '--size': size } as CSSProperties}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={stroke}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={drawings[name]} />
    </svg>
  );
}
