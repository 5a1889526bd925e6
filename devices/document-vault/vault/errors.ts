import type { CompletionCode, DeviceError, ErrorCode } from '../../contract/index.ts';

/** Why an order was refused or did not end well (docs/devices/document-vault.md, "Errors"). */
type VaultError =
  | 'slotEmpty'
  | 'slotOccupied'
  | 'exitOccupied'
  | 'noBooklet'
  | 'jam'
  | 'shutterJam'
  | 'carouselBlocked'
  | 'retainFull'
  | 'doorOpen'
  | 'textUnreadable'
  | 'busy'
  | 'starting'
  | 'restarted'
  | 'sequence'
  | 'unknownOrder'
  | 'badData';

type Meaning = { readonly code: CompletionCode | ErrorCode; readonly action: DeviceError['action'] };

const meanings: Readonly<Record<VaultError, Meaning>> = {
  slotEmpty: { code: 'storageEmpty', action: 'maintenance' },
  slotOccupied: { code: 'sequenceError', action: 'none' },
  exitOccupied: { code: 'mediaPresent', action: 'none' },
  noBooklet: { code: 'noMediaPresent', action: 'none' },
  jam: { code: 'mediaJammed', action: 'clear' },
  shutterJam: { code: 'shutterFail', action: 'maintenance' },
  carouselBlocked: { code: 'hardwareError', action: 'maintenance' },
  retainFull: { code: 'retainBinFull', action: 'maintenance' },
  doorOpen: { code: 'coverOpen', action: 'none' },
  textUnreadable: { code: 'invalidMedia', action: 'none' },
  busy: { code: 'deviceNotReady', action: 'none' },
  starting: { code: 'deviceNotReady', action: 'none' },
  restarted: { code: 'hardwareError', action: 'none' },
  sequence: { code: 'internalError', action: 'none' },
  unknownOrder: { code: 'unsupportedCommand', action: 'configuration' },
  badData: { code: 'invalidData', action: 'none' },
};

/** What the vault's word for an error means; a word that nobody knows is a fault of the vault. */
export function meaningOf(word: string): Meaning {
  return Object.hasOwn(meanings, word) ? meanings[word as VaultError] : { code: 'hardwareError', action: 'reset' };
}
