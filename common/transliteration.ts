/**
 * Names as they stand in a machine readable zone: transliterations of Doc 9303-3, section 6 (Latin, Cyrillic, Arabic)
 * and its rules for punctuation (4.6). A zone knows A to Z and the filler, nothing else.
 *
 * Where the section offers several ways, the first one is what we write; each is recognised. Of Cyrillic letters that
 * some states write otherwise, theirs are recognised too. `docs/chips.md` names the rows that could not be looked up.
 */

/** One row: the letter, and after the equals sign how it may be written. */
type Rows = string;

/** Section 6, part A: multinational Latin-based letters that are more than a letter with a mark left out. */
const LATIN: Rows = `
  Ä=AE|A Å=AA Æ=AE Ð=D Đ=D Ħ=H Ĳ=IJ Ŀ=L Ł=L Ñ=N|NXX Ŋ=N Ö=OE|O Ø=OE|O Œ=OE ẞ=SS ß=SS Þ=TH Ŧ=T Ü=UE|UXX|U ı=I`;

/** Section 6, part B. */
const CYRILLIC: Rows = `
  А=A Б=B В=V Г=G|H Ґ=G Ѓ=G|GJ Д=D Ђ=D|DJ Е=E Ё=E|IO Є=IE|YE Ж=ZH|Z З=Z Ѕ=DZ И=I|Y І=I Ї=I|YI Й=I Ј=J К=K Ќ=K|KJ
  Л=L Љ=LJ М=M Н=N Њ=NJ О=O П=P Р=R С=S Т=T Ћ=C У=U Ў=U Ф=F Х=KH|H Ц=TS|C Ч=CH|C Џ=DZ Ш=SH|S Щ=SHCH|SHT Ъ=IE Ы=Y Ь=
  Ѣ=IE Э=E Ю=IU|YU Я=IA|YA Ѫ=U Ѵ=Y`;

/** Section 6, part C: reversible, for no two letters have one code; X begins what has no Latin letter of its own. */
const ARABIC: Rows = `
  ء=XE آ=XAA أ=XAE ؤ=U إ=I ئ=XI ا=A ب=B ة=XTA|XAH ت=T ث=XTH ج=J ح=XH خ=XKH د=D ذ=XDH ر=R ز=Z س=S ش=XSH ص=XSS ض=XDZ
  ط=XTT ظ=XZZ ع=E غ=G ف=F ق=Q ك=K ل=L م=M ن=N ه=H و=W ى=XAY ي=Y ٱ=XXA ٹ=XXT ټ=XRT پ=P ځ=XKE څ=XXH چ=XC ڈ=XXD ډ=XDR
  ڑ=XXR ړ=XRR ږ=XRX ژ=XJ ښ=XXS ک=XKK ګ=XXK ڭ=XNG گ=XGG ں=XNN ڼ=XXN ھ=XDO ۀ=XYH ہ=XXG ۂ=XGE ۃ=XTG ی=XYA ۍ=XXY ې=Y
  ے=XYB ۓ=XBE`;

/** How one letter may be written, the first as we write it. */
type Ways = readonly string[];
type Word = readonly Ways[];

const table: ReadonlyMap<string, Ways> = new Map(
  [LATIN, CYRILLIC, ARABIC].flatMap((rows) =>
    rows
      .trim()
      .split(/\s+/)
      .map((row): [string, Ways] => {
        const [letter = '', ways = ''] = row.split('=');
        return [letter, ways.split('|')];
      }),
  ),
);

/** Doubles the letter that it stands on. */
const SHADDA = '\u0651';
const TEH_MARBUTA = '\u0629';
/** Vowel marks, sukun, the small alef and the tatweel are not written. */
const UNWRITTEN = /[\u064b-\u0650\u0652-\u065f\u0670\u0640\u200c-\u200f]/g;
/** 4.6: an apostrophe and a full stop go without a trace; whatever else parts words becomes a filler. */
const OMITTED = /['’ʼ`´.]/g;
const PARTING = /[\s\-‐‑,;/]+/;

/** All words of which something is written; undefined when a letter has no way. */
function wordsOf(name: string): readonly Word[] | undefined {
  const text = name.normalize('NFC').replaceAll(UNWRITTEN, '').replaceAll(OMITTED, '');
  const words = text.split(PARTING).map(lettersOf);
  if (!words.every((word) => word !== undefined)) return undefined;
  return words.filter((word) => word.some((ways) => ways.some((way) => way !== '')));
}

function lettersOf(word: string): Word | undefined {
  const letters: Ways[] = [];
  for (const character of word) {
    const before = letters.at(-1);
    if (character === SHADDA && before) letters.push(before);
    else {
      const ways = waysOf(character);
      if (!ways) return undefined;
      letters.push(...ways);
    }
  }
  // Section 6, part C: a teh marbuta that ends a word is written as it is spoken there.
  if (word.endsWith(TEH_MARBUTA)) letters.splice(-1, 1, [...(letters.at(-1) ?? [])].reverse());
  return letters;
}

/** A letter, or those that its capital is written with. A letter with a mark that no row has loses the mark. */
function waysOf(character: string): readonly Ways[] | undefined {
  const own = table.get(character);
  if (own) return [own];
  const capital = character.toUpperCase();
  const row = table.get(capital);
  if (row) return [row];
  const bare = [...capital.normalize('NFD').replaceAll(/\p{M}/gu, '')];
  const found = bare.map((letter) => (/^[A-Z]$/.test(letter) ? [letter] : table.get(letter)));
  return found.every((ways) => ways !== undefined) && found.length > 0 ? found : undefined;
}

/** As we write it, words parted by one filler; undefined when a letter is of a script that section 6 does not have. */
export function mrzName(name: string): string | undefined {
  return wordsOf(name)
    ?.map((letters) => letters.map(([first = '']) => first).join(''))
    .join('<');
}

/**
 * Whether `written`, an identifier of a zone with blanks or fillers between its words, is `name`.
 * @param isCut the zone had no room for all of it (Doc 9303-4, 4.2): words may end early, and the last ones be missing
 */
export function isMrzNameOf(written: string, name: string, isCut: boolean): boolean {
  const words = wordsOf(name);
  if (!words) return false;
  const found = written.split(/[\s<]+/).filter((word) => word !== '');
  const mayEndEarly = isCut && found.length > 0 && found.length < words.length;
  if (found.length !== words.length && !mayEndEarly) return false;
  return found.every((word, at) => isWritten(word, words[at] ?? [], isCut));
}

/** Goes along the word with every way at once: names have alternatives, and few of them lead on. */
function isWritten(word: string, letters: Word, isCut: boolean): boolean {
  let places = new Set([0]);
  for (const ways of letters) {
    const next = new Set<number>();
    for (const place of places) {
      const rest = word.slice(place);
      for (const way of ways) {
        if (rest.startsWith(way)) next.add(place + way.length);
        else if (isCut && rest !== '' && way.startsWith(rest)) return true;
      }
    }
    if (isCut && next.has(word.length)) return true;
    places = next;
  }
  return places.has(word.length);
}
