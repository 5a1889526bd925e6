/** Fine-line background of both faces, drawn by formula: waves across the card and three rosettes. */
import { decimal } from '../../drawing/index.ts';

const green = '#147168';
const bronze = '#B08A4A';

export function guilloche(width: number, height: number): string {
  return (
    `<g fill="none" stroke-width="0.8" opacity="0.27">${waves(width, height)}` +
    rosette({ x: width * 0.66, y: height * 0.58, radius: 215, petals: 8, turns: 14, colour: green }) +
    rosette({ x: width * 0.95, y: height * 0.3, radius: 110, petals: 6, turns: 10, colour: bronze }) +
    rosette({ x: width * 0.05, y: height * 0.97, radius: 120, petals: 6, turns: 10, colour: bronze }) +
    '</g>'
  );
}

function waves(width: number, height: number): string {
  const count = 26;
  let drawn = '';
  for (let index = 0; index < count; index += 1) {
    const phase = (index * Math.PI) / 13;
    let path = '';
    for (let x = 0; x <= width + 8; x += 8) {
      const along = x / width;
      const y =
        height * 0.56 +
        Math.sin(along * Math.PI * 4 + phase * 0.5) * 70 * Math.cos(phase) +
        Math.sin(along * Math.PI * 10 + phase) * 22 +
        (index - 13) * 6;
      path += `${x ? 'L' : 'M'}${x} ${y.toFixed(1)}`;
    }
    drawn += `<path d="${path}" stroke="${index % 2 ? green : bronze}"/>`;
  }
  return drawn;
}

type Rosette = {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly petals: number;
  readonly turns: number;
  readonly colour: string;
};

function rosette({ x, y, radius, petals, turns, colour }: Rosette): string {
  let drawn = '';
  for (let turn = 0; turn < turns; turn += 1) {
    const phase = (turn * 2 * Math.PI) / turns;
    let path = '';
    for (let degree = 0; degree <= 360; degree += 0.75) {
      const angle = (degree * Math.PI) / 180;
      const reach =
        radius * (0.64 + 0.34 * Math.sin(petals * angle + phase) * (0.72 + 0.28 * Math.cos(2 * petals * angle)));
      path += `${degree ? 'L' : 'M'}${(x + reach * Math.cos(angle)).toFixed(1)} ${(y + reach * Math.sin(angle)).toFixed(1)}`;
    }
    drawn += `<path d="${path}Z" stroke="${colour}"/>`;
  }
  return drawn;
}

/** Paper tone under the lines. */
export const paperDefs =
  '<linearGradient id="paper" x1="0" y1="0.2" x2="1" y2="0.8"><stop offset="0" stop-color="#EAF2EE"/>' +
  '<stop offset="0.48" stop-color="#F8F3E6"/><stop offset="1" stop-color="#E6EFEA"/></linearGradient>';

export const paper = (width: number, height: number): string =>
  `<rect width="${decimal(width)}" height="${decimal(height)}" fill="url(#paper)"/>`;
