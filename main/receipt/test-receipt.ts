/** A ticket for a technician: what it is, and patterns that show a dirty head, a dead dot or a slipping roller. */
import { type Bitmap, emptyBitmap, fillRectangle, stacked } from './bitmap.ts';
import { clothEdge } from './cloth.ts';
import { Page, sized } from './page.ts';
import { labels, testNoteWords, testWords } from './words.ts';

export type TestReceiptData = {
  readonly machineId: string;
  /** As it stands on the technician's card. */
  readonly cardId: string;
  readonly printer: string;
  /** `YYYY-MM-DD hh:mm`, of the kiosk's site. */
  readonly printedAt: string;
};

const TAIL_dots = 24;
const BAND_dots = 56;
const GAP_dots = 24;

export function layoutTestReceipt(data: TestReceiptData, { width_dots }: { readonly width_dots: number }): Bitmap {
  const edge = clothEdge(width_dots);
  const page = new Page(width_dots);
  page.crest();
  page.gap(16);
  page.bar(testWords);
  page.pair(testNoteWords, sized(28, 500), 12);
  page.gap(12);
  page.rule();
  page.row(labels.machine, data.machineId);
  page.row(labels.printer, data.printer);
  page.row(labels.technician, data.cardId);
  page.row(labels.time, data.printedAt);
  page.gap(GAP_dots);
  return stacked(width_dots, [edge, page.finish(), patterns(width_dots), edge, emptyBitmap(width_dots, TAIL_dots)]);
}

/** Every dot of the head once, then hairlines, then a stair whose steps a slipping roller makes uneven. */
function patterns(width_dots: number): Bitmap {
  const paper = emptyBitmap(width_dots, 3 * BAND_dots + 3 * GAP_dots);
  fillRectangle(paper, 0, 0, width_dots, BAND_dots);
  const hairlines = BAND_dots + GAP_dots;
  for (let x = 0; x < width_dots; x += 2) fillRectangle(paper, x, hairlines, 1, BAND_dots);
  const stair = hairlines + BAND_dots + GAP_dots;
  const step = Math.ceil(width_dots / BAND_dots);
  for (let y = 0; y < BAND_dots; y++)
    fillRectangle(paper, y * step, stair + y, Math.min(step, width_dots - y * step), 1);
  return paper;
}
