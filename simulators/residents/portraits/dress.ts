import { darker, lighter } from './palette.ts';
import type { Dress } from './spec.ts';

const shoulders = 'M-10 400C-6 338 34 312 96 292C116 312 184 312 204 292C266 312 306 338 310 400Z';
const covered = 'M-10 400C-6 338 34 312 96 296H204C266 312 306 338 310 400Z';

/** Shoulders and what is worn on them. `bare`: the throat is seen, so the collar is drawn. */
export function dress({ kind, colour }: Dress, bare: boolean): string {
  const base = `<path d="${bare ? shoulders : covered}" fill="${colour}"/>`;
  const seam = darker(colour, 0.28);
  const line = (path: string, width = 2.4): string =>
    `<path d="${path}" fill="none" stroke="${seam}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" opacity=".7"/>`;
  if (!bare) return base + line('M40 330C48 350 52 370 54 390M260 330C252 350 248 370 246 390');
  switch (kind) {
    case 'dishdasha':
      return (
        base +
        `<path d="M96 290C112 308 132 314 150 315C168 314 188 308 204 290L200 276C186 294 166 300 150 300C134 300 114 294 100 276Z" fill="${lighter(colour, 0.3)}"/>` +
        line(
          'M100 277C114 294 134 301 150 301C166 301 186 294 200 277M96 291C112 309 132 315 150 316C168 315 188 309 204 291',
        ) +
        line('M146 316V390M156 316V390', 2) +
        `<g fill="${seam}" opacity=".8"><circle cx="151" cy="334" r="2.600"/><circle cx="151" cy="356" r="2.600"/></g>`
      );
    case 'shirt':
      return (
        base +
        `<path d="M102 272L88 298L128 338L150 312Z" fill="${lighter(colour, 0.22)}"/><path d="M198 272L212 298L172 338L150 312Z" fill="${lighter(colour, 0.1)}"/>` +
        line('M102 272L88 298L128 338L150 312L172 338L212 298L198 272') +
        line('M150 314V390', 2)
      );
    case 'suit':
      return (
        base +
        `<path d="M104 280L150 400L196 280C184 304 116 304 104 280Z" fill="#F4F4F0"/><path d="M106 274L98 296L134 326L150 308L166 326L202 296L194 274C186 296 114 296 106 274Z" fill="#FFFFFF"/>` +
        `<path d="M142 312H158L162 326L156 334L166 400H134L144 334L138 326Z" fill="#7A2E2B"/>` +
        `<path d="M98 290L76 318L100 330L92 342L140 400H60L40 330Z" fill="${lighter(colour, 0.08)}"/><path d="M202 290L224 318L200 330L208 342L160 400H240L260 330Z" fill="${darker(colour, 0.12)}"/>` +
        line('M98 290L76 318L100 330L92 342L138 400M202 290L224 318L200 330L208 342L162 400')
      );
    case 'blouse':
      return (
        base +
        line('M94 293C112 326 188 326 206 293', 3.4) +
        line('M48 332C54 352 58 372 58 392M252 332C246 352 242 372 242 392', 2)
      );
    case 'kurta':
      return (
        base +
        `<path d="M95 290C116 318 184 318 205 290L199 274C184 296 116 296 101 274Z" fill="${lighter(colour, 0.16)}"/><path d="M140 305H160V400H140Z" fill="${lighter(colour, 0.12)}"/>` +
        line('M102 275C116 297 184 297 198 275M140 306V400M160 306V400') +
        `<g fill="${seam}"><circle cx="150" cy="326" r="2.400"/><circle cx="150" cy="346" r="2.400"/><circle cx="150" cy="366" r="2.400"/></g>`
      );
    case 'sari':
      return (
        `<path d="${shoulders}" fill="${darker(colour, 0.38)}"/>` +
        `<path d="M206 292C252 306 300 330 310 400H110C150 372 190 336 206 292Z" fill="${colour}"/>` +
        `<path d="M206 292C190 336 150 372 110 400H128C170 374 206 340 222 297Z" fill="#D9A441"/>` +
        line('M244 312C230 344 206 374 180 398M276 330C264 356 248 380 234 398') +
        line('M94 293C112 322 176 330 204 296', 3)
      );
    case 'abaya':
      return base + line('M94 293C118 330 140 352 150 400', 3) + line('M206 293C182 330 160 352 150 400', 3);
  }
}
