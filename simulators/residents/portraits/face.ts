/** Face, on a field of 300 x 386: eyes at 156, middle at 150. */
import { faceHairTones, irises, lighter, mix, skinOf } from './palette.ts';
import type { FaceShape, PortraitSpec } from './spec.ts';

type Shape = { readonly half: number; readonly jaw: number; readonly chin: number; readonly cheek: number };

const shapes: Record<FaceShape, Shape> = {
  oval: { half: 56, jaw: 31, chin: 238, cheek: 0.53 },
  round: { half: 59, jaw: 40, chin: 235, cheek: 0.56 },
  long: { half: 53, jaw: 31, chin: 245, cheek: 0.55 },
  square: { half: 57, jaw: 45, chin: 240, cheek: 0.62 },
};

export const shapeOf = (spec: PortraitSpec): Shape => shapes[spec.face];

/** Outline from the top of the forehead, drawn clockwise from there. */
function faceOutline({ half, jaw, chin, cheek }: Shape): string {
  const low = 152 + (chin - 152) * cheek;
  return (
    `M150 74C${150 - half * 0.75} 74 ${150 - half * 1.02} 108 ${150 - half} 152C${151 - half} ${low} ${150 - jaw} ${chin} 150 ${chin}` +
    `C${150 + jaw} ${chin} ${149 + half} ${low} ${150 + half} 152C${150 + half * 1.02} 108 ${150 + half * 0.75} 74 150 74Z`
  );
}

export function faceDefs(spec: PortraitSpec): string {
  const skin = skinOf(spec);
  return (
    `<linearGradient id="skin" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="${skin.lit}"/>` +
    `<stop offset=".62" stop-color="${skin.base}"/><stop offset="1" stop-color="${skin.far}"/></linearGradient>` +
    `<clipPath id="face"><path d="${faceOutline(shapeOf(spec))}"/></clipPath>`
  );
}

export function neck(spec: PortraitSpec): string {
  const skin = skinOf(spec);
  const { chin } = shapeOf(spec);
  return (
    `<path d="M118 196C120 246 116 268 98 292C118 330 182 330 202 292C184 268 180 246 182 196Z" fill="${skin.base}"/>` +
    `<path d="M118 ${chin - 34}C124 ${chin + 4} 140 ${chin + 16} 152 ${chin + 15}C170 ${chin + 14} 178 ${chin - 4} 182 ${chin - 34}L183 262C170 292 140 286 120 256Z" fill="${skin.shade}" opacity=".75"/>`
  );
}

export function ears(spec: PortraitSpec): string {
  const skin = skinOf(spec);
  const { half } = shapeOf(spec);
  const left = 150 - half;
  const right = 150 + half;
  return (
    `<path d="M${left + 3} 144C${left - 9} 134 ${left - 15} 146 ${left - 11} 162C${left - 8} 177 ${left - 2} 184 ${left + 5} 180Z" fill="${skin.lit}"/>` +
    `<path d="M${left - 1} 150C${left - 8} 146 ${left - 9} 156 ${left - 6} 164" fill="none" stroke="${skin.line}" stroke-width="2" stroke-linecap="round" opacity=".7"/>` +
    `<path d="M${right - 3} 144C${right + 9} 134 ${right + 15} 146 ${right + 11} 162C${right + 8} 177 ${right + 2} 184 ${right - 5} 180Z" fill="${skin.far}"/>` +
    `<path d="M${right + 1} 150C${right + 8} 146 ${right + 9} 156 ${right + 6} 164" fill="none" stroke="${skin.shade}" stroke-width="2" stroke-linecap="round"/>`
  );
}

export function face(spec: PortraitSpec): string {
  const skin = skinOf(spec);
  const shape = shapeOf(spec);
  const right = 150 + shape.half;
  const far =
    `<g clip-path="url(#face)"><path d="M${right - 2} 158C${right - 8} 208 ${right - 26} ${shape.chin - 2} 152 ${shape.chin + 4}` +
    `C${146} ${shape.chin + 2} 142 ${shape.chin} 136 ${shape.chin - 4}C168 ${shape.chin - 14} 188 206 192 150Z" fill="${skin.shade}" opacity=".36"/></g>`;
  const cheeks =
    spec.lips === 'rose'
      ? `<g fill="${skin.rose}" opacity=".13" clip-path="url(#face)"><ellipse cx="112" cy="188" rx="15" ry="10"/><ellipse cx="186" cy="188" rx="14" ry="10"/></g>`
      : '';
  return `<path d="${faceOutline(shape)}" fill="url(#skin)"/>${far}${cheeks}${ageLines(spec)}`;
}

