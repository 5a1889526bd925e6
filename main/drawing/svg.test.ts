import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { renderOptions, svgDocument, textElement } from './svg.ts';

const place = { x: 10, baseline: 40, size_px: 30, weight: 600 } as const;
const field = { x: 0, y: 0, width: 400, height: 60 };

describe('a run of text', () => {
  it('gets into a drawing as text, never as markup', () => {
    const text = `</text><rect width="400" height="60" fill="red"/>&amp;'"`;
    const element = textElement({ ...place, script: 'latin', text });
    expect(element.match(/[<>]/g)).toHaveLength(4);
    const { pixels } = new Resvg(svgDocument(field, element), renderOptions()).render();
    const reds = Array.from({ length: pixels.length / 4 }, (_, dot) => pixels[4 * dot] ?? 0);
    expect(Math.max(...reds)).toBe(0);
  });

  it('refuses to tear joined letters apart', () => {
    expect(() => textElement({ ...place, script: 'arabic', text: 'نورة', tracking_em: 0.1 })).toThrow(/letter-spaced/);
  });

  it('looks the same when only the faces that it needs are read', () => {
    const run = { ...place, script: 'arabic', text: 'نورة خالد' } as const;
    const svg = svgDocument(field, textElement(run));
    const [all, one] = [renderOptions(), renderOptions([run])].map(
      (options) => new Resvg(svg, options).render().pixels,
    );
    expect(all?.some((value) => value !== 0)).toBe(true);
    expect(Buffer.compare(all ?? Buffer.alloc(0), one ?? Buffer.alloc(1))).toBe(0);
  });
});
