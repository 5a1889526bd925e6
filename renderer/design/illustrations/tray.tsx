import { useId } from 'react';
import { HoleShade } from './definitions.tsx';
import type { Medium } from './media.tsx';
import {
  arc,
  camera,
  matrixOnto,
  type Plane,
  type Point2,
  type Point3,
  type Quad,
  roundedRectangle,
} from './perspective.ts';
import { Scene } from './scene.tsx';

const WIDTH = 1080;
const HEIGHT = 770;
const WALL_FOOT = 496;
const BEYOND = 3000;

const eye: Point3 = [0, 262, 380];
const at: Point3 = [0, 6, 40];
const FOCAL = 2480;
const level = camera({ eye, at, focal: FOCAL, centre: [WIDTH / 2, 0] });
const view = camera({
  eye,
  at,
  focal: FOCAL,
  centre: [WIDTH / 2, WALL_FOOT - 110 - level.project([0, 0, 0])[1]],
});

const wallPlane = (away: number): Plane => ({ origin: [0, 0, away], across: [1, 0, 0], along: [0, 1, 0] });
const flat = (height_mm: number): Plane => ({ origin: [0, height_mm, 0], across: [1, 0, 0], along: [0, 0, 1] });
const onWall = (away: number, x: number, y: number, width: number, height: number, radius: number) =>
  view.path(roundedRectangle(wallPlane(away), { x, y, width, height, radius }));

const THICK_MM = 13;

/** A slab with a visible front: its top, its foot, and the sides between, which would undo each other in one path. */
function slab(depth_mm: number, radius: number) {
  const corners = { x: -61, y: 0, width: 122, height: depth_mm, radius: [0, 0, radius, radius] } as const;
  const top = roundedRectangle(flat(0), corners, 14);
  const lower = ([x, y, z]: Point3): Point3 => [x, y - THICK_MM, z];
  const sides = top.map((point, index) => {
    const next = top[(index + 1) % top.length] ?? point;
    return view.path([point, next, lower(next), lower(point)]);
  });
  const edge = (y: number) => view.project([0, y, depth_mm])[1];
  return {
    top: view.path(top),
    foot: view.path(top.map(lower)),
    // Square corners are arcs without length: their sides are all the same nothing.
    sides: [...new Set(sides)],
    light: { from: edge(0) - 60, to: edge(-THICK_MM) },
  };
}

const shapes = {
  halo: onWall(0.2, -80, -16, 160, 54, 20),
  rim: onWall(0.3, -73, -10, 146, 42, 15),
  rimInner: onWall(0.35, -71.5, -8.5, 143, 39, 13.5),
  hole: onWall(0.4, -68, -5, 136, 32, 11),
  shutter: onWall(0.4, -70, -5, 140, 34, 0),
  shade: view.path([
    [-61, 0.1, 0],
    [61, 0.1, 0],
    [61, 0.1, 12],
    [-61, 0.1, 12],
  ]),
};
const trays = {
  tray: {
    slab: slab(84, 20),
    shadow: view.path(
      roundedRectangle(
        { ...flat(0), origin: [0, -17, 0] },
        { x: -58, y: 6, width: 116, height: 80, radius: [0, 0, 26, 26] },
      ),
    ),
    notch: view.path(arc(flat(0.2), [0, 84.5], 15, 180, 360, 30)),
  },
  lip: {
    slab: slab(34, 14),
    shadow: view.path(
      roundedRectangle(
        { ...flat(0), origin: [0, -17, 0] },
        { x: -58, y: 6, width: 116, height: 30, radius: [0, 0, 20, 20] },
      ),
    ),
    notch: view.path(arc(flat(0.2), [0, 34.5], 15, 180, 360, 30)),
  },
} as const;
/** Where the wall above the mouth hides what lies inside. */
const MOUTH_TOP = view.project([0, 27, 0.4])[1];

