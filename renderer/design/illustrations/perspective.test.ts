import { expect, test } from 'vitest';
import { camera, matrixOnto, type Point2, type Quad } from './perspective.ts';

function apply(matrix: string, [x, y]: Point2): Point2 {
  const m = matrix.slice('matrix3d('.length, -1).split(',').map(Number);
  const at = (index: number) => m[index] ?? Number.NaN;
  const w = at(3) * x + at(7) * y + at(15);
  return [(at(0) * x + at(4) * y + at(12)) / w, (at(1) * x + at(5) * y + at(13)) / w];
}

test('a picture is laid with its four corners onto the four points', () => {
  const quad: Quad = [
    [310, 40],
    [590, 60],
    [640, 300],
    [280, 310],
  ];
  const matrix = matrixOnto(1016, 648, quad);
  const corners: Quad = [
    [0, 0],
    [1016, 0],
    [1016, 648],
    [0, 648],
  ];
  corners.forEach((corner, index) => {
    const [x, y] = apply(matrix, corner);
    expect(x).toBeCloseTo(quad[index]?.[0] ?? Number.NaN, 6);
    expect(y).toBeCloseTo(quad[index]?.[1] ?? Number.NaN, 6);
  });
});

test('what is further away is drawn smaller, and what is looked at stands at the centre', () => {
  const { project } = camera({ eye: [0, 260, 400], at: [0, 0, 40], focal: 1500, centre: [540, 300] });
  const [x, y] = project([0, 0, 40]);
  expect(x).toBeCloseTo(540);
  expect(y).toBeCloseTo(300);
  const widthAt = (z: number) => project([50, 0, z])[0] - project([-50, 0, z])[0];
  expect(widthAt(100)).toBeGreaterThan(widthAt(0));
});
