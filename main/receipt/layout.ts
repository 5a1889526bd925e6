/**
 * The receipt, top to bottom, at 8 dots a millimetre: laid out by a text engine, drawn, and set to one bit. It grows with its
 * content; nothing is ever cut off (wrap.ts has the rule).
 */
import { type Bitmap, emptyBitmap, stacked } from './bitmap.ts';
import { clothEdge } from './cloth.ts';
import type { ReceiptData } from './data.ts';
import { Page, sized } from './page.ts';
import {
  brandWords,
  documentWords,
  issuerWords,
  kindWords,
  labels,
  numberWords,
  reasonWords,
  scanWords,
  validWords,
} from './words.ts';

/** White below the lower edge, so that the knife misses it. */
const TAIL_dots = 24;

/** A receipt as dots; the width is the head's. Throws when the paper is too narrow for the QR code of `verifyUrl`. */
export function layoutReceipt(data: ReceiptData, { width_dots }: { width_dots: number }): Bitmap {
  const edge = clothEdge(width_dots);
  return stacked(width_dots, [edge, body(data, width_dots), edge, emptyBitmap(width_dots, TAIL_dots)]);
}

/** The part between the woven edges. */
function body(data: ReceiptData, width_dots: number): Bitmap {
  const page = new Page(width_dots);
  header(page);
  page.bar(kindWords[data.kind][data.documentType]);
  page.pair(documentWords[data.documentType], sized(40, 700), 14);
  page.pair(reasonWords[data.reason], sized(28, 500), 2);
  page.pair({ en: undirected(data.nameMasked.en), ar: undirected(data.nameMasked.ar) }, sized(34, 700), 4, {
    isFixed: false,
  });
  page.gap(12);
  page.rule();
  const paid = data.fee.paid ? labels.feePaid : labels.feeDue;
  page.row(numberWords[data.documentType], undirected(data.numberMasked));
  page.row(validWords[data.documentType], dottedDate(data.validUntil));
  page.row(paid, `${data.fee.currency} ${data.fee.amount}`);
  page.row(labels[data.kind], dottedTime(data.endedAt));
  page.row(labels.machine, data.machineId);
  page.reference(labels.reference, data.reference);
  page.scan(data.verifyUrl, scanWords);
  page.help(labels.help, data.helpPhone);
  return page.finish();
}

/** Each line is drawn in a direction of its own; the marks of a mask are for text within other text. */
const undirected = (text: string): string => text.replace(/[\u200E\u200F]/g, '');

function header(page: Page): void {
  page.crest();
  page.beside(
    { text: brandWords.ar, style: { script: 'arabic', ...sized(46, 700) } },
    { text: brandWords.en, style: { script: 'latin', ...sized(38, 600) } },
    16,
    58,
  );
  page.beside(
    { text: `${issuerWords.en}  ·`, style: { script: 'latin', ...sized(25, 500) } },
    { text: issuerWords.ar, style: { script: 'arabic', ...sized(25, 500) } },
    12,
    42,
  );
  page.gap(20);
}

/** `2035-11-22` as `22.11.2035`. */
function dottedDate(date: string): string {
  return date.split('-').reverse().join('.');
}

/** `2025-11-23T14:07` as `23.11.2025 14:07`. */
function dottedTime(moment: string): string {
  const [date = '', time = ''] = moment.split('T');
  return `${dottedDate(date)} ${time}`;
}
