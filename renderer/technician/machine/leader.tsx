import type { PartState } from '../../../main/technician/view.ts';
import type { Point } from './primitives.tsx';

type LeaderProps = {
  readonly state: PartState;
  /** As the `d` of a path. */
  readonly line: string;
  /** On the part. */
  readonly end: Point;
  readonly radius: number;
};

/** From a name to its part. White first, so that it stays a line across whatever is drawn beneath. */
export function Leader({ state, line, end: [x, y], radius }: LeaderProps) {
  return (
    <g className="leader" data-state={state}>
      <path className="leader-halo" d={line} />
      <path className="leader-line" d={line} />
      <circle className="leader-end" cx={x} cy={y} r={radius} />
    </g>
  );
}
