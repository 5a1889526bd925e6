/**
 * The two ways in which a document comes to be: printed on a blank, or fetched from the vault. What stands here is what
 * differs; the claim before it and the handing over after it are the same for both.
 */
import type { Result } from '../../common/result.ts';
import type {
  CardPrinter,
  CardPrintJob,
  CardStation,
  Completion,
  DeviceError,
  DocumentVault,
} from '../../devices/contract/index.ts';
import { codeOf, deviceError } from '../../devices/contract/index.ts';
import type { ServiceError } from '../backoffice/index.ts';
import type { Books } from './books.ts';
import type { ChipEncoder, ChipProblem, ChipWork, InspectBooklet, MakingStep, MakingWay, Work } from './desk.ts';
import type { Medium } from './medium.ts';

export interface Route {
  readonly medium: Medium;
  /** What a document goes through here; undefined work: it is not known yet. */
  wayFor(work: Work | undefined): MakingWay;
  /** The step in which the medium comes into the path. */
  readonly bringing: MakingStep;
  /** Where the medium comes from, as far as it has a number. */
  slotOf(orderId: string): number | undefined;
  /** Has what the document needs besides its medium, before one is spent; undefined when that is nothing. */
  prepare(issuanceId: string, work: Work): Promise<Result<ChipWork, ServiceError>> | undefined;
  /** Moves the medium into the path. */
  bring(slot: number | undefined): Completion<void>;
  /** Makes the document and verifies it, each step written ahead; undefined when it may be handed over. */
  make(issuanceId: string, work: Work, steps: Steps, chip: ChipWork | undefined): Promise<Flaw | undefined>;
}

export type Flaw = { readonly error: DeviceError; readonly cause: string };

/** The steps as the resident sees them, and how long each one took. */
export type Steps = {
  begin(step: MakingStep): void;
  durations_ms(): Readonly<Record<string, number>>;
};

export class PrintRoute implements Route {
  readonly bringing = 'feeding';
  readonly medium: Medium;
  readonly #printer: CardPrinter;
  readonly #books: Books;
  readonly #encoder: ChipEncoder | undefined;

  constructor(printer: CardPrinter, medium: Medium, books: Books, encoder: ChipEncoder | undefined) {
    this.#printer = printer;
    this.medium = medium;
    this.#books = books;
    this.#encoder = encoder;
  }

  slotOf(): undefined {
    return undefined;
  }

  wayFor(work: Work | undefined): MakingWay {
    return work?.kind === 'print' && work.chip && this.#encoder ? 'print-with-chip' : 'print';
  }

  prepare(issuanceId: string, work: Work) {
    if (work.kind !== 'print' || !work.chip) return undefined;
    return this.#encoder?.prepare(issuanceId, work.chip);
  }

  bring(): Completion<void> {
    return this.#printer.feed();
  }

