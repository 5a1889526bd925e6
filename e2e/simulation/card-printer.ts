/** A card printer as programs reach it: commands and answers on a line, and the faults that strike them. */
import { err, ok, type Result } from '../../common/result.ts';
import {
  type CardPrinter,
  type CardPrintJob,
  type Completion,
  type DeviceError,
  deviceError,
  type ErrorCode,
} from '../../devices/contract/index.ts';
import { CardPrinterMechanism, type Told } from './card-printer-mechanism.ts';
import { type Life, never } from './life.ts';
import type { CommandFault, PrinterCommand } from './plan.ts';
import type { WorldTime } from './time.ts';

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

/** Surely not begun, for a reason that the machine has words for. */
const refusals: Partial<Readonly<Record<CommandFault, DeviceError>>> = {
  refused: deviceError('hardwareError', 'refused'),
  feedFailed: deviceError('feedFailed', 'no card came', { action: 'clear' }),
  hopperEmpty: deviceError('storageEmpty', 'no blanks', { action: 'maintenance' }),
  ribbonWrong: deviceError('ribbonInvalid', 'wrong ribbon', { action: 'maintenance' }),
};

type Work = () => DeviceError | undefined;

export class CardPrinterBody extends CardPrinterMechanism {
  readonly #orderOf: (job: CardPrintJob) => string | undefined;
  readonly #faults: { command: PrinterCommand; fault: CommandFault }[] = [];
  /** The order of the job that came last: what is on a card that stops half way. */
  #printing: string | undefined;
  #blind = 0;
  #busyUntil_ms = 0;

  constructor(time: WorldTime, orderOf: (job: CardPrintJob) => string | undefined, tell: Told) {
    super(time, tell);
    this.#orderOf = orderOf;
  }

  arm(command: PrinterCommand, fault: CommandFault): void {
    this.#faults.push({ command, fault });
  }

  /** It answers so many times that it cannot say where a card is. */
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

  /** What one program holds. */
  driver(life: Life): CardPrinter {
    const run = (command: PrinterCommand, work: Work): Completion<void> => this.#run(life, command, work);
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
      onEvent: (listener) => this.events.on((event) => life.alive && listener(event)),
      feed: () => run('feed', () => this.feed()),
      moveTo: async () => ok(),
      print: (job) => {
        this.#printing = this.#orderOf(job);
        return run('print', () => this.print(this.#orderOf(job)));
      },
      present: () => run('present', () => this.present()),
      retract: () => run('retract', () => this.clear('retainBin')),
      reject: () => run('reject', () => this.clear('rejectBin')),
      reset: () => run('reset', () => this.freeRollers()),
      mediaPosition: async () => {
        const asked = await run('mediaPosition', () => undefined);
        if (!asked.ok) return asked;
        if (this.#blind <= 0) return ok(this.position());
        this.#blind -= 1;
        return ok('unknown');
      },
    };
  }

  // --- how commands come and go ---

  async #run(life: Life, command: PrinterCommand, work: Work): Completion<void> {
    if (!life.passes()) return never();
    const fault = this.#faultOf(command);
    const refusal = fault && refusals[fault];
    if (refusal) {
      if (fault === 'hopperEmpty') this.hideBlanks();
      if (fault === 'ribbonWrong') this.endRibbon();
      return this.#answer(life, 100, err(refusal));
    }
    if (fault === 'requestLost') return this.#answer(life, ANSWER_LIMIT_ms, err(noAnswer()));
    if (!this.isAnswering) return this.#answer(life, 50, err(deviceError('deviceNotReady', 'no connection')));
    const began_ms = Math.max(this.time.monotonic_ms(), this.#busyUntil_ms);
    this.#busyUntil_ms = began_ms + took_ms[command];
    const cycle = this.powerCycles;
    if (fault === 'powerCycle' || fault === 'powerCycleEject' || fault === 'powerOff') {
      const until_ms = began_ms - this.time.monotonic_ms() + took_ms[command] / 2;
      this.time.after(until_ms, () => this.#loseIn(command, work, fault));
    }
    const done = await this.#moves(this.#busyUntil_ms - this.time.monotonic_ms(), () => {
      if (cycle !== this.powerCycles) return deviceError('deviceNotReady', 'connection lost', { effect: 'unknown' });
      return this.#act(command, fault, work);
    });
    if (fault === 'answerLost') return this.#answer(life, ANSWER_LIMIT_ms, err(noAnswer()));
    if (fault === 'garbled') {
      return this.#answer(life, 10, err(deviceError('hardwareError', 'garbled', { effect: 'unknown' })));
    }
    return this.#answer(life, fault === 'answerLate' ? LATE_ms : 10, done ? err(done) : ok());
  }

  #moves(delay_ms: number, work: Work): Promise<DeviceError | undefined> {
    return new Promise((resolve) => this.time.after(delay_ms, () => resolve(work())));
  }

  #answer(life: Life, delay_ms: number, answer: Result<void, DeviceError>): Completion<void> {
    // What the printer did, it did; the program may die before it hears of it.
    if (!life.passes()) return never();
    return new Promise((resolve) => {
      this.time.after(delay_ms, () => {
        if (life.passes()) resolve(answer);
      });
    });
  }

  #faultOf(command: PrinterCommand): CommandFault | undefined {
    const index = this.#faults.findIndex((armed) => armed.command === command);
    return index < 0 ? undefined : this.#faults.splice(index, 1)[0]?.fault;
  }

  // --- what becomes of one ---

  #act(command: PrinterCommand, fault: CommandFault | undefined, work: Work): DeviceError | undefined {
    switch (fault) {
      case 'jam':
      case 'stuckJam':
      case 'doubleFeed':
        return this.#jamsIn(command, fault);
      case 'tonerOut':
      case 'ribbonBroken':
        return this.#stopsHalfWay('tonerOut', () => this.endRibbon());
      case 'coverOpen':
        return this.#stopsHalfWay('coverOpen', () => this.openCover());
      case 'headOverheated':
        return this.#stopsHalfWay('headOverheated', () => {});
      case 'shutterJam':
        return this.shutterJams();
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

  #jamsIn(command: PrinterCommand, fault: CommandFault): DeviceError {
    if (command === 'feed' && this.feed()) return deviceError('storageEmpty', 'empty');
    if (command === 'print') this.printInPart(this.#printing);
    const failed = this.jam(fault === 'stuckJam' ? 'stuck' : 'loose');
    return failed ?? deviceError('mediaJammed', fault, { effect: 'unknown', action: 'clear' });
  }

  #isPulled(): void {
    const taker = this.hand?.();
    if (taker !== undefined) this.take(taker);
  }

  #stopsHalfWay(code: ErrorCode, change: () => void): DeviceError {
    this.printInPart(this.#printing);
    change();
    return deviceError(code, code, { effect: 'unknown', action: 'maintenance' });
  }

  #loseIn(command: PrinterCommand, work: Work, fault: CommandFault): void {
    if (!this.isPowered) return;
    // Whether it had moved already when the power went is anybody's guess: here it had, when the cycle count is even.
    if (this.powerCycles % 2 === 0 && command !== 'print') work();
    if (command === 'print') this.printInPart(this.#printing);
    this.powerOff();
    if (fault !== 'powerOff') this.time.after(20_000, () => this.powerOn(fault === 'powerCycleEject'));
  }
}

function noAnswer(): DeviceError {
  return deviceError('timeOut', 'no answer', { effect: 'unknown' });
}
