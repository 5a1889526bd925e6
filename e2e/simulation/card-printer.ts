/**
 * A card printer's body: cards that lie in exactly one place, that time, faults and hands act on. It outlives every
 * program; `driver` is what one of them holds.
 */
import { Emitter } from '../../common/emitter.ts';
import { err, ok, type Result } from '../../common/result.ts';
import {
  type CardPosition,
  type CardPrinter,
  type CardPrinterEvent,
  type CardPrinterStatus,
  type CardPrintJob,
  type Completion,
  type DeviceError,
  deviceError,
  type ErrorCode,
} from '../../devices/contract/index.ts';
import { type Life, never } from './life.ts';
import type { CommandFault, PrinterCommand } from './plan.ts';
import type { WorldTime } from './time.ts';

export type CardPlace = 'hopper' | 'transport' | 'exit' | 'rejectBin' | 'retainBin' | 'person' | 'takenOut';
export type Card = {
  readonly number: number;
  place: CardPlace;
  /** The order whose data are on it, from the first panel on. */
  order: string | undefined;
  /** Both faces as they should be. */
  complete: boolean;
  taker: number | undefined;
};

const took_ms: Readonly<Record<PrinterCommand, number>> = {
  feed: 900,
  print: 4_000,
  present: 600,
  retract: 700,
  reject: 700,
  mediaPosition: 60,
  reset: 400,
};
const ANSWER_LIMIT_ms = 8_000;
const LATE_ms = 5_000;
const BOOT_ms = 3_000;
const CAPACITY = { rejectBin: 30, retainBin: 15 };
type Bin = keyof typeof CAPACITY;

/** Surely not begun, for a reason that the machine has words for. */
const refusals: Partial<Readonly<Record<CommandFault, DeviceError>>> = {
  refused: deviceError('hardwareError', 'refused'),
  feedFailed: deviceError('feedFailed', 'no card came', { action: 'clear' }),
  hopperEmpty: deviceError('storageEmpty', 'no blanks', { action: 'maintenance' }),
  ribbonWrong: deviceError('ribbonInvalid', 'wrong ribbon', { action: 'maintenance' }),
};

type Told = (what: 'fed' | 'presented' | 'taken', card: Card) => void;

export class CardPrinterBody {
  readonly cards: Card[] = [];
  readonly orderOf: (job: CardPrintJob) => string | undefined;
  readonly #time: WorldTime;
  readonly #events = new Emitter<CardPrinterEvent>();
  readonly #faults: { command: PrinterCommand; fault: CommandFault }[] = [];
  readonly #tell: Told;
  /** The hand that stands in front of the machine; undefined when nobody does. */
  hand: (() => number | undefined) | undefined;
  #inside: Card | undefined;
  /** The order of the job that came last: what is on a card that stops half way. */
  #printing: string | undefined;
  #hopper = 0;
  /** The sensor sees no blank, whatever lies there. */
  #seesNoBlank = false;
  readonly #room = { ...CAPACITY };
  #jam: 'none' | 'loose' | 'stuck' = 'none';
  #powered = true;
  #booting = false;
  #toner: CardPrinterStatus['toner'] = 'full';
  #cover: CardPrinterStatus['cover'] = 'closed';
  #cardsFed = 0;
  #blind = 0;
  #busyUntil_ms = 0;
  /** Rises when the power goes: what moved then stops where it is. */
  #powerCycles = 0;

  constructor(time: WorldTime, orderOf: (job: CardPrintJob) => string | undefined, tell: Told) {
    this.#time = time;
    this.orderOf = orderOf;
    this.#tell = tell;
  }

  // --- hands ---

  load(blanks: number): void {
    this.#hopper += blanks;
    this.#seesNoBlank = false;
    for (let count = 0; count < blanks; count++) {
      this.cards.push({
        number: this.cards.length + 1,
        place: 'hopper',
        order: undefined,
        complete: false,
        taker: undefined,
      });
    }
    this.#changed();
  }

  /** Takes all out of a bin, and says how many there were. */
  empty(bin: Bin): number {
    const cards = this.cards.filter((card) => card.place === bin);
    for (const card of cards) card.place = 'takenOut';
    this.#room[bin] = CAPACITY[bin];
    this.#changed();
    return cards.length;
  }