/** A flat thing with its far edge `away` millimetres in front of the wall. */
function lying(width: number, height: number, away: number) {
  const lift = 2.2;
  const corner = (x: number, z: number): Point2 => view.project([x, lift, z]);
  const quad: Quad = [
    corner(-width / 2, away),
    corner(width / 2, away),
    corner(width / 2, away + height),
    corner(-width / 2, away + height),
  ];
  const outline = roundedRectangle(flat(lift), { x: -width / 2, y: away, width, height, radius: 3.2 });
  return {
    quad,
    body: view.path(outline.map(([x, y, z]): Point3 => [x, y - 1.8, z])),
    shadow: view.path(
      roundedRectangle(flat(0.3), { x: -width / 2 - 1, y: away + 3, width: width + 3, height: height + 2, radius: 4 }),
    ),
  };
}

type TrayProps = {
  readonly kind?: keyof typeof trays;
  readonly lit: boolean;
  readonly medium: Medium | undefined;
  /** Distance of its far edge from the wall; negative is inside of the machine. */
  readonly away_mm?: number;
  readonly motion?: 'pulsing' | 'going-in' | 'putting-in' | 'still';
  /** Of the vault's exit: drawn up, or coming down. A tray has none. */
  readonly shutter?: 'open' | 'closing' | undefined;
};

/** The mouth in the machine's front and what lies before it. */
export function Tray({ kind = 'tray', lit, medium, away_mm = 16, motion = 'still', shutter }: TrayProps) {
  const id = useId();
  const url = (name: string) => `url(#${id}${name})`;
  const { slab: body, shadow, notch } = trays[kind];
  const box = `0 0 ${WIDTH} ${HEIGHT}`;
  const height = kind === 'lip' ? 620 : HEIGHT;
  return (
    <Scene width={WIDTH} height={height} spare={kind === 'lip' ? 130 : 190} className={`tray tray-${motion}`}>
      <svg className="scene-picture" viewBox={box} height={HEIGHT} aria-hidden="true">
        <TrayDefinitions id={id} lipLight={body.light} />
        <rect
          x={-BEYOND}
          y={-BEYOND}
          width={WIDTH + 2 * BEYOND}
          height={WALL_FOOT + BEYOND}
          fill="var(--i-wall-high)"
        />
        <rect x={-BEYOND} y="0" width={WIDTH + 2 * BEYOND} height={WALL_FOOT} fill={url('wall')} />
        <path className="outlined" d={`M${-BEYOND} ${WALL_FOOT}H${WIDTH + BEYOND}`} />
      </svg>
      {lit && (
        <svg className="scene-picture tray-halo" viewBox={box} height={HEIGHT} aria-hidden="true">
          <path d={shapes.halo} fill="var(--i-glow-2)" opacity=".8" filter={url('blur34')} />
        </svg>
      )}
      <svg className="scene-picture" viewBox={box} height={HEIGHT} aria-hidden="true">
        <path className={lit ? 'tray-rim-lit' : 'tray-rim'} d={shapes.rim} />
        <path className={lit ? 'tray-rim-inner-lit' : 'tray-rim'} d={shapes.rimInner} />
        <path className="outlined" d={shapes.hole} fill={url('hole')} />
        <path d={shadow} fill="#2a2415" opacity=".42" filter={url('blur22')} />
        <path className="outlined" d={body.foot} fill={url('lip')} />
        {body.sides.map((side) => (
          <path key={side} d={side} fill={url('lip')} stroke={url('lip')} strokeWidth="1" />
        ))}
        <path className="outlined" d={body.top} fill={url('top')} />
        <path d={shapes.shade} fill="#051f1c" opacity=".4" />
        <path className="outlined" d={notch} fill="var(--i-notch)" />
      </svg>
      {medium && (
        <div className="tray-window" style={{ clipPath: `inset(${MOUTH_TOP}px -500px -500px -500px)` }}>
          <TrayMedium medium={medium} away_mm={away_mm} blur={url('blur6')} dark={url('dark')} />
        </div>
      )}
      {shutter && <Shutter id={id} state={shutter} box={box} />}
    </Scene>
  );
}

