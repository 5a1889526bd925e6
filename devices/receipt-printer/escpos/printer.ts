import { type Clock, sleep } from '../../../common/clock.ts';
import { Emitter, type Unsubscribe } from '../../../common/emitter.ts';
import type { Log } from '../../../common/log.ts';
import { err, ok, type Result } from '../../../common/result.ts';
import {
  type CommandOptions,
  type Completion,
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
import { type Condition, conditionOf, ejectorCondition } from './decode.ts';
import { askEjector, askInTurn, askStatus, automaticStatusOn, retractTicket, ticketParts } from './encode.ts';
import { type Model, models } from './models.ts';
import type { EscposOptions } from './options.ts';
import { type Contact, hindrance, statusOf } from './picture.ts';

/** How often a printer that is silent about a job is asked whether something stopped it. */
const LOOK_WHILE_PRINTING_ms = 400;
const RETRACT_LIMIT_ms = 8_000;
const RECONNECT_LONGEST_ms = 15_000;

/** A receipt printer that speaks ESC/POS, with or without a presenter. */
export class EscposReceiptPrinter implements ReceiptPrinter {
  readonly #options: EscposOptions;
  readonly #model: Model;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #line: Conversation;
  readonly #events = new Emitter<ReceiptPrinterEvent>();
  #contact: Contact = { state: 'starting' };
  #condition: Condition = {};
  #status: ReceiptPrinterStatus;
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #failures = 0;
  #open = false;
  #cancelLook: () => void = () => {};

  constructor(options: EscposOptions, { clock, log }: DriverEnvironment) {
    this.#options = options;
    this.#model = models[options.model];
    this.#clock = clock;
    this.#log = log;
    this.#status = statusOf({}, this.#contact, this.#model.presenter);
    const { dialect } = this.#model;
    const line = { transport: options.transport, dialect, connect_ms: options.timeouts.connect_ms, clock };
    this.#line = new Conversation(line, (condition) => this.#saw(condition));
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
    await this.#tail.catch(() => undefined);
  }

  status(): ReceiptPrinterStatus {
    return this.#status;
  }

  capabilities(): ReceiptPrinterCapabilities {
    const { cutter, presenter, dotsPer_mm } = this.#model;
    return { width_dots: this.#options.width_dots ?? this.#model.width_dots, dotsPer_mm, cutter, presenter };
  }

  information(): DeviceInformation {
    return { modelName: this.#model.name };
  }

  onEvent(listener: (event: ReceiptPrinterEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  trace(): readonly TraceLine[] {
    return this.#line.trace();
  }

  refresh(options: CommandOptions = {}): Completion<ReceiptPrinterStatus> {
    return this.#turn(options, 5_000, async (signal) => {
      await this.#look(signal);
      return ok(this.#status);
    });
  }

  print(ticket: ReceiptTicket, options: CommandOptions = {}): Completion<void> {
    const { width_dots } = this.capabilities();
    if (ticket.width_dots > width_dots) {
      const words = `${ticket.width_dots} dots on a head of ${width_dots}`;
      return Promise.resolve(err(deviceError('invalidData', words)));
    }
    return this.#turn(options, this.#options.timeouts.print_ms, (signal) => this.#print(ticket, signal));
  }

  retract(options: CommandOptions = {}): Completion<void> {
    if (!this.#model.presenter) return Promise.resolve(err(deviceError('unsupportedCommand', 'no presenter')));
    return this.#turn(options, RETRACT_LIMIT_ms, (signal) => this.#retract(signal));
  }

  async #print(ticket: ReceiptTicket, signal: AbortSignal): Completion<void> {
    const ready = await this.#ready(signal);
    if (!ready.ok) return ready;
    if (this.#condition.ticketAtOutput) {
      return err(deviceError('mediaPresent', 'a ticket is at the output', { action: 'none' }));
    }
    const { print_ms } = this.#options.timeouts;
    for (const part of ticketParts(ticket, this.#model)) {
      const sent = await this.#line.send(part, print_ms);
      if (!sent.ok) return this.#failed(sent.error, 'unknown');
      if (signal.aborted) return err(deviceError('canceled', 'canceled while printing', { effect: 'unknown' }));
    }
    const confirmed = await this.#confirm(signal);
    if (!confirmed.ok) return confirmed;
    return this.#model.presenter ? this.#presented() : ok();
  }

  /** Asks for an answer in turn, and meanwhile whether something keeps it from coming. */
  async #confirm(signal: AbortSignal): Completion<void> {
    for (;;) {
      const inTurn = await this.#line.ask(askInTurn, 'byte', LOOK_WHILE_PRINTING_ms, signal);
      if (!inTurn.ok && inTurn.error.kind !== 'late') return this.#failed(inTurn.error, 'unknown');
      const looked = await this.#readCondition(signal);
      if (!looked.ok) return this.#failed(looked.error, 'unknown');
      const trouble = hindrance(this.#condition, 'unknown');
      if (trouble) return err(trouble);
      if (inTurn.ok) return ok();
      if (signal.aborted) return err(deviceError('timeOut', 'the printer did not confirm', { effect: 'unknown' }));
    }
  }

  #presented(): Result<void, DeviceError> {
    if (!this.#condition.ticketAtOutput) {
      return err(deviceError('hardwareError', 'no ticket came to the output', { effect: 'unknown' }));
    }
    this.#events.emit({ event: 'mediaPresented' });
    return ok();
  }

  async #retract(signal: AbortSignal): Completion<void> {
    const ready = await this.#look(signal);
    if (!ready.ok) return this.#failed(ready.error, 'none');
    if (!this.#condition.ticketAtOutput) return err(deviceError('noMediaPresent', 'no ticket at the output'));
    // Pulled back is not taken: the picture must not say so when the ticket is gone.
    this.#condition = { ...this.#condition, ticketAtOutput: false };
    const sent = await this.#line.send(retractTicket, RETRACT_LIMIT_ms);
    if (!sent.ok) return this.#failed(sent.error, 'unknown');
    for (;;) {
      const inTurn = await this.#line.ask(askInTurn, 'byte', LOOK_WHILE_PRINTING_ms, signal);
      if (inTurn.ok) break;
      if (inTurn.error.kind !== 'late') return this.#failed(inTurn.error, 'unknown');
      if (signal.aborted) return err(deviceError('timeOut', 'the printer did not confirm', { effect: 'unknown' }));
    }
    await this.#look(signal);
    if (!this.#condition.ticketAtOutput) return ok();
    return err(deviceError('paperJammed', 'the ticket is still at the output', { effect: 'unknown', action: 'clear' }));
  }

  async #ready(signal: AbortSignal): Completion<void> {
    const looked = await this.#look(signal);
    if (!looked.ok) return this.#failed(looked.error, 'none');
    const trouble = hindrance(this.#condition, 'none');
    return trouble ? err(trouble) : ok();
  }

  /** Makes sure that the line is open, and asks the printer how it is. */
  async #look(signal: AbortSignal): Promise<Result<void, LineFailure>> {
    const isNew = !this.#line.isOpen;
    const opened = await this.#line.open();
    const set = opened.ok && isNew ? await this.#greet() : opened;
    const looked = set.ok ? await this.#readCondition(signal) : set;
    if (looked.ok) {
      this.#failures = 0;
      this.#become({ state: 'ready' });
    } else if (looked.error.kind !== 'aborted') {
      this.#failures += 1;
      // One lost answer is not a lost printer.
      if (looked.error.kind !== 'late' || this.#failures > 1)
        this.#become({ state: 'lost', words: looked.error.words });
      this.#line.close();
    }
    return looked;
  }

  async #greet(): Promise<Result<void, LineFailure>> {
    const { answer_ms } = this.#options.timeouts;
    if (this.#model.dialect !== 'epson') return ok();
    return this.#line.send(automaticStatusOn, answer_ms);
  }

  async #readCondition(signal: AbortSignal): Promise<Result<void, LineFailure>> {
    const read = this.#model.dialect === 'epson' ? this.#readEpson(signal) : this.#readCustom(signal);
    const condition = await read;
    if (!condition.ok) return condition;
    this.#saw(condition.value);
    return ok();
  }

  async #readEpson(signal: AbortSignal): Promise<Result<Condition, LineFailure>> {
    let condition: Condition = {};
    for (const n of [1, 2, 3, 4] as const) {
      const answer = await this.#line.ask(askStatus(n), 'status', this.#options.timeouts.answer_ms, signal);
      if (!answer.ok) return answer;
      if (answer.value.kind !== 'status') continue;
      const said = conditionOf(n, answer.value.byte);
      condition = { ...condition, ...said, paperOut: (condition.paperOut ?? false) || (said.paperOut ?? false) };
    }
    return ok(condition);
  }

  async #readCustom(signal: AbortSignal): Promise<Result<Condition, LineFailure>> {
    const { answer_ms } = this.#options.timeouts;
    const answer = await this.#line.ask(askStatus(20), 'fullStatus', answer_ms, signal);
    if (!answer.ok) return answer;
    const full = answer.value.kind === 'fullStatus' ? answer.value.condition : {};
    const ejector = await this.#line.ask(askEjector, 'byte', answer_ms, signal);
    if (!ejector.ok) return ejector;
    const output = ejector.value.kind === 'byte' ? ejectorCondition(ejector.value.byte) : {};
    return ok({ ...full, ticketAtOutput: (full.ticketAtOutput ?? false) || (output.ticketAtOutput ?? false) });
  }

  #saw(condition: Condition): void {
    const wasPresented = this.#condition.ticketAtOutput === true;
    this.#condition = { ...this.#condition, ...condition };
    this.#show();
    if (wasPresented && this.#condition.ticketAtOutput === false) this.#events.emit({ event: 'mediaTaken' });
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
    const codes = {
      unreachable: 'deviceNotReady',
      cut: 'deviceNotReady',
      late: 'timeOut',
      aborted: 'canceled',
    } as const;
    if (failure.kind === 'cut' || failure.kind === 'unreachable') {
      this.#become({ state: 'lost', words: failure.words });
      this.#line.close();
    }
    return err(deviceError(codes[failure.kind], failure.words, { effect }));
  }

  /** One at a time; each with a limit, after which its completion says so. */
  #turn<T>(options: CommandOptions, usual_ms: number, work: (signal: AbortSignal) => Completion<T>): Completion<T> {
    if (!this.#open) return Promise.resolve(err(deviceError('deviceNotReady', 'not open')));
    this.#waiting += 1;
    const turn = this.#tail.then(() => this.#limited(options, usual_ms, work));
    this.#tail = turn.catch(() => undefined);
    return turn.finally(() => {
      this.#waiting -= 1;
      this.#schedule(this.#interval_ms());
    });
  }

  async #limited<T>(
    { signal, timeout_ms }: CommandOptions,
    usual_ms: number,
    work: (signal: AbortSignal) => Completion<T>,
  ): Completion<T> {
    if (signal?.aborted) return err(deviceError('canceled', 'canceled before it was sent'));
    const controller = new AbortController();
    let timedOut = false;
    const cancel = this.#clock.after(timeout_ms ?? usual_ms, () => {
      timedOut = true;
      controller.abort();
    });
    const onAbort = () => controller.abort();
    signal?.addEventListener('abort', onAbort);
    const result = await work(controller.signal);
    cancel();
    signal?.removeEventListener('abort', onAbort);
    if (!result.ok) this.#logFailure(result.error);
    if (!result.ok && timedOut) return err({ ...result.error, completionCode: 'timeOut' });
    return result;
  }

  #schedule(delay_ms: number): void {
    this.#cancelLook();
    if (this.#open) this.#cancelLook = this.#clock.after(delay_ms, () => void this.#tick());
  }

  async #tick(): Promise<void> {
    if (this.#waiting > 0) return;
    const look = this.#tail.then(async () => {
      await this.#look(new AbortController().signal);
    });
    this.#tail = look.catch(() => undefined);
    await look;
    await sleep(this.#clock, 0);
    if (this.#waiting === 0) this.#schedule(this.#interval_ms());
  }

  #interval_ms(): number {
    const { poll_ms, presentedPoll_ms } = this.#options;
    if (this.#contact.state === 'lost') return Math.min(RECONNECT_LONGEST_ms, poll_ms * this.#failures);
    return this.#condition.ticketAtOutput ? presentedPoll_ms : poll_ms;
  }

  #logFailure(error: DeviceError): void {
    this.#log('warning', 'receiptPrinter.commandFailed', {
      code: error.errorCode ?? error.completionCode,
      effect: error.effect,
      words: error.deviceWords,
    });
  }
}
