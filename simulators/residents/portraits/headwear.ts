import { shapeOf } from './face.ts';
import { darker, faceHairTones, hairTones, lighter } from './palette.ts';
import type { Headwear, PortraitSpec } from './spec.ts';

type Hijab = Extract<Headwear, { kind: 'hijab' }>;
type Ghutra = Extract<Headwear, { kind: 'ghutra' }>;

export function headwearDefs(head: Headwear): string {
  if (head.kind === 'ghutra') return ghutraDefs(head);
  const { colour } = head;
  return (
    `<linearGradient id="cloth" x1="0" y1="0" x2="1" y2=".6"><stop offset="0" stop-color="${lighter(colour, 0.13)}"/>` +
    `<stop offset="1" stop-color="${darker(colour, 0.18)}"/></linearGradient>`
  );
}

function ghutraDefs({ cloth }: Ghutra): string {
  const shade =
    `<linearGradient id="cloth" x1="0" y1="0" x2="1" y2=".35"><stop offset="0" stop-color="#FFFFFF"/><stop offset=".6" stop-color="#F6F5F1"/>` +
    `<stop offset="1" stop-color="#DAD9D2"/></linearGradient>`;
  if (cloth === 'white') return shade;
  return (
    shade +
    `<pattern id="check" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(8)">` +
    `<path d="M0 0h4.500v4.500H0zM4.500 4.500H9V9H4.500z" fill="#B3322F" opacity=".82"/></pattern>`
  );
}

/** What lies behind the face. */
export function headwearBack(head: Headwear): string {
  switch (head.kind) {
    case 'hijab':
      return `<path d="M150 34C84 34 58 88 62 152C64 202 54 244 42 296C68 332 232 332 258 294C246 244 236 202 238 152C242 88 216 34 150 34Z" fill="url(#cloth)"/>`;
    case 'ghutra':
      return clothOf(
        head,
        'M150 36C96 34 66 74 64 128C62 204 20 310 -30 400H330C280 310 238 204 236 128C234 74 204 34 150 36Z',
      );
    case 'turban':
    case 'cap':
      return '';
  }
}

/** What lies before the face: around it, under the chin, over the forehead. */
export function headwearFront(head: Headwear, spec: PortraitSpec): string {
  switch (head.kind) {
    case 'hijab':
      return hijabFront(head, spec);
    case 'ghutra':
      return ghutraFront(head);
    case 'turban':
      return turban(head.colour, spec);
    case 'cap':
      return cap(head, spec);
  }
}

function hijabFront({ colour, drape }: Hijab, spec: PortraitSpec): string {
  const { half, chin } = shapeOf(spec);
  const l = 150 - half;
  const r = 150 + half;
  const band = `<path d="M150 74C${l + 12} 74 ${l - 3} 108 ${l - 1} 152C${l} 160 ${l + 1} 167 ${l + 2} 174C98 128 108 100 150 98C192 100 202 130 ${r - 2} 174C${r - 1} 167 ${r} 160 ${r + 1} 152C${r + 3} 108 ${r - 12} 74 150 74Z" fill="${darker(colour, 0.42)}"/>`;
  const fold = darker(colour, 0.3);
  const under = `<path d="M${l + 2} 176C98 ${chin - 18} 120 ${chin + 14} 150 ${chin + 16}C182 ${chin + 14} 202 ${chin - 18} ${r - 2} 176C214 216 230 250 258 294C218 338 86 344 42 296C68 252 86 216 ${l + 2} 176Z" fill="${darker(colour, 0.04)}"/>`;
  const throat = `<path d="M${l + 2} 176C98 ${chin - 18} 120 ${chin + 14} 150 ${chin + 16}C182 ${chin + 14} 202 ${chin - 18} ${r - 2} 176C207 188 210 198 214 209C206 ${chin + 7} 180 ${chin + 31} 148 ${chin + 33}C114 ${chin + 31} 92 ${chin + 9} 85 211C89 199 93 188 ${l + 2} 176Z" fill="${lighter(colour, 0.1)}"/>`;
  const folds: Record<Hijab['drape'], string> = {
    wrapped: 'M206 214C194 260 150 292 78 306M214 238C200 282 154 314 102 324M88 214C94 248 112 270 138 280',
    crossed: 'M90 216C112 262 160 292 236 300M84 240C104 282 150 312 208 320M212 214C206 246 190 268 166 280',
    shayla: 'M206 214C200 262 188 300 172 340M92 214C98 262 112 300 130 340M150 276C148 300 148 320 150 342',
  };
  const loose =
    drape === 'shayla'
      ? `<path d="M214 209C236 240 252 280 262 330C226 352 196 352 172 346C192 300 206 250 214 209Z" fill="${lighter(colour, 0.05)}"/><path d="M232 246C238 280 238 312 232 342M218 232C220 270 214 308 202 344" fill="none" stroke="${fold}" stroke-width="2.600" stroke-linecap="round" opacity=".6"/>`
      : '';
  return (
    band +
    under +
    throat +
    `<path d="${folds[drape]}" fill="none" stroke="${fold}" stroke-width="3" stroke-linecap="round" opacity=".7"/>` +
    loose
  );
}

function clothOf({ cloth }: Ghutra, path: string): string {
  const checks = cloth === 'red' ? `<path d="${path}" fill="url(#check)"/>` : '';
  return `<path d="${path}" fill="url(#cloth)"/>${checks}`;
}