function ageLines(spec: PortraitSpec): string {
  if (spec.age === 'young') return '';
  const skin = skinOf(spec);
  const folds = `<path d="M128 186C122 192 119 198 119 205M172 186C178 192 181 198 181 205"/>`;
  if (spec.age === 'adult') return lines(folds, skin.line, 0.35);
  const older =
    `<path d="M113 169C119 174 131 175 138 171M187 169C181 174 169 175 162 171"/><path d="M122 108C140 104 160 104 178 108M128 118C142 115 158 115 172 118"/>` +
    `<path d="M101 150L95 146M101 155L95 156M199 150L205 146M199 155L205 156"/>`;
  return lines(folds + older, skin.line, 0.55);
}

function lines(paths: string, colour: string, opacity: number): string {
  return `<g fill="none" stroke="${colour}" stroke-width="2.2" stroke-linecap="round" opacity="${opacity}">${paths}</g>`;
}

export function features(spec: PortraitSpec): string {
  return brows(spec) + eye(spec, 1) + eye(spec, -1) + nose(spec) + mouth(spec);
}

function brows(spec: PortraitSpec): string {
  const tones = faceHairTones(spec);
  const colour = spec.age === 'older' ? tones.base : mix(tones.base, skinOf(spec).line, 0.18);
  const [width, left, right] = {
    soft: [4.4, 'M112 141C118 134 130 133 139 138', 'M188 141C182 134 170 133 161 138'] as const,
    straight: [5.2, 'M112 139C119 134 130 134 140 137', 'M188 139C181 134 170 134 160 137'] as const,
    strong: [7, 'M110 140C117 132 130 132 140 137', 'M190 140C183 132 170 132 160 137'] as const,
  }[spec.brows];
  return `<g fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round"><path d="${left}"/><path d="${right}"/></g>`;
}

/** `side` 1 is at the left of the picture. */
function eye(spec: PortraitSpec, side: 1 | -1): string {
  const lash = spec.lips === 'rose' ? '#1E1310' : '#221814';
  const outer = spec.lips === 'rose' ? `<path d="M112.500 157.500L108.500 154.500" stroke-width="2.400"/>` : '';
  const glint = side === 1 ? 128.8 : 125.4;
  const drawn =
    `<path d="M113 157.500C118 149.500 132 149 139 157.500C132 163 120 163 113 157.500Z" fill="${lighter(skinOf(spec).lit, 0.86)}"/>` +
    `<circle cx="127" cy="155.800" r="5.600" fill="${irises[spec.eyes]}"/><circle cx="127" cy="155.800" r="2.600" fill="#120B08"/>` +
    `<circle cx="${glint}" cy="154" r="1.500" fill="#fff"/>` +
    `<g fill="none" stroke="${lash}" stroke-linecap="round"><path d="M112 158C117 148.500 132 147.500 139.500 158" stroke-width="${spec.lips === 'rose' ? 3.3 : 2.7}"/>${outer}</g>` +
    `<path d="M114 147C120 143 131 143 137 147" fill="none" stroke="${skinOf(spec).line}" stroke-width="1.600" stroke-linecap="round" opacity=".55"/>`;
  return side === 1 ? drawn : `<g transform="matrix(-1 0 0 1 300 0)">${drawn}</g>`;
}

function nose(spec: PortraitSpec): string {
  const skin = skinOf(spec);
  const wide = spec.lips === 'rose' ? 0 : 2.5;
  return (
    `<path d="M153 158C154 171 ${160 + wide} 180 ${158 + wide} 186C157 190 148 191 ${142 - wide} 187.500" fill="none" stroke="${skin.line}" stroke-width="2.800" stroke-linecap="round"/>` +
    `<path d="M${140 - wide} 181C${137 - wide} 184 ${138 - wide} 188 ${142 - wide} 188" fill="none" stroke="${skin.line}" stroke-width="2" stroke-linecap="round" opacity=".6"/>`
  );
}

function mouth(spec: PortraitSpec): string {
  const skin = skinOf(spec);
  const [fill, line] = spec.lips === 'rose' ? [skin.rose, skin.roseLine] : [skin.lip, skin.lipLine];
  const upper = spec.lips === 'rose' ? 200.5 : 202.5;
  return (
    `<path d="M131 205.500C139 ${upper} 145 ${upper} 150 ${upper + 1.5}C155 ${upper} 161 ${upper} 169 205.500C162 216 138 216 131 205.500Z" fill="${fill}"/>` +
    `<path d="M130 205C139 208.500 161 208.500 170 205" fill="none" stroke="${line}" stroke-width="1.900" stroke-linecap="round"/>` +
    `<path d="M141 221C147 223 153 223 159 221" fill="none" stroke="${skin.line}" stroke-width="1.800" stroke-linecap="round" opacity=".45"/>`
  );
}
