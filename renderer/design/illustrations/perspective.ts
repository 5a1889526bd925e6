/** A small projector, so that the drawings have one true perspective. Lengths are millimetres of the drawn machine. */

export type Point2 = readonly [number, number];
export type Point3 = readonly [number, number, number];

const subtract = (a: Point3, b: Point3): Point3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Point3, b: Point3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Point3, b: Point3): Point3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const unit = (a: Point3): Point3 => {
  const length = Math.hypot(...a);
  return [a[0] / length, a[1] / length, a[2] / length];
};

export type Camera = {
  readonly project: (point: Point3) => Point2;
  readonly path: (points: readonly Point3[]) => string;
};

/** `focal` in drawing units; `centre` is where the point looked at comes to stand. */
export function camera(options: {
  eye: Point3;
  at: Point3;
  focal: number;
  centre: Point2;
}): Camera & { openPath: (points: readonly Point3[]) => string } {
  const { eye, at, focal, centre } = options;
  const back = unit(subtract(eye, at));
  const right = unit(cross([0, 1, 0], back));
  const up = cross(back, right);
  const project = (point: Point3): Point2 => {
    const away = subtract(point, eye);
    const depth = -dot(away, back);
    return [centre[0] + (focal * dot(away, right)) / depth, centre[1] - (focal * dot(away, up)) / depth];
  };
  const openPath = (points: readonly Point3[]) =>
    `M${points
      .map((point) =>
        project(point)
          .map((value) => value.toFixed(1))
          .join(' '),
      )
      .join('L')}`;
  return { project, openPath, path: (points) => `${openPath(points)}Z` };
}

/** The flat shapes below lie in the plane that `across` and `along` span from `origin`. */
export type Plane = { readonly origin: Point3; readonly across: Point3; readonly along: Point3 };

/** A point of a plane by its two coordinates there. */
export function onPlane({ origin, across, along }: Plane, [a, b]: Point2): Point3 {
  return [
    origin[0] + a * across[0] + b * along[0],
    origin[1] + a * across[1] + b * along[1],
    origin[2] + a * across[2] + b * along[2],
  ];
}

export type Corners = number | readonly [number, number, number, number];

/** Rounded rectangle; radii in the order top left, top right, bottom right, bottom left. */
export function roundedRectangle(
  plane: Plane,
  rectangle: { x: number; y: number; width: number; height: number; radius: Corners },
  stepsPerCorner = 10,
): Point3[] {
  const { x, y, width, height, radius } = rectangle;
  const [tl, tr, br, bl] = typeof radius === 'number' ? [radius, radius, radius, radius] : radius;
  const corners = [
    { centre: [x + width - tr, y + tr], start: -90, radius: tr },
    { centre: [x + width - br, y + height - br], start: 0, radius: br },
    { centre: [x + bl, y + height - bl], start: 90, radius: bl },
    { centre: [x + tl, y + tl], start: 180, radius: tl },
  ] as const;
  return corners.flatMap((corner) =>
    arc(plane, corner.centre, corner.radius, corner.start, corner.start + 90, stepsPerCorner),
  );
}

/** Part of a circle, degrees clockwise from `across`. */
export function arc(plane: Plane, centre: Point2, radius: number, from: number, to: number, steps: number): Point3[] {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / steps) * Math.PI) / 180;
    return onPlane(plane, [centre[0] + radius * Math.cos(angle), centre[1] + radius * Math.sin(angle)]);
  });
}

export type Quad = readonly [Point2, Point2, Point2, Point2];

/** CSS `matrix3d` that lays a picture of width x height onto four points: top left, top right, bottom right, bottom left. */
export function matrixOnto(width: number, height: number, [tl, tr, br, bl]: Quad): string {
  const pairs: readonly (readonly [Point2, Point2])[] = [
    [[0, 0], tl],
    [[width, 0], tr],
    [[width, height], br],
    [[0, height], bl],
  ];
  const rows = pairs.flatMap(([[x, y], [u, v]]) => [
    [x, y, 1, 0, 0, 0, -x * u, -y * u, u],
    [0, 0, 0, x, y, 1, -x * v, -y * v, v],
  ]);
  const [a, b, c, d, e, f, g, h] = solve(rows);
  return `matrix3d(${[a, d, 0, g, b, e, 0, h, 0, 0, 1, 0, c, f, 0, 1].join(',')})`;
}

/** Gauss and Jordan with pivots; each row is the coefficients and the right side. */
function solve(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column; row < size; row += 1) {
      if (Math.abs(cell(rows, row, column)) > Math.abs(cell(rows, pivot, column))) pivot = row;
    }
    const chosen = rows[pivot] ?? [];
    rows[pivot] = rows[column] ?? [];
    rows[column] = chosen;
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = cell(rows, row, column) / cell(rows, column, column);
      rows[row] = (rows[row] ?? []).map((value, index) => value - factor * (chosen[index] ?? 0));
    }
  }
  return rows.map((row, index) => (row[size] ?? 0) / (row[index] ?? 1));
}

function cell(rows: readonly (readonly number[])[], row: number, column: number): number {
  return rows[row]?.[column] ?? 0;
}