  /** No further card fits, however few are counted: one lies across. */
  block(bin: Bin): void {
    this.#room[bin] = this.count(bin);
    this.#changed();
  }

  /** The hopper's sensor says empty, until somebody loads it. */
  hideBlanks(): void {
    this.#seesNoBlank = true;
    this.#changed();
  }

  endRibbon(): void {
    this.#toner = 'out';
    this.#changed();
  }

  /** `noticed`: whether the sensor's event arrives. */
  take(taker: number, noticed = true): boolean {
    const card = this.#inside;
    if (card?.place !== 'exit' || this.#jam !== 'none') return false;
    this.#leave(card, taker);
    if (noticed) this.#emit({ event: 'mediaTaken' });
    this.#changed();
    return true;
  }

  pushBack(): void {
    if (this.#inside?.place !== 'exit' || !this.#powered) return;
    this.#inside.place = 'transport';
    this.#emit({ event: 'mediaInserted' });
    this.#changed();
  }

  /**
   * A technician comes. A printer without power gets it back first, so that it can say what it holds; else the door is
   * opened: cards, covers, ribbon. A card that is inside goes into the reject bin.
   */
  mend(): void {
    if (!this.#powered) {
      this.powerOn();
      return;
    }
    if (this.#inside) this.#inside.place = 'rejectBin';
    this.#inside = undefined;
    this.#jam = 'none';
    this.#toner = 'full';
    this.#cover = 'closed';
    this.#changed();
  }

  arm(command: PrinterCommand, fault: CommandFault): void {
    this.#faults.push({ command, fault });
  }

  blind(times: number): void {
    this.#blind += times;
  }

  /** Faults that have not struck yet. */
  get armed(): number {
    return this.#faults.length;
  }

  disarm(): void {
    this.#faults.length = 0;
    this.#blind = 0;
  }

  count(place: CardPlace): number {
    return this.cards.filter((card) => card.place === place).length;
  }

  powerOff(): void {
    this.#powered = false;
    this.#booting = false;
    this.#powerCycles += 1;
    this.#changed();
  }

  powerOn(ejects = false): void {
    if (this.#powered) return;
    this.#powered = true;
    this.#booting = true;
    const cycle = this.#powerCycles;
    this.#time.after(BOOT_ms, () => {
      if (cycle !== this.#powerCycles) return;
      this.#booting = false;
      if (ejects && this.#inside?.place === 'transport' && this.#jam === 'none') this.#inside.place = 'exit';
      this.#changed();
    });
    this.#changed();
  }

  // --- what a program sees ---

  status(): CardPrinterStatus {
    return {
      device: !this.#powered ? 'powerOff' : this.#booting ? 'starting' : 'online',
      deviceWords: '',
      media: this.#position(),
      toner: this.#toner,
      cover: this.#cover,
      storage: [
        { id: 'hopper', type: 'dispense', status: 'ok', replenishmentStatus: this.#isEmpty() ? 'empty' : 'ok' },
        { id: 'reject', type: 'reject', status: 'ok', replenishmentStatus: this.#fullOr('rejectBin') },
        { id: 'retain', type: 'retain', status: 'ok', replenishmentStatus: this.#fullOr('retainBin') },
      ],
      cardsFed: this.#cardsFed,
    };
  }

  driver(life: Life): CardPrinter {
    const run = (command: PrinterCommand, work: () => DeviceError | undefined): Completion<void> =>
      this.#run(life, command, work);
    return {
      open: async () => {},
      close: async () => {},
      status: () => this.status(),
      refresh: async () => ok(this.status()),
      capabilities: () => ({
        duplex: true,
        contactStation: false,
        contactlessStation: false,
        bezel: true,
        retainUnit: true,
      }),
      information: () => ({ modelName: 'simulation' }),
      onEvent: (listener) => this.#events.on((event) => life.alive && listener(event)),
      feed: () => run('feed', () => this.#feed()),
      moveTo: async () => ok(),
      print: (job) => {
        this.#printing = this.orderOf(job);
        return run('print', () => this.#print(job));
      },
      present: () => run('present', () => this.#present()),
      retract: () => run('retract', () => this.#clear('retainBin')),
      reject: () => run('reject', () => this.#clear('rejectBin')),
      reset: () => run('reset', () => this.#reset()),
      mediaPosition: async () => {
        const asked = await run('mediaPosition', () => undefined);
        if (!asked.ok) return asked;
        if (this.#blind <= 0) return ok(this.#position());
        this.#blind -= 1;
        return ok('unknown');
      },
    };
  }

  // --- how commands come and go ---

  async #run(life: Life, command: PrinterCommand, work: () => DeviceError | undefined): Completion<void> {
    if (!life.passes()) return never();
    const fault = this.#faultOf(command);
    const refusal = fault && refusals[fault];
    if (refusal) {
      if (fault === 'hopperEmpty') this.#seesNoBlank = true;
      if (fault === 'ribbonWrong') this.#toner = 'out';
      this.#changed();
      return this.#answer(life, 100, err(refusal));
    }
    if (fault === 'requestLost') return this.#answer(life, ANSWER_LIMIT_ms, err(noAnswer()));
    if (!this.#powered || this.#booting) {
      return this.#answer(life, 50, err(deviceError('deviceNotReady', 'no connection')));
    }
    const began_ms = Math.max(this.#time.monotonic_ms(), this.#busyUntil_ms);
    this.#busyUntil_ms = began_ms + took_ms[command];
    const cycle = this.#powerCycles;
    if (fault === 'powerCycle' || fault === 'powerCycleEject' || fault === 'powerOff') {
      const until_ms = began_ms - this.#time.monotonic_ms() + took_ms[command] / 2;
      this.#time.after(until_ms, () => this.#loseIn(command, work, fault));
    }
    const done = await this.#moves(this.#busyUntil_ms - this.#time.monotonic_ms(), () => {
      if (cycle !== this.#powerCycles) return deviceError('deviceNotReady', 'connection lost', { effect: 'unknown' });
      return this.#act(command, fault, work);
    });
    if (fault === 'answerLost') return this.#answer(life, ANSWER_LIMIT_ms, err(noAnswer()));
    if (fault === 'garbled') {
      return this.#answer(life, 10, err(deviceError('hardwareError', 'garbled', { effect: 'unknown' })));
    }
    return this.#answer(life, fault === 'answerLate' ? LATE_ms : 10, done ? err(done) : ok());
  }

  #moves(delay_ms: number, work: () => DeviceError | undefined): Promise<DeviceError | undefined> {
    return new Promise((resolve) => this.#time.after(delay_ms, () => resolve(work())));
  }

  #answer(life: Life, delay_ms: number, answer: Result<void, DeviceError>): Completion<void> {
    // What the printer did, it did; the program may die before it hears of it.
    if (!life.passes()) return never();
    return new Promise((resolve) => {
      this.#time.after(delay_ms, () => {
        if (life.passes()) resolve(answer);
      });
    });
  }

  #faultOf(command: PrinterCommand): CommandFault | undefined {
    const index = this.#faults.findIndex((armed) => armed.command === command);
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault;
  }

  // --- mechanics ---

  #act(
    command: PrinterCommand,
    fault: CommandFault | undefined,
    work: () => DeviceError | undefined,
  ): DeviceError | undefined {
    switch (fault) {
      case 'jam':
      case 'stuckJam':
      case 'doubleFeed': {
        if (command === 'feed' && this.#feed()) return deviceError('storageEmpty', 'empty');
        if (!this.#inside) return deviceError('noMediaPresent', 'nothing there');
        if (command === 'print') this.#inside.order ??= this.#printing;
        this.#jam = fault === 'stuckJam' ? 'stuck' : 'loose';
        this.#changed();
        return deviceError('mediaJammed', fault, { effect: 'unknown', action: 'clear' });
      }
      case 'tonerOut':
      case 'ribbonBroken':
        return this.#stopsHalfWay('tonerOut', () => {
          this.#toner = 'out';
        });
      case 'coverOpen':
        return this.#stopsHalfWay('coverOpen', () => {
          this.#cover = 'open';
        });
      case 'headOverheated':
        return this.#stopsHalfWay('headOverheated', () => {});
      case 'pulled': {
        // Faster than the rollers that would take it back.
        if (command === 'retract') this.#isPulled();
        const failed = work();
        if (!failed) this.#isPulled();
        return failed;
      }
      default:
        return work();
    }
  }

  #isPulled(): void {
    const taker = this.hand?.();
    if (taker !== undefined) this.take(taker);
  }

  #stopsHalfWay(code: ErrorCode, change: () => void): DeviceError {
    if (this.#inside && this.#printing !== undefined) this.#inside.order ??= this.#printing;
    change();
    this.#changed();
    return deviceError(code, code, { effect: 'unknown', action: 'maintenance' });
  }

  #loseIn(command: PrinterCommand, work: () => DeviceError | undefined, fault: CommandFault): void {
    if (!this.#powered) return;
    // Whether it had moved already when the power went is anybody's guess: here it had, when the cycle count is even.
    if (this.#powerCycles % 2 === 0 && command !== 'print') work();
    if (command === 'print' && this.#inside) this.#inside.order ??= this.#printing;
    this.powerOff();
    if (fault !== 'powerOff') this.#time.after(20_000, () => this.powerOn(fault === 'powerCycleEject'));
  }

  #feed(): DeviceError | undefined {
    if (this.#inside) return deviceError('mediaPresent', this.#inside.place);
    if (this.#cover === 'open') return deviceError('coverOpen', 'cover', { action: 'maintenance' });
    const blank = this.cards[this.#cardsFed];
    if (!blank) return deviceError('storageEmpty', 'empty');
    this.#cardsFed += 1;
    this.#hopper -= 1;
    this.#inside = blank;
    blank.place = 'transport';
    this.#tell('fed', blank);
    this.#changed();
    return undefined;
  }

  #print(job: CardPrintJob): DeviceError | undefined {
    const card = this.#inside;
    if (this.#jam !== 'none') return jammed();
    if (card?.place !== 'transport') return deviceError('noMediaPresent', card?.place ?? 'nothing');
    if (this.#toner === 'out') return deviceError('tonerOut', 'no ribbon', { action: 'maintenance' });
    card.order = this.orderOf(job);
    card.complete = true;
    return undefined;
  }

  #present(): DeviceError | undefined {
    const card = this.#inside;
    if (this.#jam !== 'none') return jammed();
    if (card?.place !== 'transport') return deviceError('noMediaPresent', card?.place ?? 'nothing');
    card.place = 'exit';
    this.#tell('presented', card);
    this.#emit({ event: 'mediaPresented' });
    this.#changed();
    return undefined;
  }

  #clear(bin: Bin): DeviceError | undefined {
    const card = this.#inside;
    if (this.#jam !== 'none') return jammed();
    if (!card) return deviceError('noMediaPresent', 'nothing there');
    if (bin === 'rejectBin' && card.place !== 'transport') return deviceError('noMediaPresent', card.place);
    if (this.#fullOr(bin) === 'full')
      return deviceError(bin === 'rejectBin' ? 'rejectBinFull' : 'retainBinFull', 'full');
    card.place = bin;
    this.#inside = undefined;
    this.#changed();
    return undefined;
  }

  #fullOr(bin: Bin): 'full' | 'ok' {
    return this.count(bin) >= this.#room[bin] ? 'full' : 'ok';
  }

  #isEmpty(): boolean {
    return this.#hopper === 0 || this.#seesNoBlank;
  }

  #reset(): DeviceError | undefined {
    if (this.#jam === 'loose') {
      this.#jam = 'none';
      this.#changed();
    }
    return undefined;
  }

  #leave(card: Card, taker: number): void {
    card.place = 'person';
    card.taker = taker;
    this.#inside = undefined;
    this.#tell('taken', card);
  }

  #position(): CardPosition {
    if (this.#jam !== 'none') return 'jammed';
    if (!this.#inside) return 'notPresent';
    return this.#inside.place === 'exit' ? 'exit' : 'transport';
  }

  #emit(event: CardPrinterEvent): void {
    if (this.#powered) this.#events.emit(event);
  }

  #changed(): void {
    this.#events.emit({ event: 'statusChanged', status: this.status() });
  }
}

function noAnswer(): DeviceError {
  return deviceError('timeOut', 'no answer', { effect: 'unknown' });
}

function jammed(): DeviceError {
  return deviceError('mediaJammed', 'still jammed', { action: 'clear' });
}
