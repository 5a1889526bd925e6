import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import { Resvg } from '@resvg/resvg-js';
import { receiptBytes } from '../../devices/receipt-printer/index.ts';
import { faceSvgs, prepareArtwork, renderLicence } from '../../main/artwork/index.ts';
import { renderOptions } from '../../main/drawing/index.ts';
import { layoutReceipt, type ReceiptData } from '../../main/receipt/index.ts';
import { residents } from '../../simulators/residents/index.ts';
import { type Row, rowOf, sideBySide } from './measure.ts';

const ROUNDS = 15;

/** An order's data to both faces in colour and resin, against the renderer alone on the same drawings. */
export async function cardRender(): Promise<Row> {
  const licence = residents(new Date()).find(({ id }) => id === 'noura')?.orders[0]?.licence;
  if (!licence) throw new Error('Noura’s licence is always there');
  await prepareArtwork();
  const drawings = faceSvgs(licence);
  const { measured, reference } = await sideBySide(
    ROUNDS,
    () => renderLicence(licence),
    () => {
      for (const svg of drawings) new Resvg(svg, renderOptions()).render();
    },
  );
  return rowOf('card-render', measured, reference.median, '<= 1.25 x', (ratio) => ratio <= 1.25);
}

const receipt: ReceiptData = {
  kind: 'collected',
  documentType: 'driving-licence',
  reason: 'renewal',
  nameMasked: { ar: 'نورة ا•••', en: 'Noura A•••' },
  numberMasked: 'KD ••• ••• 839',
  validUntil: '2035-11-22',
  fee: { amount: '10.000', currency: 'KWD', paid: true },
  endedAt: '2025-11-23T14:07',
  machineId: 'KWT-0117',
  reference: 'TS-7F42-19K8',
  helpPhone: '1000 000',
  verifyUrl: 'https://tasleem.example/v/TS7F4219K8',
};

/** A receipt's data to the bytes that are sent, against the encoder library on a ready-made picture of that size. */
export async function receiptRender(): Promise<Row> {
  const { width_dots, height_dots } = layoutReceipt(receipt, { width_dots: 576 });
  const height = height_dots - (height_dots % 8);
  const picture = { width: width_dots, height, data: new Uint8ClampedArray(width_dots * height * 4).fill(255) };
  const { measured, reference } = await sideBySide(
    ROUNDS,
    () => receiptBytes(layoutReceipt(receipt, { width_dots: 576 }), 'epson-tm'),
    () => {
      const encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', imageMode: 'raster' });
      return encoder.initialize().image(picture, width_dots, height, 'threshold', 150).cut().encode();
    },
  );
  const isQuick = measured.median <= 40;
  return rowOf('receipt-render', measured, reference.median, '<= 2 x, <= 40 ms', (ratio) => ratio <= 2 && isQuick);
}
