/**
 * How names and numbers stand on a shared screen, a receipt or a picture of a card: enough for the
 * holder to know that it is theirs, nothing for who stands behind.
 *
 * Each mask carries its own direction marks (U+200E, U+200F), so that it reads the same inside a sentence of
 * either direction: `•••• •••• 0417` would otherwise turn round between Arabic words.
 */
import type { BilingualName } from './document.ts';
import { initialOf, nameParts } from './name-parts.ts';

const MASK_DOT = '•';
const LEFT_TO_RIGHT_MARK = '\u200E';
const RIGHT_TO_LEFT_MARK = '\u200F';

/** Always three: the count of dots must not tell the length of a name. */
const threeDots = MASK_DOT.repeat(3);
const rightToLeft = /\p{Script=Arabic}/u;

/** First given name, initial of the surname: `Noura A•••`, `نورة ا•••`. */
export function maskName(name: { surname: string; otherNames: string }): string {
  const first = firstPart(name.otherNames);
  return withMark(`${first} ${initialOf(name.surname) ?? ''}${threeDots}`);
}

export function maskBilingualName(name: BilingualName): { ar: string; en: string } {
  return { ar: maskName(name.ar), en: maskName(name.en) };
}

/** A surname by itself: `A•••`. */
export function maskSurname(surname: string): string {
  return withMark(`${initialOf(surname) ?? ''}${threeDots}`);
}

/** Given names by themselves: the first, then the initial of the second: `NOURA K•••`; `NOURA •••` when there is no second. */
export function maskOtherNames(otherNames: string): string {
  const second = nameParts(otherNames)[1];
  return withMark(`${firstPart(otherNames)} ${second ? (initialOf(second.core) ?? '') : ''}${threeDots}`);
}

/** Last four of the twelve digits: `•••• •••• 0417`. */
export function maskCivilId(civilId: string): string {
  const ending = /^\d{12}$/.test(civilId) ? civilId.slice(-4) : MASK_DOT.repeat(4);
  return leftToRight(`${MASK_DOT.repeat(4)} ${MASK_DOT.repeat(4)} ${ending}`);
}

/** Series letters and last three signs: `KD ••• ••• 839`. Of a number shorter than nine signs only every third is shown. */
export function maskDocumentNumber(number: string): string {
  const shown = Math.min(3, Math.floor(number.replace(/^[A-Z]+/, '').length / 3));
  const grouped = groupDocumentNumber(number);
  const series = /^[A-Z]+(?= )/.exec(grouped)?.[0] ?? '';
  const rest = grouped.slice(series.length);
  let left = rest.replaceAll(' ', '').length - shown;
  const masked = rest.replace(/[^ ]/g, (sign) => {
    left -= 1;
    return left >= 0 ? MASK_DOT : sign;
  });
  return leftToRight(series + masked);
}

/** `KD204711839` as it is printed and read aloud: `KD 204 711 839`. */
export function groupDocumentNumber(number: string): string {
  const [, series = '', rest = ''] = /^([A-Z]*)(.*)$/.exec(number) ?? [];
  const groups = rest.replace(/(?=(?:.{3})+$)/g, ' ').trim();
  return `${series} ${groups}`.trim();
}

/** A date of which nothing may be seen: `••.••.••••`. */
export function maskDate(): string {
  return leftToRight('••.••.••••');
}

function firstPart(names: string): string {
  const part = nameParts(names)[0];
  return part ? part.lead + part.core : '';
}

function withMark(text: string): string {
  return text + (rightToLeft.test(text) ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK);
}

function leftToRight(text: string): string {
  return LEFT_TO_RIGHT_MARK + text + LEFT_TO_RIGHT_MARK;
}
