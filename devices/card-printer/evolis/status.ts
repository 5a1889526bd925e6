import type { CardPrinterStatus, DeviceState, StorageUnit } from '../../contract/index.ts';
import { parseCount, parseVolts } from './escape.ts';
import type { EvolisOptions } from './options.ts';
import { ribbonModels } from './ribbon.ts';
import { conditionOf, isBusy, type PrinterState } from './states.ts';
import { type Place, positionOf } from './wire.ts';

/** Whether the driver can talk to the printer at all. */
export type Contact =
  | { readonly state: 'starting' }
  | { readonly state: 'lost'; readonly words: string }
  /** It answers, and not as a printer that we can use must. */
  | { readonly state: 'unusable'; readonly words: string }
  | { readonly state: 'ready' };

/** Sensors that change seldom; each undefined until it was read. */
export type Supplies = {
  /** Blanks in the hopper, and whether few are left. */
  readonly blanks: boolean | undefined;
  readonly nearEmpty: boolean | undefined;
  readonly coverClosed: boolean | undefined;
  /** Whole cards that the ribbon lasts for; 0 also when there is no ribbon. */
  readonly ribbonCards: number | undefined;
  readonly rejectBinFull: boolean | undefined;
};

export type Readings = {
  readonly contact: Contact;
  readonly printer: PrinterState | undefined;
  readonly place: Place | undefined;
  readonly supplies: Supplies | undefined;
  /** A jam was left behind that no sensor sees. */
  readonly lostInside: boolean;
};

/** From the replies to `Rse;f`, `Rse;n`, `Rse;o`, `Rrt;count` and `Rlr;h`, in this order. */
export function readSupplies(replies: readonly string[], options: EvolisOptions): Supplies {
  const [feeder = '', near = '', cover = '', ribbon = '', reject = ''] = replies;
  const above = (reply: string, limit: number) => {
    const volts = parseVolts(reply);
    return volts === undefined ? undefined : volts > limit;
  };
  const sets = ribbon.startsWith('ERR') ? 0 : parseCount(ribbon);
  return {
    blanks: above(feeder, options.presentVolts),
    nearEmpty: above(near, options.nearEmptyVolts),
    coverClosed: above(cover, options.presentVolts),
    ribbonCards: sets === undefined ? undefined : Math.floor(sets / ribbonModels[options.ribbon].setsPerCard),
    rejectBinFull: ['CARD', 'NO CARD'].includes(reject) ? reject === 'CARD' : undefined,
  };
}

/** Everything that was read, as one status. Pure. */
export function reduceStatus(readings: Readings, options: EvolisOptions): CardPrinterStatus {
  const { contact, printer, place, supplies } = readings;
  const known = contact.state === 'ready';
  const media = known && place ? mediaOf(place, printer, readings.lostInside) : 'unknown';
  const cardsLeft = supplies?.ribbonCards;
  return {
    device: deviceState(contact, printer, media),
    deviceWords: known ? (printer?.words ?? '') : 'words' in contact ? contact.words.slice(0, 2000) : '',
    media,
    toner: known ? tonerOf(supplies, printer, options) : 'unknown',
    ...(known && cardsLeft !== undefined ? { tonerCardsLeft: cardsLeft } : {}),
    cover: known ? coverOf(supplies, printer) : 'unknown',
    storage: storageOf(supplies, printer, options),
    ...(place?.cardsFed === undefined ? {} : { cardsFed: place.cardsFed }),
  };
}

function deviceState(contact: Contact, printer: PrinterState | undefined, media: string): DeviceState {
  if (contact.state === 'starting') return 'starting';
  if (contact.state === 'unusable') return 'hardwareError';
  if (contact.state === 'lost') {
    const told = printer?.major === 'OFF' ? conditionOf(printer).device : undefined;
    return told ?? 'powerOff';
  }
  if (media === 'jammed') return 'hardwareError';
  if (!printer) return 'starting';
  return conditionOf(printer).device ?? (isBusy(printer) ? 'deviceBusy' : 'online');
}

/** After a mechanical error a card that no sensor sees is between them, not absent. */
function mediaOf(place: Place, printer: PrinterState | undefined, lostInside: boolean): CardPrinterStatus['media'] {
  const position = positionOf(place);
  const astray = lostInside || printer?.minor === 'ERR_MECHANICAL';
  return position === 'notPresent' && astray ? 'jammed' : position;
}

function tonerOf(
  supplies: Supplies | undefined,
  printer: PrinterState | undefined,
  options: EvolisOptions,
): CardPrinterStatus['toner'] {
  const error = printer && conditionOf(printer).error;
  if (error === 'tonerOut' || error === 'ribbonInvalid' || supplies?.ribbonCards === 0) return 'out';
  if (printer?.minor === 'INF_RIBBON_LOW') return 'low';
  if (supplies?.ribbonCards === undefined) return 'unknown';
  return supplies.ribbonCards <= options.lowCards ? 'low' : 'full';
}

function coverOf(supplies: Supplies | undefined, printer: PrinterState | undefined): CardPrinterStatus['cover'] {
  if (printer && conditionOf(printer).error === 'coverOpen') return 'open';
  if (supplies?.coverClosed === undefined) return 'unknown';
  return supplies.coverClosed ? 'closed' : 'open';
}

function storageOf(
  supplies: Supplies | undefined,
  printer: PrinterState | undefined,
  options: EvolisOptions,
): StorageUnit[] {
  const error = printer && conditionOf(printer).error;
  const hopper = error === 'storageEmpty' ? 'empty' : hopperLevel(supplies);
  const rejectFull = error === 'rejectBinFull' || supplies?.rejectBinFull;
  const reject = rejectFull === undefined ? undefined : rejectFull ? 'full' : 'ok';
  const units: StorageUnit[] = [
    { id: 'hopper', type: 'dispense', status: 'ok', ...(hopper ? { replenishmentStatus: hopper } : {}) },
    { id: 'reject', type: 'reject', status: 'ok', ...(reject ? { replenishmentStatus: reject } : {}) },
  ];
  if (options.retain === 'rejectBox') return units;
  const retain = error === 'retainBinFull' ? { replenishmentStatus: 'full' as const } : {};
  return [...units, { id: 'retain', type: 'retain', status: 'ok', ...retain }];
}

function hopperLevel(supplies: Supplies | undefined): 'ok' | 'low' | 'empty' | undefined {
  if (supplies?.blanks === undefined) return undefined;
  if (!supplies.blanks) return 'empty';
  return supplies.nearEmpty ? 'low' : 'ok';
}
