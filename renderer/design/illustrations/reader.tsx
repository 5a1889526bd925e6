import { useId } from 'react';
import { CARD, CARD_MM, CardArt, type CardKind } from './card-art.tsx';
import {
  arc,
  camera,
  matrixOnto,
  onPlane,
  type Plane,
  type Point2,
  type Point3,
  type Quad,
  roundedRectangle,
} from './perspective.ts';
import { Scene } from './scene.tsx';

const WIDTH = 1080;
const FRONT_EDGE = 690;
/** Room beyond both sides, for places wider than the drawing. */
const BEYOND = 3000;

const eye: Point3 = [0, 262, 430];
const at: Point3 = [0, 20, 80];
const FOCAL = 1500;
const shelfDepth_mm = 168;
const level = camera({ eye, at, focal: FOCAL, centre: [WIDTH / 2, 0] });
const view = camera({
  eye,
  at,
  focal: FOCAL,
  centre: [WIDTH / 2, FRONT_EDGE - level.project([0, 0, shelfDepth_mm])[1]],
});
const horizon = view.project([0, 0, 0])[1];

const pad = { x: -62, y: 46, width: 124, height: 86 };
const flat = (height_mm: number): Plane => ({ origin: [0, height_mm, 0], across: [1, 0, 0], along: [0, 0, 1] });
const around = (margin: number, radius: number) => ({
  x: pad.x - margin,
  y: pad.y - margin,
  width: pad.width + 2 * margin,
  height: pad.height + 2 * margin,
  radius,
});

/** The card in the hand: above the pad, its near edge lower, turned a little. */
const held = (() => {
  const tilt = 0.62;
  const turn = -0.2;
  const roll = -0.1;
  const size = 1.16;
  const centre: Point3 = [14, 92, 70];
  const turned = ([x, y, z]: Point3): Point3 => [
    x * Math.cos(turn) + z * Math.sin(turn),
    y,
    -x * Math.sin(turn) + z * Math.cos(turn),
  ];
  const across = turned([Math.cos(roll), -Math.sin(roll), 0]);
  const along = turned([0, -Math.sin(tilt), Math.cos(tilt)]);
  const grow = ([x, y, z]: Point3): Point3 => [x * size, y * size, z * size];
  return { origin: centre, across: grow(across), along: grow(along) };
})();

/** The card on the pad. */
const laid: Plane = { origin: [0, 3, pad.y + pad.height / 2], across: [1.12, 0, 0], along: [0, 0, 1.12] };

function cardShape(plane: Plane) {
  const { width, height, radius } = CARD_MM;
  const outline = roundedRectangle(plane, { x: -width / 2, y: -height / 2, width, height, radius });
  const corner = (a: number, b: number): Point2 => view.project(onPlane(plane, [(a * width) / 2, (b * height) / 2]));
  const quad: Quad = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
  const layers = Array.from({ length: 6 }, (_, layer) =>
    view.path(outline.map(([x, y, z]): Point3 => [x, y - (layer + 1) * 0.34, z + (layer + 1) * 0.12])),
  );
  return { quad, body: layers.reverse().join(''), matrix: matrixOnto(CARD.width, CARD.height, quad) };
}

const heldCard = cardShape(held);
const laidCard = cardShape(laid);

const shapes = {
  glow: view.path(roundedRectangle(flat(0.2), { ...around(40, 50), y: pad.y - 34, height: pad.height + 66 })),
  rim: view.path(roundedRectangle(flat(0.4), around(6, 22))),
  pad: view.path(roundedRectangle(flat(0.6), around(0, 17))),
  waves: [10, 19, 28, 37].map((radius) =>
    view.openPath(arc(flat(0.8), [-25, pad.y + pad.height * 0.53], radius, -40, 40, 24)),
  ),
  light: lightBetween(heldCard.quad),
  shadow: shadowOf(held),
};

function lightBetween(quad: Quad): string {
  const left = view.project([pad.x + 4, 0, pad.y + 26]);
  const right = view.project([pad.x + pad.width - 4, 0, pad.y + 26]);
  const [, , nearRight, nearLeft] = quad;
  return `M${left}L${nearLeft[0] + 10},${nearLeft[1] - 70}L${nearRight[0] - 10},${nearRight[1] - 70}L${right}Z`;
}

function shadowOf(plane: Plane): string {
  const corners = roundedRectangle(
    plane,
    { x: -CARD_MM.width / 2, y: -CARD_MM.height / 2, width: CARD_MM.width, height: CARD_MM.height, radius: 3 },
    2,
  );
  return view.path(corners.map(([x, , z]): Point3 => [x - 6, 1, z + 6]));
}

