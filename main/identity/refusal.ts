import type { DeviceError, ErrorCode } from '../../devices/contract/index.ts';

/** Why a card that was read is not accepted. `words` are for the journal and the technician; no resident's data. */
export type IdentityRefusal = {
  readonly code:
    | 'cloned'
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
  readonly code: 'removedEarly' | 'mute' | 'foreignCard' | 'twoCards' | 'malformed' | 'cloned' | 'readerFault';
  readonly words: string;
};

const byErrorCode: Partial<Record<ErrorCode, ReadRefusal['code']>> = {
  mediaRemoved: 'removedEarly',
  noMedia: 'removedEarly',
  atrNotObtained: 'mute',
  invalidMedia: 'foreignCard',
  protocolNotSupported: 'foreignCard',
  cardCollision: 'twoCards',
  // It shows a certificate and cannot sign for it: what a copy of the readable data does.
  securityFail: 'cloned',
};

/** What a failed `readEvidence` means for the person in front of the machine. */
export function refusalOf(error: DeviceError): ReadRefusal {
  return { code: codeOf(error), words: error.deviceWords };
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
