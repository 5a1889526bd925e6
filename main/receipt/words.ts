import type { DocumentType, OrderReason } from '../../common/document.ts';
import type { ReceiptData } from './data.ts';

/** A receipt always speaks both: whoever checks it may read either. */
export type Words = { readonly en: string; readonly ar: string };

export const brandWords: Words = { en: 'Tasleem', ar: 'تسليم' };
export const issuerWords: Words = { en: 'Ministry of Interior', ar: 'وزارة الداخلية' };

export const kindWords: Readonly<Record<ReceiptData['kind'], Words>> = {
  collected: { en: 'Collected', ar: 'تم الاستلام' },
  retained: { en: 'Kept by the machine', ar: 'محفوظة في الجهاز' },
};

export const documentWords: Readonly<Record<DocumentType, Words>> = {
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
  number: { en: 'Number', ar: 'الرقم' },
  validUntil: { en: 'Valid until', ar: 'سارية حتى' },
  feePaid: { en: 'Fee, paid', ar: 'الرسوم، مدفوعة' },
  feeDue: { en: 'Fee, unpaid', ar: 'الرسوم، غير مدفوعة' },
  collected: { en: 'Collected', ar: 'الاستلام' },
  retained: { en: 'Kept since', ar: 'وقت الحفظ' },
  machine: { en: 'Machine', ar: 'الجهاز' },
  reference: { en: 'Reference', ar: 'الرقم المرجعي' },
  help: { en: 'Help', ar: 'للمساعدة' },
} as const satisfies Record<string, Words>;

export const scanWords: Words = {
  en: 'Scan to check this receipt or to report a mistake.',
  ar: 'امسح الرمز للتحقق من الإيصال أو للإبلاغ عن خطأ.',
};