function TrayMedium({
  medium,
  away_mm,
  blur,
  dark,
}: {
  readonly medium: Medium;
  readonly away_mm: number;
  readonly blur: string;
  readonly dark: string;
}) {
  const shape = lying(medium.width_mm, medium.height_mm, away_mm);
  const box = `0 0 ${WIDTH} ${HEIGHT}`;
  return (
    <div className="tray-medium">
      <svg className="scene-picture" viewBox={box} height={HEIGHT} aria-hidden="true">
        <path d={shape.shadow} fill="#10211f" opacity=".5" filter={blur} />
        <path d={shape.body} fill="#8e7f63" />
      </svg>
      <div
        className="scene-card"
        style={{
          width: medium.width,
          height: medium.height,
          transform: matrixOnto(medium.width, medium.height, shape.quad),
        }}
      >
        {medium.picture}
      </div>
      {away_mm < 0 && (
        <svg className="scene-picture" viewBox={box} height={HEIGHT} aria-hidden="true">
          <path d={insideOf(medium.width_mm, away_mm)} fill={dark} />
        </svg>
      )}
    </div>
  );
}

/** The part of what lies there that is still in the machine, and in its shadow. */
function insideOf(width: number, away: number): string {
  const corner = (x: number, z: number): Point3 => [x, 2.4, z];
  return view.path([corner(-width / 2, away), corner(width / 2, away), corner(width / 2, 6), corner(-width / 2, 6)]);
}

const SLATS_MM = [-1, 3, 7, 11, 15, 19, 23];

type ShutterProps = { readonly id: string; readonly state: 'open' | 'closing'; readonly box: string };

/** Slats that roll up behind the wall; their last ones stay in sight when they are up. */
function Shutter({ id, state, box }: ShutterProps) {
  return (
    <svg className="scene-picture" viewBox={box} height={HEIGHT} aria-hidden="true">
      <clipPath id={`${id}mouth`}>
        <path d={shapes.hole} />
      </clipPath>
      <g clipPath={`url(#${id}mouth)`}>
        <g className={`shutter shutter-${state}`}>
          <path d={shapes.shutter} fill="var(--i-wall-low)" />
          {SLATS_MM.map((y) => (
            <path key={y} className="shutter-slat" d={slat(y)} />
          ))}
          <path className="shutter-edge" d={slat(-5)} />
        </g>
      </g>
    </svg>
  );
}

function slat(y: number): string {
  return view.openPath([
    [-70, y, 0.4],
    [70, y, 0.4],
  ]);
}

type TrayDefinitionsProps = { readonly id: string; readonly lipLight: { readonly from: number; readonly to: number } };

function TrayDefinitions({ id, lipLight }: TrayDefinitionsProps) {
  return (
    <defs>
      <linearGradient id={`${id}wall`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="var(--i-wall-high)" />
        <stop offset=".6" stopColor="var(--i-wall)" />
        <stop offset="1" stopColor="var(--i-wall-low)" />
      </linearGradient>
      <linearGradient id={`${id}top`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="var(--i-tray-1)" />
        <stop offset=".3" stopColor="var(--i-tray-2)" />
        <stop offset="1" stopColor="var(--i-tray-3)" />
      </linearGradient>
      <linearGradient id={`${id}lip`} gradientUnits="userSpaceOnUse" x1="0" y1={lipLight.from} x2="0" y2={lipLight.to}>
        <stop offset="0" stopColor="var(--i-lip-1)" />
        <stop offset="1" stopColor="var(--i-lip-2)" />
      </linearGradient>
      <HoleShade id={`${id}hole`} />
      <linearGradient id={`${id}dark`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="#031513" stopOpacity=".86" />
        <stop offset=".7" stopColor="#031513" stopOpacity=".5" />
        <stop offset="1" stopColor="#031513" stopOpacity="0" />
      </linearGradient>
      {[6, 22, 34].map((deviation) => (
        <filter key={deviation} id={`${id}blur${deviation}`} x="-50%" y="-50%" width="200%" height="200%">
          <feGaussianBlur stdDeviation={deviation} />
        </filter>
      ))}
    </defs>
  );
}
