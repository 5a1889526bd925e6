/** The exit station of a vault: camera and chip reader asked, and what they read judged, before the shutter opens. */
import type { Clock } from '../common/clock.ts';
import { err, type Result } from '../common/result.ts';
import { type CardReader, type DeviceError, type DocumentVault, inWords } from '../devices/contract/index.ts';
import { lookedFor, type Trust, trustNow } from './chip-reading.ts';
import { type BookletRefusal, judgeChip, judgeMrz } from './identity/index.ts';
import type { InspectBooklet } from './issuance/index.ts';

export type BookletInspectionParts = {
  readonly vault: Pick<DocumentVault, 'readMrz'>;
  readonly reader: Pick<CardReader, 'readTravelDocument'>;
  /** Of the passports. */
  readonly trust: Trust;
  readonly clock: Clock;
};

const LOOKS = 3;

export function createBookletInspection({ vault, reader, trust, clock }: BookletInspectionParts): InspectBooklet {
  return async (passport) => {
    const text = await lookedFor(clock, LOOKS, () => vault.readMrz());
    if (!text.ok) return refuse('mrz-unreadable', text.error);
    const printed = judgeMrz(text.value, passport);
    if (!printed.ok) return printed;
    const { documentNumber, birthDate, expiryDate } = printed.value;
    const request = {
      password: { mrz: { documentNumber, birthDate, expiryDate } },
      trust: trustNow(trust, clock),
      portrait: false,
    };
    const read = await lookedFor(clock, LOOKS, () => reader.readTravelDocument(request));
    // A chip that answers, and wrongly, is another matter than one that does not.
    if (!read.ok) {
      const { errorCode } = read.error;
      const answers = errorCode === 'securityFail' || errorCode === 'accessDenied';
      return refuse(answers ? 'chip-not-genuine' : 'chip-unreadable', read.error);
    }
    return judgeChip(read.value, printed.value, passport);
  };
}

function refuse(code: BookletRefusal['code'], error: DeviceError): Result<never, BookletRefusal> {
  return err({ code, words: inWords(error) });
}
