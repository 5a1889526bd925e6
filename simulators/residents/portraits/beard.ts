import { shapeOf } from './face.ts';
import { faceHairTones } from './palette.ts';
import type { PortraitSpec } from './spec.ts';

/** Moustache and beard; drawn over the face and under the mouth. */
export function beard(spec: PortraitSpec): string {
  const tones = faceHairTones(spec);
  const shape = shapeOf(spec);
  const left = 150 - shape.half;
  const right = 150 + shape.half;
  const { chin } = shape;
  const moustache = `<path d="M150 194C142 190 131 194 125 205C133 203 141 203 150 201.500C159 203 167 203 175 205C169 194 158 190 150 194Z" fill="${tones.base}"/>`;
  /** From the ears along the jaw, leaving cheeks and mouth free; `below` is how far it stands under the chin. */
  const jaw = (below: number): string =>
    `M${left - 1} 148C${left + 1} 176 ${left + 2} 196 ${left + 6} 206C${left + 16} ${chin + below - 6} 128 ${chin + below} 150 ${chin + below}` +
    `C172 ${chin + below} ${right - 16} ${chin + below - 6} ${right - 6} 206C${right - 2} 196 ${right - 1} 176 ${right + 1} 148` +
    `C${right - 6} 172 ${right - 12} 186 ${right - 20} 192C178 197 174 193 166 192C158 191 154 195 150 195C146 195 142 191 134 192C126 193 122 197 ${left + 20} 192` +
    `C${left + 12} 186 ${left + 6} 172 ${left - 1} 148Z`;
  const lipGap = `<path d="M128 206C136 201 164 201 172 206C166 219 134 219 128 206Z" fill="url(#skin)"/>`;
  const under = `<path d="M139 ${chin - 18}C145 ${chin - 21} 155 ${chin - 21} 161 ${chin - 18}" stroke="${tones.dark}" stroke-width="2" fill="none" stroke-linecap="round" opacity=".5"/>`;
  switch (spec.beard) {
    case 'none':
      return '';
    case 'moustache':
      return moustache;
    case 'stubble':
      return `<g clip-path="url(#face)"><path d="${jaw(4)}" fill="${tones.base}" opacity=".26"/></g>${lipGap.replace('/>', ' opacity=".55"/>')}`;
    case 'goatee':
      return (
        moustache +
        `<path d="M126 205C127 ${chin - 14} 134 ${chin + 4} 150 ${chin + 4}C166 ${chin + 4} 173 ${chin - 14} 174 205C170 214 165 219 150 219C135 219 130 214 126 205Z" fill="${tones.base}"/>`
      );
    case 'short':
      return `<path d="${jaw(3)}" fill="${tones.base}"/>${lipGap}${under}`;
    case 'full':
      return (
        `<path d="${jaw(26)}" fill="${tones.base}"/>${lipGap}` +
        `<g fill="none" stroke="${tones.light}" stroke-width="2" stroke-linecap="round" opacity=".5"><path d="M116 214C120 236 130 252 138 258M184 214C180 236 170 252 162 258M138 228C140 244 144 254 148 260M162 228C160 244 156 254 152 260"/></g>`
      );
  }
}

export function glasses(spec: PortraitSpec): string {
  if (spec.glasses === 'none') return '';
  const { half } = shapeOf(spec);
  const frame = spec.age === 'older' ? '#6B5A3A' : '#1F2422';
  const lens =
    spec.glasses === 'round'
      ? '<circle cx="126" cy="157" r="19.500"/><circle cx="174" cy="157" r="19.500"/>'
      : '<rect x="104" y="142" width="42" height="30" rx="8"/><rect x="154" y="142" width="42" height="30" rx="8"/>';
  const inner = spec.glasses === 'round' ? [145.5, 154.5, 106.5, 193.5] : [146, 154, 104, 196];
  return (
    `<g fill="#ffffff" fill-opacity=".13" stroke="${frame}" stroke-width="3">${lens}</g>` +
    `<g fill="none" stroke="${frame}" stroke-width="3" stroke-linecap="round"><path d="M${inner[0]} 154C148 151 152 151 ${inner[1]} 154"/>` +
    `<path d="M${inner[2]} 153L${150 - half - 1} 150M${inner[3]} 153L${150 + half + 1} 150"/></g>`
  );
}
