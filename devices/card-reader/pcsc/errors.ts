import { type CompletionCode, type DeviceError, deviceError, type ErrorCode } from '../../contract/index.ts';

/**
 * PC/SC return codes by what they mean here (PC/SC workgroup part 5; `pcsclite.h`). `pcsclite` names the
 * code in its text, `smartcard` has a text for each code and no number: both are looked for.
 */
const meanings: readonly { readonly pattern: RegExp; readonly code: CompletionCode | ErrorCode }[] = [
  { pattern: /80100069|card was removed/i, code: 'mediaRemoved' },
  { pattern: /8010000c|no smart ?card present|no smart ?card inserted/i, code: 'mediaRemoved' },
  { pattern: /80100066|unresponsive|80100067|unpowered/i, code: 'atrNotObtained' },
  { pattern: /8010000f|protocol mismatch|80100065|card is not supported/i, code: 'protocolNotSupported' },
  { pattern: /8010000b|sharing violation/i, code: 'deviceNotReady' },
  { pattern: /8010001[de]|service (not running|stopped)/i, code: 'deviceNotReady' },
  { pattern: /80100017|80100009|reader (unavailable|unknown)|unknown reader/i, code: 'deviceNotReady' },
];

/** A binding's rejection as a device error, its words kept. */
export function pcscError(error: unknown): DeviceError {
  const words = wordsOf(error);
  const meaning = meanings.find(({ pattern }) => pattern.test(words));
  return deviceError(meaning?.code ?? 'hardwareError', words, { effect: 'unknown' });
}

export function isSharingViolation(error: unknown): boolean {
  return /8010000b|sharing violation/i.test(wordsOf(error));
}

/** An exchange that broke off: what a card that was pulled away looks like until PC/SC has looked again. */
export function isBrokenExchange(error: DeviceError): boolean {
  return /80100016|transaction failed|80100013|8010002f|communications? error/i.test(error.deviceWords);
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
