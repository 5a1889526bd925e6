/** Our own crest, no state's: the Sadu diamond, parted by the slot that a card comes out of, in a ring of ticks. */
import { decimal } from './svg.ts';

export function seal(
  at: { x: number; y: number; size: number },
  colours: { line: string; ground: string; slot: string },
): string {
  let ticks = '';
  for (let index = 0; index < 48; index += 1) {
    ticks += `<rect x="63" y="3" width="2" height="${index % 2 ? 5 : 8}" transform="rotate(${index * 7.5} 64 64)"/>`;
  }
  return (
    `<g transform="translate(${at.x} ${at.y}) scale(${decimal(at.size / 128)})"><g fill="${colours.line}">${ticks}</g>` +
    `<circle cx="64" cy="64" r="50" fill="none" stroke="${colours.line}" stroke-width="2"/>` +
    `<g transform="translate(28 28) scale(1.125)"><path fill="${colours.line}" d="M32 3L55 26H9ZM32 61L55 38H9Z"/>` +
    `<path fill="${colours.ground}" d="M32 12.5L41 21.5H23ZM32 51.5L41 42.5H23Z"/>` +
    `<rect x="3" y="29.2" width="58" height="5.6" rx="1.6" fill="${colours.slot}"/></g></g>`
  );
}
