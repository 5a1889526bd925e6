import type { CompletionCode, DeviceError, DeviceState, ErrorCode } from '../../contract/index.ts';

/** `MAJOR,MINOR` of SUPERVISION.GetState. */
export type PrinterState = {
  readonly major: 'OFF' | 'READY' | 'WARNING' | 'ERROR';
  readonly minor: string;
  /** Unchanged, for a technician. */
  readonly words: string;
};

export function parseState(reply: string): PrinterState | undefined {
  const match = /^(OFF|READY|WARNING|ERROR),([A-Z][A-Z0-9_]{0,60})$/.exec(reply.trim());
  if (!match) return undefined;
  return { major: match[1] as PrinterState['major'], minor: match[2] ?? '', words: reply.trim() };
}

/** `EVENT:ACTION,ACTION` of SUPERVISION.GetEvent; without a colon it is the bare state and wants nothing. */
export type PrinterEvent = { readonly event: string; readonly actions: readonly string[] };

export function parseEvent(reply: string): PrinterEvent | undefined {
  const match = /^([A-Z][A-Z0-9_]{0,60}):([A-Z]{1,20}(?:,[A-Z]{1,20}){0,7})$/.exec(reply.trim());
  return match ? { event: match[1] ?? '', actions: (match[2] ?? '').split(',') } : undefined;
}

/** What one of the printer's words means to a kiosk. */
type Condition = {
  /** The state of the device while it holds; left out when the device can go on. */
  readonly device?: DeviceState;
  /** How a command ends that it keeps from working. */
  readonly error?: CompletionCode | ErrorCode;
  readonly action?: DeviceError['action'];
};

const technician: Condition = { device: 'hardwareError', error: 'hardwareError', action: 'maintenance' };
const refill = (error: ErrorCode): Condition => ({ error, action: 'maintenance' });
const cover: Condition = { device: 'userError', error: 'coverOpen', action: 'clear' };
const warning: Condition = {};

/** Minor states and events of the service, by the words that it uses. */
const conditions: Readonly<Record<string, Condition>> = {
  PRINTER_OFFLINE: { device: 'powerOff', error: 'deviceNotReady' },
  PRINTER_UNKNOWN: { device: 'noDevice', error: 'deviceNotReady', action: 'configuration' },
  PRINTER_SUPERVISION_UNINITIALIZED: { device: 'starting', error: 'deviceNotReady' },
  PRINTER_SUPERVISION_INITIALIZING: { device: 'starting', error: 'deviceNotReady' },
  PRINTER_STATUS_DISABLED: { device: 'offline', error: 'deviceNotReady', action: 'configuration' },
  PRINTER_NOT_SUPERVISED: { device: 'offline', error: 'deviceNotReady' },
  PRINTER_READY: warning,

  INTERNALERROR: technician,
  ERR_HARDWARE: technician,
  ERR_INTERNAL_PRINTER: technician,
  ERR_FEATURE: technician,
  ERR_NO_OPTION: { ...technician, action: 'configuration' },
  DEF_POWER_SUPPLY: technician,
  DEF_PRINTER_LOCKED: { device: 'offline', error: 'deviceNotReady', action: 'clear' },
  INF_WRONG_ZONE_EXPIRED: { ...technician, error: 'ribbonInvalid' },
  INF_CLEANING_MANDATORY: technician,

  ERR_MECHANICAL: { device: 'hardwareError', error: 'mediaJammed', action: 'clear' },
  ERR_CARD_ON_EJECT: { device: 'hardwareError', error: 'mediaJammed', action: 'clear' },
  DEF_CARD_ON_EJECT: warning,
  DEF_WAIT_CARD: warning,
  ERR_FEEDER_ERROR: { device: 'hardwareError', error: 'feedFailed', action: 'clear' },
  ERR_FEEDER_EMPTY: refill('storageEmpty'),
  DEF_FEEDER_EMPTY: refill('storageEmpty'),
  ERR_NO_CARD_INSERTED: { error: 'noMediaPresent', action: 'none' },
  ERR_FEEDER_OPEN: cover,
  DEF_FEEDER_OPEN: cover,
  ERR_COVER_OPEN: cover,
  DEF_COVER_OPEN: cover,
  DEF_RECEPTACLE_OPEN: cover,
  ERR_REJECT_BOX_COVER_OPEN: cover,
  DEF_REJECT_BOX_COVER_OPEN: cover,

  ERR_REJECT_BOX_FULL: refill('rejectBinFull'),
  DEF_REJECT_BOX_FULL: refill('rejectBinFull'),
  ERR_HOPPER_FULL: refill('retainBinFull'),
  DEF_HOPPER_FULL: refill('retainBinFull'),

  ERR_RIBBON_ENDED: refill('tonerOut'),
  DEF_RIBBON_ENDED: refill('tonerOut'),
  DEF_NO_RIBBON: refill('tonerOut'),
  ERR_RIBBON_ERROR: refill('ribbonInvalid'),
  ERR_BAD_RIBBON: refill('ribbonInvalid'),
  DEF_UNSUPPORTED_RIBBON: refill('ribbonInvalid'),
  DEF_REMOVE_RIBBON: refill('ribbonInvalid'),

  ERR_HEAD_TEMP: { error: 'headOverheated', action: 'none' },
  ERR_RET_TEMPERATURE: { error: 'headOverheated', action: 'none' },
  DEF_COOLING: { device: 'deviceBusy', error: 'headOverheated', action: 'none' },
};

const busyWords = new Set([
  'BUSY',
  'INF_PRINTING_RUNNING',
  'INF_ENCODING_RUNNING',
  'INF_CLEANING_RUNNING',
  'INF_UPDATING_FIRMWARE',
  'INF_HEATING',
  'INF_RESET',
]);

export function isBusy(state: PrinterState): boolean {
  return busyWords.has(state.minor);
}

/** What a word means; a word that is not in the table is as grave as its major state says. */
export function conditionOf(state: Pick<PrinterState, 'major' | 'minor'>): Condition {
  const known = Object.hasOwn(conditions, state.minor) ? conditions[state.minor] : undefined;
  if (known) return known;
  if (state.major === 'ERROR') return technician;
  return state.major === 'OFF' ? { device: 'powerOff', error: 'deviceNotReady' } : warning;
}

/** Conditions that keep the ribbon from printing, or the cover open, before anything was tried. */
const printHindrances: ReadonlySet<string> = new Set<CompletionCode | ErrorCode>([
  'tonerOut',
  'ribbonInvalid',
  'headOverheated',
  'coverOpen',
  'deviceNotReady',
  'hardwareError',
]);

export function hindersPrint(state: PrinterState): boolean {
  const { error } = conditionOf(state);
  return state.major === 'ERROR' || (error !== undefined && printHindrances.has(error));
}
