import type { CSSProperties, ReactNode } from 'react';

/** Drawn on a grid of 48 with round strokes. */
const drawings = {
  check: (
    <>
      <path d="M10 25l9 9 19-20" />
    </>
  ),
  clock: (
    <>
      <circle cx="24" cy="24" r="17" />
      <path d="M24 14v11l7 5" />
    </>
  ),
  hold: (
    <>
      <path d="M24 6l18 32H6z" />
      <path d="M24 19v9" />
      <circle cx="24" cy="33" r=".8" fill="currentColor" />
    </>
  ),
  help: (
    <>
      <circle cx="24" cy="24" r="18" />
      <path d="M18.5 19.5c0-3.2 2.4-5.5 5.6-5.5s5.4 2.1 5.4 5c0 4.4-5.5 4.5-5.5 8.7" />
      <circle cx="24" cy="34" r=".9" fill="currentColor" />
    </>
  ),
  globe: (
    <>
      <circle cx="24" cy="24" r="18" />
      <path d="M6 24h36M24 6c6 5 8 11 8 18s-2 13-8 18c-6-5-8-11-8-18s2-13 8-18z" />
    </>
  ),
  sight: (
    <>
      <path d="M4 33L13 11l9 22M7.5 26h11" />
      <circle cx="36" cy="23" r="9.5" />
      <path d="M36 13.5a9.5 9.5 0 0 1 0 19z" fill="currentColor" />
    </>
  ),
  erase: (
    <>
      <path d="M17 11h23a3 3 0 013 3v20a3 3 0 01-3 3H17L5 24z" />
      <path d="M22 19l10 10M32 19L22 29" />
    </>
  ),
  chevron: (
    <>
      <path d="M10 17l14 14 14-14" />
    </>
  ),
  arrow: (
    <>
      <path d="M8 24h31M28 12l12 12-12 12" />
    </>
  ),
  phone: (
    <>
      <path d="M13 6h7l4 11-5 4c2 4 4 6 8 8l4-5 11 4v7c0 3-2 5-5 5C21 40 8 27 8 11c0-3 2-5 5-5z" />
    </>
  ),
  pin: (
    <>
      <path d="M24 43c9-11 14-17 14-24a14 14 0 10-28 0c0 7 5 13 14 24z" />
      <circle cx="24" cy="19" r="5" />
    </>
  ),
  refresh: (
    <>
      <path d="M39 18A16 16 0 1040 28" />
      <path d="M41 8v11H30" />
    </>
  ),
  card: (
    <>
      <rect x="4" y="10" width="40" height="28" rx="4" />
      <circle cx="15" cy="22" r="4" />
      <path d="M9 32c1-4 3-5 6-5s5 1 6 5M27 19h11M27 26h11" />
    </>
  ),
  chip: (
    <>
      <rect x="9" y="10" width="30" height="28" rx="5" />
      <path d="M9 19.5h9M9 28.5h9M30 19.5h9M30 28.5h9M18 10v28M30 10v28M18 24h12" />
    </>
  ),
  passport: (
    <>
      <rect x="9" y="4" width="30" height="40" rx="4" />
      <path d="M24 11l7 7H17zM24 30l7-7H17z" />
      <path d="M17 37h14" />
    </>
  ),
  exit: (
    <>
      <path d="M20 8H10a3 3 0 00-3 3v26a3 3 0 003 3h10M18 24h23M32 14l10 10-10 10" />
    </>
  ),
  message: (
    <>
      <rect x="5" y="8" width="38" height="26" rx="6" />
      <path d="M14 34v8l9-8" />
      <path d="M14 18h20M14 25h12" />
    </>
  ),
  plus: (
    <>
      <path d="M24 9v30M9 24h30" />
    </>
  ),
  lock: (
    <>
      <rect x="9" y="21" width="30" height="21" rx="4" />
      <path d="M15 21v-6a9 9 0 0118 0v6" />
    </>
  ),
  tray: (
    <>
      <path d="M6 26h36v8a4 4 0 01-4 4H10a4 4 0 01-4-4z" />
      <rect x="13" y="9" width="22" height="14" rx="2.5" />
      <path d="M24 26v5" />
    </>
  ),
  cross: (
    <>
      <path d="M12 12l24 24M36 12L12 36" />
    </>
  ),
  printer: (
    <>
      <path d="M13 18V6h22v12M13 34H8a3 3 0 01-3-3V21a3 3 0 013-3h32a3 3 0 013 3v10a3 3 0 01-3 3h-5" />
      <rect x="13" y="28" width="22" height="14" rx="2" />
    </>
  ),
  person: (
    <>
      <circle cx="24" cy="16" r="9" />
      <path d="M7 42c2-10 8-14 17-14s15 4 17 14" />
    </>
  ),
  eye: (
    <>
      <path d="M3 24c5-9 12-14 21-14s16 5 21 14c-5 9-12 14-21 14S8 33 3 24z" />
      <circle cx="24" cy="24" r="7" />
    </>
  ),
  house: (
    <>
      <path d="M7 22L24 8l17 14M11 20v20h26V20" />
      <path d="M20 40V29h8v11" />
    </>
  ),
  slot: (
    <>
      <rect x="5" y="24" width="38" height="16" rx="4" />
      <path d="M12 32h24" />
      <path d="M16 24V8h16v16" />
    </>
  ),
  receipt: (
    <>
      <path d="M12 5h24v38l-4-3-4 3-4-3-4 3-4-3-4 3z" />
      <path d="M19 15h10M19 23h10M19 31h6" />
    </>
  ),
  mobile: (
    <>
      <rect x="13" y="4" width="22" height="40" rx="5" />
      <path d="M21 37h6" />
    </>
  ),
  sun: (
    <>
      <circle cx="24" cy="24" r="17" />
      <path d="M24 7a17 17 0 010 34z" fill="currentColor" />
    </>
  ),
  letters: (
    <>
      <path d="M4 38L15 10l11 28M8 29h14" />
      <path d="M29 38l7-18 8 18M32 32h9" />
    </>
  ),
  reach: (
    <>
      <path d="M24 6v30M14 26l10 10 10-10M10 43h28" />
    </>
  ),
  motion: (
    <>
      <path d="M6 16h20M6 24h30M6 32h16" />
      <path d="M33 14l9 10-9 10" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** Icons that point along the reading direction turn round with it; a clock, a tick and a telephone do not. */
const mirroring: ReadonlySet<IconName> = new Set<IconName>(['arrow', 'exit', 'refresh', 'motion']);

type IconProps = {
  readonly name: IconName;
  /** In design units. */
  readonly size?: number;
  readonly stroke?: number;
  /** Points against the reading direction. */
  readonly backwards?: boolean;
};

/** Decoration beside words: it has no name of its own for a screen reader. */
export function Icon({ name, size = 48, stroke = 3.6, backwards = false }: IconProps) {
  return (
    <svg
      className={mirroring.has(name) ? 'icon mirrors' : 'icon'}
      style={sized(size)}
      viewBox="0 0 48 48"
      fill="none"
      stroke="currentColor"
      strokeWidth={stroke}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {backwards ? <g transform="rotate(180 24 24)">{drawings[name]}</g> : drawings[name]}
    </svg>
  );
}

/** A custom property, so that a style sheet can still decide. */
function sized(size: number): CSSProperties {
  return { '--icon': `${size / 10}rem` } as CSSProperties;
}
