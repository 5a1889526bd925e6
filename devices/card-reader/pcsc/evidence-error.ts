import { type ChipProblem, isProtocolError, type PivProblem, type ProtocolError } from '../../chip/index.ts';
import { type CompletionCode, type DeviceError, deviceError, type ErrorCode } from '../../contract/index.ts';

/** What a reader says when the card is there but is no card of ours (XFS4IoT ChipIO). */
const codes: Readonly<Record<PivProblem['kind'], CompletionCode | ErrorCode>> = {
  notPiv: 'invalidMedia',
  noCertificate: 'invalidMedia',
  unsupportedKey: 'protocolNotSupported',
  noProof: 'securityFail',
  malformed: 'invalidData',
};

export function evidenceError(error: DeviceError | PivProblem): DeviceError {
  return isDeviceError(error) ? error : deviceError(codes[error.kind], error.words);
}

export function pinError(error: DeviceError | PivProblem | ProtocolError): DeviceError {
  return isProtocolError(error) ? protocolFailure(error) : evidenceError(error);
}

export function protocolFailure(error: ProtocolError): DeviceError {
  return deviceError('invalidData', error.words, { effect: 'unknown' });
}

export function isDeviceError(error: DeviceError | PivProblem | ProtocolError | ChipProblem): error is DeviceError {
  return 'completionCode' in error;
}

/** Why a travel document or a licence could not be read: the check and its clause stay in the words. */
export function chipReadError(error: DeviceError | ChipProblem): DeviceError {
  if (isDeviceError(error)) return error;
  const words = `${error.check}: ${error.words} (${error.clause})`;
  return deviceError(error.kind === 'unsupported' ? 'invalidMedia' : 'securityFail', words);
}

/** Why a script stopped: the step and its status word stay in the words. */
export function scriptError(error: DeviceError | ChipProblem): DeviceError {
  if (isDeviceError(error)) return { ...error, effect: 'unknown' };
  return deviceError('invalidMedia', `${error.check}: ${error.words}`, { effect: 'unknown' });
}