type ReaderProps = {
  /** `inviting`: a card above the lit pad; `reading`: it lies there; `dark`: the machine reads no card now. */
  readonly state: 'inviting' | 'reading' | 'dark';
  readonly card?: CardKind;
};

/** The shelf in front of the screen with the reader in it: the very place to lay the card. */
export function Reader({ state, card = 'civil-id' }: ReaderProps) {
  const id = useId();
  const url = (name: string) => `url(#${id}${name})`;
  const shape = state === 'reading' ? laidCard : heldCard;
  return (
    <Scene width={WIDTH} height={FRONT_EDGE} spare={8} spareSide={120} className={`reader reader-${state}`}>
      <svg className="scene-picture" viewBox={`0 0 ${WIDTH} ${FRONT_EDGE}`} aria-hidden="true">
        <ReaderDefinitions id={id} />
        <rect x={-BEYOND} y={horizon - 170} width={WIDTH + 2 * BEYOND} height="170" fill={url('wall')} />
        <rect x={-BEYOND} y={horizon} width={WIDTH + 2 * BEYOND} height={FRONT_EDGE - horizon} fill={url('shelf')} />
        <path className="outlined" d={`M${-BEYOND} ${horizon}H${WIDTH + BEYOND}`} />
        {state !== 'dark' && <path d={shapes.glow} fill={url('glow')} filter={url('blur9')} />}
        <path className="reader-rim" d={shapes.rim} />
        <path className="outlined" d={shapes.pad} fill={url('pad')} />
        <g className="reader-waves">
          {shapes.waves.map((wave) => (
            <path key={wave} d={wave} />
          ))}
        </g>
        {state === 'inviting' && <path d={shapes.shadow} fill="#04201d" opacity=".5" filter={url('blur18')} />}
      </svg>
      {state === 'inviting' && (
        <svg className="scene-picture reader-light" viewBox={`0 0 ${WIDTH} ${FRONT_EDGE}`} aria-hidden="true">
          <path d={shapes.light} fill={url('cone')} filter={url('blur8')} />
        </svg>
      )}
      {state !== 'dark' && (
        <div className="reader-card">
          <svg className="scene-picture" viewBox={`0 0 ${WIDTH} ${FRONT_EDGE}`} aria-hidden="true">
            <path d={shape.body} fill="#a99774" />
          </svg>
          <div className="scene-card" style={{ transform: shape.matrix }}>
            <CardArt kind={card} />
          </div>
        </div>
      )}
    </Scene>
  );
}

function ReaderDefinitions({ id }: { readonly id: string }) {
  return (
    <defs>
      <linearGradient id={`${id}shelf`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="var(--i-shelf-1)" />
        <stop offset=".16" stopColor="var(--i-shelf-2)" />
        <stop offset=".6" stopColor="var(--i-shelf-3)" />
        <stop offset="1" stopColor="var(--i-shelf-4)" />
      </linearGradient>
      <linearGradient id={`${id}wall`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="var(--i-wall-shade)" stopOpacity="0" />
        <stop offset="1" stopColor="var(--i-wall-shade)" stopOpacity=".75" />
      </linearGradient>
      <radialGradient id={`${id}glow`}>
        <stop offset="0" stopColor="var(--i-glow)" stopOpacity=".95" />
        <stop offset=".6" stopColor="var(--i-glow-2)" stopOpacity=".4" />
        <stop offset="1" stopColor="var(--i-glow-2)" stopOpacity="0" />
      </radialGradient>
      <linearGradient id={`${id}cone`} x1="0" y1="1" x2="0" y2="0">
        <stop offset="0" stopColor="var(--i-glow)" stopOpacity="0" />
        <stop offset=".32" stopColor="var(--i-glow)" stopOpacity=".6" />
        <stop offset="1" stopColor="var(--i-glow)" stopOpacity=".05" />
      </linearGradient>
      <linearGradient id={`${id}pad`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="var(--i-pad-1)" />
        <stop offset="1" stopColor="var(--i-pad-2)" />
      </linearGradient>
      {[8, 9, 18].map((deviation) => (
        <filter key={deviation} id={`${id}blur${deviation}`} x="-50%" y="-50%" width="200%" height="200%">
          <feGaussianBlur stdDeviation={deviation} />
        </filter>
      ))}
    </defs>
  );
}
