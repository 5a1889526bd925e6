import { type DrawingContext, qrcode, type RenderOptions } from 'bwip-js/browser';

/**
 * A QR code (ISO/IEC 18004, level M) as one SVG path for the even-odd rule, without the quiet zone, and the length of
 * its side in the path's units.
 */
export function modulesOf(text: string): { path: string; size: number } {
  let path = '';
  let size = 1;
  const drawing: DrawingContext<void> = {
    scale: () => null,
    measure: () => ({ width: 0, ascent: 0, descent: 0 }),
    init: (width) => {
      size = width;
    },
    line: () => undefined,
    polygon: (points) => {
      path += `M${points.map(([x, y]) => `${x} ${y}`).join('L')}Z`;
    },
    hexagon: () => undefined,
    ellipse: () => undefined,
    fill: () => undefined,
    text: () => undefined,
    end: () => undefined,
  };
  // The library's types know only the options that all of its symbologies share.
  const options: RenderOptions & { readonly eclevel: 'M' } = { bcid: 'qrcode', text, eclevel: 'M', padding: 0 };
  qrcode(options, drawing);
  return { path, size };
}
