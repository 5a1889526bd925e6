import { describe, expect, it } from 'vitest';
import type { LicenceData } from '../../common/document.ts';
import { PDF417_WIDTH_modules, pdf417, pdf417Text, qrCode, verificationUrl } from './barcodes.ts';

const data: LicenceData = {
  documentType: 'driving-licence',
  name: {
    ar: { surname: 'المرجان', otherNames: 'نورة خالد' },
    en: { surname: 'Almarjan', otherNames: 'Noura Khaled' },
  },
  birthDate: '1991-03-14',
  birthPlace: { ar: 'الكويت', en: 'Kuwait' },
  issueDate: '2026-11-24',
  expiryDate: '2041-11-23',
  authority: 'MOI GTD',
  civilId: '291031480417',
  licenceNumber: 'KD204711839',
  nationality: 'KWT',
  portrait: '',
  categories: [
    { category: 'B', firstIssued: '2010-05-12', validUntil: '2041-11-23', restrictions: ['01', '78'] },
    { category: 'BE', firstIssued: '2018-09-30', validUntil: '2041-11-23', restrictions: [] },
  ],
  inventoryText: 'TSL 0004 117 283',
};
const printed = { surname: 'ALMARJAN', otherNames: 'NOURA K.', birthPlace: 'KUWAIT' };
const text = pdf417Text(data, printed, 'SPECIMEN');

describe('the PDF417', () => {
  it('says what is printed, field by field, and the abbreviated name as it was printed', () => {
    expect(text).toBe(
      [
        'TSL1 SPECIMEN',
        '1 ALMARJAN',
        '2 NOURA K.',
        '3 19910314 KUWAIT',
        '4A 20261124',
        '4B 20411123',
        '4C MOI GTD',
        '4D 291031480417',
        '5 KD204711839',
        'N KWT',
        '9 B 2010051220411123 01,78',
        '9 BE 2018093020411123',
        'S TSL0004117283',
        '',
      ].join('\n'),
    );
  });

  it('keeps its width and whole rows, whatever it says', () => {
    for (const surname of ['LI', 'SIOBHÁN', 'W'.repeat(60)]) {
      const symbol = pdf417(pdf417Text(data, { ...printed, surname }, 'SPECIMEN'));
      expect(symbol?.columns).toBe(PDF417_WIDTH_modules);
      expect((symbol?.rows ?? 0) % 3).toBe(0);
    }
  });

  it('is refused when the data are more than its panel holds', () => {
    expect(pdf417(pdf417Text(data, { ...printed, surname: 'Ł'.repeat(400) }, 'SPECIMEN'))).toBeUndefined();
  });
});

describe('the QR code', () => {
  it('leads to the blank and names no holder', () => {
    const url = verificationUrl('https://tasleem.example/v/', data);
    expect(url).toBe('https://tasleem.example/v/TSL0004117283');
    expect(qrCode(url)?.columns).toBe(33);
  });

  it('grows by one version for a longer address and is refused beyond its panel', () => {
    expect(qrCode(`https://tasleem.example/v/${'a'.repeat(45)}`)?.columns).toBe(37);
    expect(qrCode(`https://tasleem.example/v/${'a'.repeat(100)}`)).toBeUndefined();
  });
});
