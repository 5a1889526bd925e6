import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  groupDocumentNumber,
  maskBilingualName,
  maskCivilId,
  maskDate,
  maskDocumentNumber,
  maskName,
  maskOtherNames,
  maskSurname,
} from './masking.ts';

const LRM = '\u200E';
const RLM = '\u200F';

describe('a masked name', () => {
  it('keeps the first given name and the initial of the surname, in both scripts', () => {
    const name = {
      en: { surname: 'Almarjan', otherNames: 'Noura Khaled' },
      ar: { surname: 'المرجان', otherNames: 'نورة خالد' },
    };
    expect(maskBilingualName(name)).toEqual({ en: `Noura A•••${LRM}`, ar: `نورة ا•••${RLM}` });
  });

  it('does not cut a compound given name in half', () => {
    expect(maskName({ surname: 'Al Enezi', otherNames: 'Abdul Rahman Saad' })).toBe(`Abdul Rahman A•••${LRM}`);
    expect(maskName({ surname: 'العنزي', otherNames: 'عبد الرحمن سعد' })).toBe(`عبد الرحمن ا•••${RLM}`);
  });

  it('keeps the marks of a first letter and passes over signs that are no letter', () => {
    expect(maskSurname('Óskarsdóttir')).toBe(`Ó•••${LRM}`);
    expect(maskSurname('E\u0301clair')).toBe(`E\u0301•••${LRM}`);
    expect(maskSurname("'Abbas")).toBe(`A•••${LRM}`);
    expect(maskSurname('أحمد')).toBe(`أ•••${RLM}`);
  });

  it('does not tell how many given names there are', () => {
    expect(maskOtherNames('NOURA')).toBe(`NOURA •••${LRM}`);
    expect(maskOtherNames('NOURA KHALED')).toBe(`NOURA K•••${LRM}`);
    expect(maskOtherNames('NOURA KHALED SAAD')).toBe(`NOURA K•••${LRM}`);
    expect(maskOtherNames('MARIA DE LOS SANTOS')).toBe(`MARIA L•••${LRM}`);
  });

  it('always has three dots and one letter of the surname', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{2,30}$/), fc.stringMatching(/^[A-Z][a-z]{2,12}$/), (surname, given) => {
        fc.pre(!['Abd', 'Abdul', 'Abdel', 'Abu', 'Umm'].includes(given));
        expect(maskName({ surname, otherNames: given })).toBe(`${given} ${surname[0]}•••${LRM}`);
      }),
    );
  });
});

describe('a masked number', () => {
  it('shows the last four digits of a civil number', () => {
    expect(maskCivilId('291031400417')).toBe(`${LRM}•••• •••• 0417${LRM}`);
  });

  it('shows nothing of a civil number that is none', () => {
    expect(maskCivilId('2910314004')).toBe(`${LRM}•••• •••• ••••${LRM}`);
  });

  it('shows the series and the last three signs of a licence number', () => {
    expect(maskDocumentNumber('KD204711839')).toBe(`${LRM}KD ••• ••• 839${LRM}`);
    expect(maskDocumentNumber('204711839')).toBe(`${LRM}••• ••• 839${LRM}`);
  });

  it('shows at most a third of a short number', () => {
    expect(maskDocumentNumber('AB123')).toBe(`${LRM}AB ••3${LRM}`);
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{0,2}[0-9]{4,12}$/), (number) => {
        const digits = number.replace(/\D/g, '').length;
        expect(maskDocumentNumber(number).replace(/\D/g, '').length).toBeLessThanOrEqual(digits / 3);
      }),
    );
  });

  it('shows the last two signs of a passport’s number', () => {
    expect(maskDocumentNumber('P05512837')).toBe(`${LRM}P •• ••• •37${LRM}`);
  });

  it('groups from the right, so that the last group is always full', () => {
    expect(groupDocumentNumber('KD204711839')).toBe('KD 204 711 839');
    expect(groupDocumentNumber('K1234567')).toBe('K 1 234 567');
    expect(groupDocumentNumber('ABCDE')).toBe('ABCDE');
  });

  it('shows nothing of a date', () => {
    expect(maskDate()).toBe(`${LRM}••.••.••••${LRM}`);
  });
});
