import type { DeviceError, ErrorCode } from '../../devices/contract/index.ts';

/** Why a card that was read is not accepted. `words` are for the journal and the technician; no resident's data. */
export type IdentityRefusal = {
  readonly code:
    | 'cloned'
    /** It offers no proof that it is not a copy. */
    | 'unproven'
    /** What it says of its holder is not what was signed. */
    | 'altered'
    | 'revoked'
    | 'wrongAuthority'
    | 'expired'
    | 'notYetValid'
    | 'foreignCard'
    | 'malformed'
    | 'wrongChallenge'
    | 'badCivilId'
    | 'weakKey';
  readonly words: string;
};

/** Why a card could not be read at all. `readerFault`: the card is not to blame. */
export type ReadRefusal = {
  readonly code:
    | 'removedEarly'
    | 'mute'
    | 'foreignCard'
    | 'twoCards'
    | 'malformed'
    | 'cloned'
    /** Nothing that this machine can be given opens it. */
    | 'keyNotPossible'
    | 'wrongKey'
    | 'readerFault';
  readonly words: string;
};

const byErrorCode: Partial<Record<ErrorCode, ReadRefusal['code']>> = {
  mediaRemoved: 'removedEarly',
  noMedia: 'removedEarly',
  atrNotObtained: 'mute',
  invalidMedia: 'foreignCard',
  cardCollision: 'twoCards',
  // It shows a certificate and cannot sign for it: what a copy of the readable data does.
  securityFail: 'cloned',
};

/** What a failed `readEvidence` means for the person in front of the machine. */
export function refusalOf(error: DeviceError): ReadRefusal {
  // A kind of key that PIV has no name for.
  const isForeign = error.errorCode === 'protocolNotSupported';
  return { code: isForeign ? 'foreignCard' : codeOf(error), words: error.deviceWords };
}

/** ... and a failed `readTravelDocument`: the chip of an ICAO document was asked to open. */
export function openingRefusalOf(error: DeviceError): ReadRefusal {
  const { errorCode, deviceWords: words } = error;
  if (errorCode === 'accessDenied') return { code: 'wrongKey', words };
  if (errorCode === 'protocolNotSupported') return { code: 'keyNotPossible', words };
  return { code: codeOf(error), words };
}

function codeOf(error: DeviceError): ReadRefusal['code'] {
  if (error.errorCode) return byErrorCode[error.errorCode] ?? 'readerFault';
  switch (error.completionCode) {
    case 'timeOut':
      return 'mute';
    case 'invalidData':
      return 'malformed';
    default:
      return 'readerFault';
  }
}
