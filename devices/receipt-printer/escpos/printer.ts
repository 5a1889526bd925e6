import { type Clock, sleep } from '../../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../../common/emitter.ts';
import type { Log } from '../../../common/log.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import { codeOfFailure } from '../../command/index.ts';
import {
  type CommandOptions,
  type Completion,
  codeOf,
  type DeviceError,
  type DeviceInformation,
  type DriverEnvironment,
  deviceError,
  type ReceiptPrinter,
  type ReceiptPrinterCapabilities,
  type ReceiptPrinterEvent,
  type ReceiptPrinterStatus,
  type ReceiptTicket,
  type TraceLine,
} from '../../contract/index.ts';
import { Conversation, type LineFailure } from './conversation.ts';
import type { Condition } from './decode.ts';
import { automaticStatusOn, retractTicket } from './encode.ts';
import { Jobs } from './job.ts';
import { type Model, models } from './models.ts';
import type { EscposOptions } from './options.ts';
import { type Contact, hindrance, statusOf } from './picture.ts';
import { readCondition, readIdentity } from './questions.ts';
import { Turns } from './turns.ts';

/** How often a printer at work is asked whether something stopped it. */
const LOOK_WHILE_PRINTING_ms = 250;
/** Between two looks at the output while a ticket is on its way there or back. */
const LOOK_AT_OUTPUT_ms = 100;
/** How long the sensor may lag behind a printer that says it is done. */
const OUTPUT_LAG_ms = 1_500;
const REFRESH_LIMIT_ms = 5_000;
const RETRACT_LIMIT_ms = 8_000;
const RECONNECT_LONGEST_ms = 15_000;

/** A receipt printer that speaks ESC/POS, with or without a presenter. */
export class EscposReceiptPrinter implements ReceiptPrinter {
  readonly #options: EscposOptions;
  readonly #model: Model;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #line: Conversation;
  readonly #jobs: Jobs;
  readonly #turns: Turns;
  readonly #events = new Emitter<ReceiptPrinterEvent>();
  #contact: Contact = { state: 'starting' };
  #condition: Condition = {};
  #status: ReceiptPrinterStatus;
  #identity: DeviceInformation | 'unasked' | 'unsaid';
  #open = false;
  #isRetracting = false;
  #presentations = 0;
  #failures = 0;
  #cancelLook: () => void = () => {};
  /** Set while a ticket is printed: called when something keeps the printer from going on. */
  #stopJob: () => void = () => {};

  constructor(options: EscposOptions, { clock, log }: DriverEnvironment) {
    this.#options = options;
    this.#model = { ...models[options.model], ...(options.width_dots ? { width_dots: options.width_dots } : {}) };
    this.#clock = clock;
    this.#log = log;
    this.#status = statusOf({}, this.#contact, this.#model.presenter);
    const { dialect } = this.#model;
    this.#identity = dialect === 'epson' ? 'unasked' : 'unsaid';
    const greeting = dialect === 'epson' ? automaticStatusOn : undefined;
    const line = { transport: options.transport, dialect, connect_ms: options.timeouts.connect_ms, clock, greeting };
    this.#line = new Conversation(line, (condition) => this.#saw(condition));
    this.#jobs = new Jobs(this.#line, this.#model, clock, options.timeouts);
    this.#turns = new Turns(clock);
  }

