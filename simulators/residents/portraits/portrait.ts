import { Resvg } from '@resvg/resvg-js';
import { beard, glasses } from './beard.ts';
import { dress } from './dress.ts';
import { ears, face, faceDefs, features, neck } from './face.ts';
import { hairBack, hairFront } from './hair.ts';
import { headwearBack, headwearDefs, headwearFront } from './headwear.ts';
import { darker, lighter } from './palette.ts';
import type { PortraitSpec } from './spec.ts';

export const PORTRAIT_WIDTH_px = 420;
export const PORTRAIT_HEIGHT_px = 540;

/** The portrait as SVG text, 420 x 540; drawn on a field of 300 x 386 of which equal strips left and right fall away. */
function portraitSvg(spec: PortraitSpec): string {
  const { head } = spec;
  const coversThroat = head.kind === 'hijab';
  const defs =
    `<linearGradient id="wall" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${lighter(spec.backdrop, 0.5)}"/>` +
    `<stop offset="1" stop-color="${darker(spec.backdrop, 0.04)}"/></linearGradient>` +
    faceDefs(spec) +
    (head.kind === 'hair' ? '' : headwearDefs(head));
  const body = [
    '<rect width="300" height="386" fill="url(#wall)"/>',
    head.kind === 'hair' ? hairBack(head, spec) : '',
    head.kind === 'ghutra' ? headwearBack(head) : '',
    coversThroat ? '' : neck(spec),
    dress(spec.dress, !coversThroat),
    head.kind === 'hijab' ? headwearBack(head) : head.kind === 'ghutra' ? '' : ears(spec),
    face(spec),
    beard(spec),
    features(spec),
    glasses(spec),
    head.kind === 'hair' ? hairFront(head, spec) : headwearFront(head, spec),
  ].join('');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${PORTRAIT_WIDTH_px}" height="${PORTRAIT_HEIGHT_px}" viewBox="0 0 300 386" ` +
    `preserveAspectRatio="xMidYMid slice"><defs>${defs}</defs>${body}</svg>`
  );
}

/** The portrait as a PNG file, 420 x 540. */
export function portraitPng(spec: PortraitSpec): Buffer {
  return new Resvg(portraitSvg(spec), { font: { loadSystemFonts: false } }).render().asPng();
}