function ghutraFront(head: Ghutra): string {
  const left = 'M104 96C92 124 97 172 93 214C89 266 82 320 74 400H-30C14 310 56 204 64 130C66 104 80 84 104 96Z';
  const right =
    'M196 96C208 124 203 172 207 214C211 266 218 320 226 400H330C286 310 244 204 236 130C234 104 220 84 196 96Z';
  const over =
    'M196 96C208 124 206 172 208 212C200 262 150 300 84 312C60 316 44 330 36 348C60 372 120 366 164 340C214 312 244 262 240 190C240 164 238 146 236 130C234 104 220 84 196 96Z';
  const brow =
    'M64 132C66 74 96 34 150 36C204 34 234 74 236 132C226 110 208 96 178 95C166 95 158 99 150 106C142 99 134 95 122 95C92 96 74 110 64 132Z';
  const shade = '#8C8B84';
  const creases =
    `<g fill="none" stroke="${shade}" stroke-width="2.200" stroke-linecap="round" opacity=".5"><path d="M150 104C150 92 150 82 150 74M82 150C80 216 62 290 34 372M92 206C88 262 74 318 58 376"/>` +
    (head.ends === 'down'
      ? '<path d="M218 150C220 216 238 290 266 372M208 206C212 262 226 318 242 376"/>'
      : '<path d="M222 160C222 232 180 288 96 322M214 190C204 250 160 286 104 304"/>') +
    '</g>';
  return (
    clothOf(head, left) +
    clothOf(head, head.ends === 'down' ? right : over) +
    `<path d="M64 134C74 112 92 98 122 97C134 97 142 101 150 108C158 101 166 97 178 97C208 98 226 112 236 134C226 120 206 106 178 104C166 104 157 109 150 116C143 109 134 104 122 104C94 106 74 120 64 134Z" fill="#000" opacity=".13"/>` +
    clothOf(head, brow) +
    creases +
    agal()
  );
}

function agal(): string {
  const ring = (y: number): string => `M70 ${y + 25}C74 ${y + 3} 112 ${y} 150 ${y}C188 ${y} 226 ${y + 3} 230 ${y + 25}`;
  return (
    `<g fill="none"><path d="${ring(79)}" stroke="#151816" stroke-width="11.500"/><path d="${ring(66)}" stroke="#151816" stroke-width="11.500"/>` +
    `<path d="${ring(76)}" stroke="#565B57" stroke-width="2" stroke-dasharray="5 3" opacity=".8"/><path d="${ring(63)}" stroke="#565B57" stroke-width="2" stroke-dasharray="5 3" opacity=".8"/></g>`
  );
}

function turban(colour: string, spec: PortraitSpec): string {
  const { half } = shapeOf(spec);
  const l = 150 - half;
  const r = 150 + half;
  return (
    `<path d="M${l} 150C${l - 6} 132 ${l - 6} 116 ${l - 2} 104L${l + 18} 100C${l + 6} 116 ${l + 3} 132 ${l} 150ZM${r} 150C${r + 6} 132 ${r + 6} 116 ${r + 2} 104L${r - 18} 100C${r - 6} 116 ${r - 3} 132 ${r} 150Z" fill="${faceHairTones(spec).base}"/>` +
    `<path d="M${l - 8} 128C${l - 34} 74 104 20 156 20C212 20 ${r + 34} 78 ${r + 8} 128C${r - 4} 110 186 98 150 84C116 96 ${l + 6} 110 ${l - 8} 128Z" fill="url(#cloth)"/>` +
    `<path d="M150 84C118 92 ${l + 4} 108 ${l - 8} 128C${l - 22} 98 104 62 168 40M150 84C182 92 ${r - 4} 108 ${r + 8} 128C${r + 14} 108 206 72 146 52" fill="none" stroke="${darker(colour, 0.35)}" stroke-width="3" stroke-linecap="round" opacity=".75"/>` +
    `<path d="M${l - 10} 112C104 76 140 60 184 54M${r + 8} 110C200 86 172 66 128 58" fill="none" stroke="${lighter(colour, 0.25)}" stroke-width="2.400" stroke-linecap="round" opacity=".6"/>`
  );
}

function cap(head: Extract<Headwear, { kind: 'cap' }>, spec: PortraitSpec): string {
  const { half } = shapeOf(spec);
  const l = 150 - half;
  const r = 150 + half;
  const tones = hairTones(head.hair);
  return (
    `<path d="M${l} 148C${l - 7} 124 ${l - 4} 104 ${l + 4} 96L${l + 14} 100C${l + 6} 112 ${l + 4} 130 ${l} 148ZM${r} 148C${r + 7} 124 ${r + 4} 104 ${r - 4} 96L${r - 14} 100C${r - 6} 112 ${r - 4} 130 ${r} 148Z" fill="${tones.base}"/>` +
    `<path d="M${l - 4} 106C${l - 2} 62 112 44 150 44C188 44 ${r + 2} 62 ${r + 4} 106C186 90 114 90 ${l - 4} 106Z" fill="url(#cloth)"/>` +
    `<path d="M${l - 4} 106C114 90 186 90 ${r + 4} 106L${r + 3} 92C184 77 116 77 ${l - 3} 92Z" fill="${darker(head.colour, 0.1)}"/>` +
    `<path d="M${l + 2} 97C116 83 184 83 ${r - 2} 97" fill="none" stroke="${darker(head.colour, 0.35)}" stroke-width="1.600" stroke-dasharray="4 4" opacity=".8"/>`
  );
}
