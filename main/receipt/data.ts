import type { DocumentType, OrderReason } from '../../common/document.ts';

/** All that a receipt says. Personal data come masked (common/masking.ts): a receipt is lost more easily than a card. */
export type ReceiptData = {
  /** What became of the document: its holder has it, or the machine kept it. */
  readonly kind: 'collected' | 'retained';
  readonly documentType: DocumentType;
  readonly reason: OrderReason;
  readonly nameMasked: { readonly ar: string; readonly en: string };
  readonly numberMasked: string;
  /** `YYYY-MM-DD` */
  readonly validUntil: string;
  /** `amount` with the currency's decimals, as `10.000`; `currency` by ISO 4217. */
  readonly fee: { readonly amount: string; readonly currency: string; readonly paid: boolean };
  /** Time of the kiosk's site, `YYYY-MM-DDThh:mm`. */
  readonly endedAt: string;
  readonly machineId: string;
  /** For people: `TS-7F42-19K8`. */
  readonly reference: string;
  readonly helpPhone: string;
  /** Where the QR code leads. */
  readonly verifyUrl: string;
};
