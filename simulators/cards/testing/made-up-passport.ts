import type { PassportData } from '../../../common/document.ts';
import { residents } from '../../residents/index.ts';

export const now = new Date('2026-11-24T08:00:00Z');

export const holder: PassportData = {
  documentType: 'passport',
  name: {
    ar: { surname: 'المرجان', otherNames: 'نورة خالد' },
    en: { surname: 'Almarjan', otherNames: 'Noura Khaled' },
  },
  birthDate: '1991-03-14',
  sex: 'F',
  issueDate: '2026-11-20',
  expiryDate: '2036-11-19',
  civilId: '291031400417',
  passportNumber: 'P01234567',
  nationality: 'KWT',
  issuingState: 'KWT',
  portrait: residents(now)[0]?.orders[0]?.licence?.portrait ?? '',
};
