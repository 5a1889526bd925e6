import type { PartState, Supply } from '../../../main/technician/view.ts';

/** How full each is drawn, 0 to 1. */
export type Levels = {
  readonly ribbon: number;
  readonly hopper: number;
  readonly paper: number;
  readonly booklets: number;
  readonly reject: number;
  readonly retain: number;
  readonly vaultRetain: number;
};

/** Where nothing is counted a sensor still tells plenty, little or none. */
const sensed: Readonly<Partial<Record<PartState, number>>> = { attention: 0.15, fault: 0 };

export function levelsOf(supplies: readonly Supply[]): Levels {
  const of = (kind: Supply['kind']) => {
    const supply = supplies.find((each) => each.kind === kind);
    return supply === undefined ? undefined : levelOf(supply);
  };
  return {
    ribbon: of('ribbon') ?? 1,
    hopper: of('hopper') ?? 1,
    paper: of('paper') ?? 1,
    booklets: of('booklets') ?? 1,
    reject: of('reject') ?? 0,
    retain: of('retain') ?? 0,
    vaultRetain: of('vault-retain') ?? 0,
  };
}

/** 0 to 1 of what it holds at most; by its sensor where nobody counts. */
export function levelOf({ count, of, state, fills }: Supply): number {
  if (count !== undefined && of !== undefined && of > 0) return Math.min(1, count / of);
  if (count === 0) return 0;
  const left = sensed[state] ?? 0.7;
  return fills ? 1 - left : left;
}
