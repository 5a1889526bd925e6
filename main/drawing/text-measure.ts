import { Resvg } from '@resvg/resvg-js';
import { renderOptions, svgDocument, type TextStyle, textElement } from './svg.ts';

/** Width of a text as it will be drawn; asked of the renderer itself, because joined letters have no sum of widths. */
export type MeasureText = (text: string, style: TextStyle) => number;

const MEASURED_SIZE_px = 100;
const field = { x: 0, y: 0, width: 16, height: 16 };

/**
 * A measure with its own memory. Made anew for each licence and dropped with it: no name stays
 * in a cache after its holder has gone.
 */
export function createMeasure(): MeasureText {
  const widths = new Map<string, number>();
  return (text, style) => {
    const key = `${style.script} ${style.weight} ${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      width = drawnWidth(text, style);
      widths.set(key, width);
    }
    const gaps = Math.max(0, Array.from(text).length - 1);
    return (width / MEASURED_SIZE_px) * style.size_px + gaps * (style.tracking_em ?? 0) * style.size_px;
  };
}

function drawnWidth(text: string, { script, weight }: TextStyle): number {
  const run = textElement({ text, script, weight, size_px: MEASURED_SIZE_px, x: 0, baseline: 0 });
  return new Resvg(svgDocument(field, run), renderOptions([{ script, weight }])).getBBox()?.width ?? 0;
}
