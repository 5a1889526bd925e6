import { initialOf, nameParts } from '../../common/name-parts.ts';

/**
 * A name's shorter and shorter forms, longest first, after the way of ICAO Doc 9303-3 and ISO/IEC 7501-1 with names that
 * do not fit: parts become initials from the last one backwards, the first part stays whole. Each part keeps its place, so that
 * the count of names is still told: `MOHAMMED ABDULLAH SAAD` -> `MOHAMMED ABDULLAH S.` -> `MOHAMMED A. S.`.
 * Empty when there is but one part.
 */
export function abbreviations(name: string): string[] {
  const parts = nameParts(name);
  const forms: string[] = [];
  for (let kept = parts.length - 1; kept >= 1; kept -= 1) {
    forms.push(parts.map((part, index) => part.lead + (index < kept ? part.core : abbreviated(part.core))).join(' '));
  }
  return forms.filter((form) => form !== name);
}

/** A part without a letter, or of one letter, has nothing to be shortened. */
function abbreviated(core: string): string {
  const initial = initialOf(core);
  return initial === undefined || Array.from(core).length <= 2 ? core : `${initial}.`;
}
