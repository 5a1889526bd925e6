export type BilingualLine = { readonly ar: string; readonly en: string };

/** What belongs to the issuer and not to the holder; a ministry brings its own. */
export type LicenceTemplate = {
  /** Distinguishing sign of the issuing country, ISO/IEC 18013-1. */
  readonly country: string;
  readonly title: BilingualLine;
  readonly issuer: BilingualLine;
  /** Where the QR code leads; the number of the blank is appended. */
  readonly verificationUrl: string;
  readonly finder: { readonly ar: string; readonly en: readonly [string, string] };
  /** Printed on both faces: this is no official document. */
  readonly specimen: BilingualLine;
};

export const specimenTemplate: LicenceTemplate = {
  country: 'KWT',
  title: { ar: 'رخصة قيادة', en: 'DRIVING LICENCE' },
  issuer: { ar: 'دولة الكويت · وزارة الداخلية', en: 'State of Kuwait · Ministry of Interior' },
  verificationUrl: 'https://tasleem.example/v/',
  finder: { ar: 'من يجدها يسلّمها لأقرب مخفر', en: ['If found, hand it in at', 'any police station'] },
  specimen: { ar: 'نموذج غير رسمي', en: 'SPECIMEN' },
};
