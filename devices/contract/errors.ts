import { z } from 'zod';

/** Completion codes of XFS4IoT that a command of ours can end with. */
export const completionCodes = [
  'canceled',
  'deviceNotReady',
  'hardwareError',
  'internalError',
  'invalidCommand',
  'invalidData',
  'sequenceError',
  'timeOut',
  'unsupportedCommand',
  'userError',
  'commandErrorCode',
] as const;

/** The class's own error codes (XFS4IoT spelling), present when `completionCode` is `commandErrorCode`. */
export const errorCodes = [
  // card reader
  'noMedia',
  'invalidMedia',
  'protocolNotSupported',
  'atrNotObtained',
  'cardCollision',
  'securityFail',
  'accessDenied',
  'mediaRemoved',
  // printers
  'mediaJammed',
  'mediaPresent',
  'noMediaPresent',
  'mediaOverflow',
  'shutterFail',
  'tonerOut',
  'paperOut',
  'paperJammed',
  'coverOpen',
  'cutterFail',
  'headOverheated',
  'retainBinFull',
  'rejectBinFull',
  'storageEmpty',
  'feedFailed',
  'ribbonInvalid',
] as const;

export type CompletionCode = (typeof completionCodes)[number];
export type ErrorCode = (typeof errorCodes)[number];

/** Who must act, and how (XFS4IoT ErrorEvent `action`), `none` when trying again is enough. */
const errorActions = ['none', 'reset', 'clear', 'maintenance', 'configuration', 'suspend'] as const;

/**
 * A command that did not succeed.
 *
 * `effect` is what the write-ahead journal needs to know: `none` when the device surely did nothing,
 * `unknown` when it may have acted (answer lost, time-out, connection cut).
 */
export const deviceErrorSchema = z.object({
  completionCode: z.enum(completionCodes),
  errorCode: z.enum(errorCodes).optional(),
  effect: z.enum(['none', 'unknown']),
  action: z.enum(errorActions),
  /** The device's own words, unchanged: `ERR_MECHANICAL`, `SW 6A82`, `ECONNRESET`. */
  deviceWords: z.string().max(2000),
});
export type DeviceError = z.infer<typeof deviceErrorSchema>;

/** What it is: the class's own code, where there is one. */
export function codeOf(error: DeviceError): string {
  return error.errorCode ?? error.completionCode;
}

/** For technicians: the code, and what the device said. */
export function inWords(error: DeviceError): string {
  return `${codeOf(error)}: ${error.deviceWords}`;
}

export function deviceError(
  code: CompletionCode | ErrorCode,
  deviceWords: string,
  rest: Partial<Pick<DeviceError, 'effect' | 'action'>> = {},
): DeviceError {
  const isClassCode = (errorCodes as readonly string[]).includes(code);
  return {
    completionCode: isClassCode ? 'commandErrorCode' : (code as CompletionCode),
    ...(isClassCode ? { errorCode: code as ErrorCode } : {}),
    effect: rest.effect ?? 'none',
    action: rest.action ?? 'none',
    deviceWords: deviceWords.slice(0, 2000),
  };
}
