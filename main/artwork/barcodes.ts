/** PDF417 (ISO/IEC 15438) and QR code (ISO/IEC 18004) on the back. */

import type { LicenceData } from '../../common/document.ts';
import { encodeSymbol, type Modules } from '../drawing/index.ts';

/** Names and place as they are printed, in Latin letters. */
export type PrintedText = { readonly surname: string; readonly otherNames: string; readonly birthPlace: string };

const compactDate = (isoDate: string): string => isoDate.replaceAll('-', '');

/**
 * Content of the PDF417: what the card shows in Latin letters and nothing else. Lines end with LF; each begins with the number of the
 * field in ISO/IEC 18013-1 and a space; dates are YYYYMMDD. `N` nationality, `S` number of the blank. A line 9 for each category:
 * category, first issued and valid until in one run of digits, restrictions with commas.
 */
export function pdf417Text(data: LicenceData, printed: PrintedText, specimen: string): string {
  return [
    `TSL1 ${specimen}`,
    `1 ${printed.surname}`,
    `2 ${printed.otherNames}`,
    `3 ${compactDate(data.birthDate)} ${printed.birthPlace}`,
    `4A ${compactDate(data.issueDate)}`,
    `4B ${compactDate(data.expiryDate)}`,
    `4C ${data.authority}`,
    `4D ${data.civilId}`,
    `5 ${data.licenceNumber}`,
    `N ${data.nationality}`,
    ...data.categories.map(({ category, firstIssued, validUntil, restrictions }) =>
      `9 ${category} ${compactDate(firstIssued)}${compactDate(validUntil)} ${restrictions.join(',')}`.trimEnd(),
    ),
    `S ${data.inventoryText.replaceAll(' ', '')}`,
    '',
  ].join('\n');
}

/** Address of the QR code: names the blank, not its holder. */
export function verificationUrl(base: string, data: LicenceData): string {
  return base + encodeURIComponent(data.inventoryText.replace(/\s/gu, '') || data.licenceNumber);
}

const PDF417_COLUMNS = 13;
/** Three modules a row, as ISO/IEC 15438 recommends at least. */
const PDF417_ROW_MODULES = 3;
export const PDF417_WIDTH_modules = 17 * PDF417_COLUMNS + 69;

/** From the preferred symbol on: rows that look well in the panel with strong correction, then more rows, then weaker correction. */
const pdf417Sizes = [
  { rows: 20, eclevel: 5 },
  { rows: 20, eclevel: 4 },
  { rows: 23, eclevel: 4 },
  { rows: 23, eclevel: 3 },
] as const;

/** Undefined when the text is too long for the panel. */
export function pdf417(text: string): Modules | undefined {
  for (const { rows, eclevel } of pdf417Sizes) {
    const symbol = encodeSymbol(
      'pdf417',
      declared(text),
      `columns=${PDF417_COLUMNS} rows=${rows} eclevel=${eclevel} parsefnc`,
    );
    if (symbol?.rows === rows) return withRowHeight(symbol, PDF417_ROW_MODULES);
  }
  return undefined;
}

/** The encoder gives each row once; printed it stands `height` modules tall. */
function withRowHeight({ columns, rows, dark }: Modules, height: number): Modules {
  const tall = new Uint8Array(columns * rows * height);
  for (let row = 0; row < rows * height; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      tall[row * columns + column] = dark[Math.floor(row / height) * columns + column] ?? 0;
    }
  }
  return { columns, rows: rows * height, dark: tall };
}

/** Readers take bytes for Latin-1 unless told: an ECI (26, UTF-8) goes before a text that is more than ASCII. */
function declared(text: string): string {
  const escaped = text.replaceAll('^', '^^');
  return Array.from(text).some((sign) => sign > '\x7F') ? `^ECI000026${escaped}` : escaped;
}

/** Version 4 with the strongest correction that holds the text, else version 5; undefined when it is longer still. */
const qrSizes = ['version=4 eclevel=Q', 'version=4 eclevel=M', 'version=5 eclevel=M'];

export function qrCode(text: string): Modules | undefined {
  for (const options of qrSizes) {
    const modules = encodeSymbol('qrcode', text, options);
    if (modules) return modules;
  }
  return undefined;
}
