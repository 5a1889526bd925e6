import {
  type ChipProblem,
  isProtocolError,
  type PearlProblem,
  type PivProblem,
  type ProtocolError,
} from '../../chip/index.ts';
import { type CompletionCode, type DeviceError, deviceError, type ErrorCode } from '../../contract/index.ts';

/** What a reader says when the card is there but is no card of ours (XFS4IoT ChipIO). */
type EvidenceProblem = PivProblem | PearlProblem;
const codes: Readonly<Record<EvidenceProblem['kind'], CompletionCode | ErrorCode>> = {
  notPiv: 'invalidMedia',
  notPearl: 'invalidMedia',
  noCertificate: 'invalidMedia',
  unsupportedKey: 'protocolNotSupported',
  noProof: 'securityFail',
  malformed: 'invalidData',
};

export function evidenceError(error: DeviceError | EvidenceProblem): DeviceError {
  return isDeviceError(error) ? error : deviceError(codes[error.kind], error.words);
}

export function pinError(error: DeviceError | PivProblem | ProtocolError): DeviceError {
  return isProtocolError(error) ? protocolFailure(error) : evidenceError(error);
}

export function protocolFailure(error: ProtocolError): DeviceError {
  return deviceError('invalidData', error.words, { effect: 'unknown' });
}

export function isDeviceError(
  error: DeviceError | EvidenceProblem | ProtocolError | ChipProblem,
): error is DeviceError {
  return 'completionCode' in error;
}

/** Why a travel document or a licence could not be read: the check and its clause stay in the words. */
export function chipReadError(error: DeviceError | ChipProblem): DeviceError {
  if (isDeviceError(error)) return error;
  const words = `${error.check}: ${error.words} (${error.clause})`;
  return deviceError(chipCodeOf(error), words);
}

/** ISO/IEC 7816-4: file or application not found. */
const SW_NOT_FOUND = 0x6a82;

function chipCodeOf({ kind, sw, check }: ChipProblem): ErrorCode {
  switch (kind) {
    case 'denied':
      return 'accessDenied';
    case 'noSuchKey':
      return 'protocolNotSupported';
    case 'unsupported':
      return 'invalidMedia';
    default:
      return sw === SW_NOT_FOUND && check.startsWith('SELECT') ? 'invalidMedia' : 'securityFail';
  }
}

/** Why a script stopped: the step and its status word stay in the words. */
export function scriptError(error: DeviceError | ChipProblem): DeviceError {
  if (isDeviceError(error)) return { ...error, effect: 'unknown' };
  return deviceError('invalidMedia', `${error.check}: ${error.words}`, { effect: 'unknown' });
}
