/** The exit station of a vault: camera and chip reader asked, and what they read judged, before the shutter opens. */
import type { Bytes } from '../common/bytes.ts';
import { type Clock, sleep } from '../common/clock.ts';
import { err, type Result } from '../common/result.ts';
import type { CardReader, Completion, DeviceError, DocumentVault } from '../devices/contract/index.ts';
import { type BookletRefusal, judgeChip, judgeMrz } from './identity/index.ts';
import type { InspectBooklet } from './issuance/index.ts';

export type BookletInspectionParts = {
  readonly vault: Pick<DocumentVault, 'readMrz'>;
  readonly reader: Pick<CardReader, 'readTravelDocument'>;
  /** Country signing authorities of the passports and their revocation lists, DER. */
  readonly trust: { readonly cscas: readonly Bytes[]; readonly crls: readonly Bytes[] };
  readonly clock: Clock;
};

/** A booklet that has just come to rest is not read at the first try every time. */
const TRIES = 3;
const BETWEEN_TRIES_ms = 500;

export function createBookletInspection({ vault, reader, trust, clock }: BookletInspectionParts): InspectBooklet {
  return async (passport) => {
    const text = await tried(clock, () => vault.readMrz());
    if (!text.ok) return refuse('mrz-unreadable', text.error);
    const printed = judgeMrz(text.value, passport);
    if (!printed.ok) return printed;
    const { documentNumber, birthDate, expiryDate } = printed.value;
    const request = {
      password: { mrz: { documentNumber, birthDate, expiryDate } },
      trust: { cscas: [...trust.cscas], crls: [...trust.crls], now_ms: clock.now_ms() },
      portrait: false,
    };
    const read = await tried(clock, () => reader.readTravelDocument(request));
    // A chip that answers, and wrongly, is another matter than one that does not.
    if (!read.ok)
      return refuse(read.error.errorCode === 'securityFail' ? 'chip-not-genuine' : 'chip-unreadable', read.error);
    return judgeChip(read.value, printed.value, passport);
  };
}

async function tried<T>(clock: Clock, read: () => Completion<T>): Completion<T> {
  for (let attempt = 1; ; attempt++) {
    const answer = await read();
    if (answer.ok || attempt >= TRIES) return answer;
    await sleep(clock, BETWEEN_TRIES_ms);
  }
}

function refuse(code: BookletRefusal['code'], error: DeviceError): Result<never, BookletRefusal> {
  return err({ code, words: `${error.errorCode ?? error.completionCode}: ${error.deviceWords}` });
}
