/** How a passport office writes a name in the machine readable zone: Doc 9303-3, section 6, by code points. */

/** From 0621 on, in the order of Unicode; "-" where section 6 has nothing to write. */
const ARABIC_FROM_0621 = (
  'XE XAA XAE U I XI A B XTA T XTH J XH XKH D XDH R Z S XSH XSS XDZ XTT XZZ E G - - - - - ' + '- F Q K L M N H W XAY Y'
).split(' ');
const EXTENDED_ARABIC: Readonly<Record<number, string>> = {
  1649: 'XXA',
  1662: 'P',
  1670: 'XC',
  1688: 'XJ',
  1705: 'XKK',
  1711: 'XGG',
  1740: 'XYA',
};
/** Those that do not simply lose their mark. */
const LATIN: Readonly<Record<number, string>> = {
  196: 'AE',
  197: 'AA',
  198: 'AE',
  208: 'D',
  209: 'N',
  214: 'OE',
  216: 'OE',
  220: 'UE',
  222: 'TH',
  272: 'D',
  294: 'H',
  306: 'IJ',
  319: 'L',
  321: 'L',
  330: 'N',
  338: 'OE',
  358: 'T',
};
const SHADDA = 0x0651;
const MARBUTA_AT_THE_END = /XTA(?=<|$)/g;

/** Words with one filler between them. What has no letters there is left out, as a clerk does. */
export function mrzLetters(name: string): string {
  let written = '';
  let last = '';
  for (const sign of name.normalize('NFC').toUpperCase()) {
    const code = sign.codePointAt(0) ?? 0;
    if (code === SHADDA) {
      written += last;
      continue;
    }
    last = lettersOf(sign, code);
    written += last;
  }
  return written.replaceAll(/<+/g, '<').replaceAll(/^<|<$/g, '').replaceAll(MARBUTA_AT_THE_END, 'XAH');
}

function lettersOf(sign: string, code: number): string {
  if (code >= 0x0621 && code <= 0x064a) return (ARABIC_FROM_0621[code - 0x0621] ?? '').replace('-', '');
  const other = LATIN[code] ?? EXTENDED_ARABIC[code];
  if (other !== undefined) return other;
  if (/[\s-]/.test(sign)) return '<';
  return sign.normalize('NFD').replaceAll(/[^A-Z]/g, '');
}