  /** The chip before the ink: a blank that is spoilt costs less than a printed card. */
  async make(issuanceId: string, work: Work, steps: Steps, chip: ChipWork | undefined): Promise<Flaw | undefined> {
    if (work.kind !== 'print') return flaw(deviceError('invalidData', 'a blank is printed on'));
    const books = this.#books;
    steps.begin(chip ? 'writing-chip' : 'printing-front');
    books.intend(issuanceId, { step: 'personalise' });
    if (chip) {
      const spoilt = (await this.#atChip(() => chip.write())) ?? (await this.#move('print'));
      if (spoilt) return spoilt;
      steps.begin('printing-front');
    }
    const printed = await this.#print(work.job, steps);
    if (!printed.ok) return flaw(printed.error);
    steps.begin('checking');
    const durations_ms = steps.durations_ms();
    books.outcome(issuanceId, 'personalise', 'done', { event: 'personalised', durations_ms });
    books.intend(issuanceId, { step: 'verify' });
    const spoilt = chip && (await this.#atChip(() => chip.confirm()));
    if (spoilt) return spoilt;
    const where = await this.medium.locate();
    if (where !== 'transport') return flaw(deviceError('hardwareError', `card at ${where}`, { effect: 'unknown' }));
    books.outcome(issuanceId, 'verify', 'done', { event: 'verified' });
    return undefined;
  }

  async #atChip(work: () => Promise<Result<void, ChipProblem>>): Promise<Flaw | undefined> {
    const astray = await this.#move(this.#encoder?.station ?? 'contactless');
    if (astray) return astray;
    const done = await work();
    if (done.ok) return undefined;
    noteTrouble(this.#books, 'encoder', done.error);
    return flawOf(done.error);
  }

  async #move(station: CardStation): Promise<Flaw | undefined> {
    const moved = await this.#printer.moveTo(station);
    return moved.ok ? undefined : flaw(moved.error);
  }

  async #print(job: CardPrintJob, steps: Steps): Completion<void> {
    const stopListening = this.#printer.onEvent((event) => {
      if (event.event === 'printProgress' && event.step === 'back') steps.begin('printing-back');
    });
    const printed = await this.#printer.print(job);
    stopListening();
    return printed;
  }
}

export class DispenseRoute implements Route {
  readonly bringing = 'fetching';
  readonly medium: Medium;
  readonly #vault: DocumentVault;
  readonly #books: Books;
  readonly #inspect: InspectBooklet;

  constructor(vault: DocumentVault, medium: Medium, books: Books, inspect: InspectBooklet) {
    this.#vault = vault;
    this.medium = medium;
    this.#books = books;
    this.#inspect = inspect;
  }

  slotOf(orderId: string): number | undefined {
    return this.#books.bookletOf(orderId)?.slot;
  }

  wayFor(): MakingWay {
    return 'dispense';
  }

  prepare(): undefined {
    return undefined;
  }

  async bring(slot: number | undefined): Completion<void> {
    if (slot === undefined) return { ok: false, error: deviceError('storageEmpty', 'no booklet for this order') };
    const brought = await this.#vault.dispense(slot);
    if (!brought.ok && codeOf(brought.error) === 'storageEmpty') {
      const words = `slot ${slot} is empty, and the books have a booklet in it`;
      this.#books.note({ kind: 'stock.alarm', body: { unit: 'slots', words } });
    }
    return brought;
  }

  /** The booklet is read behind the closed shutter: its MRZ and its chip must be what the order says. */
  async make(issuanceId: string, work: Work, steps: Steps): Promise<Flaw | undefined> {
    if (work.kind !== 'dispense') return flaw(deviceError('invalidData', 'a booklet is fetched'));
    steps.begin('checking');
    this.#books.intend(issuanceId, { step: 'verify' });
    const inspected = await this.#inspect(work.passport);
    if (!inspected.ok) {
      noteTrouble(this.#books, 'documentVault', inspected.error);
      return flawOf(inspected.error);
    }
    const where = await this.medium.locate();
    if (where !== 'transport') return flaw(deviceError('hardwareError', `booklet at ${where}`, { effect: 'unknown' }));
    this.#books.outcome(issuanceId, 'verify', 'done', { event: 'verified', durations_ms: steps.durations_ms() });
    return undefined;
  }
}

type Trouble = { readonly code: string; readonly words: string };

/** The code stands with the issuance; what a technician must know stands beside it. */
function noteTrouble(books: Books, device: 'documentVault' | 'encoder', { code, words }: Trouble): void {
  books.note({ kind: 'device.trouble', body: { device, code, words: words.slice(0, 500) } });
}

function flaw(error: DeviceError): Flaw {
  return { error, cause: codeOf(error) };
}

/** What a chip or a page is, no driver's code can say: the cause does. */
function flawOf({ code, words }: Trouble): Flaw {
  return { error: deviceError('invalidMedia', `${code}: ${words}`, { action: 'maintenance' }), cause: code };
}
