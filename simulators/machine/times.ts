import type { Panel } from './ribbon.ts';

/** How long the mechanics of a desktop card printer take at real speed: a two-sided colour card in about 36 s. */
export const cardTimes_ms = {
  feed: 3200,
  move: 1200,
  flip: 2200,
  eject: 1400,
  retract: 1600,
  reject: 1800,
  /** From power on until the firmware answers. */
  boot: 6000,
  /** Until an overheated head may print again. */
  cooling: 60_000,
  panel: { y: 3000, m: 3000, c: 3000, k: 2400, o: 1800 } satisfies Record<Panel, number>,
} as const;
