/**
 * What the devices are drawn with: oblique projection (depth goes +0.8 across and -0.56 down), so that fronts are
 * undistorted. Shapes carry only the classes f t s n p (face, top, side, outline, paper); the state of the part around
 * them sets the colours.
 */
import { createContext, type ReactNode, useContext } from 'react';
import type { MachinePart, PartStates } from '../../../main/technician/view.ts';

export type Point = readonly [number, number];

/** Where in a device a card or a booklet is drawn (XFS4IoT `media`). */
export type MediumPlace = 'transport' | 'exit' | 'jammed';

const pointsOf = (points: readonly Point[]) => points.map((point) => point.join(',')).join(' ');

const DrawnStates = createContext<PartStates>({});

/** The states that everything inside is coloured by. */
export function States({ of, children }: { readonly of: PartStates; readonly children: ReactNode }) {
  return <DrawnStates.Provider value={of}>{children}</DrawnStates.Provider>;
}

/** A part that can be coloured; one without a state is passive. */
export function Part({ id, children }: { readonly id: MachinePart; readonly children: ReactNode }) {
  const state = useContext(DrawnStates)[id];
  return (
    <g className="part" data-part={id} data-state={state}>
      {children}
    </g>
  );
}

/** What the machine has and no sensor tells of. */
export function Passive({ children }: { readonly children: ReactNode }) {
  return <g className="part">{children}</g>;
}

type BoxProps = {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly depth?: number;
  readonly radius?: number;
};

/** Front, top and right face. */
export function Box({ x = 0, y = 0, width, height, depth = 14, radius = 0 }: BoxProps) {
  const [dx, dy] = [depth * 0.8, -depth * 0.56];
  const right = x + width;
  const top: readonly Point[] = [
    [x, y],
    [right, y],
    [right + dx, y + dy],
    [x + dx, y + dy],
  ];
  const side: readonly Point[] = [
    [right, y],
    [right + dx, y + dy],
    [right + dx, y + height + dy],
    [right, y + height],
  ];
  return (
    <>
      <polygon className="t" points={pointsOf(top)} />
      <polygon className="s" points={pointsOf(side)} />
      <rect className="f" x={x} y={y} width={width} height={height} rx={radius} />
    </>
  );
}

/** The cut-away front of a device. */
export function Window({ width, height }: { readonly width: number; readonly height: number }) {
  return <rect className="window v thin" x="7" y="21" width={width} height={height} rx="3" />;
}

export function Roller({ x, y, radius = 6 }: { readonly x: number; readonly y: number; readonly radius?: number }) {
  return (
    <>
      <circle className="f" cx={x} cy={y} r={radius} />
      <circle className="lf" cx={x} cy={y} r={radius * 0.28} />
    </>
  );
}

/** Two rollers with the path of the medium between them. */
export function Pair({ x, y, radius = 6 }: { readonly x: number; readonly y: number; readonly radius?: number }) {
  return (
    <>
      <Roller x={x} y={y - radius - 1.5} radius={radius} />
      <Roller x={x} y={y + radius + 1.5} radius={radius} />
    </>
  );
}

/** An open box with what has fallen into it; `full` from 0 to 1. */
export function Bin({ x, width, full }: { readonly x: number; readonly width: number; readonly full: number }) {
  const top = 206 - 34 * Math.min(1, Math.max(0.03, full));
  return (
    <>
      <path className="n" d={`M${x} 168V206H${x + width}V168`} />
      <path className="s" d={`M${x + 2} ${top}H${x + width - 2}V205H${x + 2}Z`} />
    </>
  );
}

export function times<T>(count: number, draw: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => draw(index));
}
