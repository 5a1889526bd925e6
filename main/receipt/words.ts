import type { DocumentType, OrderReason } from '../../common/document.ts';
import type { ReceiptData } from './data.ts';

/** A receipt always speaks both: whoever checks it may read either. */
export type Words = { readonly en: string; readonly ar: string };

export const brandWords: Words = { en: 'Tasleem', ar: 'تسليم' };
export const issuerWords: Words = { en: 'Ministry of Interior', ar: 'وزارة الداخلية' };

/** A licence is a she in Arabic, a passport a he. */
type ByDocument = Readonly<Record<DocumentType, Words>>;

export const kindWords: Readonly<Record<ReceiptData['kind'], ByDocument>> = {
  collected: {
    'driving-licence': { en: 'Collected', ar: 'تم الاستلام' },
    passport: { en: 'Collected', ar: 'تم الاستلام' },
  },
  retained: {
    'driving-licence': { en: 'Kept by the machine', ar: 'محفوظة في الجهاز' },
    passport: { en: 'Kept by the machine', ar: 'محفوظ في الجهاز' },
  },
};

export const numberWords: ByDocument = {
  'driving-licence': { en: 'Number', ar: 'الرقم' },
  passport: { en: 'Passport no.', ar: 'رقم الجواز' },
};

export const validWords: ByDocument = {
  'driving-licence': { en: 'Valid until', ar: 'سارية حتى' },
  passport: { en: 'Valid until', ar: 'سارٍ حتى' },
};

export const documentWords: ByDocument = {
  'driving-licence': { en: 'Driving licence', ar: 'رخصة قيادة' },
  passport: { en: 'Passport', ar: 'جواز سفر' },
};

export const reasonWords: Readonly<Record<OrderReason, Words>> = {
  renewal: { en: 'Renewal', ar: 'تجديد' },
  'lost-replacement': { en: 'Replaces a lost one', ar: 'بدل فاقد' },
  'damaged-replacement': { en: 'Replaces a damaged one', ar: 'بدل تالف' },
  'first-issue': { en: 'First issue', ar: 'إصدار أول' },
};

export const labels = {
  feePaid: { en: 'Fee, paid', ar: 'الرسوم، مدفوعة' },
  feeDue: { en: 'Fee, unpaid', ar: 'الرسوم، غير مدفوعة' },
  collected: { en: 'Collected', ar: 'الاستلام' },
  retained: { en: 'Kept since', ar: 'وقت الحفظ' },
  machine: { en: 'Machine', ar: 'الجهاز' },
  reference: { en: 'Reference', ar: 'الرقم المرجعي' },
  help: { en: 'Help', ar: 'للمساعدة' },
  time: { en: 'Time', ar: 'الوقت' },
  printer: { en: 'Printer', ar: 'الطابعة' },
  technician: { en: 'Card', ar: 'البطاقة' },
} as const satisfies Record<string, Words>;

export const scanWords: Words = {
  en: 'Scan to check this receipt or to report a mistake.',
  ar: 'امسح الرمز للتحقق من الإيصال أو للإبلاغ عن خطأ.',
};

export const testWords: Words = { en: 'Test of the printer', ar: 'اختبار الطابعة' };
export const testNoteWords: Words = { en: 'No document was issued', ar: 'لم يصدر أي مستند' };