  async open(): Promise<void> {
    if (this.#open) return;
    this.#open = true;
    this.#schedule(0);
  }

  async close(): Promise<void> {
    this.#open = false;
    this.#cancelLook();
    this.#line.close();
    await this.#turns.ended();
    this.#line.close();
  }

  status(): ReceiptPrinterStatus {
    return this.#status;
  }

  capabilities(): ReceiptPrinterCapabilities {
    const { cutter, presenter, dotsPer_mm, width_dots } = this.#model;
    return { width_dots, dotsPer_mm, cutter, presenter };
  }

  information(): DeviceInformation {
    return typeof this.#identity === 'string' ? { modelName: this.#model.name } : this.#identity;
  }

  onEvent(listener: (event: ReceiptPrinterEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  trace(): readonly TraceLine[] {
    return this.#line.trace();
  }

  refresh(options: CommandOptions = {}): Completion<ReceiptPrinterStatus> {
    return this.#turn(options, REFRESH_LIMIT_ms, async (signal) => {
      const looked = await this.#look(signal);
      // A printer that cannot be reached is a status; a command that was called off is not.
      if (!looked.ok && looked.error.kind === 'aborted') return this.#failed(looked.error, 'none');
      return ok(this.#status);
    });
  }

  print(ticket: ReceiptTicket, options: CommandOptions = {}): Completion<void> {
    if (ticket.width_dots > this.#model.width_dots) {
      const words = `${ticket.width_dots} dots on a head of ${this.#model.width_dots}`;
      return Promise.resolve(err(deviceError('invalidData', words)));
    }
    return this.#turn(options, this.#options.timeouts.print_ms, (signal) => this.#print(ticket, signal));
  }

  retract(options: CommandOptions = {}): Completion<void> {
    if (!this.#model.presenter) return Promise.resolve(err(deviceError('unsupportedCommand', 'no presenter')));
    return this.#turn(options, RETRACT_LIMIT_ms, (signal) => this.#retract(signal));
  }

  async #print(ticket: ReceiptTicket, signal: AbortSignal): Completion<void> {
    const looked = await this.#look(signal);
    if (!looked.ok) return this.#failed(looked.error, 'none');
    const trouble = hindrance(this.#condition, 'none');
    if (trouble) return err(trouble);
    if (this.#condition.ticketAtOutput) return err(deviceError('mediaPresent', 'a ticket is at the output'));
    const emptied = await this.#jobs.empty(signal);
    if (!emptied.ok) return this.#failed(emptied.error, 'none');
    if (signal.aborted) return err(deviceError('canceled', 'canceled before it was sent'));
    const printed = await this.#printed(ticket, signal);
    if (printed.ok) this.#jobs.done();
    else await this.#jobs.giveUp(hindrance(this.#condition, 'unknown') !== undefined);
    return printed;
  }

  async #printed(ticket: ReceiptTicket, signal: AbortSignal): Completion<void> {
    const before = this.#presentations;
    const sent = await this.#watched((jobSignal) => this.#jobs.print(ticket, jobSignal), signal);
    if (sent.ok) return this.#model.presenter ? this.#presented(before, signal) : this.#cut(signal);
    // It came out whole, and what stopped the printer afterwards is for the next ticket.
    if (this.#presentations > before) return ok();
    const trouble = hindrance(this.#condition, 'unknown');
    return trouble ? err(trouble) : this.#failed(sent.error, 'unknown');
  }

  /** Runs a job, and meanwhile asks whether something stopped the printer; that ends the job. */
  async #watched(
    job: (signal: AbortSignal) => Promise<Result<void, LineFailure>>,
    signal: AbortSignal,
  ): Promise<Result<void, LineFailure>> {
    const { print_ms } = this.#options.timeouts;
    const controller = new AbortController();
    const stop = () => controller.abort();
    signal.addEventListener('abort', stop);
    this.#stopJob = stop;
    let isOver = false;
    const ending = job(controller.signal).finally(() => {
      isOver = true;
    });
    while (!isOver && !controller.signal.aborted) {
      await Promise.race([ending, sleep(this.#clock, LOOK_WHILE_PRINTING_ms, controller.signal)]);
      if (isOver || controller.signal.aborted) break;
      // An answer stands behind what is still on its way: only the whole job has a limit.
      await this.#ask({ limit_ms: print_ms, signal: controller.signal });
    }
    const ended = await ending;
    this.#stopJob = () => {};
    signal.removeEventListener('abort', stop);
    return ended;
  }

  /** After the last cut nothing may be wrong; paper that ends now was long enough. */
  async #cut(signal: AbortSignal): Completion<void> {
    const looked = await this.#look(signal);
    if (!looked.ok) return this.#failed(looked.error, 'unknown');
    const trouble = hindrance({ ...this.#condition, paperOut: false }, 'unknown');
    return trouble ? err(trouble) : ok();
  }

  async #presented(before: number, signal: AbortSignal): Completion<void> {
    const until_ms = this.#clock.monotonic_ms() + OUTPUT_LAG_ms;
    for (;;) {
      const looked = await this.#look(signal);
      if (this.#presentations > before) return ok();
      if (!looked.ok) return this.#failed(looked.error, 'unknown');
      const trouble = hindrance(this.#condition, 'unknown');
      if (trouble) return err(trouble);
      if (this.#clock.monotonic_ms() > until_ms) {
        return err(deviceError('hardwareError', 'no ticket came to the output', { effect: 'unknown' }));
      }
      await sleep(this.#clock, LOOK_AT_OUTPUT_ms, signal);
    }
  }

  /** Confirmed by the sensor at the output: the ticket is away from it. */
  async #retract(signal: AbortSignal): Completion<void> {
    const ready = await this.#look(signal);
    if (!ready.ok) return this.#failed(ready.error, 'none');
    if (!this.#condition.ticketAtOutput) return err(deviceError('noMediaPresent', 'no ticket at the output'));
    this.#isRetracting = true;
    try {
      const sent = await this.#line.send(retractTicket, RETRACT_LIMIT_ms);
      if (!sent.ok) return this.#failed(sent.error, 'unknown');
      for (;;) {
        await sleep(this.#clock, LOOK_AT_OUTPUT_ms, signal);
        const looked = await this.#look(signal);
        if (!looked.ok) return this.#failed(looked.error, 'unknown');
        if (!this.#condition.ticketAtOutput) return ok();
        if (this.#condition.paperJam) {
          return err(deviceError('paperJammed', 'paper jam', { effect: 'unknown', action: 'maintenance' }));
        }
      }
    } finally {
      this.#isRetracting = false;
    }
  }

  /** Makes sure that the line is open, and asks the printer how it is. */
  async #look(signal: AbortSignal): Promise<Result<void, LineFailure>> {
    const opened = await this.#line.open();
    const looked = opened.ok ? await this.#ask({ limit_ms: this.#options.timeouts.answer_ms, signal }) : opened;
    if (looked.ok) {
      this.#failures = 0;
      this.#become({ state: 'ready' });
      if (this.#identity === 'unasked') await this.#identify(signal);
    } else if (looked.error.kind !== 'aborted') {
      this.#failures += 1;
      // One lost answer is not a lost printer.
      if (looked.error.kind !== 'late' || this.#failures > 1)
        this.#become({ state: 'lost', words: looked.error.words });
    }
    return looked;
  }

  async #ask(options: { limit_ms: number; signal: AbortSignal }): Promise<Result<void, LineFailure>> {
    const condition = await readCondition(this.#line, this.#model.dialect, options);
    if (!condition.ok) return condition;
    this.#saw(condition.value);
    return ok();
  }

  /** Once, while nothing keeps it from answering in turn. */
  async #identify(signal: AbortSignal): Promise<void> {
    if (hindrance(this.#condition, 'none')) return;
    const said = await readIdentity(this.#line, { limit_ms: this.#options.timeouts.answer_ms, signal });
    // What came between was not its unwillingness.
    const isDisturbed = signal.aborted || !this.#line.isOpen || hindrance(this.#condition, 'none') !== undefined;
    if (said || !isDisturbed) this.#identity = said ?? 'unsaid';
  }

  #saw(condition: Condition): void {
    const was = this.#condition.ticketAtOutput;
    this.#condition = { ...this.#condition, ...condition };
    const is = this.#condition.ticketAtOutput;
    this.#show();
    if (was === false && is === true) {
      this.#presentations += 1;
      this.#events.emit({ event: 'mediaPresented' });
    }
    // Pulled back is not taken.
    if (was === true && is === false && !this.#isRetracting) this.#events.emit({ event: 'mediaTaken' });
    if (hindrance(this.#condition, 'unknown')) this.#stopJob();
  }

  #become(contact: Contact): void {
    this.#contact = contact;
    this.#show();
  }

  #show(): void {
    const status = statusOf(this.#condition, this.#contact, this.#model.presenter);
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
    this.#status = status;
    this.#events.emit({ event: 'statusChanged', status });
  }

  #failed(failure: LineFailure, effect: DeviceError['effect']): Result<never, DeviceError> {
    if (failure.kind === 'cut' || failure.kind === 'unreachable') this.#become({ state: 'lost', words: failure.words });
    return err(deviceError(codeOfFailure(failure.kind), failure.words, { effect }));
  }

  async #turn<T>(
    options: CommandOptions,
    usual_ms: number,
    work: (signal: AbortSignal) => Completion<T>,
  ): Completion<T> {
    if (!this.#open) return err(deviceError('deviceNotReady', 'not open'));
    const result = await this.#turns.take(options, usual_ms, async (signal) =>
      this.#open ? work(signal) : err(deviceError('deviceNotReady', 'closed')),
    );
    if (!result.ok) this.#logFailure(result.error);
    this.#schedule(this.#interval_ms());
    return result;
  }

  #schedule(delay_ms: number): void {
    this.#cancelLook();
    if (this.#open) this.#cancelLook = this.#clock.after(delay_ms, () => void this.#tick());
  }

  /** Commands look for themselves; this looks while there are none. */
  async #tick(): Promise<void> {
    if (!this.#turns.areIdle) return;
    await this.#turns.take({}, REFRESH_LIMIT_ms, async (signal) => {
      if (this.#open) await this.#look(signal);
      return ok();
    });
    if (this.#turns.areIdle) this.#schedule(this.#interval_ms());
  }

  #interval_ms(): number {
    const { poll_ms, presentedPoll_ms } = this.#options;
    if (this.#contact.state === 'lost') return Math.min(RECONNECT_LONGEST_ms, poll_ms * this.#failures);
    return this.#condition.ticketAtOutput ? presentedPoll_ms : poll_ms;
  }

  #logFailure(error: DeviceError): void {
    this.#log('receiptPrinter.commandFailed', {
      code: codeOf(error),
      effect: error.effect,
      words: error.deviceWords,
    });
  }
}
