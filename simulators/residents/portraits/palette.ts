import type { HairColour, PortraitSpec, SkinTone } from './spec.ts';

export type Skin = {
  /** Lit side, middle, far side of the face. */
  readonly lit: string;
  readonly base: string;
  readonly far: string;
  readonly shade: string;
  readonly line: string;
  readonly lip: string;
  readonly lipLine: string;
  readonly rose: string;
  readonly roseLine: string;
};

const skins: Record<SkinTone, Skin> = {
  fair: skin('#F0CDB3', '#E8BD9F', '#D09F7E', '#C68F6D', '#B98262', '#C47F70', '#9D5A4E', '#C8645F', '#984340'),
  light: skin('#E3B391', '#DDA984', '#C48C69', '#B97F5D', '#B07751', '#B5665A', '#8F4A42', '#BE5854', '#8F3B39'),
  olive: skin('#D8AB80', '#CFA075', '#B1825A', '#A4744D', '#996A45', '#AD6B57', '#844638', '#B45650', '#833733'),
  tan: skin('#CF9A70', '#C58F65', '#A8724B', '#9A6540', '#905C39', '#A05C4B', '#77392D', '#AA4D49', '#762F2D'),
  brown: skin('#B07B53', '#A57048', '#875731', '#7A4C2A', '#6F4425', '#8E4E40', '#642F26', '#9A443F', '#662726'),
  deep: skin('#8D5D3F', '#825335', '#663E25', '#5B351F', '#51301C', '#74402F', '#4C2319', '#853A33', '#55201D'),
  dark: skin('#6F4A36', '#65412E', '#4D2F20', '#43281A', '#3B2317', '#5F352B', '#3B1B14', '#75352F', '#471B19'),
};

function skin(
  lit: string,
  base: string,
  far: string,
  shade: string,
  line: string,
  lip: string,
  lipLine: string,
  rose: string,
  roseLine: string,
): Skin {
  return { lit, base, far, shade, line, lip, lipLine, rose, roseLine };
}

export const skinOf = (spec: PortraitSpec): Skin => skins[spec.skin];

export type HairTones = { readonly base: string; readonly light: string; readonly dark: string };

const hairs: Record<HairColour, HairTones> = {
  black: { base: '#241C1A', light: '#3B302C', dark: '#15100F' },
  brown: { base: '#3E2A20', light: '#583D2E', dark: '#291A13' },
  chestnut: { base: '#5C3A26', light: '#7A5138', dark: '#412717' },
  fair: { base: '#A9824F', light: '#C6A26C', dark: '#82612F' },
  grey: { base: '#85827E', light: '#A3A09C', dark: '#62605D' },
  white: { base: '#D3D0CA', light: '#E8E6E1', dark: '#ABA8A2' },
};

export const hairTones = (colour: HairColour): HairTones => hairs[colour];

/** Brows and beard go with the hair; under a cloth they go with the age. */
export function faceHairTones(spec: PortraitSpec): HairTones {
  if (spec.head.kind === 'hair') return hairs[spec.head.colour];
  if (spec.head.kind === 'cap') return hairs[spec.head.hair];
  if (spec.age === 'older') return hairs.grey;
  return spec.skin === 'fair' ? hairs.brown : hairs.black;
}

export const irises: Record<PortraitSpec['eyes'], string> = {
  brown: '#4A2E1E',
  dark: '#2A1A13',
  hazel: '#6F5227',
  green: '#55693F',
  blue: '#4F6F86',
};

/** `amount` 0 gives `from`, 1 gives `to`; both `#RRGGBB`. */
export function mix(from: string, to: string, amount: number): string {
  const channel = (at: number): string => {
    const a = Number.parseInt(from.slice(at, at + 2), 16);
    const b = Number.parseInt(to.slice(at, at + 2), 16);
    return Math.round(a + (b - a) * amount)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

export const darker = (colour: string, amount: number): string => mix(colour, '#0B1413', amount);
export const lighter = (colour: string, amount: number): string => mix(colour, '#FFFFFF', amount);
