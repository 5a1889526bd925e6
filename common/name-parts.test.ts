import fc from 'fast-check';
import { expect, it } from 'vitest';
import { initialOf } from './name-parts.ts';

it('ends an initial where Unicode ends a grapheme, also where it need not look', () => {
  const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
  const sign = fc.oneof(
    fc.constantFrom('A', 'é', 'e\u0301', '\u0300', 'أ', 'ا', '\u0650', '\u200d', 'ـ', '\u0e33', 'ᄀ', 'ᅡ', ' ', '-'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  );
  fc.assert(
    fc.property(
      fc.array(sign, { maxLength: 5 }).map((signs) => signs.join('')),
      (text) => {
        const segments = [...graphemes.segment(text)].map(({ segment }) => segment);
        expect(initialOf(text)).toBe(segments.find((segment) => /\p{L}/u.test(segment)));
      },
    ),
  );
});
