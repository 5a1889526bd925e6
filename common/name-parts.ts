/**
 * Parts of a personal name as people count them: `Abdul Rahman`, `عبد الرحمن` or `bin Said` is one part,
 * because half of it is no name at all.
 */

/** First words of a compound name; with the next word they are one name. Compared in lower case. */
const compoundOpeners = new Set(['abd', 'abdul', 'abdel', 'abu', 'umm', 'عبد', 'أبو', 'ابو', 'أم', 'ام']);

/** Words that only say whose the next word is; they belong to it and are never an initial by themselves. */
const particles = new Set([
  ...[
    'al',
    'el',
    'bin',
    'ibn',
    'bint',
    'ben',
    'de',
    'da',
    'del',
    'della',
    'dela',
    'di',
    'dos',
    'la',
    'van',
    'von',
    'der',
    'den',
  ],
  ...['بن', 'ابن', 'بنت', 'آل'],
]);

export type NamePart = {
  /** Particles in front, with their spaces: `bin `, `van der `; often empty. */
  readonly lead: string;
  /** The name proper: `Said`, `Abdul Rahman`. */
  readonly core: string;
};

/** Words of `text` grouped into parts; joined by single spaces they give `text` with its spaces made single. */
export function nameParts(text: string): NamePart[] {
  const words = text.split(/\s+/u).filter((word) => word !== '');
  const parts: NamePart[] = [];
  let lead = '';
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const next = words[index + 1];
    const key = word.toLowerCase();
    if (next !== undefined && particles.has(key)) {
      lead += `${word} `;
    } else if (next !== undefined && compoundOpeners.has(key)) {
      parts.push({ lead, core: `${word} ${next}` });
      lead = '';
      index += 1;
    } else {
      parts.push({ lead, core: word });
      lead = '';
    }
  }
  return parts;
}

/** Between two letters of these scripts a grapheme always ends: no need to look where, at every view of a screen. */
const plainInitial = /^(?=\p{L})[\p{Script=Latin}\p{Script=Arabic}](?=$|(?=\p{L})[\p{Script=Latin}\p{Script=Arabic}])/u;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** First letter as written, with its marks: `N`, `É`, `أ`; undefined when there is no letter. */
export function initialOf(text: string): string | undefined {
  const plain = plainInitial.exec(text);
  if (plain) return plain[0];
  for (const { segment } of graphemes.segment(text)) {
    if (/\p{L}/u.test(segment)) return segment;
  }
  return undefined;
}
