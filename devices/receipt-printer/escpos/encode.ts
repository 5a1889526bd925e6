/** The bytes of ESC/POS that a receipt needs (Epson's reference; GS e of Custom and Reliance). Pure functions. */
import type { ReceiptTicket } from '../../contract/index.ts';
import type { Model } from './models.ts';

/** ESC @: drops what is in the print buffer, sets everything to its defaults. */
const initialise = Uint8Array.of(0x1b, 0x40);
/** GS a: automatic status back for everything. */
export const automaticStatusOn = Uint8Array.of(0x1d, 0x61, 0xff);
/** GS r 1: answered when its turn in the buffer comes, so when everything before it is done. */
export const askInTurn = Uint8Array.of(0x1d, 0x72, 0x01);
/** GS e 2. */
export const retractTicket = Uint8Array.of(0x1d, 0x65, 0x02);
/** DLE DC4 8: forgets what was received and not printed yet, and says so. */
export const clearBuffer = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** GS I n, answered as text. */
export function askIdentity(what: 'firmware' | 'model' | 'serialNumber'): Uint8Array {
  return Uint8Array.of(0x1d, 0x49, { firmware: 65, model: 67, serialNumber: 68 }[what]);
}

/** Ends a raster whose rest was lost: white if it still belongs to it, and otherwise nothing. */
export function restOfRaster({ width_dots, bandLines }: Model): Uint8Array {
  return new Uint8Array(8 + Math.ceil(width_dots / 8) * bandLines);
}

/** DLE EOT n: answered at once. */
export function askStatus(n: 1 | 2 | 3 | 4 | 20): Uint8Array {
  return Uint8Array.of(0x10, 0x04, n);
}

/** About 7 mm each: far enough out to be gripped. */
const PRESENT_steps = 12;
/** GS e 3 n. */
const presentTicket = Uint8Array.of(0x1d, 0x65, 0x03, PRESENT_steps);

/** GS v 0, in bands that the printer takes; columns beyond the head are an error of the caller. */
function rasterBands(ticket: ReceiptTicket, { bandLines }: Model): readonly Uint8Array[] {
  const width_bytes = Math.ceil(ticket.width_dots / 8);
  const bands: Uint8Array[] = [];
  for (let from = 0; from < ticket.height_dots; from += bandLines) {
    const lines = Math.min(bandLines, ticket.height_dots - from);
    const band = new Uint8Array(8 + width_bytes * lines);
    band.set([0x1d, 0x76, 0x30, 0, width_bytes & 0xff, width_bytes >> 8, lines & 0xff, lines >> 8]);
    band.set(ticket.raster.subarray(from * width_bytes, (from + lines) * width_bytes), 8);
    bands.push(band);
  }
  return bands;
}

/** A whole receipt, in the pieces in which it is sent: set up, print, cut, and hold it out where there is a presenter. */
export function ticketParts(ticket: ReceiptTicket, model: Model): readonly Uint8Array[] {
  const parts = [initialise, ...rasterBands(ticket, model), cut(model)];
  return model.presenter ? [...parts, presentTicket] : parts;
}

/** Parts what was printed half from what comes next, and draws it in where there is a presenter. */
export function putAside(model: Model): Uint8Array {
  return Buffer.concat([initialise, cut(model), model.presenter ? retractTicket : new Uint8Array(0)]);
}

/** GS V 66 n where there is a presenter-less cutter, ESC i on kiosk printers. */
function cut({ presenter, cutFeed_dots }: Model): Uint8Array {
  return presenter ? Uint8Array.of(0x1b, 0x69) : Uint8Array.of(0x1d, 0x56, 0x42, cutFeed_dots);
}
