/**
 * Where a vault's booklet lies behind the closed shutter: a camera that reads its lines and a reader that reads its chip.
 * The booklet is the order's that it was loaded for, unless something is wrong with it.
 */
import { Emitter } from '../../common/emitter.ts';
import { err, ok, type Result } from '../../common/result.ts';
import {
  type CardReader,
  type CardReaderEvent,
  type CardReaderStatus,
  type Completion,
  type DeviceError,
  deviceError,
  type TravelDocument,
  type TravelDocumentRequest,
} from '../../devices/contract/index.ts';
import type { Card } from './card-printer-mechanism.ts';
import { type Life, never } from './life.ts';
import { passportNumberOf, printedLines } from './passports.ts';
import type { WorldTime } from './time.ts';

/**
 * What is wrong with a booklet.
 * - unreadable: no camera reads its lines; otherLines: another's booklet lay in the slot
 * - mute: its chip never answers; otherChip: the chip of another booklet is in it; tampered: what is on it was changed;
 *   copied: it does not prove that the data were signed for it
 */
export const bookletFlaws = ['unreadable', 'otherLines', 'mute', 'otherChip', 'tampered', 'copied'] as const;
export type BookletFlaw = (typeof bookletFlaws)[number];

/** One look of the camera or the reader that comes to nothing, or comes late; the next one is as ever. */
export type LookFault = 'blurred' | 'requestLost' | 'answerLate' | 'garbled';
export type Look = 'camera' | 'chip';

/** What a program holds of the reader at the exit. */
export type VaultReader = Pick<CardReader, 'status' | 'onEvent' | 'readTravelDocument'>;

const looks_ms: Readonly<Record<Look, number>> = { camera: 600, chip: 900 };
const ANSWER_LIMIT_ms = 8_000;
const LATE_ms = 5_000;

export class ExitStation {
  readonly #time: WorldTime;
  readonly #atExit: () => Card | undefined;
  readonly #events = new Emitter<CardReaderEvent>();
  /** Of booklets that are still to come, in their order. */
  readonly #flaws: BookletFlaw[] = [];
  readonly #flawOf = new Map<number, BookletFlaw | undefined>();
  readonly #faults: { look: Look; fault: LookFault }[] = [];
  #plugged = true;

  constructor(time: WorldTime, atExit: () => Card | undefined) {
    this.#time = time;
    this.#atExit = atExit;
  }

  /** Of the next booklet that is looked at. */
  spoil(flaw: BookletFlaw): void {
    this.#flaws.push(flaw);
  }

  arm(look: Look, fault: LookFault): void {
    this.#faults.push({ look, fault });
  }

  plug(plugged: boolean): void {
    this.#plugged = plugged;
    this.#events.emit({ event: 'statusChanged', status: this.status() });
  }

  /** What has not struck yet. */
  get armed(): number {
    return this.#flaws.length + this.#faults.length;
  }

  disarm(): void {
    this.#flaws.length = 0;
    this.#faults.length = 0;
  }

  /** Of a booklet that was looked at; undefined of one that is as it should be. */
  flawOf({ number }: Card): BookletFlaw | undefined {
    return this.#flawOf.get(number);
  }

  status(): CardReaderStatus {
    const device = this.#plugged ? 'online' : 'noDevice';
    return { device, deviceWords: '', media: 'unknown', chipPower: 'unknown' };
  }

  readMrz(life: Life): Completion<string> {
    return this.#look(life, 'camera', ({ lines, flaw }) =>
      flaw === 'unreadable' ? err(deviceError('invalidMedia', 'no characters')) : ok(lines),
    );
  }

  reader(life: Life): VaultReader {
    return {
      status: () => this.status(),
      onEvent: (listener) => this.#events.on((event) => life.alive && listener(event)),
      readTravelDocument: (request) => this.#look(life, 'chip', (booklet) => this.#chip(booklet, request)),
    };
  }

  #chip({ lines, flaw }: Booklet, { password }: TravelDocumentRequest): Result<TravelDocument, DeviceError> {
    if (!this.#plugged) return err(deviceError('deviceNotReady', 'unplugged'));
    if (flaw === 'mute') return err(deviceError('atrNotObtained', 'mute'));
    const isKey = 'mrz' in password && lines.includes(password.mrz.documentNumber);
    if (!isKey) return err(deviceError('securityFail', 'SW 6300'));
    const failed = flaw && failures[flaw];
    const check = { state: 'failed', words: flaw ?? '', clause: 'Doc 9303-11' } as const;
    const checks = failed ? [{ name: failed, ...check }] : [];
    return ok({ checks, isGenuine: !failed, isOriginalChip: !failed, mrz: lines });
  }

  async #look<T>(
    life: Life,
    look: Look,
    see: (booklet: Booklet) => Result<T, DeviceError>,
  ): Promise<Result<T, DeviceError>> {
    if (!life.passes()) return never();
    const fault = this.#faultOf(look);
    const takes_ms =
      fault === 'requestLost' ? ANSWER_LIMIT_ms : looks_ms[look] + (fault === 'answerLate' ? LATE_ms : 0);
    await new Promise<void>((resolve) => this.#time.after(takes_ms, resolve));
    if (!life.passes()) return never();
    if (fault === 'requestLost') return err(deviceError('timeOut', 'no answer', { effect: 'unknown' }));
    if (fault === 'garbled') return err(deviceError('hardwareError', 'garbled'));
    if (fault === 'blurred') return err(deviceError('invalidMedia', 'blurred'));
    const card = this.#atExit();
    if (card?.order === undefined) return err(deviceError('noMedia', 'nothing at the exit'));
    return see(this.#booklet(card.number, card.order));
  }

  #booklet(number: number, order: string): Booklet {
    if (!this.#flawOf.has(number)) this.#flawOf.set(number, this.#flaws.shift());
    const flaw = this.#flawOf.get(number);
    return { flaw, lines: printedLines(flaw === 'otherLines' ? 'X0000000' : passportNumberOf(order)) };
  }

  #faultOf(look: Look): LookFault | undefined {
    const index = this.#faults.findIndex((armed) => armed.look === look);
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault;
  }
}

type Booklet = { readonly lines: string; readonly flaw: BookletFlaw | undefined };

/** Which check of the chip a flaw fails. */
const failures: Partial<Readonly<Record<BookletFlaw, TravelDocument['checks'][number]['name']>>> = {
  otherChip: 'printedLines',
  tampered: 'hashes',
  copied: 'chipAuthentication',
};
